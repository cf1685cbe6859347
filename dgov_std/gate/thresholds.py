"""Thresholds: what they limit, what that comes to, and which findings they decide about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from dgov_std.gate.exceptions import codes_of
from dgov_std.gate.faults import Fault, Found, name_of
from dgov_std.gate.rules import Tolerance
from dgov_std.report.gate import Threshold
from dgov_std.report.values import CheckResult, Indicator, Report, Status

ALL_SCORES = "score"
_OF_FAULTS = ("max_count", "max_rate")


@dataclass(frozen=True, slots=True)
class Measured:
    """A threshold measured, and which faults (by place in the list) it decides about."""

    threshold: Threshold
    decides: frozenset[int]


def measure(
    tolerances: Iterable[Tolerance], report: Report, found: Found, left: Sequence[int], counted: frozenset[int]
) -> list[Measured]:
    """Measure the thresholds that name something in this report; the others are of other files.

    Args:
        tolerances: what was asked for.
        report: what was found.
        found: its faults.
        left: how many of each fault are neither known nor excused.
        counted: the numbers of the findings that count in a threshold of a column: a note there is no fault.
    """
    made: list[Measured] = []
    for asked in tolerances:
        if asked.limit in _OF_FAULTS:
            one = _of_faults(asked, report, found, left, counted)
        elif asked.limit == "min_score":
            one = _of_score(asked, report)
        else:
            one = _of_indicator(asked, report)
        if one is not None:
            made.append(one)
    return made


def _of_faults(
    asked: Tolerance, report: Report, found: Found, left: Sequence[int], counted: frozenset[int]
) -> Measured | None:
    findings = {finding.number: finding for finding in report.findings}
    checks = [each for each in report.checks if each.id == asked.target]
    coded = [each for each in report.checks if each.code == asked.target]
    kind: Literal["check", "code", "column"]

    def of_check(fault: Fault) -> bool:
        return fault.check == asked.target

    def of_code(fault: Fault) -> bool:
        return asked.target in codes_of(fault, findings[fault.finding], report)

    if checks or any(map(of_check, found.faults)):
        kind, chosen = "check", _places(found, of_check)
        evaluated = _evaluated(checks, report, found, chosen)
    elif coded or any(map(of_code, found.faults)):
        kind, chosen, checks = "code", _places(found, of_code), coded
        evaluated = _evaluated(coded, report, found, chosen)
    else:
        columns = [each for each in report.columns if asked.target in (each.element, each.label, each.letter)]
        if not columns:
            return None
        kind, names = "column", {name_of(each) for each in columns}
        chosen = _places(found, lambda fault: fault.column in names and fault.finding in counted)
        evaluated = sum(each.present + each.missing for each in columns)
    count = sum(left[i] for i in chosen)
    measured = kind == "column" or not checks or any(each.status is not Status.SKIPPED for each in checks)
    reached = Fraction(count) if asked.limit == "max_count" else Fraction(count, max(evaluated, 1))
    numbers = tuple(sorted({found.faults[i].finding for i in chosen if left[i]}))
    threshold = Threshold(
        asked.target,
        kind,
        asked.limit,
        asked.wanted,
        count,
        evaluated,
        None,
        measured,
        measured and reached <= asked.value,
        numbers,
    )
    return Measured(threshold, frozenset(chosen))


def _places(found: Found, fits: Callable[[Fault], bool]) -> list[int]:
    return [i for i, fault in enumerate(found.faults) if fits(fault)]


def _evaluated(checks: Iterable[CheckResult], report: Report, found: Found, chosen: Iterable[int]) -> int:
    """Return over how many cells, rows or files the checks ran; of what has no check, over how many its findings were."""
    total = sum(each.evaluated for each in checks)
    numbers = {found.faults[i].finding for i in chosen}
    return total or sum(finding.evaluated for finding in report.findings if finding.number in numbers)


def _of_indicator(asked: Tolerance, report: Report) -> Measured | None:
    known = [each for each in report.indicators if each.id == asked.target]
    if not known:
        return None
    values = [(exact, each) for each in known if (exact := _exactly(each)) is not None]
    if not values:
        return Measured(_value(asked, "indicator", None, kept=False), frozenset())
    least = asked.limit == "min_value"
    value, worst = (min if least else max)(values, key=lambda each: each[0])
    kept = value >= asked.value if least else value <= asked.value
    return Measured(_value(asked, "indicator", worst.value, kept=kept, a=worst.a, b=worst.b), frozenset())


def _exactly(indicator: Indicator) -> Fraction | None:
    """Return the value of an indicator; that of a mean, which counts nothing itself, as the report has it."""
    if indicator.value is None:
        return None
    if indicator.formula == "mean":
        return Fraction(str(indicator.value))
    counted = indicator.b - indicator.a if indicator.formula == "complement" else indicator.a
    return Fraction(counted, indicator.b)


def _of_score(asked: Tolerance, report: Report) -> Measured | None:
    known = [each for each in report.scores if asked.target in (each.standard, ALL_SCORES)]
    if not known:
        return None
    points = [each.points for each in known if each.points is not None]
    if not points:
        return Measured(_value(asked, "score", None, kept=False), frozenset())
    value = min(points)
    return Measured(_value(asked, "score", value, kept=Fraction(str(value)) >= asked.value), frozenset())


def _value(
    asked: Tolerance, kind: Literal["indicator", "score"], value: float | None, *, kept: bool, a: int = 0, b: int = 0
) -> Threshold:
    return Threshold(asked.target, kind, asked.limit, asked.wanted, a, b, value, value is not None, kept)
