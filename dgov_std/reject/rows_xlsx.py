"""Failing rows as a workbook: every cell of the file stored as a text, formatted as text, never a formula.

The sheet is written as XML, column by column of a Batch: xlsxwriter would take a call for each of twenty million cells.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from html import escape
from typing import IO, BinaryIO

import numpy as np
import pyarrow.compute as pc

from dgov_std.arrays import Ints, Mask, Strings, booleans, byte_lengths, mask_of, one, only, positions, strings
from dgov_std.bind.header import letter
from dgov_std.errors import Problem, UsageError
from dgov_std.reject.rows import LEADING, Heading, Picked, bytes_of, texts_of
from dgov_std.report.values import FailingRows
from dgov_std.text import Text
from dgov_std.texts import Texts

LAST_ROW = 1_048_576
_MOST_COLUMNS = 16_384
_LONGEST_TEXT = 32_767
# Bytes of XML: a larger part needs an archive of the newer kind, which spreadsheets offer to repair.
_MOST_XML = (1 << 31) - (1 << 24)
_LEVEL = 3  # of compression: half the time of the usual one
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEET}.worksheet+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet2.xml" ContentType="{_SHEET}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_SHEET}.styles+xml"/>'
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    "</Types>"
)
_TOP = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    "</Relationships>"
)
_PARTS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/worksheet" Target="worksheets/sheet2.xml"/>'
    f'<Relationship Id="rId3" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    "</Relationships>"
)
# Formats: 0 plain, 1 text, 2 bold text, 3 bold red text.
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="3"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><color rgb="FFC00000"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    + "".join(
        f'<xf numFmtId="49" fontId="{font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>'
        for font in range(3)
    )
    + '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_TEXT = '" s="{}" t="inlineStr"><is><t xml:space="preserve">'
_END = "</t></is></c>"
# Where XML has no form for a character, workbooks write _x000B_; a text that looks like that is written with _x005F_.
_BARRED = np.zeros(256, dtype=np.bool_)
_BARRED[[*range(9), 0x0B, 0x0C, *range(0x0D, 0x20)]] = True
_NONCHARACTERS = {"\ufffe": "_xFFFE_", "\uffff": "_xFFFF_"}
_LOOKS_ESCAPED = "_(x[0-9A-Fa-f]{4}_)"


def write_xlsx(file: BinaryIO, heading: Heading, rows: Iterable[Picked]) -> FailingRows:
    """Write as many rows as a sheet holds, and a sheet of notes behind it; say how many were written and left out.

    Raises UsageError when the file has more columns than a sheet holds.
    """
    columns = len(LEADING) + len(heading.labels)
    if columns > _MOST_COLUMNS:
        what = Text(f"工作表放不下 {columns} 列", f"a sheet cannot hold {columns} columns")
        raise UsageError(Problem(what, todo=Text("改为 .csv 或 .parquet", "write .csv or .parquet instead")))
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        for name, text in (
            ("[Content_Types].xml", _TYPES),
            ("_rels/.rels", _TOP),
            ("xl/workbook.xml", _workbook(heading)),
            ("xl/_rels/workbook.xml.rels", _PARTS),
            ("xl/styles.xml", _STYLES),
            ("docProps/core.xml", _properties(heading)),
        ):
            _add(archive, name, text)
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            written = _write_sheet(part, heading, rows)
        notes = heading.words.notes(heading.report, written, personal=heading.personal)
        _add(archive, "xl/worksheets/sheet2.xml", _notes(notes, heading))
    return written


def _write_sheet(part: IO[bytes], heading: Heading, rows: Iterable[Picked]) -> FailingRows:
    labels = [*LEADING, *heading.labels]
    widths = [min(max(len(label.encode("gbk", errors="replace")) + 2, 10), 40) for label in labels]
    columns = "".join(
        f'<col min="{i}" max="{i}" width="{width}" style="{int(i > 2)}" customWidth="1"/>'
        for i, width in enumerate(widths, 1)
    )
    start = (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView tabSelected="1" workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>"
    )
    head, _ = _fitted(strings(labels))
    cells = [_cell(letter(i), "1", label, 2) for i, label in enumerate(_escaped(head).to_pylist())]
    size = part.write(f'{start}<row r="1">{"".join(cells)}</row>'.encode())
    count = left = cut = 0
    for picked in rows:
        room = 0 if left else min(len(picked), LAST_ROW - 1 - count)
        lines, shortened = _lines(picked.head(room), count + 2)
        fits = int(np.searchsorted(np.cumsum(byte_lengths(lines)), _MOST_XML - size, side="right"))
        size += part.write(bytes_of(lines.slice(0, fits)))
        cut += int(shortened[:fits].sum())
        count, left = count + fits, left + len(picked) - fits
    part.write(b"</sheetData></worksheet>")
    return FailingRows(count, left_out=left, cut=cut)


def _lines(picked: Picked, first: int) -> tuple[Strings, Ints]:
    """Return the rows as XML, and how many texts of each were cut; `first` is where the first one goes in the sheet."""
    places = pc.cast(positions(np.arange(first, first + len(picked))), "string")
    cut = np.zeros(len(picked), dtype=np.int64)
    pieces = [one('<row r="'), places, one('">')]
    for i, column in enumerate(texts_of(picked)):
        if i < 2:  # numbers
            pieces += [one(f'<c r="{letter(i)}'), places, one('"><v>'), column, one("</v></c>")]
            continue
        fitting, longer = _fitted(column)
        cut += longer
        start, middle = one(f'<c r="{letter(i)}'), one(_TEXT.format(1))
        cells = pc.binary_join_element_wise(start, places, middle, _escaped(fitting), one(_END), one(""))
        pieces.append(pc.if_else(booleans(byte_lengths(column) > 0), cells, one("")))
    return pc.binary_join_element_wise(*pieces, one("</row>"), one("")), cut


def _fitted(values: Strings) -> tuple[Strings, Mask]:
    """Return the texts no longer than a cell may be, and which were longer; it counts as UTF-16 does."""
    mask = byte_lengths(values) > _LONGEST_TEXT
    if not mask.any():
        return values, mask
    units = pc.add(pc.utf8_length(values), pc.count_substring_regex(values, "[\U00010000-\U0010ffff]"))
    mask = mask_of(pc.greater(units, _LONGEST_TEXT))
    short = [_shortened(text) for text in only(values, mask).to_pylist()]
    return pc.replace_with_mask(values, booleans(mask), strings(short)), mask


def _shortened(text: str) -> str:
    return text.encode("utf-16-le")[: 2 * _LONGEST_TEXT].decode("utf-16-le", errors="ignore")


def _escaped(values: Strings) -> Strings:
    """Return the texts as they stand in XML."""
    if not len(values):
        return values
    present = np.bincount(Texts(values).bytes, minlength=256) > 0
    if present[ord("_")] and mask_of(pc.match_substring(values, "_x")).any():
        values = pc.replace_substring_regex(values, _LOOKS_ESCAPED, r"_x005F_\1")
    for sign, name in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        if present[ord(sign)]:
            values = pc.replace_substring(values, sign, name)
    for byte in np.flatnonzero(present & _BARRED).tolist():
        values = pc.replace_substring(values, chr(byte), f"_x{byte:04X}_")
    if present[0xEF]:
        for character, name in _NONCHARACTERS.items():
            values = pc.replace_substring(values, character, name)
    return values


def _cell(column: str, row: str, text: str, style: int) -> str:
    return f'<c r="{column}{row}{_TEXT.format(style)}{text}{_END}'


def _workbook(heading: Heading) -> str:
    names = [heading.words.sheet(personal=heading.personal), heading.words.notes_sheet()]
    sheets = "".join(f'<sheet name="{escape(name)}" sheetId="{i}" r:id="rId{i}"/>' for i, name in enumerate(names, 1))
    return f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>'


def _properties(heading: Heading) -> str:
    """Return the properties, without the clock: the same input gives the same bytes."""
    said = f"<cp:keywords>{escape(heading.words.notice())}</cp:keywords>" if heading.personal else ""
    made = '<dcterms:created xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:created>'
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:creator>dgov-std</dc:creator>{said}{made}'
        "</cp:coreProperties>"
    )


def _notes(lines: Sequence[str], heading: Heading) -> str:
    texts = _escaped(_fitted(strings(lines))[0]).to_pylist()
    notice = heading.words.notice() if heading.personal else None
    rows = "".join(
        f'<row r="{i}">{_cell("A", str(i), text, 3 if notice and notice in text else 1)}</row>'
        for i, text in enumerate(texts, 1)
    )
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><cols><col min="1" max="1" width="100" style="1" customWidth="1"/></cols>'
        f"<sheetData>{rows}</sheetData></worksheet>"
    )


def _add(archive: zipfile.ZipFile, name: str, text: str) -> None:
    with archive.open(name, "w") as part:  # a part opened so has a fixed date
        part.write(text.encode())
