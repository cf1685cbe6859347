"""Workbooks (xlsx, xlsm): the chosen sheet as a table of text, rows numbered as the sheet shows them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import compute

from dgov_std.arrays import Mask, mask_of, missing_in, positions
from dgov_std.dataset.excel_book import Book, Sheet, read_book, shared_strings
from dgov_std.dataset.excel_cells import Cells, cell_texts
from dgov_std.dataset.excel_links import links_of
from dgov_std.dataset.excel_marks import Marks
from dgov_std.dataset.excel_package import Package
from dgov_std.dataset.excel_scan import TYPES, RawCells
from dgov_std.dataset.excel_shown import count_shown
from dgov_std.dataset.excel_table import ExcelTable, first_table
from dgov_std.dataset.excel_xml import WINDOW, sheet_cells
from dgov_std.dataset.foreign import foreign
from dgov_std.dataset.layout import PLAIN, Wanted
from dgov_std.dataset.refusal import damaged_workbook, empty
from dgov_std.dataset.source import Source

_GLANCE = 65_536  # bytes of XML read of a sheet that is only looked at


def open_excel(path: Path, *, sheet: str | None = None, wanted: Wanted = PLAIN, window: int = WINDOW) -> ExcelTable:
    """Open one sheet of a workbook.

    Args:
        path: the workbook.
        sheet: its name or 1-based number; default the visible one that fits best, else the first neither ours nor empty.
        wanted: how the table in it is to be found.
        window: bytes of XML read at a time.

    Raises:
        InputError: no workbook that can be read, no such sheet, no such header row, nothing in it.
    """
    _check_kind(path)
    package = Package(path)
    try:
        book = read_book(package)
        strings = shared_strings(package, book.strings)
        links = links_of(package)
    except BaseException:
        package.close()
        raise

    known: dict[Sheet, Marks] = {}

    def read(one: Sheet) -> Iterator[Cells]:
        known[one] = Marks()
        return _texts(package, book, one, strings, window, known[one])

    def glance(one: Sheet) -> Iterator[Cells]:
        return _texts(package, book, one, strings, _GLANCE, None)

    return first_table(
        path,
        "xlsx",
        book.sheets,
        read,
        package,
        sheet=sheet,
        wanted=wanted,
        marks=known.__getitem__,
        glance=glance,
        remarks=links,
    )


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


def _texts(
    package: Package, book: Book, sheet: Sheet, strings: pa.Array[Any], window: int, marks: Marks | None
) -> Iterator[Cells]:
    for raw in sheet_cells(package, sheet.part, window=window, marks=marks):
        if marks is not None and any(book.shown):
            _count(raw, book, marks)
        try:
            yield cell_texts(raw, strings, book.shapes, date1904=book.date1904)
        except (pa.ArrowInvalid, pa.ArrowIndexError, IndexError, ValueError):
            raise damaged_workbook(package.path) from None


def _count(raw: RawCells, book: Book, marks: Marks) -> None:
    """Count the cells that are shown otherwise than they are read."""
    numbers = np.flatnonzero((raw.type == TYPES["n"]) & ~missing_in(raw.value))

    def whole() -> Mask:
        return ~mask_of(compute.match_substring(raw.value.take(positions(numbers)), "."))

    count_shown(marks.shown, raw.style[numbers], raw.column[numbers], book.shown, whole)
