"""What a workbook says about itself: its sheets, its number formats, its shared strings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import compute

from dgov_std.arrays import binaries, mask_of, strings
from dgov_std.dataset.excel_number import Shape, shape_of
from dgov_std.dataset.excel_package import MALFORMED, Attributes, Package, safe_parser
from dgov_std.dataset.excel_shown import shown_otherwise
from dgov_std.dataset.refusal import damaged_workbook, unsafe_workbook

MAX_SHEETS = 2_000
MAX_STYLES = 100_000  # spreadsheets stop at 65,490
_TYPES = "[Content_Types].xml"
MAX_SHARED_BYTES = 1024 * 1024 * 1024  # all shared strings are held in memory
_ITEM = re.compile(rb'<si><t(?: xml:space="preserve")?>([^<\r]*)</t></si>')
_ITEMS = re.compile(rb'(?:<si><t(?: xml:space="preserve")?>[^<\r]*</t></si>\s*+)*+')
_ENTITY = re.compile("&(?:#x([0-9A-Fa-f]{1,6})|#([0-9]{1,7})|(amp|lt|gt|quot|apos));")
_BATCH = 65_536  # strings from the parser per piece
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet: its name, its part in the archive, whether it is shown."""

    name: str
    part: str
    visible: bool


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook without its cells; `shapes[s]` is what cell style `s` makes of a number.

    `shown[s]` is its number format where that shows something else than is read, else empty.
    """

    sheets: tuple[Sheet, ...]
    date1904: bool
    shapes: np.ndarray[Any, np.dtype[np.uint8]]
    strings: str | None  # the part with the shared strings
    shown: tuple[str, ...] = ()


def read_book(package: Package) -> Book:
    """Return the contents of a workbook. Raises InputError when it is damaged or unsafe."""
    if _TYPES in package:  # it says nothing we need, but who opens a copy of ours reads it
        package.walk(_TYPES, lambda *_: None)
    main = next((part for kind, part in package.relations("").values() if kind == "officeDocument"), "xl/workbook.xml")
    if main not in package:
        raise damaged_workbook(package.path)
    relations = package.relations(main)
    sheets: list[Sheet] = []
    date1904 = False

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal date1904
        if tag == "workbookPr":
            date1904 = attributes.get("date1904") in ("1", "true")
        if tag == "sheet":
            identity = next((value for key, value in attributes.items() if key.endswith(" id")), "")
            kind, part = relations.get(identity, ("", ""))
            if kind == "worksheet":
                sheets.append(Sheet(attributes.get("name", ""), part, attributes.get("state", "visible") == "visible"))

    package.walk(main, start)
    if len(sheets) > MAX_SHEETS:
        raise unsafe_workbook(package.path, "工作表过多", "too many sheets")
    parts = {kind: part for kind, part in relations.values() if part in package}
    shapes, shown = _styles(package, parts.get("styles"))
    return Book(tuple(sheets), date1904, shapes, parts.get("sharedStrings"), shown)


def _styles(package: Package, part: str | None) -> tuple[np.ndarray[Any, np.dtype[np.uint8]], tuple[str, ...]]:
    codes: dict[str, str] = {}
    known: dict[str, tuple[Shape, str]] = {}
    styles: list[tuple[Shape, str]] = []
    inside = False

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal inside
        if tag == "numFmt":
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif tag == "cellXfs":
            inside = True
        elif tag == "xf" and inside:
            identity = attributes.get("numFmtId", "0")
            if identity not in known:
                number = int(identity) if identity.isascii() and identity.isdigit() and len(identity) < 8 else 0
                code = codes.get(identity)
                known[identity] = shape_of(number, code), shown_otherwise(number, code)
            styles.append(known[identity])
            if len(styles) > MAX_STYLES:
                raise unsafe_workbook(package.path, "单元格格式过多", "too many formats of cells")

    def end(tag: str) -> None:
        nonlocal inside
        inside = inside and tag != "cellXfs"

    if part is not None:
        package.walk(part, start, end)
    styles = styles or [(Shape.NUMBER, "")]
    return np.array([shape for shape, _ in styles], np.uint8), tuple(shown for _, shown in styles)


def shared_strings(package: Package, part: str | None) -> pa.Array[Any]:
    """Return the shared strings as `pa.string()`: rich text joined, readings above characters left out."""
    if part is None:
        return strings([])
    chunks: list[pa.Array[Any]] = []
    size = 0
    for piece in _shared_pieces(package, part):
        chunks.append(piece)
        size += piece.nbytes
        if size > MAX_SHARED_BYTES:
            raise unsafe_workbook(package.path, "共享字符串过多", "too many shared strings")
    return pa.concat_arrays(chunks) if chunks else strings([])


def _shared_pieces(package: Package, part: str) -> Iterator[pa.Array[Any]]:
    """Read the common form with one regular expression, from the first other item on with expat."""
    stream = package.stream(part)
    head, buffer = b"", b""
    for data in stream:
        buffer += data
        if not head:
            begin = buffer.find(b"<si>")
            if begin < 0:
                if len(buffer) > 65536:
                    break
                continue
            head, buffer = buffer[:begin], buffer[begin:]
            if b"<!" in head or (b"encoding" in head and b"utf-8" not in head.lower()):
                buffer = head + buffer
                head = b""
                break
        found = _ITEMS.match(buffer)
        size = found.end() if found else 0
        if size:
            yield _decoded(package, _ITEM.findall(buffer, 0, size))
        buffer = buffer[size:]
        if buffer.startswith(b"</sst") or len(buffer) > 4 * 65536:
            break
    else:
        if head and not buffer:
            raise damaged_workbook(package.path)
    if buffer.startswith(b"</sst"):
        return
    yield from _with_expat(package, head, buffer, stream)


def _decoded(package: Package, items: list[bytes]) -> pa.Array[Any]:
    try:
        texts = binaries(items).cast(pa.string())
    except pa.ArrowInvalid:
        raise damaged_workbook(package.path) from None
    return plain_texts(texts)


def plain_texts(texts: pa.Array[Any]) -> pa.Array[Any]:
    """Resolve `&amp;` and its kin and `_x000D_` in texts taken from XML as they were written."""
    either = compute.or_(compute.match_substring(texts, "&"), compute.match_substring(texts, "_x"))
    touched = mask_of(either, missing=False)
    if not touched.any():
        return texts
    values = texts.to_pylist()
    for index in np.flatnonzero(touched):
        values[index] = decode_escapes(_ENTITY.sub(_character, values[index]))
    return strings(values)


def _character(match: re.Match[str]) -> str:
    if match[3]:
        return _NAMED[match[3]]
    point = int(match[1], 16) if match[1] else int(match[2])
    return chr(point) if point <= 0x10FFFF and not 0xD800 <= point < 0xE000 else "\ufffd"


def decode_escapes(text: str) -> str:
    """Resolve `_xHHHH_`, the notation for characters XML cannot hold (ECMA-376 part 1, 22.9.2.19)."""
    if "_x" not in text:
        return text
    decoded = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    # Two escapes may form one character outside the basic plane; a lone half of one is kept visible.
    return decoded.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _with_expat(package: Package, head: bytes, buffer: bytes, rest: Iterator[bytes]) -> Iterator[pa.Array[Any]]:
    items: list[str] = []
    words: list[str] = []
    state = {"t": False, "phonetic": 0}

    def start(name: str, _: Attributes) -> None:
        tag = name.rpartition(" ")[2]
        if tag == "si":
            words.clear()
        elif tag == "rPh":
            state["phonetic"] += 1
        elif tag == "t":
            state["t"] = not state["phonetic"]

    def end(name: str) -> None:
        tag = name.rpartition(" ")[2]
        if tag == "si":
            items.append(decode_escapes("".join(words)))
        elif tag == "rPh":
            state["phonetic"] -= 1
        elif tag == "t":
            state["t"] = False

    parser = safe_parser(package.path)
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = lambda text: words.append(text) if state["t"] else None

    try:
        for data in chain([head + buffer], rest):
            parser.Parse(data, False)
            if len(items) >= _BATCH:
                yield strings(items)
                items.clear()
        parser.Parse(b"", True)
    except MALFORMED:
        raise damaged_workbook(package.path) from None
    yield strings(items)
