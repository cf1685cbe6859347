"""A new annotated workbook for inputs that are no workbook (CSV) or cannot be copied (xls, ods)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from dgov_std.atomic import write_aside
from dgov_std.dataset.spool import Spool
from dgov_std.reject.index import LINK_COLUMN, WIDTHS, Line, height, lines, link_target
from dgov_std.reject.marks import CAP, TINTS, Marks, comment_of, comment_size, gather, severity_of
from dgov_std.reject.values import Flaw, Words, Written
from dgov_std.report.values import Finding, Report, Severity

_LAST_ROW = 1_048_576
_LONGEST_TEXT = 32_767
_AUTHOR = "dgov-std"
# Fixed, so that the same input gives the same bytes.
_CREATED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def new_workbook(
    target: Path,
    *,
    header: Sequence[str],
    rows: Iterable[Sequence[str | None]],
    flaws: Iterable[Flaw],
    report: Report,
    words: Words,
    numbers: Iterable[int] | None = None,
    sheet: str = "数据",
    cap: int = CAP,
) -> Written:
    """Write header, rows and comments into a new workbook with the index sheet first.

    Every cell is text, formatted as text, never a formula. The header goes to the row the report
    says it had; `numbers` are the rows' ascending row numbers (default: the rows below it), so that
    flaws and report name the rows alike.

    Raises:
        UsageError: the target cannot be written, or another program holds it open.
    """
    marks = gather(flaws, cap)
    top = report.input.header_row
    numbered = zip(numbers if numbers is not None else count(top + 1), rows, strict=False)
    fill = partial(_fill, header=header, numbered=numbered, marks=marks, report=report, words=words, sheet=sheet, cap=cap)
    sha256 = write_aside(target, fill)
    return Written(sha256, sum(map(len, marks.by_row.values())))


def _fill(
    file: BinaryIO,
    *,
    header: Sequence[str],
    numbered: Iterable[tuple[int, Sequence[str | None]]],
    marks: Marks,
    report: Report,
    words: Words,
    sheet: str,
    cap: int,
) -> None:
    sink = _Sink(file)
    spool = Spool()  # for the rows until the end: swept by the next run if this one is killed
    try:
        with xlsxwriter.Workbook(sink, {**_OPTIONS, "tmpdir": str(spool.path.parent)}) as book:
            book.set_properties({"created": _CREATED, "author": _AUTHOR})
            index = book.add_worksheet(words.sheet())
            data = book.add_worksheet(sheet)
            cut = _write_data(_Pen(book, data, marks, report, words), header, numbered, report.input.header_row)
            _write_index(book, index, list(lines(report, marks, words, cap=cap, cut=cut)), sheet)
            index.activate()
    except FileCreateError as error:
        raise error.args[0] if isinstance(error.args[0], OSError) else OSError(str(error)) from None
    finally:
        sink.ended = True
        spool.close()


class _Sink:
    """A file that takes everything, and keeps nothing of it, once writing has ended.

    An archive that could not be finished writes its directory when it is thrown away: to a file that is closed by
    then, and Python would print a traceback.
    """

    def __init__(self, file: BinaryIO) -> None:
        self.ended = False
        self._file = file
        self._at = 0

    def write(self, data: bytes) -> int:
        if not self.ended:
            self._file.write(data)
        self._at += len(data)
        return len(data)

    def seek(self, at: int, whence: int = 0) -> int:
        self._at = at if self.ended else self._file.seek(at, whence)
        return self._at

    def tell(self) -> int:
        return self._at

    def flush(self) -> None:
        if not self.ended:
            self._file.flush()


class _Pen:
    """The formats of a workbook, and the writing of one cell with its marks."""

    def __init__(self, book: Workbook, sheet: Worksheet, marks: Marks, report: Report, words: Words) -> None:
        self.sheet, self.marks, self.words = sheet, marks, words
        self.findings: dict[int, Finding] = {finding.number: finding for finding in report.findings}
        text = {"num_format": "@"}
        self.plain = book.add_format(text)
        self.bold = book.add_format({**text, "bold": True, "bottom": 1})
        self.tints: dict[Severity, Format] = {
            severity: book.add_format({**text, "bg_color": f"#{tint}"}) for severity, tint in TINTS.items()
        }

    def write_row(self, row: int, cells: Sequence[str | None], form: Format) -> None:
        """Write one row, `row` counted as the spreadsheet does."""
        flawed = self.marks.of_row(row)
        for column in range(max(len(cells), max(flawed, default=-1) + 1)):
            value = cells[column] if column < len(cells) else None
            flaws = flawed.get(column)
            chosen = self.tints[severity_of(flaws, self.findings)] if flaws else form
            if value:
                self.sheet.write_string(row - 1, column, value[:_LONGEST_TEXT], chosen)
            elif flaws:
                self.sheet.write_blank(row - 1, column, None, chosen)
            if flaws:
                said = comment_of(flaws, self.findings, self.words)
                width, height = comment_size(said)
                options: dict[str, Any] = {"author": _AUTHOR, "width": width, "height": height}
                self.sheet.write_comment(row - 1, column, said, options)


def _write_data(
    pen: _Pen, header: Sequence[str], numbered: Iterable[tuple[int, Sequence[str | None]]], top: int
) -> int | None:
    """Write the data sheet; return how many rows were written if they did not all fit."""
    for column, label in enumerate(header):
        wide = sum(2 if ord(character) > 0xFF else 1 for character in label)
        pen.sheet.set_column(column, column, min(max(wide + 2, 10), 40), pen.plain)
    pen.sheet.freeze_panes(top, 0)
    if top:  # a file without a header has none in the copy
        pen.write_row(top, header, pen.bold)
    for written, (row, cells) in enumerate(numbered):
        if row > _LAST_ROW:
            return written
        pen.write_row(row, cells, pen.plain)
    return None


def _write_index(book: Workbook, index: Worksheet, index_lines: Sequence[Line], sheet: str) -> None:
    text = {"num_format": "@", "valign": "top"}
    plain = book.add_format(text)
    title = book.add_format({**text, "bold": True, "font_size": 16})
    table: dict[str, Any] = {**text, "border": 1, "border_color": "#BFBFBF", "text_wrap": True}
    head = book.add_format({**table, "bold": True, "bg_color": "#EDEDED"})
    cell, number = book.add_format(table), book.add_format({**table, "num_format": "0", "align": "center"})
    link = book.add_format({**table, "font_color": "#0563C1", "underline": 1})
    tints = {severity: book.add_format({**table, "bg_color": f"#{tint}"}) for severity, tint in TINTS.items()}
    for column, width in enumerate(WIDTHS):
        index.set_column(column, column, width)
    index.hide_gridlines(2)
    index.set_landscape()
    index.set_paper(9)
    index.fit_to_pages(1, 0)
    styles = {
        "title": title,
        "verdict": book.add_format({**text, "bold": True, "font_size": 13}),
        "personal": book.add_format({**text, "bold": True, "font_color": "#C00000"}),
        "headings": head,
    }
    for row, line in enumerate(index_lines):
        index.set_row(row, height(line))
        for column, value in enumerate(line.cells):
            if line.kind != "finding":
                index.write_string(row, column, str(value), styles.get(line.kind, plain))
            elif isinstance(value, int):
                index.write_number(row, column, value, number)
            elif column == LINK_COLUMN and line.link:
                index.write_url(row, column, f"internal:{link_target(sheet, *line.link)}", link, str(value))
            else:
                tint = tints[line.severity] if column == 1 and line.severity else cell
                index.write_string(row, column, value, tint)
