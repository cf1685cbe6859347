"""A data dictionary as a document for word processors: A4 landscape, headings, repeated table heads, page numbers."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import BinaryIO

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from dgov_std.exchange.dictionary import Cell, Chapter, Dictionary, Fact, Link, Part, Table, beginning, text_of
from dgov_std.exchange.words import word

_FONT, _CHINESE = "Arial", "微软雅黑"
_WIDTH = 15_138  # the text area of A4 landscape with margins of 15 mm, in twentieths of a point
_PLACE = 135  # as wide as a Latin character may be
# Fixed, so that the same input gives the same bytes.
_CREATED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_ZIPPED = (1980, 1, 1, 0, 0, 0)
_TINTS = {"error": "FFC7CE", "warning": "FFEB9C", "info": "DDEBF7"}
_HEAD, _LABEL = "E7EDF5", "F5F7FA"
_Row = Sequence[tuple[Cell, str]]
_STYLES = {"Normal": 9.0, "Title": 22.0, "Subtitle": 12.0, "Heading 1": 16.0, "Heading 2": 12.0, "Heading 3": 10.0}


def write(dictionary: Dictionary, file: BinaryIO, /) -> None:
    """Write the document. What comes from the standard is text runs only: no field, no markup. Long code lists are cut."""
    document = docx.Document()
    _prepare(document, dictionary)
    bookmarks = {chapter.id: f"d{n}" for n, chapter in enumerate(c for part in dictionary.parts for c in part.chapters)}
    pen = _Pen(document, dictionary, bookmarks)
    pen.cover()
    for number, part in enumerate(dictionary.parts, 1):
        pen.part(number, part)
    made = io.BytesIO()
    document.save(made)
    _zip_again(made, file)


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
                paragraph._p.append(_linked(chapter.title, self.bookmarks[chapter.id]))  # noqa: SLF001 - as python-docx is extended

    def part(self, number: int, part: Part) -> None:
        """Write all chapters of a part on new pages."""
        heading = self.document.add_paragraph(f"{number} {part.title}", style="Heading 1")
        heading.paragraph_format.page_break_before = True
        for place, chapter in enumerate(part.chapters, 1):
            self._chapter(f"{number}.{place} {chapter.title}", chapter, abreast=3 if part.cards else 2)

    def _chapter(self, title: str, chapter: Chapter, abreast: int) -> None:
        heading = self.document.add_paragraph(title, style="Heading 2")
        _bookmark(heading, self.bookmarks[chapter.id])
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
        table = _element("w:tbl")
        table.append(_table_properties(whole))
        columns = _element("w:tblGrid")
        for width in scaled:
            columns.append(_element("w:gridCol", w=str(width)))
        table.append(columns)
        if labels:
            table.append(self._row([(label, _HEAD) for label in labels], scaled, head=True, close=True))
        for row in rows:
            table.append(self._row(row, scaled, head=False, close=together))
        body = self.document.element.body
        body.insert(len(body) - 1, table)  # before the properties of the section
        self.document.add_paragraph(style="Normal").paragraph_format.space_after = Pt(2)

    def _row(self, cells: _Row, widths: Sequence[int], *, head: bool, close: bool) -> BaseOxmlElement:
        row, properties = _element("w:tr"), _element("w:trPr")
        properties.append(_element("w:cantSplit"))
        if head:
            properties.append(_element("w:tblHeader"))
        row.append(properties)
        for (cell, tint), width in zip(cells, widths, strict=True):
            row.append(self._cell(cell, tint, width, bold=head or tint == _LABEL, close=close))
        return row

    def _cell(self, cell: Cell, tint: str, width: int, *, bold: bool, close: bool) -> BaseOxmlElement:
        found, properties = _element("w:tc"), _element("w:tcPr")
        properties.append(_element("w:tcW", w=str(width), type="dxa"))
        if tint:
            properties.append(_element("w:shd", val="clear", color="auto", fill=tint))
        found.append(properties)
        paragraph, spacing = _element("w:p"), _element("w:pPr")
        if close:  # to the next row
            spacing.append(_element("w:keepNext"))
        spacing.append(_element("w:spacing", before="20", after="20", line="240", lineRule="auto"))
        paragraph.append(spacing)
        target = self.bookmarks.get(cell.target) if isinstance(cell, Link) else None
        if target:
            paragraph.append(_linked(text_of(cell), target))
        else:
            paragraph.append(_run(text_of(cell), bold=bold))
        found.append(paragraph)
        return found


def _element(tag: str, **attributes: str) -> BaseOxmlElement:
    found = OxmlElement(tag)
    for name, value in attributes.items():
        found.set(qn(f"w:{name}"), value)
    return found


def _run(text: str, *, bold: bool = False, link: bool = False) -> BaseOxmlElement:
    run, properties = _element("w:r"), _element("w:rPr")
    if bold:
        properties.append(_element("w:b"))
    if link:
        properties.append(_element("w:color", val="0563C1"))
    properties.append(_element("w:sz", val="16"))
    run.append(properties)
    for number, line in enumerate(text.split("\n")):
        if number:
            run.append(_element("w:br"))
        piece = _element("w:t")
        piece.text = line
        piece.set(qn("xml:space"), "preserve")
        run.append(piece)
    return run


def _linked(text: str, bookmark: str) -> BaseOxmlElement:
    link = _element("w:hyperlink", anchor=bookmark)
    link.append(_run(text, link=True))
    return link


def _bookmark(paragraph: Paragraph, name: str) -> None:
    paragraph._p.append(_element("w:bookmarkStart", id=name[1:], name=name))  # noqa: SLF001 - as python-docx is extended
    paragraph._p.append(_element("w:bookmarkEnd", id=name[1:]))  # noqa: SLF001


def _table_properties(width: int) -> BaseOxmlElement:
    properties = _element("w:tblPr")
    properties.append(_element("w:tblW", w=str(width), type="dxa"))
    borders = _element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(_element(f"w:{side}", val="single", sz="4", space="0", color="BFBFBF"))
    properties.append(borders)
    properties.append(_element("w:tblLayout", type="fixed"))
    margins = _element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(_element(f"w:{side}", w="70", type="dxa"))
    properties.append(margins)
    return properties


def _prepare(document: Document, dictionary: Dictionary) -> None:
    """Set paper, fonts, language, properties, header and footer."""
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(15)
    section.header_distance = section.footer_distance = Mm(7)
    for name, size in _STYLES.items():
        style = document.styles[name]
        style.font.size, style.font.italic = Pt(size), False
        style.font.color.rgb = RGBColor(0, 0, 0) if name == "Normal" else RGBColor(0x1F, 0x3A, 0x5F)
        style.paragraph_format.space_after = Pt(4)
        _set_fonts(style.element.get_or_add_rPr())
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    package = document.part.package
    for name, relation in list(package.rels.items()) if package else ():
        if relation.reltype.endswith("/thumbnail"):  # a picture of the empty template
            del package.rels[name]
    properties = document.core_properties
    properties.title, properties.author, properties.comments = dictionary.title[:255], "dgov-std", ""
    properties.created = properties.modified = _CREATED
    properties.last_modified_by, properties.revision = "dgov-std", 1
    properties.language = "zh-CN" if dictionary.language == "zh" else "en"
    section.header.paragraphs[0].text = dictionary.title
    before, between, after = _around(word("page_of", dictionary.language))
    footer = section.footer.paragraphs[0]
    footer.alignment = 1
    for text, field in ((before, "PAGE"), (between, "NUMPAGES")):
        footer.add_run(text)
        simple = _element("w:fldSimple", instr=field)
        simple.append(_run("1"))
        footer._p.append(simple)  # noqa: SLF001 - as python-docx is extended
    footer.add_run(after)


def _around(template: str) -> Iterator[str]:
    return iter(template.split("{}"))


def _set_fonts(properties: BaseOxmlElement) -> None:
    """Set the fonts of a style, Latin and Chinese; what the template says of them goes."""
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    properties.insert(0, _element("w:rFonts", ascii=_FONT, hAnsi=_FONT, cs=_FONT, eastAsia=_CHINESE))


def _zip_again(made: BinaryIO, file: BinaryIO) -> None:
    """Copy the package with one date for every part: the writer of the package puts in the clock."""
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, _ZIPPED)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            target.writestr(info, source.read(name))
