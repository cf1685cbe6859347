"""One sheet of a workbook as a table of text, whatever kind of file it lies in."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeVar

import numpy as np
import pyarrow as pa
from pyarrow import compute

from dgov_std.arrays import chosen, mask_of, only, positions, strings
from dgov_std.dataset.block import Batch, Block, Damage, DamageKind
from dgov_std.dataset.excel_cells import Cells
from dgov_std.dataset.refusal import empty, refuse
from dgov_std.dataset.table import Form
from dgov_std.text import Text

OWN_SHEETS = ("检查结果", "dgov-std")  # names of sheets we add begin so; they are never data
_MOST_ROWS = 50_000


class Closing(Protocol):
    """What is held open while a sheet is read."""

    def close(self) -> None:
        """Let go of it."""


class Named(Protocol):
    """What a sheet is known by before it is read."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def visible(self) -> bool:
        """Whether it is shown."""


_Sheet = TypeVar("_Sheet", bound=Named)


class ExcelTable:
    """One sheet of a workbook as a `Table`."""

    def __init__(
        self, path: Path, name: str, header: tuple[str, ...], form: Form, held: Closing, cells: Iterator[Cells]
    ) -> None:
        """Take over what is held open and the cells behind the header; use `first_table`."""
        self.name = name
        self.header = header
        self.form = form
        self._path = path
        self._held = held
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
        self._held.close()


def first_table(
    path: Path,
    kind: str,
    sheets: Sequence[_Sheet],
    read: Callable[[_Sheet], Iterator[Cells]],
    held: Closing,
    *,
    sheet: str | None,
    header_row: int | None,
) -> ExcelTable:
    """Return the sheet asked for, or the first visible one that is neither ours nor empty.

    Args:
        path: the workbook.
        kind: what `Form.format` says.
        sheets: its sheets in order.
        read: yields the cells of a sheet, whole rows at a time in ascending order.
        held: closed with the table, or here when there is none.
        sheet: name or 1-based number.
        header_row: row with the column names as the sheet numbers it; default the first not blank.

    Raises:
        InputError: no such sheet, no such header row, nothing in it.
    """
    try:
        for candidate in _candidates(path, sheets, sheet):
            found = _header(read(candidate), header_row)
            if found is not None:
                number, header, rest = found
                names = tuple(one.name for one in sheets)
                form = Form(kind, sheet=candidate.name, sheets=names, header_row=number)
                return ExcelTable(path, candidate.name, header, form, held, rest)
    except BaseException:
        held.close()
        raise
    held.close()
    if header_row is not None:
        raise refuse(
            path,
            Text(f"第 {header_row} 行没有列名", f"row {header_row} holds no column names"),
            Text("请检查指定的表头行号", "check the header row that was asked for"),
        )
    raise empty(path)


def _candidates(path: Path, sheets: Sequence[_Sheet], wanted: str | None) -> Sequence[_Sheet]:
    if wanted is None:
        shown = [one for one in sheets if not one.name.startswith(OWN_SHEETS)]
        return [one for one in shown if one.visible] or shown
    named = [one for one in sheets if one.name == wanted]
    if not named and wanted.isascii() and wanted.isdigit():
        named = list(sheets[int(wanted) - 1 : int(wanted)]) if int(wanted) > 0 else []
    if named:
        return named
    names = ", ".join(one.name for one in sheets)
    raise refuse(
        path,
        Text(f"没有名为“{wanted}”的工作表", f'there is no sheet "{wanted}"'),
        Text(f"工作表有: {names}", f"the sheets are: {names}"),
    )


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
