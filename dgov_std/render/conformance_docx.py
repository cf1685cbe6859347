"""The conformance report (符合性报告) as a document for word processors: A4, to be printed, signed and sealed.

Needs python-docx, the extra `docx`. The same report gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from docx.document import Document
from docx.enum.text import WD_PARAGRAPH_ALIGNMENT
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt

from dgov_std.docx_parts import element, new_document, number_pages, run, save, table_properties
from dgov_std.render.page_tables import Pair
from dgov_std.render.statement import Statement, statement_of
from dgov_std.render.statement_tables import Cell, Table
from dgov_std.render.statement_words import WORDS, said
from dgov_std.report.values import Report
from dgov_std.text import Language

_WIDTH = 10_204  # the text area of A4 upright with margins of 15 mm, in twentieths of a point
_STYLES = {"Normal": 9.5, "Title": 20.0, "Subtitle": 12.0, "Heading 1": 13.0, "Heading 2": 10.5}
_HEAD, _LABEL = "E7EDF5", "F5F7FA"
_TONES = {"fail": "AD1F1B", "check": "8A5200", "pass": "1D6B40", "part": "1D6B40", "none": "535F70"}
_VERDICTS = {"pass": "pass", "fail": "fail", "incomplete": "check", "unchecked": "check"}
_TINTS = {"pass": "EEF7F1", "fail": "FDF1F0", "check": "FDF6E9"}
_SMALL, _FACT, _VERDICT = 8, 9, 18  # points
_SIGNED, _SEALED = 1_000, 1_900  # heights of the rows to sign and to seal in, in twentieths of a point


def render(report: Report, *, language: Language) -> bytes:
    """Return the document. What comes from outside is text runs only: no field, no markup, no content of a cell."""
    statement = statement_of(report, language)
    tab = f"{statement.title} {statement.number}".rstrip()  # above every page: none can be exchanged for another's
    document = new_document(tab, language, _STYLES, landscape=False)
    number_pages(document, WORDS["page_of"].in_(language))
    pen = _Pen(document, statement)
    pen.head()
    pen.sections()
    pen.sign()
    made = io.BytesIO()
    save(document, made)
    return made.getvalue()


class _Pen:
    """Writes the parts of a statement one after another at the end of a document."""

    def __init__(self, document: Document, statement: Statement) -> None:
        self.document, self.statement = document, statement

    def head(self) -> None:
        """Write title, facts and the conclusion in a box."""
        told = self.statement
        for text, style in ((told.title, "Title"), (told.subtitle, "Subtitle")):
            self.document.add_paragraph(text, style=style).alignment = WD_PARAGRAPH_ALIGNMENT.CENTER
        self._facts(told.head)
        tone = _VERDICTS[told.tone]
        colour = _TONES[tone]
        heading = [run(said("conclusion", told.language) + "  ", bold=True, color=colour, size=_VERDICT - 5)]
        heading.append(run(told.verdict, bold=True, color=colour, size=_VERDICT))
        lines = [[run(limit, bold=True, color=colour, size=_FACT)] for limit in told.limits]
        lines += [[run(line, size=_STYLES["Normal"])] for line in told.said]
        paragraphs = [_paragraph(pieces, space=60) for pieces in (heading, *lines)]
        self._table([_WIDTH], [_row([_cell(paragraphs, _WIDTH, _TINTS[tone])])])

    def sections(self) -> None:
        """Write the numbered sections, and the notes as the last of them."""
        told = self.statement
        for number, section in enumerate(told.sections, 1):
            self._heading(f"{number} {section.title}", 1)
            if section.pairs:
                self._facts(section.pairs)
            for note in section.notes:
                self._note(note, close=bool(section.tables))
            for table in section.tables:
                if table.name != section.name:
                    self._heading(table.caption, 2)
                self._grid(table)
        self._heading(f"{len(told.sections) + 1} {said('notes', told.language)}", 1)
        for number, note in enumerate(told.notes, 1):
            self._note(f"({number}) {note}", close=False)

    def sign(self) -> None:
        """Write the boxes to be filled in by hand, on one page."""
        told = self.statement
        self._heading(said("sign", told.language), 1)
        half = _WIDTH // 2
        boxes = [[run(f"{name}  ", bold=True, size=10), run(there, size=10)] for name, there in told.sign]
        rows = []
        for first in range(0, len(boxes), 2):
            height = _SIGNED if first == 0 else _SEALED
            cells = [_cell([_paragraph(box, close=True)], half, "") for box in boxes[first : first + 2]]
            rows.append(_row(cells, height=height))
        self._table([half, half], rows)
        made = " · ".join(part for part in (told.number, told.made_by) if part)
        self._note(made, close=False)

    def _heading(self, text: str, level: int) -> None:
        heading = self.document.add_paragraph(text, style=f"Heading {level}")
        heading.paragraph_format.space_before = Pt(12 if level == 1 else 6)

    def _note(self, text: str, *, close: bool) -> None:
        paragraph = self.document.add_paragraph(text, style="Normal")
        paragraph.paragraph_format.keep_with_next = close

    def _facts(self, pairs: Sequence[Pair]) -> None:
        label = _WIDTH * 24 // 100
        widths = [label, _WIDTH - label]
        self._table(widths, (_row(_fact(pair, widths)) for pair in pairs))

    def _grid(self, table: Table) -> None:
        widths = [heading.width * _WIDTH // 100 for heading in table.headings]
        labels = [
            _cell([_paragraph([run(h.label, bold=True, size=_SMALL)], right=h.right, close=True)], width, _HEAD)
            for h, width in zip(table.headings, widths, strict=True)
        ]
        rights = [heading.right for heading in table.headings]
        rows = (_row([_content(*each) for each in zip(row, widths, rights, strict=True)]) for row in table.rows)
        self._table(widths, (_row(labels, head=True), *rows))
        if table.left:
            self._note(table.left, close=False)

    def _table(self, widths: Sequence[int], rows: Iterable[BaseOxmlElement]) -> None:
        """Put a table at the end, and a little space below it."""
        table = element("w:tbl")
        table.append(table_properties(sum(widths)))
        columns = element("w:tblGrid")
        for width in widths:
            columns.append(element("w:gridCol", w=str(width)))
        table.append(columns)
        for row in rows:
            table.append(row)
        body = self.document.element.body
        body.insert(len(body) - 1, table)  # before the properties of the section
        self.document.add_paragraph(style="Normal").paragraph_format.space_after = Pt(0)


def _fact(pair: Pair, widths: Sequence[int]) -> list[BaseOxmlElement]:
    name = _cell([_paragraph([run(pair.name, bold=True, size=_FACT)])], widths[0], _LABEL)
    return [name, _cell([_paragraph([run(pair.value, size=_SMALL if pair.code else _FACT)])], widths[1], "")]


def _content(cell: Cell, width: int, right: bool) -> BaseOxmlElement:  # noqa: FBT001 - of a heading
    colour = _TONES.get(cell.tone, "")
    bold = cell.tone in ("fail", "check", "pass")
    paragraphs = [_paragraph([run(cell.text, bold=bold, color=colour, size=7 if cell.code else _SMALL)], right=right)]
    if cell.small:
        paragraphs.append(_paragraph([run(cell.small, color=_TONES["none"], size=7)], right=right))
    return _cell(paragraphs, width, "")


def _paragraph(
    runs: Iterable[BaseOxmlElement], *, right: bool = False, close: bool = False, space: int = 20
) -> BaseOxmlElement:
    """Return a paragraph; `close`: on one page with what follows, `space`: above and below, in twentieths of a point."""
    paragraph, properties = element("w:p"), element("w:pPr")
    if close:
        properties.append(element("w:keepNext"))
    properties.append(element("w:spacing", before=str(space), after=str(space), line="240", lineRule="auto"))
    if right:
        properties.append(element("w:jc", val="right"))
    paragraph.append(properties)
    for each in runs:
        paragraph.append(each)
    return paragraph


def _cell(paragraphs: Iterable[BaseOxmlElement], width: int, tint: str) -> BaseOxmlElement:
    cell, properties = element("w:tc"), element("w:tcPr")
    properties.append(element("w:tcW", w=str(width), type="dxa"))
    if tint:
        properties.append(element("w:shd", val="clear", color="auto", fill=tint))
    cell.append(properties)
    for paragraph in paragraphs:
        cell.append(paragraph)
    return cell


def _row(cells: Iterable[BaseOxmlElement], *, head: bool = False, height: int = 0) -> BaseOxmlElement:
    row, properties = element("w:tr"), element("w:trPr")
    properties.append(element("w:cantSplit"))
    if height:
        properties.append(element("w:trHeight", val=str(height), hRule="atLeast"))
    if head:
        properties.append(element("w:tblHeader"))
    row.append(properties)
    for cell in cells:
        row.append(cell)
    return row
