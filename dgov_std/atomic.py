"""Writing a file aside and renaming it: whoever looks sees the old file or the new one, never half."""

from __future__ import annotations

import glob
import hashlib
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from dgov_std.errors import Problem, UsageError
from dgov_std.text import Text

_CHUNK = 1 << 20
_DAY = 86_400


def write_aside(target: Path, write: Callable[[BinaryIO], None], *, private: bool = True) -> str:
    """Let `write` fill `target` through a temporary file beside it; return the sha256 (hex).

    A private file can be read by its owner only (POSIX mode 0600): it holds the submitter's own
    data. Temporary files that killed runs left beside this target are removed first.

    A link is followed: what it leads to is replaced, not the link.

    Raises:
        UsageError: the folder cannot be written, another program holds the target open, or it is no file (a device).
    """
    asked, target = target, Path(os.path.realpath(target)) if target.is_symlink() else target
    if (
        target.name == "-"
        or asked.absolute().parent == Path("/dev")
        or (target.exists() and not target.is_file() and not target.is_dir())
    ):
        what, todo = Text("这不是普通文件", "this is no ordinary file"), Text("给出文件名", "name a file")
        raise UsageError(Problem(what, where=str(asked), todo=todo))
    if target.is_dir():
        what, todo = Text("这是文件夹", "this is a folder"), Text("给出文件名", "name a file")
        raise UsageError(Problem(what, where=str(target), todo=todo))
    if not target.parent.is_dir():
        what, todo = Text("没有这个文件夹", "there is no such folder"), Text("先建好文件夹", "make it first")
        raise UsageError(Problem(what, where=str(target.parent), todo=todo))
    aside = target.with_name(f"{target.name}.{os.getpid()}.tmp")
    mode = 0o600 if private else 0o666
    try:
        sweep(target)
        aside.unlink(missing_ok=True)
        handle = os.open(aside, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
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


def write_bytes_aside(target: Path, data: bytes, *, private: bool = False) -> str:
    """Write bytes the same way; return their sha256 (hex)."""

    def write(file: BinaryIO) -> None:
        file.write(data)

    return write_aside(target, write, private=private)


def sweep(target: Path) -> None:
    """Remove temporary files of this target whose process is gone."""
    for left in target.parent.glob(f"{glob.escape(target.name)}.*.tmp"):
        pid = left.name.removesuffix(".tmp").rpartition(".")[2]
        if pid.isascii() and pid.isdigit() and not _runs(int(pid), left):
            left.unlink(missing_ok=True)


def _runs(pid: int, left: Path) -> bool:
    if sys.platform == "win32":  # there os.kill would end the process; a day is longer than any run
        return time.time() - left.stat().st_mtime < _DAY
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _replace(aside: Path, target: Path) -> None:
    try:
        os.replace(aside, target)  # noqa: PTH105 - Path.replace cannot be told from it, this name is the documented one
    except PermissionError as error:
        raise UsageError(
            Problem(
                Text("文件正被别的程序打开, 无法写入", "another program holds this file open"),
                where=str(target),
                todo=Text("请在 WPS 或 Excel 中关闭它, 再运行一次。", "Close it in WPS or Excel, then run again."),
            )
        ) from error


def _digest(file: BinaryIO) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()
