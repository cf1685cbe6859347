"""Repairs: what to type instead of a faulty value, never a guess."""
