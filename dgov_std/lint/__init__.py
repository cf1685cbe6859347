"""The linter of standards: what loads, but is not written as a data standard should be."""

from dgov_std.lint.run import lint_standards

__all__ = ["lint_standards"]
