"""Open any supported file, told by its content and not by its name."""

from __future__ import annotations

from pathlib import Path

from dgov_std.dataset.csv import open_csv
from dgov_std.dataset.excel import open_excel
from dgov_std.dataset.excel_old import open_excel_old
from dgov_std.dataset.excel_old_container import SIGNATURE
from dgov_std.dataset.refusal import empty, foreign, text_named_excel
from dgov_std.dataset.source import Source
from dgov_std.dataset.table import Table
from dgov_std.errors import Problem, UsageError
from dgov_std.text import Text


def open_table(
    path: Path,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
    header_row: int | None = None,
) -> Table:
    """Open a CSV file or a workbook.

    Args:
        path: the file.
        encoding: codec name of a text file instead of the detected one.
        delimiter: delimiter of a text file instead of the detected one.
        sheet: name or 1-based number of the sheet in a workbook.
        header_row: 1-based row that holds the column names; default the first that is not blank.

    Raises:
        InputError: the file cannot be read; it says what the file is and what to do.
        UsageError: an option makes no sense.
    """
    if header_row is not None and header_row < 1:
        raise UsageError(
            Problem(
                Text("表头行号从 1 开始", "rows are counted from 1"),
                "--header-row",
                Text("请写表格里显示的行号", "use the row number the spreadsheet shows"),
            )
        )
    source = Source(path)
    head = source.peek(4096)
    source.close()
    if not head:
        raise empty(path)
    known = foreign(path, head)
    if known is not None:
        raise known
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return open_excel(path, sheet=sheet, header_row=header_row)
    if head.startswith(SIGNATURE):
        return open_excel_old(path, sheet=sheet, header_row=header_row)
    misnamed = text_named_excel(path)
    if misnamed is not None:
        raise misnamed
    return open_csv(path, encoding=encoding, delimiter=delimiter, header_row=header_row)
