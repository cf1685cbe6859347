"""What a sheet says beside its cells: merged ranges, hidden rows and columns, formats where nothing stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice

from dgov_std.dataset.cell_range import CellRange, column_letters
from dgov_std.dataset.excel_package import Package
from dgov_std.dataset.excel_shown import shown_remarks
from dgov_std.dataset.refusal import unsafe_workbook
from dgov_std.dataset.table import Remark

KEPT = 32 * 1024 * 1024  # bytes of a sheet's XML that are not inflated twice
MAX_MERGED = 100_000  # ranges
MAX_TAIL = 32 * 1024 * 1024  # bytes behind the rows
MAX_RUNS = 100_000  # of hidden rows remembered one by one
_FIRST = 20
_OVERLAP = 32
_CLOSED = re.compile(rb"</(?:[A-Za-z0-9_.-]+:)?sheetData\s*>")
_MERGED = re.compile(
    rb"<(?:[A-Za-z0-9_.-]+:)?mergeCell\s[^<>]*?ref\s*=\s*[\"']([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})[\"']"
)
_COL = re.compile(rb"<(?:[A-Za-z0-9_.-]+:)?col\s([^<>]*)>")
_ROW = re.compile(rb"<(?:[A-Za-z0-9_.-]+:)?row\s([^<>]*)>")
_HIDDEN = re.compile(rb"(?:^|\s)hidden\s*=\s*[\"'](?:1|true)[\"']")
_SAID = (b'hidden="1', b'hidden="t', b"hidden='", b"hidden =")
_NUMBERS = {name: re.compile(rb"(?:^|\s)%b\s*=\s*[\"']([0-9]{1,7})[\"']" % name) for name in (b"min", b"max", b"r")}


@dataclass(slots=True)
class Marks:
    """The marks of one sheet: `merged` from the start, the rest as far as its rows were read.

    Rows count from 1, columns from 0. `hidden_rows` and `hidden_columns` are runs, first and last included;
    `last_row` and `last_column` reach as far as any cell does, whether it holds something or only a format.
    `shown` counts, by number format and column, the cells that are shown otherwise than they are read.
    """

    merged: list[CellRange] = field(default_factory=list)
    hidden_rows: list[tuple[int, int]] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    last_row: int = 0
    last_column: int = -1
    shown: Counter[tuple[str, int]] = field(default_factory=Counter)

    def hide_row(self, row: int) -> None:
        """Remember a hidden row; rows come in ascending order."""
        if self.hidden_rows and row <= self.hidden_rows[-1][1] + 1:
            self.hidden_rows[-1] = (self.hidden_rows[-1][0], max(row, self.hidden_rows[-1][1]))
        elif len(self.hidden_rows) < MAX_RUNS:
            self.hidden_rows.append((row, row))

    def hide_columns(self, first: int, last: int) -> None:
        """Remember hidden columns."""
        if (first, last) not in self.hidden_columns and len(self.hidden_columns) < MAX_RUNS:
            self.hidden_columns.append((first, last))

    def reach(self, row: int, column: int) -> None:
        """Remember that a cell stands there, filled or not."""
        self.last_row, self.last_column = max(self.last_row, row), max(self.last_column, column)


def foresee(package: Package, part: str, marks: Marks) -> Iterator[bytes]:
    """Return the XML of a sheet, its merged ranges noted before the first row: they stand behind the last.

    A sheet of more than `KEPT` bytes is inflated twice for it.
    """
    stream = package.stream(part)
    kept: list[bytes] = []
    size, before, tail = 0, b"", b""
    ended = False
    for data in stream:
        size += len(data)
        if size <= KEPT:
            kept.append(data)
        else:
            kept.clear()
        if ended:
            tail += data
            if len(tail) > MAX_TAIL:
                raise unsafe_workbook(package.path, "合并单元格过多", "too many merged cells")
            continue
        joined = before + data
        at = joined.find(b"sheetData", 0)
        found = _CLOSED.search(joined, max(at - _OVERLAP, 0)) if at >= 0 else None
        if found:
            ended, tail = True, joined[found.end() :]
        before = joined[-_OVERLAP:]
    ranges = [each.groups() for each in islice(_MERGED.finditer(tail), MAX_MERGED + 1)]
    if len(ranges) > MAX_MERGED:
        raise unsafe_workbook(package.path, "合并单元格过多", "too many merged cells")
    marks.merged = list(_merged(ranges))
    return _handed_out(kept) if size <= KEPT else package.stream(part)


def _handed_out(kept: list[bytes]) -> Iterator[bytes]:
    kept.reverse()
    while kept:
        yield kept.pop()


def _merged(ranges: Iterable[tuple[bytes, ...]]) -> Iterator[CellRange]:
    for left, top, right, bottom in ranges:
        found = CellRange(int(top), _column(left), int(bottom), _column(right))
        if (found.bottom or 0) >= found.top and (found.right or 0) >= found.left:
            yield found


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def note_columns(head: bytes, marks: Marks) -> None:
    """Note the hidden columns in the part of a sheet before its rows."""
    for attributes in _COL.findall(head):
        if _HIDDEN.search(attributes):
            first, last = _NUMBERS[b"min"].search(attributes), _NUMBERS[b"max"].search(attributes)
            if first and last:
                marks.hide_columns(int(first[1]) - 1, int(last[1]) - 1)


def note_rows(rows: bytes, marks: Marks) -> None:
    """Note the hidden ones among whole rows."""
    if b"hidden" not in rows or not any(said in rows for said in _SAID):
        return
    for attributes in _ROW.findall(rows):
        if _HIDDEN.search(attributes):
            number = _NUMBERS[b"r"].search(attributes)
            if number:
                marks.hide_row(int(number[1]))


def remarks_of(marks: Marks, header_row: int, width: int, last_row: int, *, wider: bool) -> Iterator[Remark]:
    """Yield what is to be told of a sheet that was read to its end.

    Args:
        marks: all of its marks.
        header_row: the last row of the header.
        width: columns of the header.
        last_row: the last row that holds something.
        wider: whether something stands beyond the header's columns.
    """
    yield from shown_remarks(marks.shown, width)
    rows = [(max(a, header_row + 1), min(b, last_row)) for a, b in marks.hidden_rows]
    rows = [(a, b) for a, b in rows if a <= b]
    columns = [(a, min(b, width - 1)) for a, b in sorted(marks.hidden_columns) if a < width]
    if rows or columns:
        texts = [f"{a}:{b}" for a, b in rows[:_FIRST]] + [
            f"{column_letters(a)}:{column_letters(b)}" for a, b in columns[:_FIRST]
        ]
        count = sum(b - a + 1 for a, b in chain(rows, columns))
        hidden = [column for a, b in columns[:_FIRST] for column in range(a, b + 1)]
        yield Remark("STR408", _first(rows), tuple(hidden), count, tuple(texts))
    texts, count = [], 0
    if marks.last_row > last_row >= header_row:
        right = column_letters(max(marks.last_column, width - 1))
        texts.append(f"A{last_row + 1}:{right}{marks.last_row}")
        count += marks.last_row - last_row
    if marks.last_column >= width and not wider:
        texts.append(f"{column_letters(width)}:{column_letters(marks.last_column)}")
        count += marks.last_column + 1 - width
    if texts:
        yield Remark("STR407", (), (), count, tuple(texts))


def _first(runs: Iterable[tuple[int, int]]) -> tuple[int, ...]:
    return tuple(a for a, _ in runs)[:_FIRST]
