"""What a sheet of an old workbook (BIFF8) says beside its cells, and what the workbook is linked with."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable

from dgov_std.dataset.cell_range import CellRange
from dgov_std.dataset.excel_marks import Marks
from dgov_std.dataset.table import Remark

_ROW, _COLINFO, _MERGEDCELLS, _BLANK, _MULBLANK = 0x0208, 0x007D, 0x00E5, 0x0201, 0x00BE
SUPBOOK = 0x01AE
_PAIR, _FOUR = struct.Struct("<HH"), struct.Struct("<HHHH")
_OWN = (0x0401, 0x3A01)  # the workbook itself, and functions of the program
_PARTS = re.compile(r"[\x00-\x1f/\\]+")
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x20, 0x01  # MS-XLS 2.4.221 fDyZero, 2.4.53 fHidden


def note(marks: Marks, kind: int, data: bytes, body: int, size: int) -> None:
    """Note what a record that holds no value says."""
    read = _READ.get(kind)
    if read is not None:
        read(marks, data, body, size)


def _row(marks: Marks, data: bytes, body: int, size: int) -> None:
    if size >= 16 and data[body + 12] & _HIDDEN_ROW:
        marks.hide_row(int.from_bytes(data[body : body + 2], "little") + 1)


def _columns(marks: Marks, data: bytes, body: int, size: int) -> None:
    if size >= 10 and data[body + 8] & _HIDDEN_COLUMN:
        marks.hide_columns(*_PAIR.unpack_from(data, body))


def _merged(marks: Marks, data: bytes, body: int, size: int) -> None:
    for at in range(body + 2, body + size - 7, 8):
        top, bottom, left, right = _FOUR.unpack_from(data, at)
        if top <= bottom and left <= right:
            marks.merged.append(CellRange(top + 1, left, bottom + 1, right))


def _blank(marks: Marks, data: bytes, body: int, size: int) -> None:
    if size >= 4:
        row, column = _PAIR.unpack_from(data, body)
        marks.reach(row + 1, column)


def _blanks(marks: Marks, data: bytes, body: int, size: int) -> None:
    if size >= 6:
        marks.reach(
            int.from_bytes(data[body : body + 2], "little") + 1,
            int.from_bytes(data[body + size - 2 : body + size], "little"),
        )


_READ: dict[int, Callable[[Marks, bytes, int, int], None]] = {
    _ROW: _row,
    _COLINFO: _columns,
    _MERGEDCELLS: _merged,
    _BLANK: _blank,
    _MULBLANK: _blanks,
}


def linked(body: bytes) -> str | None:
    """Return the name of what a SUPBOOK record (MS-XLS 2.4.271) leads to, None where that is the workbook itself."""
    if len(body) < 6:
        return None
    count = int.from_bytes(body[2:4], "little")
    if count in _OWN:
        return None
    wide = body[4] & 1
    text = body[5 : 5 + (count << wide)].decode("utf-16-le" if wide else "latin-1", "replace")
    # Characters below a blank stand for drives and folders.
    return next((part for part in reversed(_PARTS.split(text)) if part), "")


def links_of(names: list[str]) -> tuple[Remark, ...]:
    """Return the remark that the workbook is linked with others, if it is."""
    told = tuple(dict.fromkeys(name for name in names if name))
    return (Remark("STR303", count=len(told) or 1, texts=told[:20]),) if names else ()
