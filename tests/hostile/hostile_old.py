"""Old workbooks (BIFF8, compound files) built to harm; `biff8` writes what no program would."""

from __future__ import annotations

import struct
from pathlib import Path

from biff8 import Sheet, begin, container, number, record, text, workbook

GOOD = workbook(Sheet([["a", "b"], ["1", "2"]]))
EVIL_FORMAT = "[" * 30_000 + "y"


def changed(at: int, data: bytes) -> bytes:
    return GOOD[:at] + data + GOOD[at + len(data) :]


def _word(value: int) -> bytes:
    return struct.pack("<I", value)


def _fat_at() -> int:
    (first,) = struct.unpack_from("<I", GOOD, 76)
    return (first + 1) * 512


def cyclic() -> bytes:
    """Every sector is followed by itself."""
    size = len(GOOD) // 512 - 1
    table = b"".join(_word(i) for i in range(min(size, 128)))
    return changed(_fat_at(), table)


def cyclic_two() -> bytes:
    """Sectors follow each other in pairs."""
    size = len(GOOD) // 512 - 1
    return changed(_fat_at(), b"".join(_word(i ^ 1) for i in range(min(size, 128))))


def cases() -> dict[str, bytes]:
    """Files by what is wrong with them."""
    flood = Sheet(raw=b"".join(number(row % 65536, column, 1.0) for row in range(20_000) for column in range(8)))
    inside = Sheet(raw=number(0, 0, 1) + record(0x0203, b"") * 1000)
    long = Sheet(raw=number(0, 0, 1) + struct.pack("<HH", 0x0203, 0xFFFF))
    backwards = Sheet([["a", "b"]] * 40)
    styles = (
        record(0x041E, struct.pack("<H", 164) + text(EVIL_FORMAT[:8000]))
        + record(0x00E0, struct.pack("<HH", 0, 164) + bytes(16)) * 200_000
    )
    return {
        "cyclic": cyclic(),
        "cyclic-two": cyclic_two(),
        "fat-count": changed(44, _word(0xFFFFFFF0)),
        "difat-cycle": changed(68, _word(0) + _word(0xFFFFFFF0)),
        "directory-beyond": changed(48, _word(0x7FFFFFFF)),
        "sector-shift": changed(30, struct.pack("<H", 31)),
        "mini-shift": changed(32, struct.pack("<H", 0)),
        "cutoff": changed(56, _word(0xFFFFFFFF)),
        "cut": GOOD[: len(GOOD) // 2],
        "signature-only": GOOD[:512],
        "strings": workbook(Sheet([["a"]]), strings=record(0x00FC, struct.pack("<II", 0xFFFFFFFF, 0xFFFFFFFF))),
        "strings-few": workbook(
            Sheet([["a"]]), strings=record(0x00FC, struct.pack("<II", 3_999_999, 3_999_999) + text("a"))
        ),
        "string-long": workbook(Sheet([["a"]]), strings=record(0x00FC, struct.pack("<IIHB", 1, 1, 0xFFFF, 1) + b"x")),
        "string-rich": workbook(
            Sheet([["a"]]), strings=record(0x00FC, struct.pack("<IIHBHI", 1, 1, 1, 12, 0xFFFF, 0xFFFFFFF0) + b"x")
        ),
        "record-beyond": workbook(long),
        "record-empty": workbook(inside),
        "flood": workbook(flood),
        "no-end": container({"Workbook": begin(5) + record(0x0031, bytes(20)) * 200_000}),
        "zeros": container({"Workbook": begin(5) + bytes(20 << 20)}),
        "sheet-itself": container(
            {"Workbook": begin(5) + record(0x0085, _word(0) + b"\0\0" + text("S", short=True)) + record(0x000A)}
        ),
        "sheets": container(
            {"Workbook": begin(5) + record(0x0085, _word(0) + b"\0\0" + text("S", short=True)) * 100_000 + record(0x000A)}
        ),
        "continued": workbook(
            Sheet([["a"]]),
            strings=record(0x00FC, struct.pack("<IIHB", 1, 1, 0xFFFF, 0)) + record(0x003C, b"\0x") * 200_000,
        ),
        "merged": workbook(
            Sheet(
                raw=number(0, 0, 1)
                + record(0x00E5, struct.pack("<H", 1026) + struct.pack("<HHHH", 0, 65535, 0, 255) * 1026) * 500
            )
        ),
        "formats": workbook(backwards, extra=styles),
    }


def write(path: Path, name: str) -> Path:
    path.write_bytes(cases()[name])
    return path
