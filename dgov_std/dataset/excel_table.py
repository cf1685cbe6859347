"""One sheet of a workbook as a table of text, whatever kind of file it lies in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol, TypeVar

import numpy as np
import pyarrow as pa

from dgov_std.arrays import chosen
from dgov_std.dataset.aside import set_aside
from dgov_std.dataset.block import Batch, Block, Damage, DamageKind
from dgov_std.dataset.excel_cells import Cells
from dgov_std.dataset.excel_head import choose_sheet, filled_cells, select_cells
from dgov_std.dataset.excel_marks import Marks, remarks_of
from dgov_std.dataset.excel_merged import Merges
from dgov_std.dataset.excel_others import other_sheets
from dgov_std.dataset.layout import Wanted
from dgov_std.dataset.refusal import is_sparse, refuse, too_sparse
from dgov_std.dataset.source import fingerprint_of
from dgov_std.dataset.table import Form, Remark
from dgov_std.text import Text

OWN_SHEETS = ("检查结果", "dgov-std")  # names of sheets we add begin so; they are never data
_MOST_ROWS, _MOST_CELLS = 50_000, 4_000_000  # of a Batch


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
        self,
        path: Path,
        name: str,
        header: tuple[str, ...],
        form: Form,
        held: Closing,
        cells: Iterator[Cells],
        marks: Marks | None = None,
    ) -> None:
        """Take over what is held open, the cells behind the header, and what else the sheet says; use `first_table`."""
        self.name = name
        self.header = header
        self.form = form
        self._path = path
        self._held = held
        self._cells = cells
        self._marks = marks or Marks()
        self._last = form.header_row
        self._wider = False
        self._fingerprint: tuple[int, str] | None = None

    def blocks(self) -> Iterator[Block | Batch]:
        """Yield the rows in Batches. Raises InputError where the workbook turns out damaged."""
        merges = Merges(self._path, self._marks.merged, self.form.header_row, len(self.header))
        held: tuple[Batch, frozenset[int]] | None = None
        for batch in self._batches():
            if held is not None:
                yield set_aside(held[0], self.header, last=False, spread=held[1])
            held = merges.applied(batch)
        if held is not None:
            yield set_aside(held[0], self.header, last=True, spread=held[1])
        if self.form.cells is None:
            told = remarks_of(self._marks, self.form.header_row, len(self.header), self._last, wider=self._wider)
            self.form = replace(self.form, remarks=(*self.form.remarks, *told))
        self._fingerprint = fingerprint_of(self._path)

    def _batches(self) -> Iterator[Batch]:
        next_row, record, seen = self.form.header_row + 1, 1, 0
        held: list[Cells] = []
        for cells in self._cells:
            held.append(cells)
            seen += len(cells.row)
            last = self._last_filled(cells)
            if last < next_row:
                continue  # blank so far: rows count only if something follows
            together = _concat(held)
            held = [select_cells(together, together.row > last)]
            if is_sparse(last - self.form.header_row, len(self.header), seen):
                raise too_sparse(self._path, len(self.header))
            size = max(1, min(_MOST_ROWS, _MOST_CELLS // max(len(self.header), 1)))
            for first in range(next_row, last + 1, size):
                stop = min(first + size, last + 1)
                yield _batch(together, len(self.header), first, stop, record)
                record += stop - first
            next_row = last + 1

    def _last_filled(self, cells: Cells) -> int:
        filled = np.flatnonzero(filled_cells(cells))
        if not len(filled):
            return 0
        self._wider |= int(cells.column[filled].max()) >= len(self.header)
        self._last = max(self._last, int(cells.row[filled[-1]]))
        return int(cells.row[filled[-1]])

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
    wanted: Wanted,
    marks: Callable[[_Sheet], Marks] | None = None,
    glance: Callable[[_Sheet], Iterator[Cells]] | None = None,
    remarks: tuple[Remark, ...] = (),
) -> ExcelTable:
    """Return the sheet asked for, or the visible one that fits best and is neither ours nor empty.

    Args:
        path: the workbook.
        kind: what `Form.format` says.
        sheets: its sheets in order.
        read: yields the cells of a sheet, whole rows at a time in ascending order.
        held: closed with the table, or here when there is none.
        sheet: name or 1-based number.
        wanted: how the table in it is to be found.
        marks: returns what else a sheet says, as far as it was read.
        glance: yields the first cells of a sheet in small pieces.
        remarks: what is to be told of the workbook as a whole.

    Raises:
        InputError: no such sheet, no such header row, nothing in it, no table that can be read.
    """
    try:
        found = choose_sheet(path, _candidates(path, sheets, sheet), read, wanted, marks)
    except BaseException:
        held.close()
        raise
    if found is None:
        held.close()
        raise wanted.nothing(path, sheet)
    chosen_sheet, layout, cells = found
    others = other_sheets(sheets, chosen_sheet.name, glance, OWN_SHEETS) if glance is not None else ()
    form = Form(
        kind,
        sheet=chosen_sheet.name,
        sheets=tuple(one.name for one in sheets),
        header_row=layout.header_row,
        header_rows=layout.header_rows,
        cells=str(wanted.cells) if wanted.cells is not None else None,
        remarks=(*remarks, *layout.remarks, *others),
    )
    return ExcelTable(path, chosen_sheet.name, layout.header, form, held, cells, marks(chosen_sheet) if marks else None)


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
        beyond = np.flatnonzero(filled_cells(cells)[low:high] & (column >= width))
        reach: dict[int, int] = {}
        for at in beyond.tolist():
            index = int(row[at]) - first
            reach[index] = max(reach.get(index, 0), int(column[at]) + 1)
        damage += [Damage(DamageKind.RAGGED, index, None, f"cells={size}") for index, size in reach.items()]
    return tuple(sorted(damage, key=lambda one: (one.index, -1 if one.column is None else one.column)))
