"""The JSON report: the canonical form, nothing more."""

from __future__ import annotations

from dgov_std.report.json_form import canonical_bytes
from dgov_std.report.values import Report


def render(report: Report) -> bytes:
    """Return the report as canonical UTF-8 JSON."""
    return canonical_bytes(report)
