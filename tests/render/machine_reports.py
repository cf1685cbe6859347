"""Sequences of reports for the formats that pipelines read: each name is a case with its golden files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import sample_report as sample

from dgov_std.api.unread import unread
from dgov_std.errors import InputError, Problem
from dgov_std.privacy.masking import freeze
from dgov_std.report import gate
from dgov_std.report.codes import CODES
from dgov_std.report.priorities import number_findings
from dgov_std.report.values import Example, Report, Rows, Run, Severity, Verdict
from dgov_std.text import Text


def faults() -> Report:
    """The design's example, and one finding more of each of thirty other kinds."""
    first = sample.returned()
    others = [code for code in CODES if code not in {each.code for each in first.findings}][::2][:30]
    more = [
        sample.finding(
            code, tuple(Severity)[i % 3], sample.LABELS[i % len(sample.LABELS)], 40 - i, 100 + i, Example("值", 40 - i)
        )
        for i, code in enumerate(others)
    ]
    return replace(first, findings=number_findings((*first.findings, *more)), run=located("数据/某县 许可.csv"))


def located(path: str) -> Run:
    return Run("2026-10-31T09:00:00+08:00", 0.4, "pc", path, 2)


def unreadable() -> Report:
    what = Text("文件已加密, 打不开", "the file is encrypted")
    problem = Problem(what, where="/home/somebody/某县.xlsx", todo=Text("去掉密码再检查", "remove the password"))
    return unread("某县.xlsx", InputError(problem), located("数据/某县.xlsx"))


def million() -> Report:
    """A million failing cells: numbers only."""
    many = 1_000_000
    found = sample.finding("COD101", sample.E, "许可类别", many, 2, Example("审批", many), facts=sample.KINDS)
    return sample.report(number_findings((found,)), Verdict.FAIL, Rows(many, 0, many, 0), rows_solved_by_first=many)


def gated() -> Report:
    """Known, approved, within a threshold, below, failing; an expired exception."""
    made = sample.returned()
    outcomes = ("known", "approved", "within", *("fails" for _ in range(5)), *("below" for _ in range(4)))
    rulings = tuple(
        gate.Ruling(i, 9, 9 * (said == "known"), 9 * (said == "approved"), 9 * (said not in ("known", "approved")), said)
        for i, said in enumerate(outcomes, start=1)
    )
    told = gate.ApprovedException(
        None, "COD101", "许可类别", None, None, "老系统的代码", "张处", "2026-09-30", "expired", 12, (2,)
    )
    return replace(
        made, gate=gate.Gate(passed=False, fail_on="error", day="2026-10-31", rulings=rulings, exceptions=(told,))
    )


def too_low() -> Report:
    """Nothing found fails, but the score does not reach what was asked for."""
    low = gate.Threshold("score", "score", "min_score", "95", 0, 0, 91.5, measured=True, kept=False)
    return replace(sample.accepted(), gate=gate.Gate(passed=False, fail_on="error", day=None, rulings=(), thresholds=(low,)))


CASES: dict[str, Callable[[], list[Report]]] = {
    "accepted": lambda: [sample.accepted()],
    "faults": lambda: [faults()],
    "empty": lambda: [sample.empty()],
    "unreadable": lambda: [unreadable()],
    "unfinished": lambda: [sample.unfinished()],
    "hostile": lambda: [sample.hostile()],
    "million": lambda: [million()],
    "gated": lambda: [gated()],
    "too_low": lambda: [too_low()],
    "bare": lambda: [sample.bare()],
    "several": lambda: [sample.accepted(), unreadable(), sample.returned(), sample.empty()],
    "none": list,
}


def reports(name: str) -> list[Report]:
    """Return the reports of a case, masked."""
    return [freeze(each) for each in CASES[name]()]
