"""Writing a file aside and renaming it: whoever looks sees the old file or the new one, never half."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from dgov_std.errors import Problem, UsageError
from dgov_std.text import Text

_CHUNK = 1 << 20


def write_aside(target: Path, write: Callable[[BinaryIO], None]) -> str:
    """Let `write` fill `target` through a temporary file beside it; return the sha256 (hex).

    The file can be read by its owner only (POSIX mode 0600): it holds the submitter's own data.

    Raises:
        UsageError: the folder cannot be written, or another program holds the target open.
    """
    aside = target.with_name(f"{target.name}.{os.getpid()}.tmp")
    try:
        aside.unlink(missing_ok=True)
        handle = os.open(aside, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    except OSError as error:
        raise UsageError(
            Problem(
                Text("这个文件夹不能写入", "this folder cannot be written"),
                where=str(target.parent),
                todo=Text("换一个文件夹保存。", "Choose another folder."),
            )
        ) from error
    try:
        with os.fdopen(handle, "w+b") as file:
            write(file)
            digest = _digest(file)
        _replace(aside, target)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    return digest


def _replace(aside: Path, target: Path) -> None:
    try:
        os.replace(aside, target)  # noqa: PTH105 - Path.replace cannot be told from it, this name is the documented one
    except PermissionError as error:
        raise UsageError(
            Problem(
                Text("文件正被别的程序打开, 无法写入", "another program holds this file open"),
                where=str(target),
                todo=Text(
                    "请在 WPS 或 Excel 中关闭它, 再运行一次。", "Close it in WPS or Excel, then run again."
                ),
            )
        ) from error


def _digest(file: BinaryIO) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()
