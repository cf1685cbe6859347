"""What an old workbook (BIFF8) says about itself: its sheets, its number formats, its shared strings."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from dgov_std.arrays import strings
from dgov_std.dataset.excel_book import MAX_SHARED_BYTES, MAX_SHEETS, MAX_STYLES
from dgov_std.dataset.excel_number import Shape, shape_of
from dgov_std.dataset.excel_old_marks import SUPBOOK, linked, links_of
from dgov_std.dataset.excel_old_text import BrokenRecord, Texts
from dgov_std.dataset.excel_shown import shown_otherwise
from dgov_std.dataset.refusal import before_97, damaged_workbook, locked_workbook, unsafe_workbook
from dgov_std.dataset.table import Remark

BOF, EOF, CONTINUE = 0x0809, 0x000A, 0x003C
_FILEPASS, _DATEMODE, _FORMAT, _XF, _BOUNDSHEET, _SST = 0x002F, 0x0022, 0x041E, 0x00E0, 0x0085, 0x00FC
_BIFF8, _WORKSHEET = 0x0600, 0
_BATCH = 65_536  # strings per piece
MAX_STRINGS = 4_000_000
MAX_RECORDS = 1_000_000  # before the first sheet
HEAD = struct.Struct("<HH")


@dataclass(frozen=True, slots=True)
class OldSheet:
    """One worksheet: its name, where in the stream it begins, whether it is shown."""

    name: str
    start: int
    visible: bool


@dataclass(frozen=True, slots=True)
class OldBook:
    """A workbook without its cells; `shapes[x]` is what cell format `x` makes of a number.

    `shown[x]` is its number format where that shows something else than is read, else empty.
    """

    sheets: tuple[OldSheet, ...]
    date1904: bool
    shapes: np.ndarray[Any, np.dtype[np.uint8]]
    strings: pa.Array[Any]
    links: tuple[Remark, ...] = ()
    shown: tuple[str, ...] = ()


def records(data: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Yield (kind, offset of the body, its size) from `at` on. Raises BrokenRecord where the bytes end too early."""
    end, head = len(data), HEAD.unpack_from
    while at + 4 <= end:
        kind, size = head(data, at)
        at += 4 + size
        if at > end:
            raise BrokenRecord
        yield kind, at - size, size
    raise BrokenRecord


def parts(data: bytes, body: int, size: int) -> list[bytes]:
    """Return the body of a record and those of the CONTINUE records behind it."""
    found = [data[body : body + size]]
    at = body + size
    while at + 4 <= len(data):
        kind, size = HEAD.unpack_from(data, at)
        if kind != CONTINUE:
            break
        found.append(data[at + 4 : at + 4 + size])
        at += 4 + size
    return found


def check_version(path: Path, data: bytes, at: int) -> None:
    """Raise InputError unless a part of a BIFF8 workbook begins at `at`."""
    kind, size, version = struct.unpack_from("<HHH", data, at) if 0 <= at <= len(data) - 8 else (0, 0, 0)
    if kind & 0xF8FF != BOF & 0xF8FF or size < 4:
        raise damaged_workbook(path)
    if kind != BOF or version != _BIFF8:
        raise before_97(path)


def read_old_book(path: Path, data: bytes) -> OldBook:
    """Return the contents of the stream of a workbook.

    Raises:
        InputError: damaged, encrypted, or of Excel 95 and before.
    """
    check_version(path, data, 0)
    codes: dict[int, str] = {}
    formats: list[int] = []
    sheets: list[OldSheet] = []
    date1904, shared = False, strings([])
    links: list[str] = []
    try:
        for number, (kind, body, size) in enumerate(records(data, 0)):
            if kind == EOF:
                break
            if number > MAX_RECORDS:
                raise unsafe_workbook(path, "记录过多", "too many records")
            if kind == _FILEPASS:
                raise locked_workbook(path)
            if kind == _DATEMODE:
                date1904 = data[body] == 1
            elif kind == _FORMAT:
                code = int.from_bytes(data[body : body + 2], "little")
                codes[code] = Texts([data[body : body + size]], 2).text()
            elif kind == _XF:
                formats.append(int.from_bytes(data[body + 2 : body + 4], "little"))
            elif kind in (_BOUNDSHEET, SUPBOOK):
                _name(kind, data[body : body + size], sheets, links)
            elif kind == _SST:
                shared = _shared(path, parts(data, body, size))
    except (BrokenRecord, IndexError):
        raise damaged_workbook(path) from None
    if len(formats) > MAX_STYLES or len(sheets) > MAX_SHEETS:
        raise unsafe_workbook(path, "工作表或单元格格式过多", "too many sheets or formats of cells")
    known = {
        number: (shape_of(number, codes.get(number)), shown_otherwise(number, codes.get(number))) for number in set(formats)
    }
    shapes, shown = [known[number][0] for number in formats], tuple(known[number][1] for number in formats)
    return OldBook(tuple(sheets), date1904, np.array(shapes or [Shape.NUMBER], np.uint8), shared, links_of(links), shown)


def _sheet(body: bytes) -> Iterator[OldSheet]:
    """Yield the worksheet a BOUNDSHEET record names; charts and macros hold no table."""
    if body[5] == _WORKSHEET:
        yield OldSheet(Texts([body], 6).text(short=True), int.from_bytes(body[:4], "little"), body[4] & 3 == 0)


def _name(kind: int, body: bytes, sheets: list[OldSheet], links: list[str]) -> None:
    """Enter a worksheet, or what the workbook is linked with."""
    if kind == SUPBOOK:
        found = linked(body)
        links += [] if found is None else [found]
    else:
        sheets += _sheet(body)


def _shared(path: Path, bodies: list[bytes]) -> pa.Array[Any]:
    """Return the shared strings: formats within them and readings above characters left out."""
    left = int.from_bytes(bodies[0][4:8], "little")
    if left > MAX_STRINGS:
        raise unsafe_workbook(path, "共享字符串过多", "too many shared strings")
    texts, chunks, size = Texts(bodies, 8), [], 0
    while left and texts.more:
        piece = strings([texts.text() for _ in range(min(left, _BATCH)) if texts.more])
        left -= min(left, _BATCH)
        chunks.append(piece)
        size += piece.nbytes
        if size > MAX_SHARED_BYTES:
            raise unsafe_workbook(path, "共享字符串过多", "too many shared strings")
    return pa.concat_arrays(chunks) if chunks else strings([])
