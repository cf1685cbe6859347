"""A data dictionary as a workbook: a cover, then one sheet per kind of thing, made to be filtered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from dgov_std.exchange.dictionary import Cell, Chapter, Dictionary, Heading, Part, Table, tables_by_title, text_of
from dgov_std.exchange.words import word

MOST_ROWS = 1_048_576
_LONGEST_TEXT = 32_767
_AUTHOR = "dgov-std"
_FONT = "微软雅黑"
# Fixed, so that the same input gives the same bytes.
_CREATED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_TINTS = {"error": "#FFC7CE", "warning": "#FFEB9C", "info": "#DDEBF7"}
_PAGE = 260  # as many Latin characters as a page of paper holds beside each other and stays legible
_HIGHEST = 400.0  # points; a spreadsheet allows 409


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: headings and, lazily, rows of cells as long."""

    name: str
    headings: tuple[Heading, ...]
    rows: Iterable[tuple[Cell, ...]]
    count: int


def write(dictionary: Dictionary, file: BinaryIO, /) -> None:
    """Write the workbook. Every cell is text, none is a formula; no code is left out."""
    with xlsxwriter.Workbook(file, _OPTIONS) as book:
        book.set_properties({"created": _CREATED, "author": _AUTHOR, "title": dictionary.title})
        book.formats[0].set_font_name(_FONT)
        book.formats[0].set_font_size(10)
        styles = _Styles(book, dictionary)
        cover = book.add_worksheet(word("cover", dictionary.language))
        found = [sheet for part in dictionary.parts for sheet in _sheets(part, dictionary)]
        for sheet in found:
            _fill(book.add_worksheet(sheet.name), sheet, styles, dictionary)
        _cover(cover, dictionary, found, styles)
        cover.activate()


class _Styles:
    """The formats of the workbook."""

    def __init__(self, book: Workbook, dictionary: Dictionary) -> None:
        text: dict[str, Any] = {"num_format": "@", "valign": "top", "text_wrap": True, "font_name": _FONT, "font_size": 10}
        table = {**text, "border": 1, "border_color": "#BFBFBF"}
        self.title = book.add_format({**text, "bold": True, "font_size": 18, "text_wrap": False})
        self.subtitle = book.add_format({**text, "font_size": 12, "font_color": "#595959", "text_wrap": False})
        self.head = book.add_format({**table, "bold": True, "bg_color": "#E7EDF5", "valign": "vcenter"})
        self.cell = book.add_format(table)
        self.label = book.add_format({**table, "bold": True, "bg_color": "#F5F7FA"})
        self.link = book.add_format({**table, "font_color": "#0563C1", "underline": 1})
        self.section = book.add_format({**text, "bold": True, "font_size": 12, "text_wrap": False})
        self.tints = {
            word(severity, dictionary.language): book.add_format({**table, "bg_color": tint})
            for severity, tint in _TINTS.items()
        }

    def of(self, heading: Heading, cell: str) -> Format:
        """Return the format of a cell below a heading."""
        return self.tints.get(cell, self.cell) if heading.severity else self.cell


def _sheets(part: Part, dictionary: Dictionary) -> Iterator[Sheet]:
    """Give the sheets of a part: its chapters with their facts, then its tables, those of one kind together."""
    if any(chapter.facts for chapter in part.chapters):
        headings = tuple(Heading(fact.label, fact.width) for fact in part.chapters[0].facts)
        rows = (tuple(fact.value for fact in chapter.facts) for chapter in part.chapters)
        yield Sheet(part.title, headings, rows, len(part.chapters))
    for title, found in tables_by_title(part).items():
        yield from _table_sheets(part, title, found, dictionary)


def _table_sheets(part: Part, title: str, found: Sequence[tuple[Chapter, Table]], dictionary: Dictionary) -> Iterator[Sheet]:
    named = any(chapter.facts for chapter in part.chapters)
    headings = (*([Heading(part.one, 36)] if named else []), *found[0][1].headings)
    notes = [note for note in dict.fromkeys(table.note for _, table in found) if note]
    rows = ((*([chapter.title] if named else []), *row) for chapter, table in found for row in table.rows)
    left, number = sum(len(table.rows) for _, table in found), 1
    while left > 0 or number == 1:
        taken = min(left, MOST_ROWS - 1 - len(notes))
        name = title if number == 1 else word("sheet_more", dictionary.language).format(title, number)
        blank = ("",) * (len(headings) - 1)
        added = [(note, *blank) for note in notes] if left == taken else []
        yield Sheet(name, headings, _then(islice(rows, taken), added), taken)
        left, number = left - taken, number + 1


def _then(rows: Iterable[tuple[Cell, ...]], notes: Iterable[tuple[Cell, ...]]) -> Iterator[tuple[Cell, ...]]:
    yield from rows
    yield from notes


def _page(sheet: Worksheet, dictionary: Dictionary, name: str) -> None:
    """Lay a sheet out for paper: A4 landscape, as wide as the page, numbered."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    title = dictionary.title[:60].replace("&", "&&")
    sheet.set_header(f"&L{title}&R{name}")
    sheet.set_footer(f"&C{word('page_of', dictionary.language).format('&P', '&N')}")


def _fill(worksheet: Worksheet, sheet: Sheet, styles: _Styles, dictionary: Dictionary) -> None:
    _page(worksheet, dictionary, sheet.name)
    widths = [heading.width for heading in sheet.headings]
    worksheet.fit_to_pages(-(-sum(widths) // _PAGE), 0)
    worksheet.ignore_errors({"number_stored_as_text": f"A1:XFD{MOST_ROWS}"})
    for column, width in enumerate(widths):
        worksheet.set_column(column, column, width)
    worksheet.freeze_panes(1, 2 if len(widths) > 2 else 0)
    worksheet.repeat_rows(0)
    worksheet.autofilter(0, 0, max(sheet.count, 1), len(widths) - 1)
    labels = [heading.label for heading in sheet.headings]
    worksheet.set_row(0, _height(labels, widths))
    for column, label in enumerate(labels):
        worksheet.write_string(0, column, label, styles.head)
    for number, row in enumerate(sheet.rows, 1):
        cells = [text_of(cell)[:_LONGEST_TEXT] for cell in row]
        if number > sheet.count:  # a remark below the table
            worksheet.write_string(number, 0, cells[0], styles.subtitle)
            continue
        height = _height(cells, widths)
        if height > _LINE:
            worksheet.set_row(number, height)
        for column, (heading, cell) in enumerate(zip(sheet.headings, cells, strict=True)):
            worksheet.write_string(number, column, cell, styles.of(heading, cell))


_LINE = 16.5  # the height of a line of 10 points, in points


def _height(cells: Sequence[str], widths: Sequence[int]) -> float:
    """Return the height of a row in points, so that wrapped text shows: not every program computes it."""
    lines = max((_lines(cell, width) for cell, width in zip(cells, widths, strict=False)), default=1)
    return min(_LINE * lines, _HIGHEST)


def _lines(text: str, width: int) -> int:
    if len(text) * 2 < width and "\n" not in text:
        return 1
    # A Chinese character takes two places of the column.
    parts = (len(part) + sum(character > "\u2e7f" for character in part) for part in text.split("\n"))
    return sum(-(-max(part, 1) // (width - 1)) for part in parts)


def _cover(cover: Worksheet, dictionary: Dictionary, sheets: Sequence[Sheet], styles: _Styles) -> None:
    _page(cover, dictionary, "")
    cover.fit_to_pages(1, 0)
    cover.hide_gridlines(2)
    widths = (24, 100)
    for column, width in enumerate(widths):
        cover.set_column(column, column, width)
    cover.set_row(0, 30)
    cover.write_string(0, 0, dictionary.title[:_LONGEST_TEXT], styles.title)
    cover.write_string(1, 0, dictionary.subtitle, styles.subtitle)
    row = 3
    facts = [(fact.label, text_of(fact.value)) for fact in dictionary.facts]
    legend = [tuple(map(text_of, cells)) for cells in dictionary.legend.rows]
    for title, pairs in (("", facts), (dictionary.legend.title, legend), (word("contents", dictionary.language), [])):
        if title:
            cover.write_string(row + 1, 0, title, styles.section)
            row += 2
        for pair in pairs:
            _pair(cover, row, pair, widths, (styles.label, styles.cell))
            row += 1
    for sheet in sheets:
        cover.write_url(row, 0, f"internal:'{sheet.name}'!A1", styles.link, sheet.name)
        cover.write_string(row, 1, str(sheet.count), styles.cell)
        row += 1


def _pair(sheet: Worksheet, row: int, cells: Sequence[str], widths: Sequence[int], formats: tuple[Format, Format]) -> None:
    sheet.set_row(row, max(_height(cells, widths), _LINE))
    for column, (cell, form) in enumerate(zip(cells, formats, strict=True)):
        sheet.write_string(row, column, cell[:_LONGEST_TEXT], form)
