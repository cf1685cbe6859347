"""The same table in every format, compressed, misnamed, and what is no table at all."""

from __future__ import annotations

import gzip
import io
import json
import lzma
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet
from biff8 import Sheet as OldSheet
from biff8 import workbook as old_workbook
from fixture_files import HEADER, RECORDS, Fixture, byte_file, csv_text, workbook_bytes
from pyarrow import feather

TABLE = [HEADER, *RECORDS]
CSV = csv_text(TABLE).encode()
XLSX = workbook_bytes({"数据": TABLE})
XLS = old_workbook(OldSheet(TABLE, name="数据"))
FRAME = pa.table({name: [row[i] or None for row in RECORDS] for i, name in enumerate(HEADER)})


def _columnar(write: Callable[[pa.Table, Any], None]) -> bytes:
    buffer = io.BytesIO()
    write(FRAME, buffer)
    return buffer.getvalue()


def _stream(table: pa.Table, sink: Any) -> None:
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)


def zipped(members: dict[str, bytes]) -> bytes:
    """Return a zip archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def ods(rows: list[list[str]]) -> bytes:
    """Return a minimal OpenDocument spreadsheet of text cells."""
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' if cell
            else "<table:table-cell/>" for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )  # fmt: skip
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="数据">{cells}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    return zipped({"mimetype": kind.encode(), "content.xml": content.encode(), "META-INF/manifest.xml": manifest.encode()})


_LINES = "".join(
    json.dumps(dict(zip(HEADER, [cell or None for cell in row], strict=True)), ensure_ascii=False) + "\n" for row in RECORDS
).encode()

SAME = {
    "table.tsv": csv_text(TABLE, delimiter="\t").encode(),
    "table.txt": CSV,
    "table.xlsx": XLSX,
    "table.xlsm": XLSX,
    "table.xls": XLS,
    "table.et": XLS,
    "table-new.et": XLSX,
    "table.ods": ods(TABLE),
    "table.parquet": _columnar(pyarrow.parquet.write_table),
    "table.feather": _columnar(feather.write_feather),
    "table.arrow": _columnar(_stream),
    "table.jsonl": _LINES,
    "table.ndjson": _LINES,
    "table.csv.gz": gzip.compress(CSV),
    "table.csv.xz": lzma.compress(CSV),
    "table.csv.zip": zipped({"表.csv": CSV}),
    "table.xlsx.gz": gzip.compress(XLSX),
    "table.xlsx.zip": zipped({"表.xlsx": XLSX}),
    "table.jsonl.gz": gzip.compress(_LINES),
    "old-named-new.xls": XLSX,
    "new-named-old.xlsx": XLS,
}
READ = [Fixture(name, byte_file(data)) for name, data in SAME.items()]

_ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
REFUSED = {
    "empty.csv": (b"", "文件是空的"),
    "empty.xlsx": (b"", "文件是空的"),
    "picture-named.csv": (b"\x89PNG\r\n\x1a\n" + bytes(100), "图片"),
    "document.pdf": (b"%PDF-1.7\n%\xe2\xe3\n", "PDF"),
    "pdf-named.xlsx": (b"%PDF-1.7\n%\xe2\xe3\n", "PDF"),
    "page-named.xls": (b"<html><body><table><tr><td>a</td></tr></table></body></html>", "网页"),
    "xml-named.xls": (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "XML"),
    "csv-named.xlsx": (CSV, "扩展名"),
    "cut-off.xlsx": (XLSX[: len(XLSX) // 2], "不完整"),
    "cut-off.xls": (XLS[: len(XLS) // 2], ""),
    "cut-off.parquet": (SAME["table.parquet"][:300], "Parquet"),
    "archive.7z": (b"7z\xbc\xaf\x27\x1c\0\4" + bytes(50), "7z"),
    "archive.rar": (b"Rar!\x1a\x07\x01\0" + bytes(50), "RAR"),
    "database.csv": (b"SQLite format 3\0" + bytes(200), "SQLite"),
    "words.docx": (zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}), ""),
    "words-named.xlsx": (zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}), ""),
    "old-office.xls": (_ENCRYPTED + bytes(1000), ""),
    "nothing.zip": (zipped({}), ""),
    "no-table.zip": (zipped({"照片.png": b"\x89PNG\r\n\x1a\n"}), ""),
    "outside.zip": (zipped({"../../evil.csv": CSV, "another.csv": CSV}), ""),
    "broken.jsonl": (b'{"a": 1}\n{"a": \n', ""),
    "broken.csv.gz": (gzip.compress(CSV)[:100], ""),
}  # fmt: skip
NO_TABLES = [Fixture(name, byte_file(data), rows=None, refused=said) for name, (data, said) in REFUSED.items()]


def _folder(path: Path) -> None:
    path.mkdir()


FIXTURES = [*READ, *NO_TABLES, Fixture("folder.csv", _folder, rows=None, refused="文件夹")]
