"""Workbooks read by calamine in a child process: Excel's binary ones (xlsb) and OpenDocument spreadsheets (ods)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from dgov_std.arrays import mask_of, numbers_of
from dgov_std.dataset.excel_cells import Cells
from dgov_std.dataset.excel_table import ExcelTable, first_table
from dgov_std.dataset.layout import PLAIN, Wanted
from dgov_std.dataset.sheet_process import ForeignSheet, SheetProcess


def open_excel_foreign(path: Path, kind: str, *, sheet: str | None = None, wanted: Wanted = PLAIN) -> ExcelTable:
    """Open one sheet of a workbook.

    Args:
        path: the workbook.
        kind: xlsb or ods.
        sheet: its name or 1-based number; default the visible one that fits best, else the first neither ours nor empty.
        wanted: how the table in it is to be found.

    Raises:
        InputError: damaged, encrypted, enormous, or without an end; no such sheet, no such header row, nothing in it.
        MissingPackageError: calamine is not installed.
    """
    process = SheetProcess(path, kind)
    try:
        sheets = process.book()
    except BaseException:
        process.close()
        raise

    def read(one: ForeignSheet) -> Iterator[Cells]:
        for batch in process.cells(one):
            row, column, text, numeric = batch.columns
            nothing = np.zeros(len(text), bool)
            yield Cells(numbers_of(row), numbers_of(column), text, mask_of(numeric), nothing)

    return first_table(path, kind, sheets, read, process, sheet=sheet, wanted=wanted, glance=read)
