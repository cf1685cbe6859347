"""Open any supported file, told by its content and not by its name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from dgov_std.dataset.cell_range import parse_range
from dgov_std.dataset.csv import open_csv
from dgov_std.dataset.excel import open_excel
from dgov_std.dataset.excel_old import open_excel_old
from dgov_std.dataset.kind import HEAD, PACKED, kind_of
from dgov_std.dataset.layout import Wanted
from dgov_std.dataset.layout_fit import Fits
from dgov_std.dataset.refusal import text_named_excel
from dgov_std.dataset.source import Source
from dgov_std.dataset.table import Form, Table
from dgov_std.errors import Problem, UsageError
from dgov_std.text import Text

MOST_HEADER_ROWS = 20


def open_table(
    path: Path,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
    header_row: int | None = None,
    header_rows: int | None = None,
    skip_rows: int | None = None,
    cells: str | None = None,
    fits: Fits | None = None,
) -> Table:
    """Open a file: text, a workbook, JSON Lines, Parquet or Arrow, or a compressed one of these.

    Args:
        path: the file.
        encoding: codec name of a text file instead of the detected one.
        delimiter: delimiter of a text file instead of the detected one.
        sheet: name or 1-based number of the sheet in a workbook.
        header_row: 1-based row that holds the column names (the last one of several); default what is found.
        header_rows: how many rows the header takes; 0: there is none, and the labels are the numbers of the columns.
        skip_rows: rows to pass over before the header is looked for.
        cells: the range to read, such as `B3:H200`.
        fits: tells for labels which share of them names a column of the standards that may apply (0 to 1); the row
            with most of them is the header, and the sheet with it is read. Without it structure alone decides.

    Raises:
        InputError: the file cannot be read; it says what the file is and what to do.
        UsageError: an option makes no sense.
    """
    wanted = _wanted(header_row, header_rows, skip_rows or 0, cells, fits)

    def opened(place: Path, stream: BinaryIO | None, kind: str) -> Table:
        if kind == "xlsx":
            return open_excel(place, sheet=sheet, wanted=wanted)
        if kind == "xls":
            return open_excel_old(place, sheet=sheet, wanted=wanted)
        if kind in {"xlsb", "ods"}:
            from dgov_std.dataset.excel_foreign import open_excel_foreign  # noqa: PLC0415 - rare kinds load late

            return open_excel_foreign(place, kind, sheet=sheet, wanted=wanted)
        if kind in {"parquet", "arrow"}:
            from dgov_std.dataset.columnar import open_columnar  # noqa: PLC0415

            return open_columnar(place, kind)
        if kind in {"jsonl", "json"}:
            from dgov_std.dataset.json_lines import open_json  # noqa: PLC0415

            return open_json(place, kind, stream=stream, encoding=encoding)
        misnamed = text_named_excel(place, _head(place))
        if misnamed is not None:
            raise misnamed
        return open_csv(place, encoding=encoding, delimiter=delimiter, wanted=wanted, stream=stream)

    kind = kind_of(path, _head(path))
    if kind in PACKED:
        from dgov_std.dataset.unpack import open_packed  # noqa: PLC0415

        return open_packed(path, kind, opened)
    return opened(path, None, kind)


def _head(path: Path) -> bytes:
    source = Source(path)
    try:
        return source.peek(HEAD)
    finally:
        source.close()


def reopen_table(path: Path, form: Form, header: Sequence[str] = ()) -> Table:
    """Open a file once more, to be read just as it was the first time; `form` and `header` are what its table said.

    Labels in several rows can be joined in several ways, and banners above them may be part of the header or not;
    without `header` it is not known what was chosen.
    """

    def fits(labels: Sequence[str]) -> float:
        asked = [(label, known) for label, known in zip(labels, header, strict=False) if label.strip()]
        return sum(label == known for label, known in asked) / max(len(asked), 1)

    def opened(depth: int) -> Table:
        return open_table(
            path,
            encoding=form.encoding,
            delimiter=form.delimiter,
            sheet=form.sheet,
            header_row=form.header_row,
            header_rows=depth,
            cells=form.cells,
            fits=fits if header and depth > 1 else None,
        )

    table = opened(form.header_rows)
    if not header or form.header_rows < 2 or table.header == tuple(header):
        return table
    table.close()
    return opened(1)


def _wanted(row: int | None, rows: int | None, skip: int, cells: str | None, fits: Fits | None) -> Wanted:
    """Return how the table is to be found. Raises UsageError where that makes no sense."""
    if row is not None and row < (0 if rows == 0 else 1):
        raise _senseless(
            "--header-row",
            Text("表头行号从 1 开始", "rows are counted from 1"),
            Text("请写表格里显示的行号", "use the row number the spreadsheet shows"),
        )
    if skip < 0 or (row is not None and rows != 0 and row <= skip):
        raise _senseless(
            "--skip-rows",
            Text("跳过的行数不对", "that many rows cannot be passed over"),
            Text("应少于表头的行号", "it is fewer than the row of the header"),
        )
    if rows is not None and not 0 <= rows <= (min(row, MOST_HEADER_ROWS) if row else MOST_HEADER_ROWS):
        raise _senseless(
            "--header-rows",
            Text(f"表头不能有 {rows} 行", f"a header cannot take {rows} rows"),
            Text("请写表头共有几行; 没有表头写 0", "say how many rows the header takes, 0 for none"),
        )
    return Wanted(row, rows, skip, parse_range(cells) if cells is not None else None, fits)


def _senseless(option: str, what: Text, todo: Text) -> UsageError:
    return UsageError(Problem(what, option, todo))
