"""The JSON Schemas the project publishes: of the YAML kinds, of its vocabulary, of the report."""

from __future__ import annotations

from typing import Any

from dgov_std.errors import Problem, UsageError
from dgov_std.report.schema import report_schema
from dgov_std.schema.vocabulary import vocabulary_schema
from dgov_std.standard import KINDS, kind_schema
from dgov_std.text import Text

NAMES = (*KINDS, "report", "vocabulary")


def published_schema(name: str) -> dict[str, Any]:
    """Return the schema of a YAML kind, `report` or `vocabulary`. Raises UsageError for another name."""
    if name == "report":
        return report_schema()
    if name == "vocabulary":
        return vocabulary_schema()
    if name in KINDS:
        return kind_schema(name)
    raise UsageError(
        Problem(
            Text(f"没有“{name}”这一种", f"there is no kind {name!r}"),
            todo=Text(f"可用: {'、'.join(NAMES)}", f"known: {', '.join(NAMES)}"),
        )
    )
