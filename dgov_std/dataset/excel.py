"""Workbooks (xlsx, xlsm): the chosen sheet as a table of text, rows numbered as the sheet shows them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import compute

from dgov_std.arrays import chosen, mask_of, only, positions, strings
from dgov_std.dataset.block import Batch, Block, Damage, DamageKind
from dgov_std.dataset.excel_book import Book, Sheet, read_book, shared_strings
from dgov_std.dataset.excel_cells import Cells, cell_texts
from dgov_std.dataset.excel_package import Package
from dgov_std.dataset.excel_xml import WINDOW, sheet_cells
from dgov_std.dataset.refusal import damaged_workbook, empty, foreign, refuse
from dgov_std.dataset.source import Source
from dgov_std.dataset.table import Form
from dgov_std.text import Text

OWN_SHEETS = ("检查结果", "dgov-std")  # names of sheets we add begin so; they are never data
_MOST_ROWS = 50_000


class ExcelTable:
    """One sheet of a workbook as a `Table`."""

    def __init__(
        self, path: Path, name: str, header: tuple[str, ...], form: Form, package: Package, cells: Iterator[Cells]
    ) -> None:
        """Take over the archive and the cells behind the header; use `open_excel`."""
        self.name = name
        self.header = header
        self.form = form
        self._path = path
        self._package = package
        self._cells = cells
        self._fingerprint: tuple[int, str] | None = None

    def blocks(self) -> Iterator[Block | Batch]:
        """Yield the rows in Batches. Raises InputError where the workbook turns out damaged."""
        next_row, record = self.form.header_row + 1, 1
        held: list[Cells] = []
        for cells in self._cells:
            held.append(cells)
            last = _last_filled(cells)
            if last < next_row:
                continue  # blank so far: rows count only if something follows
            together = _concat(held)
            held = [_select(together, together.row > last)]
            for first in range(next_row, last + 1, _MOST_ROWS):
                stop = min(first + _MOST_ROWS, last + 1)
                yield _batch(together, len(self.header), first, stop, record)
                record += stop - first
            next_row = last + 1
        self._fingerprint = _hash(self._path)

    def parse(self, block: Block | Batch) -> Batch:
        """Return the Batch: sheets arrive parsed."""
        if isinstance(block, Batch):
            return block
        raise TypeError(block)

    def fingerprint(self) -> tuple[int, str] | None:
        """Return (bytes, sha256 in hexadecimal) once all rows were read."""
        return self._fingerprint

    def close(self) -> None:
        """Close the workbook."""
        self._package.close()


def open_excel(path: Path, *, sheet: str | None = None, header_row: int | None = None, window: int = WINDOW) -> ExcelTable:
    """Open one sheet of a workbook.

    Args:
        path: the workbook.
        sheet: its name or 1-based number; default the first visible one that is neither ours nor empty.
        header_row: row with the column names as the sheet numbers it; default the first not blank.
        window: bytes of XML read at a time.

    Raises:
        InputError: no workbook that can be read, no such sheet, no such header row, nothing in it.
    """
    _check_kind(path)
    package = Package(path)
    try:
        book = read_book(package)
        strings = _strings(package, book)
        for candidate in _candidates(path, book, sheet):
            cells = _texts(package, book, candidate, strings, window)
            found = _header(cells, header_row)
            if found is not None:
                number, header, rest = found
                names = tuple(one.name for one in book.sheets)
                form = Form("xlsx", sheet=candidate.name, sheets=names, header_row=number)
                return ExcelTable(path, candidate.name, header, form, package, rest)
    except BaseException:
        package.close()
        raise
    package.close()
    if header_row is not None:
        raise refuse(
            path,
            Text(f"第 {header_row} 行没有列名", f"row {header_row} holds no column names"),
            Text("请检查指定的表头行号", "check the header row that was asked for"),
        )
    raise empty(path)


def _check_kind(path: Path) -> None:
    source = Source(path)
    head = source.peek(4096)
    source.close()
    if not head:
        raise empty(path)
    known = foreign(path, head)
    if known is not None:
        raise known
    if not head.startswith(b"PK"):
        raise damaged_workbook(path)


def _candidates(path: Path, book: Book, wanted: str | None) -> list[Sheet]:
    if wanted is None:
        shown = [one for one in book.sheets if not one.name.startswith(OWN_SHEETS)]
        return [one for one in shown if one.visible] or shown
    named = [one for one in book.sheets if one.name == wanted]
    if not named and wanted.isascii() and wanted.isdigit():
        named = list(book.sheets[int(wanted) - 1 : int(wanted)]) if int(wanted) > 0 else []
    if named:
        return named
    names = ", ".join(one.name for one in book.sheets)
    raise refuse(
        path,
        Text(f"没有名为“{wanted}”的工作表", f'there is no sheet "{wanted}"'),
        Text(f"工作表有: {names}", f"the sheets are: {names}"),
    )


def _strings(package: Package, book: Book) -> pa.Array[Any]:
    return shared_strings(package, book.strings)


def _texts(package: Package, book: Book, sheet: Sheet, strings: pa.Array[Any], window: int) -> Iterator[Cells]:
    for raw in sheet_cells(package, sheet.part, window=window):
        try:
            yield cell_texts(raw, strings, book.shapes, date1904=book.date1904)
        except (pa.ArrowInvalid, pa.ArrowIndexError, IndexError, ValueError):
            raise damaged_workbook(package.path) from None


def _header(cells: Iterator[Cells], wanted: int | None) -> tuple[int, tuple[str, ...], Iterator[Cells]] | None:
    """Return the header's row, its labels, and the cells behind it; None if there is none."""
    for part in cells:
        filled = _filled(part)
        rows = part.row[filled if wanted is None else filled & (part.row == wanted)]
        if not len(rows):
            if wanted is not None and len(part.row) and part.row[-1] > wanted:
                return None
            continue
        number = int(rows[0])
        mine = np.flatnonzero(part.row == number)
        labels = dict(zip(part.column[mine].tolist(), part.text.take(positions(mine)).to_pylist(), strict=True))
        width = int(part.column[mine][filled[mine]].max()) + 1
        header = tuple(labels.get(column) or "" for column in range(width))
        return number, header, _behind(_select(part, part.row > number), cells)
    return None


def _behind(first: Cells, rest: Iterator[Cells]) -> Iterator[Cells]:
    yield first
    yield from rest


def _filled(cells: Cells) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Return which cells hold more than white space."""
    blank = compute.equal(compute.utf8_trim_whitespace(cells.text), strings([""])[0])
    return np.asarray(~mask_of(blank) | cells.no_result)


def _last_filled(cells: Cells) -> int:
    rows = cells.row[_filled(cells)]
    return int(rows[-1]) if len(rows) else 0


def _select(cells: Cells, mask: np.ndarray[Any, Any]) -> Cells:
    if mask.all():
        return cells
    text = only(cells.text, mask)
    return Cells(cells.row[mask], cells.column[mask], text, cells.numeric[mask], cells.no_result[mask])


def _concat(parts: list[Cells]) -> Cells:
    parts = [part for part in parts if len(part.row)] or parts[:1]
    if len(parts) == 1:
        return parts[0]
    return Cells(
        np.concatenate([part.row for part in parts]),
        np.concatenate([part.column for part in parts]),
        pa.concat_arrays([part.text for part in parts]),
        np.concatenate([part.numeric for part in parts]),
        np.concatenate([part.no_result for part in parts]),
    )


def _batch(cells: Cells, width: int, first: int, stop: int, record: int) -> Batch:
    """Return the rows first..stop-1 as columns; rows the sheet leaves out are rows of empty cells."""
    low, high = np.searchsorted(cells.row, (first, stop))
    index, column = cells.row[low:high] - first, cells.column[low:high]
    order = np.argsort(column.astype(np.int16), kind="stable")
    bounds = np.searchsorted(column[order], np.arange(width + 1))
    columns: list[pa.Array[Any]] = []
    numeric: list[np.ndarray[Any, np.dtype[np.bool_]] | None] = []
    for number in range(width):
        members = order[bounds[number] : bounds[number + 1]]
        place = np.full(stop - first, -1, np.int64)
        place[index[members]] = members + low
        columns.append(chosen(cells.text, place))
        marks = np.zeros(stop - first, bool)
        marks[index[members]] = cells.numeric[low:high][members]
        numeric.append(marks)
    damage = _damage(cells, low, high, first, width)
    return Batch(tuple(columns), record, np.arange(first, stop, dtype=np.int64), None, damage, tuple(numeric))


def _damage(cells: Cells, low: int, high: int, first: int, width: int) -> tuple[Damage, ...]:
    row, column = cells.row[low:high], cells.column[low:high]
    inside = np.flatnonzero(cells.no_result[low:high] & (column < width)).tolist()
    damage = [Damage(DamageKind.NO_RESULT, int(row[at]) - first, int(column[at])) for at in inside]
    if len(column) and int(column.max()) >= width:
        beyond = np.flatnonzero(_filled(cells)[low:high] & (column >= width))
        reach: dict[int, int] = {}
        for at in beyond.tolist():
            index = int(row[at]) - first
            reach[index] = max(reach.get(index, 0), int(column[at]) + 1)
        damage += [Damage(DamageKind.RAGGED, index, None, f"cells={size}") for index, size in reach.items()]
    return tuple(sorted(damage, key=lambda one: (one.index, -1 if one.column is None else one.column)))


def _hash(path: Path) -> tuple[int, str]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return file.tell(), digest
