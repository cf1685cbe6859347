"""Repairs: what to type instead of a faulty value."""

from dgov_std.fix.suggestion import suggest

__all__ = ["suggest"]
