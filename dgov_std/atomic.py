"""Writing a file aside and renaming it: whoever looks sees the old file or the new one, never half."""

from __future__ import annotations

import errno
import glob
import hashlib
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from dgov_std.errors import Problem, UsageError, reason
from dgov_std.text import Text

_CHUNK = 1 << 20
_DAY = 86_400
_LONGEST_NAME = 255  # bytes, on Windows UTF-16 units
_ROOM = 16  # of a temporary name behind the target's: ".4294967295.tmp"
_LONGEST_PATH = 240  # of Windows; 260 is the limit, and folders have a lower one
_TRIES, _PAUSE = 10, 0.1


def write_aside(target: Path, write: Callable[[BinaryIO], None], *, private: bool = True) -> str:
    """Let `write` fill `target` through a temporary file beside it; return the sha256 (hex).

    A private file can be read by its owner only (POSIX mode 0600): it holds the submitter's own
    data. Temporary files that killed runs left beside this target are removed first.

    A link is followed: what it leads to is replaced, not the link. Names and paths may be as long as the system allows.

    Raises:
        UsageError: the folder cannot be written or is full, another program holds the target open, or it is no file
            (a device).
    """
    asked, target = target, _place(target)
    aside = target.with_name(f"{_stem(target.name)}.{os.getpid()}.tmp")
    mode = 0o600 if private else 0o666
    try:
        sweep(target)
        aside.unlink(missing_ok=True)
        handle = os.open(aside, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    except OSError as error:
        raise UsageError(
            Problem(
                Text("这个文件夹不能写入", "this folder cannot be written"),
                where=str(asked.parent),
                todo=Text("换一个文件夹保存。", "Choose another folder."),
            )
        ) from error
    try:
        with os.fdopen(handle, "w+b") as file:
            write(file)
            digest = _digest(file)
        _replace(aside, target)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise UsageError(_refused(asked, target, error)) from error
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    return digest


def write_bytes_aside(target: Path, data: bytes, *, private: bool = False) -> str:
    """Write bytes the same way; return their sha256 (hex)."""

    def write(file: BinaryIO) -> None:
        file.write(data)

    return write_aside(target, write, private=private)


def fitted(name: str) -> str:
    """Return a file name that the system takes: one that is too long loses the end of its stem.

    What is cut off is told apart by six hexadecimal digits.
    """
    if _size(name) <= _LONGEST_NAME:
        return name
    stem, suffix = os.path.splitext(name)  # noqa: PTH122 - a name, no path
    mark = "~" + hashlib.sha256(os.fsencode(name)).hexdigest()[:6]
    while _size(stem + mark + suffix) > _LONGEST_NAME:
        stem = stem[:-1]
    return stem + mark + suffix


def extended(path: str) -> str:
    r"""Return an absolute Windows path in the form whose length is not limited, `\\?\C:\…`, if it is long."""
    if len(path) < _LONGEST_PATH or path.startswith("\\\\?\\"):
        return path
    return "\\\\?\\UNC\\" + path[2:] if path.startswith("\\\\") else "\\\\?\\" + path


def reachable(path: Path) -> Path:
    """Return a path as the system takes it at any length."""
    if sys.platform != "win32":
        return path
    whole = os.path.abspath(path)  # noqa: PTH100 - no links followed
    return Path(extended(whole)) if len(whole) >= _LONGEST_PATH else path


def sweep(target: Path) -> None:
    """Remove temporary files of this target whose process is gone."""
    for left in target.parent.glob(f"{glob.escape(_stem(target.name))}.*.tmp"):
        pid = left.name.removesuffix(".tmp").rpartition(".")[2]
        if pid.isascii() and pid.isdigit() and not runs(int(pid), left):
            left.unlink(missing_ok=True)


def runs(pid: int, left: Path) -> bool:
    """Return whether the process that made `left` still runs."""
    if sys.platform == "win32":  # there os.kill would end the process; a day is longer than any run
        return time.time() - left.stat().st_mtime < _DAY
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def too_long(asked: Path) -> UsageError:
    """Return the error for a name the system does not take."""
    what, todo = Text("文件名太长", "the file name is too long"), Text("换一个文件名", "choose another name")
    return UsageError(Problem(what, where=str(asked), todo=todo))


def _place(asked: Path) -> Path:
    """Return where a file asked for goes to, links followed. Raises UsageError when no file can be written there."""
    try:
        target = reachable(Path(os.path.realpath(asked)) if asked.is_symlink() else asked)
        special = target.exists() and not target.is_file() and not target.is_dir()
        folder, parent = target.is_dir(), target.parent.is_dir()
    except OSError:  # longer than any name may be
        raise too_long(asked) from None
    if target.name == "-" or asked.absolute().parent == Path("/dev") or special:
        what, todo = Text("这不是普通文件", "this is no ordinary file"), Text("给出文件名", "name a file")
        raise UsageError(Problem(what, where=str(asked), todo=todo))
    if folder:
        what, todo = Text("这是文件夹", "this is a folder"), Text("给出文件名", "name a file")
        raise UsageError(Problem(what, where=str(asked), todo=todo))
    if not parent:
        what, todo = Text("没有这个文件夹", "there is no such folder"), Text("先建好文件夹", "make it first")
        raise UsageError(Problem(what, where=str(asked.parent), todo=todo))
    return target


def _stem(name: str) -> str:
    """Return what temporary names of a target begin with."""
    if _size(name) + _ROOM <= _LONGEST_NAME:
        return name
    return "dgov-std-" + hashlib.sha256(os.fsencode(name)).hexdigest()[:24]


def _size(name: str) -> int:
    if sys.platform == "win32":
        return len(name.encode("utf-16-le", "surrogatepass")) // 2
    return len(os.fsencode(name))


def _replace(aside: Path, target: Path) -> None:
    # On Windows a virus scanner may hold the new file for a moment.
    for left in reversed(range(_TRIES if sys.platform == "win32" else 1)):
        try:
            os.replace(aside, target)  # noqa: PTH105 - Path.replace cannot be told from it, this name is the documented one
        except PermissionError:
            if not left:
                raise
            time.sleep(_PAUSE)
        else:
            return


def _refused(asked: Path, target: Path, error: OSError) -> Problem:
    """Return what to tell when a file could not be written or not be replaced."""
    if isinstance(error, PermissionError):
        if error.errno == errno.EPERM or (target.exists() and not os.access(target, os.W_OK)):
            what = Text("文件是只读的, 不能改写", "the file is read-only and cannot be replaced")
            todo = Text("去掉只读属性, 或换一个文件名。", "Make it writable, or choose another name.")
        else:
            what = Text("文件正被别的程序打开, 无法写入", "another program holds this file open")
            todo = Text("请在 WPS 或 Excel 中关闭它, 再运行一次。", "Close it in WPS or Excel, then run again.")
    else:
        what = Text(f"写入失败({reason(error).zh})", f"writing it failed ({reason(error).en})")
        todo = Text("换一个位置保存。", "Choose another place.")
    return Problem(what, where=str(asked), todo=todo)


def _digest(file: BinaryIO) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()
