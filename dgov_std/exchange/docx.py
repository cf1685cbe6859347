"""A data dictionary as a document for word processors: A4 landscape, headings, repeated table heads, page numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import BinaryIO

from docx.document import Document
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt

from dgov_std.docx_parts import bookmark, element, linked, new_document, number_pages, run, save, table_properties
from dgov_std.exchange.dictionary import Cell, Chapter, Dictionary, Fact, Link, Part, Table, beginning, text_of
from dgov_std.exchange.words import word

_WIDTH = 15_138  # the text area of A4 landscape with margins of 15 mm, in twentieths of a point
_PLACE = 135  # as wide as a Latin character may be
_TINTS = {"error": "FFC7CE", "warning": "FFEB9C", "info": "DDEBF7"}
_HEAD, _LABEL = "E7EDF5", "F5F7FA"
_Row = Sequence[tuple[Cell, str]]
_STYLES = {"Normal": 9.0, "Title": 22.0, "Subtitle": 12.0, "Heading 1": 16.0, "Heading 2": 12.0, "Heading 3": 10.0}


def write(dictionary: Dictionary, file: BinaryIO, /) -> None:
    """Write the document. What comes from the standard is text runs only: no field, no markup. Long code lists are cut."""
    document = new_document(dictionary.title, dictionary.language, _STYLES, landscape=True)
    number_pages(document, word("page_of", dictionary.language))
    bookmarks = {chapter.id: f"d{n}" for n, chapter in enumerate(c for part in dictionary.parts for c in part.chapters)}
    pen = _Pen(document, dictionary, bookmarks)
    pen.cover()
    for number, part in enumerate(dictionary.parts, 1):
        pen.part(number, part)
    save(document, file)


class _Pen:
    """Writes the pieces of a dictionary one after another at the end of a document."""

    def __init__(self, document: Document, dictionary: Dictionary, bookmarks: Mapping[str, str]) -> None:
        self.document, self.dictionary, self.language = document, dictionary, dictionary.language
        self.bookmarks = bookmarks
        self.tints = {word(severity, self.language): tint for severity, tint in _TINTS.items()}

    def cover(self) -> None:
        """Write title, facts, how to read, contents."""
        self.document.add_paragraph(self.dictionary.title, style="Title")
        self.document.add_paragraph(self.dictionary.subtitle, style="Subtitle")
        self._facts(self.dictionary.facts)
        legend = self.dictionary.legend
        self.document.add_paragraph(legend.title, style="Heading 3")
        self._grid([14, 86], [], [tuple((cell, _LABEL if not n else "") for n, cell in enumerate(r)) for r in legend.rows])
        contents = self.document.add_paragraph(word("contents", self.language), style="Heading 2")
        contents.paragraph_format.page_break_before = True
        for number, part in enumerate(self.dictionary.parts, 1):
            paragraph = self.document.add_paragraph(style="Normal")
            paragraph.add_run(f"{number} {part.title}: ").bold = True
            comma = word("comma", self.language)
            for place, chapter in enumerate(part.chapters):
                if place:
                    paragraph.add_run(comma)
                paragraph._p.append(linked(chapter.title, self.bookmarks[chapter.id]))  # noqa: SLF001 - as python-docx is extended

    def part(self, number: int, part: Part) -> None:
        """Write all chapters of a part on new pages."""
        heading = self.document.add_paragraph(f"{number} {part.title}", style="Heading 1")
        heading.paragraph_format.page_break_before = True
        for place, chapter in enumerate(part.chapters, 1):
            self._chapter(f"{number}.{place} {chapter.title}", chapter, abreast=3 if part.cards else 2)

    def _chapter(self, title: str, chapter: Chapter, abreast: int) -> None:
        heading = self.document.add_paragraph(title, style="Heading 2")
        bookmark(heading, self.bookmarks[chapter.id])
        if chapter.facts:
            self._facts(chapter.facts, abreast)
        for note in chapter.notes:
            self.document.add_paragraph(note, style="Normal")
        for table in chapter.tables:
            self._table(table)

    def _facts(self, facts: Sequence[Fact], abreast: int = 2) -> None:
        """Write facts so many abreast, column by column, on one page if it holds them."""
        cells = [((fact.label, _LABEL), (fact.value, "")) for fact in facts]
        cells += [(("", _LABEL), ("", ""))] * (-len(cells) % abreast)
        deep = len(cells) // abreast
        rows = [tuple(cell for pair in cells[n::deep] for cell in pair) for n in range(deep)]
        self._grid([11, 100 // abreast - 11] * abreast, [], rows, together=True)

    def _table(self, table: Table) -> None:
        page, total = beginning(table)
        self.document.add_paragraph(table.title, style="Heading 3")
        if total > len(page.rows):
            said = word("cut", self.language).format(shown=len(page.rows), total=total)
            self.document.add_paragraph(said, style="Normal")
        widths = [heading.width for heading in page.headings]
        told = [heading.severity for heading in page.headings]
        rows = (
            tuple(
                (cell, self.tints.get(text_of(cell), "") if tinted else "") for cell, tinted in zip(row, told, strict=True)
            )
            for row in page.rows
        )
        self._grid(widths, [heading.label for heading in page.headings], rows)
        if table.note:
            self.document.add_paragraph(table.note, style="Normal")

    def _grid(self, widths: Sequence[int], labels: Sequence[str], rows: Iterable[_Row], *, together: bool = False) -> None:
        """Write a table of (cell, tint) at the end, and a little space below it; `together` asks for a single page."""
        whole = min(_WIDTH, sum(widths) * _PLACE) if labels else _WIDTH
        scaled = [width * whole // sum(widths) for width in widths]
        table = element("w:tbl")
        table.append(table_properties(whole))
        columns = element("w:tblGrid")
        for width in scaled:
            columns.append(element("w:gridCol", w=str(width)))
        table.append(columns)
        if labels:
            table.append(self._row([(label, _HEAD) for label in labels], scaled, head=True, close=True))
        for row in rows:
            table.append(self._row(row, scaled, head=False, close=together))
        body = self.document.element.body
        body.insert(len(body) - 1, table)  # before the properties of the section
        self.document.add_paragraph(style="Normal").paragraph_format.space_after = Pt(2)

    def _row(self, cells: _Row, widths: Sequence[int], *, head: bool, close: bool) -> BaseOxmlElement:
        row, properties = element("w:tr"), element("w:trPr")
        properties.append(element("w:cantSplit"))
        if head:
            properties.append(element("w:tblHeader"))
        row.append(properties)
        for (cell, tint), width in zip(cells, widths, strict=True):
            row.append(self._cell(cell, tint, width, bold=head or tint == _LABEL, close=close))
        return row

    def _cell(self, cell: Cell, tint: str, width: int, *, bold: bool, close: bool) -> BaseOxmlElement:
        found, properties = element("w:tc"), element("w:tcPr")
        properties.append(element("w:tcW", w=str(width), type="dxa"))
        if tint:
            properties.append(element("w:shd", val="clear", color="auto", fill=tint))
        found.append(properties)
        paragraph, spacing = element("w:p"), element("w:pPr")
        if close:  # to the next row
            spacing.append(element("w:keepNext"))
        spacing.append(element("w:spacing", before="20", after="20", line="240", lineRule="auto"))
        paragraph.append(spacing)
        target = self.bookmarks.get(cell.target) if isinstance(cell, Link) else None
        if target:
            paragraph.append(linked(text_of(cell), target))
        else:
            paragraph.append(run(text_of(cell), bold=bold))
        found.append(paragraph)
        return found
