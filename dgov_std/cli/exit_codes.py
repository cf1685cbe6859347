"""The exit codes, and which of several inputs' codes a run ends with."""

from __future__ import annotations

from collections.abc import Iterable

from dgov_std.report.values import Report, Severity, Verdict

PASS = 0
FINDINGS = 1
CANNOT_RUN = 2
INCOMPLETE = 3
INTERRUPTED = 130
TERMINATED = 143

_WORST_FIRST = (CANNOT_RUN, INCOMPLETE, FINDINGS, PASS)
_RANK = {"error": 0, "warning": 1, "info": 2}


def of_report(report: Report, fail_on: str) -> int:
    """Return the exit code of one report: where there is a gate, what it says. `fail_on`: error, warning, info, or none."""
    if report.verdict is Verdict.INCOMPLETE:
        return INCOMPLETE
    if report.verdict is Verdict.NOT_EVALUATED:
        return FINDINGS
    if report.gate is not None:
        return PASS if report.gate.passed else FINDINGS
    if fail_on == "none":
        return PASS
    counted = {severity for severity in Severity if _RANK[severity] <= _RANK[fail_on]}
    return FINDINGS if any(finding.severity in counted for finding in report.findings) else PASS


def worst(codes: Iterable[int]) -> int:
    """Return the code that speaks for several inputs; all of them were attempted."""
    found = set(codes)
    return next((code for code in _WORST_FIRST if code in found), PASS)
