"""Files that are no tables, or none that is read here: each is named for what it is, with the remedy."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from dgov_std.dataset.refusal import before_97, refuse
from dgov_std.errors import InputError
from dgov_std.text import Text

_SAVE_XLSX = Text("请用 Excel 或 WPS 打开, 另存为 xlsx 后再检查", "open it in Excel or WPS, save it as xlsx, and check that")
_SAVE_CSV = Text("请另存为 xlsx 或 CSV 后再检查", "save it as xlsx or CSV and check that")
_UNPACK = Text("请先解压, 再检查里面的表格", "unpack it and check the tables in it")
_EXPORT = Text("请从中导出 CSV 或 xlsx 后再检查", "export CSV or xlsx from it and check that")

_PICTURE = "图片, 不是数据表", "picture, not a table"
_ARCHIVE = "压缩文件, 目前不能直接读取", "archive, which cannot be read as it is"
_DATABASE = "数据库文件", "database"

# First bytes, name, kind, remedy. A text may begin with letters such as these: those of `_LETTERS` need bytes behind them that no header holds.
_MAGIC: tuple[tuple[bytes, str, tuple[str, str], Text], ...] = (
    (b"%PDF-", "PDF", ("文件, 不是数据表", "file, not a table"), _SAVE_CSV),
    (b"\x89PNG", "PNG", _PICTURE, _SAVE_CSV),
    (b"\xff\xd8\xff", "JPEG", _PICTURE, _SAVE_CSV),
    (b"GIF87a", "GIF", _PICTURE, _SAVE_CSV),
    (b"GIF89a", "GIF", _PICTURE, _SAVE_CSV),
    (b"II*\x00", "TIFF", _PICTURE, _SAVE_CSV),
    (b"MM\x00*", "TIFF", _PICTURE, _SAVE_CSV),
    (b"7z\xbc\xaf\x27\x1c", "7z", _ARCHIVE, _UNPACK),
    (b"Rar!\x1a\x07", "RAR", _ARCHIVE, _UNPACK),
    (b"\x28\xb5\x2f\xfd", "Zstandard", _ARCHIVE, _UNPACK),
    (b"\x04\x22\x4d\x18", "LZ4", _ARCHIVE, _UNPACK),
    (b"\x1f\x9d", "compress (.Z)", _ARCHIVE, _UNPACK),
    (b"MSCF\0\0\0\0", "CAB", _ARCHIVE, _UNPACK),
    (b"SQLite format 3\0", "SQLite", _DATABASE, _EXPORT),
    (b"\0\x01\0\0Standard Jet DB", "Access", _DATABASE, _EXPORT),
    (b"\0\x01\0\0Standard ACE DB", "Access", _DATABASE, _EXPORT),
    (b"\x89HDF\r\n\x1a\n", "HDF5", ("数据文件, 不能读取", "file, which cannot be read"), _EXPORT),
    (b"Obj\x01", "Avro", ("数据文件, 不能读取", "file, which cannot be read"), _EXPORT),
    (b"{\\rtf", "RTF", ("文档, 不是数据表", "document, not a table"), _SAVE_CSV),
    (b"\x7fELF", "ELF", ("程序文件, 不是数据表", "program, not a table"), _SAVE_CSV),
)
_LETTERS: tuple[tuple[bytes, str, tuple[str, str], Text], ...] = (
    (b"PARE", "Parquet", ("文件, 内容已加密", "file, and encrypted"), _EXPORT),
    (b"FEA1", "Feather", ("第 1 版文件, 不能读取", "file of version 1, which cannot be read"), _EXPORT),
    (b"BZh", "bzip2", _ARCHIVE, _UNPACK),
)
_MARKUP = (b"<!doctype html", b"<html", b"<table", b"<head", b"<meta", b"<style")
_BARE_WORKBOOKS = (b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08")  # records without a container, sizes behind them
_WIDE = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_SHEET_XML = "urn:schemas-microsoft-com:office:spreadsheet"
_FLAT_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_WORD_XML = "schemas.microsoft.com/office/word/"
_XML = re.compile(r"\s*<\?xml|\s*<\?mso-application|\s*<(?:ss:)?workbook\b", re.IGNORECASE)


def foreign(path: Path, head: bytes) -> InputError | None:
    """Return the error for a file that is neither text, an archive, nor a kind of table read here; None otherwise.

    `head` holds the first bytes; some kilobytes suffice.
    """
    if head[:2] in _BARE_WORKBOOKS and head[2:4] in (b"\x04\x00", b"\x06\x00", b"\x08\x00", b"\x10\x00"):
        return before_97(path)
    for magic, name, (zh, en), todo in (*_MAGIC, *(_LETTERS if not head[:256].isascii() or b"\0" in head[:16] else ())):
        if head.startswith(magic):
            return refuse(path, Text(f"这是 {name} {zh}", f"this is {_article(name)} {name} {en}"), todo)
    if head[257:262] == b"ustar":
        return refuse(path, Text("这是 tar 归档文件", "this is a tar archive"), _UNPACK)
    if _is_bitmap(head):
        return refuse(path, Text("这是 BMP 图片, 不是数据表", "this is a BMP picture, not a table"), _SAVE_CSV)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return refuse(path, Text("这是 WebP 图片, 不是数据表", "this is a WebP picture, not a table"), _SAVE_CSV)
    return _markup(path, head)


def _article(name: str) -> str:
    """Return the article of a name as it is spoken."""
    return "an" if name in {"Access", "Avro", "SQLite", "RTF", "ELF", "LZ4", "HDF5"} else "a"


def _is_bitmap(head: bytes) -> bool:
    """Whether the head is a bitmap's: `BM` alone begins many a text."""
    return (
        head.startswith(b"BM") and head[6:10] == bytes(4) and int.from_bytes(head[14:18], "little") in (12, 40, 56, 108, 124)
    )


def _markup(path: Path, head: bytes) -> InputError | None:
    codec = _WIDE.get(head[:2])
    text = head[2:2050].decode(codec, "replace") if codec else head.removeprefix(b"\xef\xbb\xbf")[:2048].decode("latin-1")
    start = text.lstrip().lower()
    if start.startswith(tuple(tag.decode() for tag in _MARKUP)):
        page = Text("这是网页(HTML)文件, 只是用了表格文件的名字", "this is a web page (HTML) under the name of a table")
        return refuse(path, page, _SAVE_XLSX)
    if not _XML.match(text):
        return None
    if _SHEET_XML in start:
        old = Text("这是“XML 电子表格 2003”文件, 不是 xlsx", "this is an XML Spreadsheet 2003, not xlsx")
        return refuse(path, old, _SAVE_XLSX)
    if _FLAT_ODS in start:
        return refuse(
            path,
            Text("这是 fods(单个 XML 的 ODF 表格), 不能读取", "this is fods, a flat ODF spreadsheet, which cannot be read"),
            _SAVE_XLSX,
        )
    if _WORD_XML in start:
        return refuse(
            path, Text("这是 Word 的 XML 文档, 不是数据表", "this is a Word document in XML, not a table"), _SAVE_CSV
        )
    return refuse(path, Text("这是 XML 文件, 不是 xlsx 或 CSV", "this is an XML file, not xlsx or CSV"), _SAVE_XLSX)


def foreign_package(path: Path, names: Collection[str], mimetype: str) -> InputError | None:
    """Return the error for a zip archive that is another program's document; None for others.

    Args:
        path: the file.
        names: the names in the archive, in small letters, without a leading `/`.
        mimetype: what its member `mimetype` says, or "".
    """
    office = "_rels/.rels" in names or "[content_types].xml" in names
    if office and any(name.startswith("word/") for name in names):
        return refuse(
            path, Text("这是 Word 文档(docx), 不是数据表", "this is a Word document (docx), not a table"), _SAVE_CSV
        )
    if office and any(name.startswith("ppt/") for name in names):
        slides = Text("这是演示文稿(pptx), 不是数据表", "this is a presentation (pptx), not a table")
        return refuse(path, slides, _SAVE_CSV)
    if any((name.startswith("index/") and name.endswith(".iwa")) or name == "index.zip" for name in names):
        apple = Text("这是 Apple Numbers、Pages 或 Keynote 的文件", "this is a file of Apple Numbers, Pages or Keynote")
        return refuse(path, apple, Text("请在其中导出 xlsx 或 CSV 后再检查", "export xlsx or CSV from it and check that"))
    if "ofd.xml" in names:
        return refuse(path, Text("这是 OFD 版式文件, 不是数据表", "this is an OFD document, not a table"), _SAVE_CSV)
    if mimetype.startswith(("application/vnd.oasis.opendocument", "application/epub")):
        other = Text(f"这是 {mimetype} 文档, 不是表格", f"this is a document of type {mimetype}, not a spreadsheet")
        return refuse(path, other, _SAVE_CSV)
    return None
