"""What a file is shows in its content; what cannot be read says why and what to do."""

from __future__ import annotations

import openpyxl
import pytest

from dgov_std.dataset.open import open_table
from dgov_std.errors import InputError, UsageError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.mark.parametrize(
    ("name", "data", "zh"),
    [
        ("t.xlsx", OLE, "工作簿已损坏或不完整。请向提供方重新索取完整的文件"),
        (
            "t.xls",
            b"<html><table><tr><td>1",
            "这是网页(HTML)文件, 只是用了表格文件的名字。请用 Excel 或 WPS 打开, 另存为 xlsx 后再检查",
        ),
        ("t.xlsx", bytes(range(256)), "工作簿已损坏或不完整。请向提供方重新索取完整的文件"),
        ("t.xlsx", b"a,b\n1,2\n", "这是文本(CSV)文件, 只是扩展名为 .xlsx。请把扩展名改为 .csv 后再检查"),
        ("t.xlsx", b"PK\x03\x04\x14\x00", "工作簿已损坏或不完整。请向提供方重新索取完整的文件"),
        ("t.xlsx", b"%PDF-1.4", "这是 PDF 文件, 不是数据表。请另存为 xlsx 或 CSV 后再检查"),
        (
            "t.csv",
            b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n",
            "这是 Git LFS 的指针文件, 不是数据: 数据还没有取下来。"
            "先运行 git lfs pull; 流水线里让检出步骤取 LFS 文件(GitHub: lfs: true)",
        ),
        ("t.csv", b"", "文件是空的, 没有表头也没有数据。请向提供方重新索取完整的文件"),
    ],
)
def test_refusals(tmp_path, name, data, zh):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError) as caught:
        open_table(tmp_path / name)
    assert caught.value.problems[0].in_("zh") == f"{tmp_path / name}: {zh}"


def test_missing_file(tmp_path):
    with pytest.raises(InputError, match="there is no such file. check the file name and the folder"):
        open_table(tmp_path / "none.csv")


def test_folder(tmp_path):
    with pytest.raises(InputError, match="this is a folder, not a file. name a file in it"):
        open_table(tmp_path)


def test_header_row_counts_from_one(tmp_path):
    with pytest.raises(UsageError, match="rows are counted from 1"):
        open_table(tmp_path / "t.csv", header_row=0)


@pytest.mark.parametrize("name", ["t.csv", "t.txt", "t"])
def test_text_under_any_other_name(tmp_path, name):
    (tmp_path / name).write_bytes(b"a;b\n1;2\n")
    table = open_table(tmp_path / name)
    assert (table.form.format, table.form.delimiter) == ("csv", ";")
    table.close()


def test_workbook_under_another_name(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["a"])
    book.save(tmp_path / "t.csv")
    table = open_table(tmp_path / "t.csv")
    assert (table.form.format, table.header) == ("xlsx", ("a",))
    table.close()
