"""The first rows of a sheet: read once to find the table and to choose among sheets, then given back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa
from pyarrow import compute

from dgov_std.arrays import mask_of, only, positions, strings
from dgov_std.dataset.cell_range import CellRange
from dgov_std.dataset.excel_cells import Cells
from dgov_std.dataset.excel_marks import Marks
from dgov_std.dataset.layout import HEAD_CELLS, HEAD_ROWS, Head, Layout, Wanted, find_layout
from dgov_std.dataset.layout_shapes import filled as places_of
from dgov_std.errors import InputError

_FITTING, _SURE, _ENOUGH = 0.6, 0.9, 5  # shares of labels known, and how many of them settle the choice
_MERGED = 1000  # merged ranges among the first rows
_Sheet = TypeVar("_Sheet")
Found = tuple[_Sheet, Layout, Iterator[Cells]]


def choose_sheet(
    path: Path,
    sheets: Sequence[_Sheet],
    read: Callable[[_Sheet], Iterator[Cells]],
    wanted: Wanted,
    marks: Callable[[_Sheet], Marks] | None = None,
) -> Found[_Sheet] | None:
    """Return the sheet whose header has most of the columns that are known, its layout, and the cells of its data.

    The first that is not empty is taken where none fits, or nothing is known of what would. None: all are empty.

    Raises:
        InputError: the sheet that would be taken holds no table that can be read (see `find_layout`).
    """
    best: tuple[int, Found[_Sheet]] | None = None
    first: Found[_Sheet] | InputError | None = None
    for sheet in sheets:
        head, cells = read_head(read(sheet), wanted)
        if head is not None and marks is not None:
            head = replace(head, merged=[one for one in marks(sheet).merged if one.top < head.first + HEAD_ROWS][:_MERGED])
        try:
            layout = find_layout(path, head, wanted) if head is not None else None
        except InputError as error:
            if wanted.fits is None or len(sheets) == 1:
                raise
            first = first or error
            continue
        if layout is None:
            continue
        found = sheet, layout, _data(cells, layout, wanted.cells)
        if wanted.fits is None or len(sheets) == 1:
            return found
        first = first or found
        known = round(layout.fit * len(places_of(layout.header)))
        if layout.fit >= _SURE and known >= _ENOUGH:
            return found
        if layout.fit >= _FITTING and (best is None or known > best[0]):
            best = known, found
    if best is not None:
        return best[1]
    if isinstance(first, InputError):
        raise first
    return first


def read_head(cells: Iterator[Cells], wanted: Wanted) -> tuple[Head | None, Iterator[Cells]]:
    """Return the first rows of a sheet, None if all are blank, and all its cells from there on."""
    beyond = max(wanted.header_row or 0, wanted.skip_rows + 1, wanted.cells.top if wanted.cells else 1)
    parts: list[Cells] = []
    first = last = count = 0
    complete = True
    for part in cells:
        rows = part.row[filled_cells(part)]
        if not first and not len(rows):
            continue
        first = first or int(rows[0])
        parts.append(part)
        last = int(part.row[-1]) if len(part.row) else last
        count += len(part.row) * (last > max(beyond, first))
        if last > max(beyond, first) + HEAD_ROWS or count > HEAD_CELLS:
            complete = False
            break
    if not parts:
        return None, iter(())
    grid = _grid(parts, first, max(beyond, first) + HEAD_ROWS, beyond)
    ended = complete and len(grid) >= last - first + 1
    return Head(grid, first, ended, even=False), _chain(parts, cells)


def _grid(parts: Sequence[Cells], first: int, last: int, needed: int) -> list[tuple[str, ...]]:
    """Return the filled cells of the rows `first` to `last` as rows of text, fewer where rows are very wide."""
    rows: list[list[str]] = []
    for part in parts:
        chosen = np.flatnonzero(filled_cells(part) & (part.row <= last))
        texts = part.text.take(positions(chosen)).to_pylist()
        for row, column, text in zip(part.row[chosen].tolist(), part.column[chosen].tolist(), texts, strict=True):
            while len(rows) <= row - first:
                rows.append([])
            line = rows[row - first]
            line += [""] * (column + 1 - len(line))
            line[column] = text or ""
    size, kept = 0, 0
    for kept, line in enumerate(rows, start=1):
        size += len(line)
        if size > HEAD_CELLS and kept > max(needed - first, 0) + 2:
            break
    return [tuple(line) for line in rows[:kept]]


def _chain(parts: Sequence[Cells], rest: Iterator[Cells]) -> Iterator[Cells]:
    yield from parts
    yield from rest


def _data(cells: Iterator[Cells], layout: Layout, within: CellRange | None) -> Iterator[Cells]:
    """Yield the cells behind the header that lie in the range."""
    for part in cells:
        inside = part.row > layout.header_row
        if within is not None:
            inside &= part.column >= within.left
            if within.right is not None:
                inside &= part.column <= within.right
            if within.bottom is not None:
                inside &= part.row <= within.bottom
        yield select_cells(part, inside)


def filled_cells(cells: Cells) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Return which cells hold more than white space."""
    blank = compute.equal(compute.utf8_trim_whitespace(cells.text), strings([""])[0])
    return np.asarray(~mask_of(blank) | cells.no_result)


def select_cells(cells: Cells, mask: np.ndarray[Any, Any]) -> Cells:
    """Return the cells chosen by a mask."""
    if mask.all():
        return cells
    text: pa.Array[Any] = only(cells.text, mask)
    return Cells(cells.row[mask], cells.column[mask], text, cells.numeric[mask], cells.no_result[mask])
