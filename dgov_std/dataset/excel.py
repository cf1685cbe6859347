"""Workbooks (xlsx, xlsm): the chosen sheet as a table of text, rows numbered as the sheet shows them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa

from dgov_std.dataset.excel_book import Book, Sheet, read_book, shared_strings
from dgov_std.dataset.excel_cells import Cells, cell_texts
from dgov_std.dataset.excel_package import Package
from dgov_std.dataset.excel_table import ExcelTable, first_table
from dgov_std.dataset.excel_xml import WINDOW, sheet_cells
from dgov_std.dataset.refusal import damaged_workbook, empty, foreign
from dgov_std.dataset.source import Source


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
        strings = shared_strings(package, book.strings)
    except BaseException:
        package.close()
        raise

    def read(one: Sheet) -> Iterator[Cells]:
        return _texts(package, book, one, strings, window)

    return first_table(path, "xlsx", book.sheets, read, package, sheet=sheet, header_row=header_row)


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


def _texts(package: Package, book: Book, sheet: Sheet, strings: pa.Array[Any], window: int) -> Iterator[Cells]:
    for raw in sheet_cells(package, sheet.part, window=window):
        try:
            yield cell_texts(raw, strings, book.shapes, date1904=book.date1904)
        except (pa.ArrowInvalid, pa.ArrowIndexError, IndexError, ValueError):
            raise damaged_workbook(package.path) from None
