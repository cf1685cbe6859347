"""Standards written in YAML, loaded as typed values with every mistake located."""

from dgov_std.standard.load import load_standard, load_standards
from dgov_std.standard.schemas import KINDS, kind_schema

__all__ = ["KINDS", "kind_schema", "load_standard", "load_standards"]
