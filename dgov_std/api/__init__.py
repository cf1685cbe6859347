"""What the package can do, one file per verb; the command line and Python users call the same."""
