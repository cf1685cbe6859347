"""Masking, applied when a Report is frozen."""
