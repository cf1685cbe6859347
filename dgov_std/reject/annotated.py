"""The submitter's own workbook with comments on the faulty cells and an index sheet in front.

openpyxl keeps values, formulas, formats, other sheets, names and validations; it does not keep
drawn shapes, form controls and the replies of threaded comments. Saved results of formulas are
recalculated when the copy is opened. It holds every cell in memory and needs some 50 microseconds and
700 bytes a cell: for a million cells and more, a new workbook (`fresh`) is the better answer.
"""

from __future__ import annotations

import datetime
import io
import re
import warnings
import zipfile
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

import openpyxl
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from dgov_std.atomic import write_aside
from dgov_std.dataset.spool import Spool, temporary_files_in
from dgov_std.errors import InputError, Problem, UsageError
from dgov_std.reject.guard import refuse_harmful
from dgov_std.reject.index import LINK_COLUMN, WIDTHS, Line, height, lines, link_target
from dgov_std.reject.marks import CAP, TINTS, Marks, comment_of, comment_size, gather, severity_of
from dgov_std.reject.values import INDEX_MARK, INDEX_SHEETS, Flaw, Words, Written
from dgov_std.report.values import Finding, Report
from dgov_std.text import Text

_AUTHOR = "dgov-std"
# First line of our part of a comment; what stands above it is the user's.
_OURS = "[dgov-std]"
_FONTS = {
    "title": Font(name="Calibri", bold=True, size=16),
    "verdict": Font(name="Calibri", bold=True, size=13),
    "personal": Font(name="Calibri", bold=True, color="C00000"),
}
_EPOCH = (1980, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def annotate_xlsx(
    source: Path,
    target: Path,
    *,
    sheet: str,
    flaws: Iterable[Flaw],
    report: Report,
    words: Words,
    cap: int = CAP,
) -> Written:
    """Write a copy of the workbook `source` with the flaws marked in `sheet`.

    A cell is tinted by the gravest of its flaws and carries one comment for all; the comment it had
    stays above ours. Marks and index of an earlier run are taken away first.

    Raises:
        InputError: the workbook cannot be copied, or would harm.
        UsageError: no such sheet; the target is the source, cannot be written, or is held open.
    """
    if target.exists() and source.samefile(target):
        what = Text("批注表不能覆盖报送的文件", "the annotated copy must not replace the submitted file")
        raise UsageError(Problem(what, where=str(target), todo=Text("换一个文件名。", "Choose another name.")))
    refuse_harmful(source)
    book = _load(source)
    if sheet not in book.sheetnames or not isinstance(book[sheet], Worksheet):
        what = Text(f"没有名为“{sheet}”的表", f'there is no sheet "{sheet}"')
        raise UsageError(Problem(what, where=str(source)))
    if not _says_created(source):  # openpyxl would put the clock there, and equal runs would differ
        book.properties.created = datetime.datetime(2000, 1, 1)  # noqa: DTZ001 - openpyxl wants it naive
    data: Worksheet = book[sheet]
    marks = gather(flaws, cap)
    _clear(book)
    marked = _mark(data, marks, report, words)
    _write_index(book, list(lines(report, marks, words, cap=cap)), words.sheet(), sheet)
    sha256 = write_aside(target, partial(_save, book))
    return Written(sha256, marked)


def _says_created(source: Path) -> bool:
    with zipfile.ZipFile(source) as archive:
        return "docProps/core.xml" in archive.namelist() and b":created" in archive.read("docProps/core.xml")


def _load(source: Path) -> Workbook:
    with warnings.catch_warnings():
        # Extensions openpyxl drops: told in the module's docstring, no concern of the clerk.
        warnings.simplefilter("ignore", UserWarning)
        try:
            # By its content: what came through standard input has no suffix.
            with source.open("rb") as file:
                return openpyxl.load_workbook(file, rich_text=True, keep_vba=source.suffix.lower() == ".xlsm")
        except Exception as error:
            # openpyxl raises whatever its parser trips over: KeyError, ValueError, zip and XML errors.
            what = Text("这个工作簿无法复制", "this workbook cannot be copied")
            todo = Text(
                "用 WPS 或 Excel 打开, 另存为 xlsx 再试。",
                "Open it in WPS or Excel, save it as xlsx and try again.",
            )
            raise InputError(Problem(what, where=str(source), todo=todo)) from error


def _clear(book: Workbook) -> None:
    """Take away the index sheet, comments and tints of an earlier run."""
    for sheet in list(book.worksheets):
        if sheet.title.startswith(INDEX_SHEETS) and INDEX_MARK in str(sheet["A1"].value):
            book.remove(sheet)
            continue
        # iter_rows would make the cells that are not there, up to the last row and column: 17 billion.
        for cell in list(sheet._cells.values()):  # noqa: SLF001 - there is no public way to the cells that are there
            if isinstance(cell, Cell) and cell.comment and _OURS in cell.comment.text:
                before = cell.comment.text.split(_OURS)[0].rstrip()
                cell.comment = Comment(before, cell.comment.author or "") if before else None
                if str(cell.fill.start_color.rgb)[-6:] in TINTS.values():
                    cell.fill = PatternFill()


def _mark(sheet: Worksheet, marks: Marks, report: Report, words: Words) -> int:
    findings: dict[int, Finding] = {finding.number: finding for finding in report.findings}
    tints = {severity: PatternFill("solid", start_color=tint) for severity, tint in TINTS.items()}
    marked: set[str] = set()
    for row, column, flaws in marks.cells():
        cell = _top_left(sheet, row, column + 1)
        said = f"{_OURS}\n{comment_of(flaws, findings, words)}"
        # In a merged range several flawed cells share the one that shows.
        author = _AUTHOR
        if cell.comment:
            said, author = f"{cell.comment.text.rstrip()}\n{said}", cell.comment.author or _AUTHOR
        width, height = comment_size(said)
        cell.comment = Comment(said, author, height=height, width=width)
        cell.fill = tints[severity_of(flaws, findings)]
        marked.add(cell.coordinate)
    return len(marked)


def _top_left(sheet: Worksheet, row: int, column: int) -> Cell:
    cell = sheet.cell(row, column)
    if isinstance(cell, MergedCell):
        for area in sheet.merged_cells.ranges:
            if cell.coordinate in area:
                cell = sheet.cell(area.min_row, area.min_col)
                break
    return cell  # type: ignore[return-value]


def _write_index(book: Workbook, index_lines: list[Line], name: str, data: str) -> None:
    taken = {title.casefold() for title in book.sheetnames}
    title = next(each for each in (name, *(f"{name} ({i})" for i in range(2, 99))) if each.casefold() not in taken)
    index: Worksheet = book.create_sheet(title, 0)
    for column, width in enumerate(WIDTHS, start=1):
        index.column_dimensions[get_column_letter(column)].width = width
    for row, line in enumerate(index_lines, start=1):
        index.row_dimensions[row].height = height(line)
        for column, value in enumerate(line.cells, start=1):
            _write_cell(index.cell(row, column), value, line, data)
    index.sheet_view.showGridLines = False
    index.page_setup.orientation, index.page_setup.paperSize = "landscape", 9
    index.page_setup.fitToHeight = 0
    index.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    book.active = 0
    # Sheets selected together are edited together: only the index may be selected.
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is index


def _write_cell(cell: Any, value: str | int, line: Line, data: str) -> None:  # noqa: ANN401 - Cell is not generic
    if isinstance(value, int):
        cell.value = value
    else:
        # A text stays a text: "=1+1" is no formula here and becomes none when somebody edits it.
        cell.value, cell.data_type, cell.number_format = value, "s", "@"
    centre = "center" if line.kind == "finding" and (isinstance(value, int) or value == "-") else None
    cell.alignment = Alignment(horizontal=centre, vertical="top", wrap_text=line.kind in ("headings", "finding"))
    if line.kind in _FONTS:
        cell.font = _FONTS[line.kind]
    if line.kind not in ("headings", "finding"):
        return
    thin = Side(style="thin", color="BFBFBF")
    cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
    if line.kind == "headings":
        cell.font, cell.fill = Font(name="Calibri", bold=True), PatternFill("solid", start_color="EDEDED")
    elif cell.column == 2 and line.severity:
        cell.fill = PatternFill("solid", start_color=TINTS[line.severity])
    elif cell.column == LINK_COLUMN + 1 and line.link:
        cell.hyperlink = Hyperlink(cell.coordinate, location=link_target(data, *line.link), display=str(value))
        cell.font = Font(name="Calibri", color="0563C1", underline="single")


def _save(book: Workbook, file: BinaryIO) -> None:
    """Save without the time of saving, so that the same input gives the same bytes."""
    made = io.BytesIO()
    spool = Spool()  # openpyxl writes each sheet to a temporary file first: the next run sweeps it if this one is killed
    try:
        with temporary_files_in(spool.path.parent):
            book.save(made)
    finally:
        spool.close()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>2000-01-01T00:00:00Z\g<2>", content)
            info = zipfile.ZipInfo(entry.filename, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, content)
