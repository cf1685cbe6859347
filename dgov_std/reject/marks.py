"""Flaws brought together cell by cell: which cells to mark, how gravely, with which comment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from dgov_std.reject.values import Flaw, Words
from dgov_std.report.values import Finding, Severity

CAP = 50_000
_GRAVEST = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
# Tints light enough to read black text on: red, yellow, blue.
TINTS: dict[Severity, str] = {Severity.ERROR: "FFC7CE", Severity.WARNING: "FFEB9C", Severity.INFO: "DDEBF7"}
_LONGEST_COMMENT = 2000


@dataclass(slots=True)
class Marks:
    """The cells to mark, by row and column (from 0), and what was left out."""

    by_row: dict[int, dict[int, list[Flaw]]] = field(default_factory=dict)
    first: dict[int, tuple[int, int]] = field(default_factory=dict)
    capped: set[int] = field(default_factory=set)

    def of_row(self, row: int) -> Mapping[int, list[Flaw]]:
        """Return the flaws of a row by column."""
        return self.by_row.get(row, {})

    def cells(self) -> Iterator[tuple[int, int, list[Flaw]]]:
        """Yield (row, column, flaws) in reading order."""
        for row in sorted(self.by_row):
            for column in sorted(self.by_row[row]):
                yield row, column, self.by_row[row][column]


def gather(flaws: Iterable[Flaw], cap: int = CAP) -> Marks:
    """Return the marks for the flaws; a flaw of a whole row goes to the row's first cell.

    At most `cap` cells a finding are marked: more would make the workbook too slow to open.
    """
    marks = Marks()
    counts: dict[int, int] = {}
    for flaw in flaws:
        counts[flaw.finding] = counts.get(flaw.finding, 0) + 1
        if counts[flaw.finding] > cap:
            marks.capped.add(flaw.finding)
            continue
        spot = (flaw.row, flaw.column or 0)
        marks.by_row.setdefault(spot[0], {}).setdefault(spot[1], []).append(flaw)
        marks.first[flaw.finding] = min(marks.first.get(flaw.finding, spot), spot)
    return marks


def severity_of(flaws: Iterable[Flaw], findings: Mapping[int, Finding]) -> Severity:
    """Return the gravest severity among the flaws of a cell."""
    return min((findings[flaw.finding].severity for flaw in flaws), key=_GRAVEST.__getitem__)


def comment_of(flaws: Iterable[Flaw], findings: Mapping[int, Finding], words: Words) -> str:
    """Return one comment for all flaws of a cell, in the order of the findings' numbers."""
    ordered = sorted(set(flaws), key=lambda flaw: (flaw.finding, flaw.suggestion or ""))
    text = "\n\n".join(words.comment(findings[flaw.finding], flaw.suggestion) for flaw in ordered)
    return text if len(text) <= _LONGEST_COMMENT else text[:_LONGEST_COMMENT] + "..."


def comment_size(text: str) -> tuple[int, int]:
    """Return (width, height) in points of a box in which the comment can be read without scrolling."""
    lines = sum(1 + len(line.encode("gbk", errors="replace")) // 44 for line in text.split("\n"))
    return 280, min(16 * lines + 14, 400)
