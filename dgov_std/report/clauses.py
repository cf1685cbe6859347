"""The checks by the clause they come from: what was looked at, what did not hold, and what follows for the clause.

A check counts once for each column it was meant for. What a clause demands beyond its checks is not
told here: `MET` says that all its checks ran and that nothing was found against it, no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import get_args

from dgov_std.report.values import CheckResult, Report, Severity, Status, Unit, Verdict

_DIGITS = re.compile(r"(\d+)")
_SURE = ("high", "medium", "low")


class Outcome(StrEnum):
    """不符合 / 待核对 / 未检查 / 没有可查的数据 / 已查部分符合 / 符合, 有提示 / 符合: the first that fits."""

    NOT_MET = "not met"
    IN_DOUBT = "in doubt"
    NOT_CHECKED = "not checked"
    NO_DATA = "no data"
    PARTLY = "met as far as checked"
    NOTED = "met, with notes"
    MET = "met"


@dataclass(frozen=True, slots=True)
class Counted:
    """Of the cells, rows or file matters that checks looked at, how many failed; twice where two checks looked."""

    unit: Unit
    evaluated: int
    failed: int


@dataclass(frozen=True, slots=True)
class ClauseResult:
    """What came of the checks of one clause; None: of the standard as a whole, or of no standard.

    `ran` of the `checks` ran. `counted` has one entry for each unit that occurs; `confidence` are the
    grades of its rules, surest first.
    """

    standard: str | None
    clause: str | None
    confidence: tuple[str, ...]
    checks: int
    ran: int
    counted: tuple[Counted, ...]
    outcome: Outcome


def by_clause(report: Report) -> tuple[ClauseResult, ...]:
    """Return the clauses by standard and number; the tool's own checks, which have no standard, stand last."""
    grouped: dict[tuple[str | None, str | None], list[CheckResult]] = {}
    for check in report.checks:
        grouped.setdefault((check.rule.standard, check.rule.clause), []).append(check)
    whole = report.complete and report.verdict in (Verdict.PASS, Verdict.FAIL)
    return tuple(_result(*key, grouped[key], whole=whole) for key in sorted(grouped, key=_order))


def _result(standard: str | None, clause: str | None, checks: list[CheckResult], *, whole: bool) -> ClauseResult:
    ran = [check for check in checks if check.status is Status.RAN]
    return ClauseResult(
        standard,
        clause,
        tuple(grade for grade in _SURE if any(check.rule.confidence == grade for check in checks)),
        len(checks),
        len(ran),
        tuple(_counted(unit, ran) for unit in get_args(Unit) if any(check.unit == unit for check in ran)),
        _outcome(checks, ran, whole=whole),
    )


def _counted(unit: Unit, ran: Iterable[CheckResult]) -> Counted:
    fitting = [check for check in ran if check.unit == unit]
    return Counted(unit, sum(check.evaluated for check in fitting), sum(check.failed for check in fitting))


def _outcome(checks: list[CheckResult], ran: list[CheckResult], *, whole: bool) -> Outcome:
    failed = {check.severity for check in ran if check.failed}
    if Severity.ERROR in failed:
        return Outcome.NOT_MET
    if Severity.WARNING in failed:
        return Outcome.IN_DOUBT
    if not ran:
        return Outcome.NOT_CHECKED
    if not any(check.evaluated for check in ran):
        return Outcome.NO_DATA
    if not whole or len(ran) < len(checks):
        return Outcome.PARTLY
    return Outcome.NOTED if failed else Outcome.MET


def _order(key: tuple[str | None, str | None]) -> tuple[tuple[bool, list[tuple[int, str]]], ...]:
    return tuple((each is None, _natural(each or "")) for each in key)


def _natural(text: str) -> list[tuple[int, str]]:
    """Return a key that sorts 5.2 before 5.10."""
    return [(len(part.lstrip("0")) if part.isdecimal() else -1, part) for part in _DIGITS.split(text)]
