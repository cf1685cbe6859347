"""Just enough of a writer of Excel's binary workbooks (xlsb, MS-XLSB) to have some to read."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NUMBER, DATE, STAMP, TIME = 0, 1, 2, 3  # styles of cells
_FORMATS = (0, 14, 22, 21)


def record(kind: int, body: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, left = b"", len(body)
    while True:
        size += bytes([left & 0x7F | (0x80 if left > 0x7F else 0)])
        left >>= 7
        if not left:
            return head + size + body


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text.encode("utf-16-le")) // 2) + text.encode("utf-16-le")


def cell(column: int, value: object, style: int = NUMBER) -> bytes:
    head = struct.pack("<II", column, style)
    if isinstance(value, bool):
        return record(4, head + bytes([value]))
    if isinstance(value, float | int):
        return record(5, head + struct.pack("<d", value))
    if value == "#N/A":
        return record(3, head + b"\x2a")
    if value == "=1/0":
        return record(11, head + b"\x07" + struct.pack("<HII", 0, 0, 0))
    return record(6, head + wide(str(value)))


def write_xlsb(path: Path, sheets: dict[str, list[list[object]]], hidden: tuple[str, ...] = ()) -> Path:
    """Write sheets of values; a pair is a number and its style, None leaves a cell out."""
    xf = b"".join(record(47, struct.pack("<HHHHHBBHBB", 0, code, 0, 0, 0, 0, 0, 0, 0, 0)) for code in _FORMATS)
    parts: dict[str, bytes] = {
        "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        b'<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" Type="{_OFFICE}/officeDocument" '
        'Target="xl/workbook.bin"/></Relationships>'.encode(),
        "xl/styles.bin": record(278) + record(617, struct.pack("<I", len(_FORMATS))) + xf + record(618) + record(279),
    }
    bundle, relations = b"", ""
    for number, (name, rows) in enumerate(sheets.items(), start=1):
        state = 1 if name in hidden else 0
        bundle += record(156, struct.pack("<II", state, number) + wide(f"r{number}") + wide(name))
        relations += f'<Relationship Id="r{number}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{number}.bin"/>'
        parts[f"xl/worksheets/sheet{number}.bin"] = _sheet(rows)
    relations += f'<Relationship Id="s" Type="{_OFFICE}/styles" Target="styles.bin"/>'
    parts["xl/workbook.bin"] = record(131) + record(143) + bundle + record(144) + record(132)
    parts["xl/_rels/workbook.bin.rels"] = f'<Relationships xmlns="{_RELATIONS}">{relations}</Relationships>'.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def _sheet(rows: list[list[object]]) -> bytes:
    width = max(map(len, rows), default=1)
    body = record(129) + record(148, struct.pack("<IIII", 0, max(len(rows) - 1, 0), 0, width - 1)) + record(145)
    for number, values in enumerate(rows):
        body += record(0, struct.pack("<IIHHB", number, 0, 300, 0, 0) + struct.pack("<I", 0))
        for column, value in enumerate(values):
            if value is not None:
                body += cell(column, *value) if isinstance(value, tuple) else cell(column, value)
    return body + record(146) + record(130)
