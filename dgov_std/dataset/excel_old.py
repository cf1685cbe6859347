"""Workbooks of Excel 97 to 2003 (BIFF8: .xls, and .et of WPS): the chosen sheet as a table of text."""

from __future__ import annotations

from pathlib import Path

from dgov_std.dataset.excel_old_book import read_old_book
from dgov_std.dataset.excel_old_cells import Sheets
from dgov_std.dataset.excel_old_container import Container
from dgov_std.dataset.excel_table import ExcelTable, first_table
from dgov_std.dataset.layout import PLAIN, Wanted
from dgov_std.dataset.refusal import before_97, locked_workbook, old_office


def open_excel_old(path: Path, *, sheet: str | None = None, wanted: Wanted = PLAIN) -> ExcelTable:
    """Open one sheet of a workbook that is a compound file.

    The stream of the workbook is held in memory; the file itself is closed at once.

    Args:
        path: the workbook.
        sheet: its name or 1-based number; default the visible one that fits best, else the first neither ours nor empty.
        wanted: how the table in it is to be found.

    Raises:
        InputError: no BIFF8 workbook, encrypted, damaged; no such sheet or header row; nothing in it.
    """
    data = _stream(path)
    book = read_old_book(path, data)
    sheets = Sheets(path, data, book)
    return first_table(
        path,
        "xls",
        book.sheets,
        sheets.cells,
        sheets,
        sheet=sheet,
        wanted=wanted,
        marks=sheets.marks,
        glance=sheets.glance,
        remarks=book.links,
    )


def _stream(path: Path) -> bytes:
    container = Container(path)
    if "encryptedpackage" in container.names:
        raise locked_workbook(path)
    if "workbook" not in container.names:
        raise before_97(path) if "book" in container.names else old_office(path)
    return container.stream("Workbook")
