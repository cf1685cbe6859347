"""P21: what is named like a table and is none, or another kind of table, is named for what it is."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import openpyxl
import pytest

from dgov_std.dataset.open import open_table
from dgov_std.errors import InputError

_XLSX = "请用 Excel 或 WPS 打开, 另存为 xlsx 后再检查"
_CSV = "请另存为 xlsx 或 CSV 后再检查"
_UNPACK = "请先解压, 再检查里面的表格"
_EXPORT = "请从中导出 CSV 或 xlsx 后再检查"
SHEET_2003 = '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        open_table(path)
    return caught.value.problems[0].in_("zh").removeprefix(f"{path}: ")


@pytest.mark.parametrize(
    ("name", "data", "zh"),
    [
        ("t.xlsx", b"%PDF-1.4\n", f"这是 PDF 文件, 不是数据表。{_CSV}"),
        ("t.csv", b"\x89PNG\r\n\x1a\n", f"这是 PNG 图片, 不是数据表。{_CSV}"),
        ("t.csv", b"\xff\xd8\xff\xe0", f"这是 JPEG 图片, 不是数据表。{_CSV}"),
        ("t.csv", b"GIF89a", f"这是 GIF 图片, 不是数据表。{_CSV}"),
        ("t.csv", b"II*\0", f"这是 TIFF 图片, 不是数据表。{_CSV}"),
        ("t.csv", b"BM" + bytes(12) + struct.pack("<I", 40), f"这是 BMP 图片, 不是数据表。{_CSV}"),
        ("t.csv", b"RIFF\0\0\0\0WEBPVP8 ", f"这是 WebP 图片, 不是数据表。{_CSV}"),
        ("t.xlsx", b"7z\xbc\xaf\x27\x1c", f"这是 7z 压缩文件, 目前不能直接读取。{_UNPACK}"),
        ("t.xlsx", b"Rar!\x1a\x07\x00", f"这是 RAR 压缩文件, 目前不能直接读取。{_UNPACK}"),
        ("t.csv", b"BZh91AY&SY\xff\0", f"这是 bzip2 压缩文件, 目前不能直接读取。{_UNPACK}"),
        ("t.csv", b"a" * 257 + b"ustar", f"这是 tar 归档文件。{_UNPACK}"),
        ("t.xls", b"SQLite format 3\0", f"这是 SQLite 数据库文件。{_EXPORT}"),
        ("t.xls", b"\0\x01\0\0Standard ACE DB\0", f"这是 Access 数据库文件。{_EXPORT}"),
        ("t.parquet", b"PARE\0\0", f"这是 Parquet 文件, 内容已加密。{_EXPORT}"),
        ("t.feather", b"FEA1\0\0\0\0", f"这是 Feather 第 1 版文件, 不能读取。{_EXPORT}"),
        ("t.xls", SHEET_2003.encode(), f"这是“XML 电子表格 2003”文件, 不是 xlsx。{_XLSX}"),
        ("t.xls", SHEET_2003.encode("utf-16"), f"这是“XML 电子表格 2003”文件, 不是 xlsx。{_XLSX}"),
        ("t.xls", "<html><table>".encode("utf-16"), f"这是网页(HTML)文件, 只是用了表格文件的名字。{_XLSX}"),
        ("t.xls", b"\xef\xbb\xbf \r\n<TABLE>", f"这是网页(HTML)文件, 只是用了表格文件的名字。{_XLSX}"),
        ("t.xlsx", b'<?xml version="1.0"?><a/>', f"这是 XML 文件, 不是 xlsx 或 CSV。{_XLSX}"),
        ("t.csv", b"{\\rtf1", f"这是 RTF 文档, 不是数据表。{_CSV}"),
        ("t.xlsx", b"a,b\n1,2\n", "这是文本(CSV)文件, 只是扩展名为 .xlsx。请把扩展名改为 .csv 后再检查"),
        ("t.xls", b"\t\x08\x10\0\0\x06\x05\0", f"这是 Excel 95 或更早格式的工作簿, 不能读取。{_XLSX}"),
        ("t.xlsx", b"PK\x03\x04\x14", "工作簿已损坏或不完整。请向提供方重新索取完整的文件"),
        ("t.csv", b"", "文件是空的, 没有表头也没有数据。请向提供方重新索取完整的文件"),
    ],
)
def test_named_for_what_it_is(tmp_path: Path, name: str, data: bytes, zh: str) -> None:
    (tmp_path / name).write_bytes(data)
    assert refusal(tmp_path / name) == zh


@pytest.mark.parametrize(
    ("members", "zh"),
    [
        ({"[Content_Types].xml": "", "word/document.xml": ""}, f"这是 Word 文档(docx), 不是数据表。{_CSV}"),
        ({"[Content_Types].xml": "", "ppt/presentation.xml": ""}, f"这是演示文稿(pptx), 不是数据表。{_CSV}"),
        ({"Index/Document.iwa": ""}, "这是 Apple Numbers、Pages 或 Keynote 的文件。请在其中导出 xlsx 或 CSV 后再检查"),
        ({"OFD.xml": ""}, f"这是 OFD 版式文件, 不是数据表。{_CSV}"),
        (
            {"mimetype": "application/vnd.oasis.opendocument.text"},
            f"这是 application/vnd.oasis.opendocument.text 文档, 不是表格。{_CSV}",
        ),
    ],
)
@pytest.mark.parametrize("name", ["t.xlsx", "t.zip", "t"])
def test_documents_in_a_zip(tmp_path: Path, name: str, members: dict[str, str], zh: str) -> None:
    with zipfile.ZipFile(tmp_path / name, "w") as archive:
        for member, text in members.items():
            archive.writestr(member, text)
    assert refusal(tmp_path / name) == zh


@pytest.mark.parametrize("first", ["PAR1", "PARENT", "BZh", "FEA1", "GIF8", "BM", "II", "ARROW1", "Obj", "{a}", "[a]", "MZ"])
def test_a_text_may_begin_with_such_letters(tmp_path: Path, first: str) -> None:
    (tmp_path / "t.csv").write_text(f"{first},b\n1,2\n", encoding="utf-8")
    table = open_table(tmp_path / "t.csv")
    assert (table.form.format, table.header) == ("csv", (first, "b"))
    table.close()


@pytest.mark.parametrize("name", ["t.csv", "t.et", "t.xls", "T.XLSX"])
def test_a_workbook_is_read_under_any_name(tmp_path: Path, name: str) -> None:
    book = openpyxl.Workbook()
    book.active.append(["a"])
    book.save(tmp_path / "t.xlsx")
    table = open_table((tmp_path / "t.xlsx").rename(tmp_path / name))
    assert (table.form.format, table.header) == ("xlsx", ("a",))
    table.close()
