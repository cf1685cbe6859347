"""The index sheet as rows of plain cells; the two writers only lay them down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from dgov_std.reject.marks import CAP, Marks
from dgov_std.reject.values import INDEX_MARK, Words
from dgov_std.report.values import Report, Severity

WIDTHS = (5, 8, 20, 9, 32, 24, 8, 8, 40, 40)
LINK_COLUMN = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the index: `link` is the (row, column from 0) of the first marked cell."""

    kind: Literal["title", "verdict", "personal", "text", "headings", "finding"]
    cells: tuple[str | int, ...]
    severity: Severity | None = None
    link: tuple[int, int] | None = None


def lines(report: Report, marks: Marks, words: Words, *, cap: int = CAP, cut: int | None = None) -> Iterator[Line]:
    """Yield the rows of the index sheet, top to bottom."""
    title, verdict, *rest = words.head(report)
    yield Line("title", (f"{title} {INDEX_MARK}",))
    yield Line("verdict", (verdict,))
    if any(column.personal for column in report.columns):
        yield Line("personal", (words.personal(),))
    for text in rest:
        yield Line("text", (text,))
    if report.findings:
        yield Line("text", ("",))
        yield Line("headings", words.headings())
    for finding in report.findings:
        yield Line("finding", words.line(finding), finding.severity, marks.first.get(finding.number))
    for number in sorted(marks.capped):
        yield Line("text", (words.capped(number, cap),))
    if cut is not None:
        yield Line("text", (words.cut(cut),))
    for text in words.tail(report):
        yield Line("text", (text,))


def height(line: Line) -> float:
    """Return the height of a row in points, so that wrapped text shows: not every program computes it."""
    if line.kind == "title":
        return 24.0
    if line.kind not in ("headings", "finding"):
        return 18.0
    return 15.0 * max(map(_needed, line.cells, WIDTHS)) + 3


def _needed(value: str | int, width: int) -> int:
    # A Chinese character takes two bytes of GBK and two places of the column.
    parts = (len(part.encode("gbk", errors="replace")) for part in str(value).split("\n"))
    return sum(-(-max(part, 1) // (width - 1)) for part in parts)


def link_target(sheet: str, row: int, column: int) -> str:
    """Return the place of a cell as a link within the workbook: `'许可'!C5`."""
    letters, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(65 + digit) + letters
    name = sheet.replace("'", "''")
    return f"'{name}'!{letters}{row}"
