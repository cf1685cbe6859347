"""Write the seeds that are made by a program; those named `found-…` are what fuzzing found, and stay as they are."""

from __future__ import annotations

import gzip
import json
import sys
import zipfile
from io import BytesIO
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "hostile"), str(HERE.parent / "dataset"), str(HERE.parents[1])]

import hostile_books as books  # noqa: E402
from biff8 import Formula, Sheet, stream, workbook  # noqa: E402

HEAD = "kind: standard\nid: s\ntitle: {zh: 标, en: s}\nsource: {standard: t, confidence: high}\n"
SOURCE = "source: {standard: t, confidence: high}\n"
STANDARD = f"""{HEAD}---
kind: codelist
id: l
title: {{zh: 表, en: l}}
{SOURCE}known_until: 2026-01-01
codes: {{a: {{zh: 一, en: one}}, b: {{zh: 二, en: two}}}}
---
kind: element
id: a
title: {{zh: 甲, en: a}}
{SOURCE}codelist: l
---
kind: element
id: b
title: {{zh: 乙, en: b}}
{SOURCE}pattern: "[0-9]{{3}}(-[a-z]+)?"
examples: {{valid: [123], invalid: [x]}}
---
kind: identifier
id: i
title: {{zh: 号, en: i}}
{SOURCE}alphabet: "0123456789"
segments: [{{name: body, length: 8}}, {{name: check, length: 1}}]
check: {{method: weighted-sum, weights: [1, 2, 3, 4, 5, 6, 7, 8], modulus: 10, map: complement}}
---
kind: dataset
id: d
title: {{zh: 表, en: d}}
{SOURCE}elements: [{{use: a, required: true}}, {{use: b, column: 号}}]
keys: [{{id: k, columns: [a]}}]
rules:
  - {{id: r, title: {{zh: 规, en: r}}, when: {{a: [a]}}, then: {{required: [b]}}}}
"""
SCHEMA = {
    "type": "object",
    "required": ["甲"],
    "properties": {"甲": {"type": "integer", "minimum": 0}, "b": {"format": "date"}, "c": {"$ref": "#/$defs/x"}},
    "$defs": {"x": {"anyOf": [{"pattern": "^[a-z]+$"}, {"enum": ["x", 1]}], "maxLength": 4, "not": {"const": "y"}}},
    "if": {"properties": {"甲": {"const": 1}}},
    "then": {"required": ["b"]},
}
TABLE = {
    "fields": [
        {"name": "甲", "type": "integer", "constraints": {"unique": True}},
        {"name": "b", "type": "date", "format": "any"},
        {"name": "c"},
    ],
    "primaryKey": "甲",
    "missingValues": ["", "-"],
    "foreignKeys": [{"fields": "甲", "reference": {"resource": "", "fields": "甲"}}],
}


def book(**replaced: str) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in books.parts(**replaced).items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return made.getvalue()


def seeds() -> dict[str, bytes]:
    """Seeds by target and name."""
    rows = '说明 2026\n编号,名称,日期\n1,"甲,""乙""",2026-01-01\r\n2,"a\nb",\n合计,,3\n'.encode()
    sheet = books.sheet(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>a_x0041_</t></is></c><c r="B1" t="s"><v>0</v></c></row>'
        '<row r="2" hidden="1"><c r="A2" s="0"><v>1.5E3</v></c><c r="B2" t="e"><v>#N/A</v></c></row>'
        '<row r="3"><c r="A3" t="b"><v>1</v></c><c r="B3"><f>1+1</f><v>2</v></c></row>',
        before='<cols><col min="1" max="2" hidden="1"/></cols>',
        after='<mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>',
    )
    old = Sheet([["a", "甲"], [1, Formula("x")], [2.5, True], ["#N/A", None]])
    small = books.parts()
    found = {
        "table/plain": rows,
        "table/gb18030": rows.decode().encode("gb18030"),
        "table/utf16": rows.decode().encode("utf-16"),
        "table/gzip": gzip.compress(rows, mtime=0),
        "table/json-lines": '{"a":1,"b":"甲"}\n{"a":null}\n'.encode(),
        "table/book": book(),
        "text/plain": b"\x40" + rows,
        "text/pieces": b"\x00" + rows * 3,
        "text/semicolons": b"\x03" + rows.replace(b",", b";"),
        "text/gb18030": b"\x50" + rows.decode().encode("gb18030"),
        "text/escaped": b"\x40" + b"a|b\n'x''y'|\"z\\\"w\"\n",
        "sheet/all": sheet.encode(),
        "sheet/prefixed": sheet.replace("<c ", "<x:c ").replace("</c>", "</x:c>").encode(),
        "archive/book": book(),
        "archive/sheet": book(sheet=sheet),
        "compound/book": workbook(old),
        "records/book": stream(old),
        "yaml/standard": STANDARD.encode(),
        "yaml/forms": b"a: [1, {b: 'c'}]\nd: |\n  x\n  y\n? e\n: >-\n  f\n\"g\\u4e2d\": ~\n...\n---\n- - x\n",
        "standard/all": STANDARD.encode(),
        "schema/object": json.dumps(SCHEMA, ensure_ascii=False).encode(),
        "schema/table": json.dumps(TABLE, ensure_ascii=False).encode(),
        "schema/array": json.dumps({"type": "array", "items": SCHEMA, "minItems": 1, "uniqueItems": True}).encode(),
        "codes/plain": 'code,name,parent,valid_from\n1,甲,,2020-01-01\n11,"乙,丙",1,\n'.encode(),
    }
    for number, part in enumerate(books.PARTS):
        content = small[part]
        found[f"part/{number}"] = bytes([number]) + (content if isinstance(content, bytes) else content.encode())
    return found


def a_report() -> bytes:
    """A report of the schema over a small table."""
    from fuzz_targets import _DATA, _file

    from dgov_std.api.check import check
    from dgov_std.api.options import Options
    from dgov_std.api.result import Report

    schema = _file("made.json", json.dumps(SCHEMA).encode())
    return Report(check(_file("made.csv", _DATA.encode()), standard=None, options=Options(schema=schema))).to_json()


def main() -> None:
    """Write them all."""
    sys.path.insert(0, str(HERE))
    for name, data in {**seeds(), "report/small": a_report()}.items():
        path = HERE / "seeds" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


if __name__ == "__main__":
    main()
