"""The JSON report: the canonical form, nothing more."""

from __future__ import annotations

from dgov_std.report.json_form import canonical_bytes
from dgov_std.report.values import Report
from dgov_std.text import Language


def render(report: Report, *, language: Language) -> bytes:
    """Return the report as canonical UTF-8 JSON, which holds both languages."""
    return canonical_bytes(report)
