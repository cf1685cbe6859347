"""The pieces documents for word processors are made of: paper, fonts, tables, links, and bytes that depend on nothing else."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
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

from dgov_std.text import Language

_FONT, _CHINESE = "Arial", "微软雅黑"
_MARGIN, _LONG, _SHORT = 15, 297, 210  # millimetres
# Fixed, so that the same input gives the same bytes.
_CREATED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_ZIPPED = (1980, 1, 1, 0, 0, 0)


def new_document(title: str, language: Language, styles: Mapping[str, float], *, landscape: bool) -> Document:
    """Return an empty A4 document with fonts, language and properties set and the title above every page.

    `styles`: the size in points of each style that is used.
    """
    document = docx.Document()
    section = document.sections[0]
    if landscape:
        section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(_LONG), Mm(_SHORT)
    else:
        section.orientation, section.page_width, section.page_height = WD_ORIENT.PORTRAIT, Mm(_SHORT), Mm(_LONG)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(_MARGIN)
    section.header_distance = section.footer_distance = Mm(7)
    for name, size in styles.items():
        style = document.styles[name]
        style.font.size, style.font.italic = Pt(size), False
        style.font.color.rgb = RGBColor(0, 0, 0) if name == "Normal" else RGBColor(0x1F, 0x3A, 0x5F)
        style.paragraph_format.space_after = Pt(4)
        _set_fonts(style.element.get_or_add_rPr())
    for spoken in document.styles.element.iter(qn("w:lang")):
        spoken.set(qn("w:eastAsia"), "zh-CN")
    package = document.part.package
    for name, relation in list(package.rels.items()) if package else ():
        if relation.reltype.endswith("/thumbnail"):  # a picture of the empty template
            del package.rels[name]
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title[:255], "dgov-std", ""
    properties.created = properties.modified = _CREATED
    properties.last_modified_by, properties.revision = "dgov-std", 1
    properties.language = "zh-CN" if language == "zh" else "en"
    section.header.paragraphs[0].text = title
    return document


def number_pages(document: Document, template: str) -> None:
    """Set the footer to the template, whose two `{}` stand for the page and the number of pages."""
    before, between, after = template.split("{}")
    footer = document.sections[0].footer.paragraphs[0]
    footer.alignment = 1
    for text, field in ((before, "PAGE"), (between, "NUMPAGES")):
        footer.add_run(text)
        simple = element("w:fldSimple", instr=field)
        simple.append(run("1"))
        footer._p.append(simple)  # noqa: SLF001 - as python-docx is extended
    footer.add_run(after)


def element(tag: str, **attributes: str) -> BaseOxmlElement:
    """Return an empty element of the word processing namespace."""
    found = OxmlElement(tag)
    for name, value in attributes.items():
        found.set(qn(f"w:{name}"), value)
    return found


def run(text: str, *, bold: bool = False, link: bool = False, color: str = "", size: float = 8) -> BaseOxmlElement:
    """Return text of one look, `size` in points; line ends in it become breaks."""
    made, properties = element("w:r"), element("w:rPr")
    if bold:
        properties.append(element("w:b"))
    if link or color:
        properties.append(element("w:color", val=color or "0563C1"))
    properties.append(element("w:sz", val=f"{2 * size:g}"))
    made.append(properties)
    for number, line in enumerate(text.split("\n")):
        if number:
            made.append(element("w:br"))
        piece = element("w:t")
        piece.text = line
        piece.set(qn("xml:space"), "preserve")
        made.append(piece)
    return made


def linked(text: str, bookmark: str) -> BaseOxmlElement:
    """Return a link to a place in the document."""
    link = element("w:hyperlink", anchor=bookmark)
    link.append(run(text, link=True))
    return link


def bookmark(paragraph: Paragraph, name: str) -> None:
    """Make a paragraph the place that links of this name, a letter and a number, lead to."""
    paragraph._p.append(element("w:bookmarkStart", id=name[1:], name=name))  # noqa: SLF001 - as python-docx is extended
    paragraph._p.append(element("w:bookmarkEnd", id=name[1:]))  # noqa: SLF001


def table_properties(width: int) -> BaseOxmlElement:
    """Return the properties of a table of fixed width, in twentieths of a point, with thin lines."""
    properties = element("w:tblPr")
    properties.append(element("w:tblW", w=str(width), type="dxa"))
    borders = element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(element(f"w:{side}", val="single", sz="4", space="0", color="BFBFBF"))
    properties.append(borders)
    properties.append(element("w:tblLayout", type="fixed"))
    margins = element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(element(f"w:{side}", w="70", type="dxa"))
    properties.append(margins)
    return properties


def save(document: Document, file: BinaryIO) -> None:
    """Write the document with one date for every part of the package: its writer puts in the clock."""
    made = io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, _ZIPPED)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            target.writestr(info, source.read(name))


def _set_fonts(properties: BaseOxmlElement) -> None:
    """Set the fonts of a style, Latin and Chinese; what the template says of them goes."""
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    properties.insert(0, element("w:rFonts", ascii=_FONT, hAnsi=_FONT, cs=_FONT, eastAsia=_CHINESE))
