"""Schemas of other makers, read as bundles: JSON Schema and Frictionless Table Schema."""
