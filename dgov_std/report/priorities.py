"""The order of findings, and so their numbers: the same in every output of a run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dgov_std.report.values import Finding, Severity

_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def number_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings numbered 1..n: the gravest first, then those that touch most rows.

    Ties go by column and code. Errors of structure (a missing column, a doubled header) come before
    all others: they touch every row even where they count none, and the rest follows from them.
    """
    ordered = sorted(findings, key=order_key)
    return tuple(replace(finding, number=i) for i, finding in enumerate(ordered, start=1))


def order_key(finding: Finding) -> tuple[int, bool, int, int, str, str, tuple[str, ...]]:
    """Return the key findings are ordered by, total but for findings equal in every respect."""
    structural = finding.severity is Severity.ERROR and finding.unit == "file" and finding.code.startswith("STR")
    column = finding.columns[0] if finding.columns else -1
    # The last two make the order total, whatever order the findings come in.
    cause = finding.cause or ""
    return (
        _RANK[finding.severity],
        not structural,
        -finding.rows,
        column,
        finding.code,
        cause,
        finding.checks,
    )
