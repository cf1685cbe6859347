"""`python -m dgov_std` is the command line."""

from dgov_std.cli import main

if __name__ == "__main__":
    main()
