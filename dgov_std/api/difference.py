"""Compare two saved reports: neither the data nor the standard is needed."""

from __future__ import annotations

from dgov_std.api.result import Report
from dgov_std.diff.reports import compare_reports
from dgov_std.render import difference as rendered
from dgov_std.report.differences import Difference
from dgov_std.report.gate import FailOn
from dgov_std.text import Language


def difference(old: Report, new: Report, *, fail_on: FailOn = "info") -> Difference:
    """Return what became of the findings of a report in a later one (see `dgov_std.diff.reports`)."""
    return compare_reports(old.values, new.values, fail_on)


def difference_text(found: Difference, form: str = "terminal", *, language: Language = "zh", width: int = 80) -> str:
    """Return a difference in a form: terminal, json or markdown."""
    return rendered.render(found, form, language=language, width=width)
