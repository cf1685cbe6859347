"""Workbooks of Excel 97 to 2003 (BIFF8: .xls, and .et of WPS): the chosen sheet as a table of text."""

from __future__ import annotations

from pathlib import Path

from dgov_std.dataset.excel_old_book import read_old_book
from dgov_std.dataset.excel_old_cells import Sheets
from dgov_std.dataset.excel_old_container import Container
from dgov_std.dataset.excel_table import ExcelTable, first_table
from dgov_std.dataset.refusal import before_97, locked_workbook, old_office


def open_excel_old(path: Path, *, sheet: str | None = None, header_row: int | None = None) -> ExcelTable:
    """Open one sheet of a workbook that is a compound file.

    The stream of the workbook is held in memory; the file itself is closed at once.

    Args:
        path: the workbook.
        sheet: its name or 1-based number; default the first visible one that is neither ours nor empty.
        header_row: row with the column names as the sheet numbers it; default the first not blank.

    Raises:
        InputError: no BIFF8 workbook, encrypted, damaged; no such sheet or header row; nothing in it.
    """
    data = _stream(path)
    book = read_old_book(path, data)
    sheets = Sheets(path, data, book)
    return first_table(path, "xls", book.sheets, sheets.cells, sheets, sheet=sheet, header_row=header_row)


def _stream(path: Path) -> bytes:
    container = Container(path)
    if "encryptedpackage" in container.names:
        raise locked_workbook(path)
    if "workbook" not in container.names:
        raise before_97(path) if "book" in container.names else old_office(path)
    return container.stream("Workbook")
