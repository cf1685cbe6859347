"""What became of the findings of one report in a later one: frozen values that a renderer words.

Findings are named by their numbers in the two reports, which stand in full beside them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dgov_std.report.gate import FailOn
from dgov_std.report.values import Report

Trend = Literal["worse", "better"]
AboutKind = Literal[
    "file", "standard", "edition", "bundle", "dataset", "as_of", "codelist", "version", "option", "columns", "format"
]
WorseKind = Literal["new", "more", "severity", "verdict", "unjudged"]


@dataclass(frozen=True, slots=True)
class Changed:
    """A finding of both reports, by its numbers there, that has more or fewer faults, or another severity."""

    old: int
    new: int
    trend: Trend


@dataclass(frozen=True, slots=True)
class About:
    """Something else than the findings that differs: `name` says which one of several; None is not there."""

    kind: AboutKind
    name: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Stopped:
    """A check that ran in one report and not in the other, and the label of its column."""

    id: str
    code: str
    column: str | None


@dataclass(frozen=True, slots=True)
class Worse:
    """Why the later report is worse, and how many findings make it so."""

    kind: WorseKind
    count: int


@dataclass(frozen=True, slots=True)
class Difference:
    """Two reports compared. Every finding of either stands once in `new`, `resolved`, `unjudged`, `changed` or `same`.

    `unjudged` are findings of the old report that the new one does not have because what found them did not run: they
    are not resolved. `same` are pairs of numbers. `worse` is empty where nothing is, as far as `fail_on` asks.
    """

    old: Report
    new: Report
    added: tuple[int, ...]
    resolved: tuple[int, ...]
    unjudged: tuple[int, ...]
    changed: tuple[Changed, ...]
    same: tuple[tuple[int, int], ...]
    about: tuple[About, ...]
    stopped: tuple[Stopped, ...]
    started: tuple[Stopped, ...]
    worse: tuple[Worse, ...]
    fail_on: FailOn
