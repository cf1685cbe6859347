"""The inputs that cannot be read, each named for what it is, with the remedy."""

from __future__ import annotations

from pathlib import Path

from dgov_std.errors import InputError, Problem, reason
from dgov_std.text import Text

_SAVE_XLSX = Text("请用 Excel 或 WPS 打开, 另存为 xlsx 后再检查", "open it in Excel or WPS, save it as xlsx, and check that")
_SAVE_CSV = Text("请另存为 xlsx 或 CSV 后再检查", "save it as xlsx or CSV and check that")
_AGAIN = Text("请向提供方重新索取完整的文件", "ask the sender for the complete file again")

_WIDE = (b"\xff\xfe", b"\xfe\xff")  # text in UTF-16
_EXCEL_NAMES = frozenset({".xlsx", ".xlsm", ".xltx", ".xls", ".xlsb", ".et"})


def refuse(path: Path, what: Text, todo: Text | None = None) -> InputError:
    """Return the error that `path` cannot be read because of `what`."""
    return InputError(Problem(what, str(path), todo))


def unreadable(path: Path, error: OSError) -> InputError:
    """Return the error for a file the operating system does not hand out."""
    check = Text("请检查文件名和所在的文件夹", "check the file name and the folder")
    if path.is_dir():
        folder = Text("这是文件夹, 不是文件", "this is a folder, not a file")
        return refuse(path, folder, Text("请指定其中的文件", "name a file in it"))
    if isinstance(error, FileNotFoundError):
        return refuse(path, Text("找不到这个文件", "there is no such file"), check)
    if isinstance(error, PermissionError):
        denied = Text(
            "没有读取这个文件的权限, 或它正被别的程序占用", "the file may not be read, or another program holds it"
        )
        return refuse(path, denied, Text("请关闭打开它的程序后再试", "close the program that has it open and try again"))
    return refuse(path, Text(f"读取文件失败({reason(error).zh})", f"reading the file failed ({reason(error).en})"), check)


def no_file(path: Path) -> InputError:
    """Return the error for a pipe, which can be read only once, or a socket."""
    what = Text("这是管道, 不是文件", "this is a pipe, not a file")
    return refuse(
        path, what, Text("请先存成文件, 或用 - 从标准输入读", "save it to a file first, or read it as - from standard input")
    )


def empty(path: Path) -> InputError:
    """Return the error for a file without any content."""
    return refuse(path, Text("文件是空的, 没有表头也没有数据", "the file is empty: no header and no data"), _AGAIN)


def nothing_there(path: Path, option: str) -> InputError:
    """Return the error for an option that points to a place where the file holds nothing."""
    what = Text(f"{option} 指的地方是空的, 没有表头也没有数据", f"{option} points to where there is neither header nor data")
    return refuse(
        path, what, Text(f"请去掉 {option}, 或换成表格所在的位置", f"leave out {option}, or point it to the table")
    )


def endless_line(path: Path, line: int) -> InputError:
    """Return the error for a text of which a line goes on for ever."""
    what = Text(f"第 {line} 行超过 32 MB, 没有换行", f"line {line} goes on for more than 32 MB without an end")
    return refuse(path, what, _AGAIN)


def too_wide(path: Path, columns: int) -> InputError:
    """Return the error for a table with more columns than any spreadsheet shows."""
    what = Text(f"有 {columns:,} 列, 最多 16,384 列", f"it has {columns:,} columns; at most 16,384 are read")
    return refuse(path, what, Text("请检查分隔符(--delimiter)", "check the delimiter (--delimiter)"))


def is_sparse(rows: int, columns: int, filled: int) -> bool:
    """Whether a table is so wide and so empty that its rows cost far more than what is in them.

    `filled` counts cells, or bytes that hold them. Tables of a thousand columns and fewer cost little, however empty.
    """
    return columns > 1000 and rows * columns > 1_000_000 + 1000 * filled


def too_sparse(path: Path, columns: int) -> InputError:
    """Return the error for a wide header above rows that are nearly empty."""
    what = Text(
        f"表头有 {columns:,} 列, 下面的行却几乎是空的, 拒绝读取",
        f"the header has {columns:,} columns, the rows below are nearly empty, and it was not read",
    )
    return refuse(
        path, what, Text("请检查表头的行号(--header-row)和分隔符", "check the header's row (--header-row) and the delimiter")
    )


def damaged_workbook(path: Path) -> InputError:
    """Return the error for a workbook whose archive is cut off or broken."""
    return refuse(path, Text("工作簿已损坏或不完整", "the workbook is damaged or incomplete"), _AGAIN)


def damaged_archive(path: Path) -> InputError:
    """Return the error for a compressed file that is cut off or broken."""
    return refuse(path, Text("压缩文件已损坏或不完整", "the archive is damaged or incomplete"), _AGAIN)


def unsafe_workbook(path: Path, zh: str, en: str) -> InputError:
    """Return the error for a workbook built so that reading it would harm."""
    what = Text(f"工作簿不安全, 拒绝读取: {zh}", f"the workbook is unsafe and was not read: {en}")
    return refuse(path, what, _SAVE_XLSX)


def locked_workbook(path: Path) -> InputError:
    """Return the error for an encrypted workbook, of either kind."""
    locked = Text("工作簿设有打开密码, 内容已加密", "the workbook is protected by a password and encrypted")
    return refuse(
        path, locked, Text("请去掉打开密码, 另存为 xlsx 后再检查", "remove the password, save as xlsx, and check that")
    )


def before_97(path: Path) -> InputError:
    """Return the error for a workbook older than Excel 97, or written as such ones were."""
    old = Text(
        "这是 Excel 95 或更早格式的工作簿, 不能读取",
        "this workbook is in the format of Excel 95 or before, which cannot be read",
    )
    return refuse(path, old, _SAVE_XLSX)


def old_office(path: Path) -> InputError:
    """Return the error for a compound file without a workbook in it (doc, ppt, msg, wps)."""
    other = Text(
        "这是旧格式的 Office 文件, 其中没有 Excel 工作簿", "this is an old Office file without an Excel workbook in it"
    )
    return refuse(path, other, _SAVE_XLSX)


def binary(path: Path) -> InputError:
    """Return the error for a file with NUL bytes where text was expected."""
    what = Text("文件内容不是文本(含有空字节)", "the file is not text (it holds NUL bytes)")
    return refuse(path, what, _SAVE_CSV)


def text_named_excel(path: Path, head: bytes) -> InputError | None:
    """Return the error for what is called a workbook and begins as none, None for any other name. `head` are its first bytes."""
    if path.suffix.lower() not in _EXCEL_NAMES:
        return None
    if b"\0" in head and not head.startswith(_WIDE):
        return damaged_workbook(path)
    what = Text(f"这是文本(CSV)文件, 只是扩展名为 {path.suffix}", f"this is a text (CSV) file named {path.suffix}")
    return refuse(path, what, Text("请把扩展名改为 .csv 后再检查", "rename it to .csv and check that"))
