"""Reports with a few faults, and rules to judge them by."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sample_report import check, finding, report

from dgov_std.gate.faults import Fault, Found, found_in
from dgov_std.gate.judge import judge
from dgov_std.gate.rules import Rules, Waiver, tolerances_of
from dgov_std.report.gate import Gate, Ruling
from dgov_std.report.priorities import number_findings
from dgov_std.report.values import Finding, Report, Rows, Severity, Verdict

E, W, I = Severity.ERROR, Severity.WARNING, Severity.INFO  # noqa: E741


def faulty(*findings: Finding, verdict: Verdict | None = None, **changes: Any) -> Report:
    """A report with these findings; by default one of 12 wrong codes among 2400 (0.5 %)."""
    found = number_findings(findings or (finding("COD101", E, "许可类别", 12, 9),))
    decided = Verdict.FAIL if any(each.severity is E for each in found) else Verdict.PASS
    checks = tuple(
        replace(check(each.code, each.columns[0] if each.columns else None, each.rows, evaluated=2400), id=each.checks[0])
        for each in found
        if each.checks
    )
    return report(found, verdict or decided, Rows(2400, 2388, 12, 0), checks=checks, **changes)


def gate(found: Report, rules: Rules | None = None, faults: Found | None = None) -> Gate:
    judged = judge(found, rules or Rules(), faults).gate
    assert judged is not None
    return judged


def ruled(found: Report, *limits: str, faults: Found | None = None, **rules: Any) -> list[str]:
    """What became of each finding."""
    return [each.outcome for each in rulings(found, *limits, faults=faults, **rules)]


def rulings(found: Report, *limits: str, faults: Found | None = None, **rules: Any) -> tuple[Ruling, ...]:
    return gate(found, Rules(tolerances=tolerances_of(limits), **rules), faults).rulings


def waiver(**changes: Any) -> Waiver:
    """An exception for the wrong codes until the end of 2026."""
    given = {"code": "COD101"} | changes if "check" not in changes else changes
    return Waiver("exceptions.yaml:2:5", "目录待更新", "王五", **({"expires": "2026-12-31"} | given))


def keyed(found: Report, *keys: str) -> Found:
    """The faults of the report's first finding, its rows told apart."""
    (fault, *others) = found_in(found).faults
    return Found(found.input.name, (replace(fault, count=len(keys), keys=tuple(sorted(keys))), *others), ("code",))


__all__ = ["E", "Fault", "I", "W", "faulty", "finding", "gate", "keyed", "ruled", "rulings", "waiver"]
