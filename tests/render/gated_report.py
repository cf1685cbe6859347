"""A returned report that a gate let through: thresholds, known issues, exceptions of every state."""

from __future__ import annotations

from dataclasses import replace

from dgov_std.report.gate import ApprovedException, Gate, Gone, KnownIssues, Ruling, Threshold
from dgov_std.report.values import Report


def gated(report: Report, *, passed: bool) -> Report:
    """Return the report with a gate that excuses all its findings but the first, and that too where it passed."""
    outcomes = ("known" if passed else "fails", "within", "approved", *("known",) * len(report.findings))
    rulings = tuple(
        Ruling(each.number, each.rows, each.rows if said == "known" else 0, 0, 0 if said == "known" else each.rows, said)
        for each, said in zip(report.findings, outcomes, strict=False)
    )
    thresholds = (
        Threshold("COD101", "code", "max_rate", "5%", 12, 312, None, measured=True, kept=True, findings=(2,)),
        Threshold("0302", "indicator", "min_value", "99%", 0, 0, 0.981838, measured=True, kept=passed),
    )
    baseline = KnownIssues("f" * 64, listed=True, key=("许可编号",), known=30, new=0, gone=(Gone("typ101", "I", 2),))
    exceptions = (
        approved("IDN201", "used", 5, "系统改造期间, 见函 12 号"),
        approved("REL104", "expired", 7, "补录有效期"),
        approved("TYP205", "unused", 0, "文书号旧式括号"),
        replace(approved("KEY101", "elsewhere", 0, "历史数据"), file="历史/*.csv"),
    )
    return replace(report, gate=Gate(passed, "error", "2026-11-01", rulings, thresholds, baseline, exceptions))


def approved(code: str, state: str, count: int, reason: str) -> ApprovedException:
    return ApprovedException(None, code, "相对人代码_1", None, 5, reason, "数据处", "2026-12-31", state, count)  # type: ignore[arg-type]
