"""What a gate made of a report: frozen values beside the verdict, which they never change.

A gate decides whether a pipeline goes on. What was found stays found; here stands which findings count
against it, and why the others do not: known before, approved, within a threshold, below what fails.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FailOn = Literal["error", "warning", "info", "none"]
Outcome = Literal["fails", "within", "known", "approved", "below"]


@dataclass(frozen=True, slots=True)
class Ruling:
    """How the gate took one finding.

    Of `count` faults (rows; of a finding about the file one, or the labels it is about) so many were `known` from
    the baseline and `approved` by exceptions; `left` are the others. They fail the gate (`fails`) unless they are
    `within` every threshold on them, or of a severity `below` the one that fails. None left: `known`, or `approved`.
    """

    finding: int
    count: int
    known: int
    approved: int
    left: int
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Threshold:
    """A limit that was asked for, and whether it is kept.

    `wanted` is the limit as written. Of a check, a code or a column, `a` are the faults left among the `b` cells, rows
    or files evaluated; of an indicator or a score `value` is what it came to, the lowest where it stands several times
    (the highest under `max_value`). What could not be `measured` is not kept. `findings` are those it decides about.
    """

    target: str
    kind: Literal["check", "code", "column", "indicator", "score"]
    limit: Literal["max_count", "max_rate", "min_value", "max_value", "min_score"]
    wanted: str
    a: int
    b: int
    value: float | None
    measured: bool
    kept: bool
    findings: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Gone:
    """Known faults of one check in one column that are there no longer, and how many."""

    check: str
    column: str
    count: int


@dataclass(frozen=True, slots=True)
class KnownIssues:
    """What a baseline had to say: 存量问题清单.

    `listed`: it knows this table. `key` are the columns whose values told the rows apart, empty where faults were only
    counted. Of the errors and warnings so many faults were `known` and `new`; `gone` are no longer there.
    """

    sha256: str
    listed: bool
    key: tuple[str, ...]
    known: int
    new: int
    gone: tuple[Gone, ...] = ()


@dataclass(frozen=True, slots=True)
class ApprovedException:
    """An exception somebody answers for (已批准例外), and what became of it in this file.

    It is of a check, by its id, or of a code; with `most` only so many faults are excused. `expires` is its last day.
    `used`: it excused `count` faults. `expired`: it would have. `unused`: nothing here needs it. `elsewhere`: it is of
    another file, or of a check that this table does not have.
    """

    check: str | None
    code: str | None
    column: str | None
    file: str | None
    most: int | None
    reason: str
    owner: str
    expires: str
    state: Literal["used", "expired", "unused", "elsewhere"]
    count: int
    findings: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Gate:
    """Whether a pipeline may go on, and why: never where the check is unfinished, or nothing was evaluated.

    `fail_on` is the lowest severity that fails, `day` the one on which exceptions were judged. There is a ruling on
    every finding, by number.
    """

    passed: bool
    fail_on: FailOn
    day: str | None
    rulings: tuple[Ruling, ...]
    thresholds: tuple[Threshold, ...] = ()
    baseline: KnownIssues | None = None
    exceptions: tuple[ApprovedException, ...] = ()
