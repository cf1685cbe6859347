"""Error values in Excel's binary workbooks, which calamine gives as nothing; runs in the child process.

A sheet without any is found out by one look at its bytes; only otherwise are its records walked ([MS-XLSB] 2.1.4).
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from dgov_std.dataset.excel_package import Attributes, feed, safe_parser

_BOOK, _RELATIONS = "xl/workbook.bin", "xl/_rels/workbook.bin.rels"
_ROW, _ERROR, _FORMULA_ERROR, _SHEET = 0, 3, 11, 156
_TEXTS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
# Kind, size, column (below 65,536), style, error: of a cell, and of a formula.
_MAYBE = re.compile(
    rb"(?s)(?:\x03\x09|\x0b(?:[\x09-\x7f]|[\x80-\xff][\x01-\x7f]))..\x00\x00....[\x00\x07\x0f\x17\x1d\x24\x2a\x2b]"
)

Errors = dict[int, dict[int, dict[int, str]]]  # sheet -> row, from 0 -> column, from 0 -> text


def xlsb_errors(path: Path) -> Errors:
    """Return the error values of a workbook; what is damaged is left to calamine to tell."""
    found: Errors = {}
    with zipfile.ZipFile(path) as archive:
        if _BOOK not in archive.namelist() or _RELATIONS not in archive.namelist():
            return {}
        parts = _parts(path, archive)
        for number, part in enumerate(_sheets(archive.read(_BOOK))):
            if parts.get(part) in archive.namelist():
                data = archive.read(parts[part])
                if _MAYBE.search(data):
                    found[number] = _errors(data)
    return found


def _parts(path: Path, archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the part each relation of the workbook leads to."""
    found: dict[str, str] = {}

    def start(_: str, attributes: Attributes) -> None:
        target = attributes.get("Target", "")
        joined = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
        found[attributes.get("Id", "")] = posixpath.normpath(joined)

    parser = safe_parser(path)
    parser.StartElementHandler = start
    feed(parser, [archive.read(_RELATIONS)], path)
    return found


def _sheets(data: bytes) -> Iterator[str]:
    """Yield the relation id of each sheet, in order."""
    for kind, at, _ in _records(data):
        if kind == _SHEET:
            length = int.from_bytes(data[at + 8 : at + 12], "little")
            yield data[at + 12 : at + 12 + 2 * length].decode("utf-16-le", "replace")


def _errors(data: bytes) -> dict[int, dict[int, str]]:
    found: dict[int, dict[int, str]] = {}
    row = 0
    for kind, at, _ in _records(data):
        if kind == _ROW:
            row = int.from_bytes(data[at : at + 4], "little")
        elif kind in {_ERROR, _FORMULA_ERROR}:
            column, error = int.from_bytes(data[at : at + 4], "little"), data[at + 8 : at + 9]
            found.setdefault(row, {})[column] = _TEXTS.get(error[0], "#N/A") if error else "#N/A"
    return found


def _records(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield (kind, offset of the body, its size)."""
    at, end = 0, len(data)
    while at < end:
        kind = data[at]
        at += 1
        if kind & 0x80 and at < end:
            kind = kind & 0x7F | data[at] << 7
            at += 1
        size = shift = 0
        while at < end and shift < 28:
            byte = data[at]
            at += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        yield kind, at, size
        at += size
