"""The trial of a standard: its own examples, run through the checks it compiles to."""

from dgov_std.trial.run import try_standard

__all__ = ["try_standard"]
