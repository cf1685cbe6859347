"""dgov-std: government data standards that run."""

__version__ = "0.1.0"
