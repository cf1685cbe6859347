"""The checks that did not run, in the order of the report: a check never silently does not run."""

from __future__ import annotations

from dataclasses import dataclass

from dgov_std.report.values import Report, Status
from dgov_std.text import Text


@dataclass(frozen=True, slots=True)
class NotChecked:
    """One check that did not run in one column, and why."""

    id: str
    code: str
    column: int | None
    status: Status
    title: Text | None
    reason: Text | None


def not_checked(report: Report) -> tuple[NotChecked, ...]:
    """Return every check whose status is skipped or not applicable."""
    return tuple(
        NotChecked(check.id, check.code, check.column, check.status, check.rule.title, check.reason)
        for check in report.checks
        if check.status is not Status.RAN
    )
