"""Temporary copies of what cannot be read as a stream; they are removed with their table, or by the next run."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from dgov_std.atomic import runs
from dgov_std.dataset.refusal import refuse
from dgov_std.errors import InputError, Problem, UsageError, reason
from dgov_std.text import Text

_PREFIX = "dgov-std-spool-"
_OURS = re.compile(re.escape(_PREFIX) + r"([0-9]+)-")
_CHUNK = 1 << 20


class Spool:
    """A folder of this process with one file in it, both to be removed by `close`."""

    def __init__(self, name: str = "content") -> None:
        """Make the folder, readable by nobody else, and sweep those that killed runs left.

        Raises:
            UsageError: there is no folder for temporary files.
        """
        try:
            _sweep(Path(tempfile.gettempdir()))
            self._folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
        except OSError as error:
            what = Text(
                f"没有能用的临时文件夹({reason(error).zh})", f"there is no folder for temporary files ({reason(error).en})"
            )
            todo = Text("用环境变量 TMPDIR(Windows 上是 TEMP)指定一个能写的文件夹", "name one in TMPDIR (TEMP on Windows)")
            raise UsageError(Problem(what, todo=todo)) from None
        self.path = self._folder / name

    def fill(self, read: Callable[[int], bytes], shown: Path, *, most: int) -> None:
        """Write what `read` yields to the file.

        Args:
            read: returns up to so many bytes, none at the end.
            shown: the file that errors are about.
            most: bytes; more are refused.

        Raises:
            InputError: too much, or there is no room for it.
        """
        size = 0
        try:
            with self.path.open("wb") as file:
                while data := read(_CHUNK):
                    size += len(data)
                    if size > most:
                        raise too_much(shown, most)
                    file.write(data)
        except OSError as error:
            what = Text(f"写临时文件失败({reason(error).zh})", f"writing a temporary file failed ({reason(error).en})")
            raise refuse(shown, what, Text("请清理磁盘后再试", "make room on the disk and try again")) from None

    def close(self) -> None:
        """Remove the file and its folder."""
        shutil.rmtree(self._folder, ignore_errors=True)


@contextmanager
def temporary_files_in(folder: Path) -> Iterator[None]:
    """Have the temporary files of a library that does not let itself be told where go to a folder, within the block.

    Those of the whole process go there, so the block should be short and hold no other work.
    """
    before = tempfile.tempdir
    tempfile.tempdir = str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = before


def is_spooled(path: Path) -> bool:
    """Whether a file is a temporary copy of ours."""
    return _OURS.match(path.parent.name) is not None


def too_much(path: Path, most: int) -> InputError:
    """Return the error for a file that unpacks to more than `most` bytes."""
    size = f"{most // (1 << 20)} MB"
    what = Text(f"解压后超过 {size}, 拒绝读取", f"it unpacks to more than {size} and was not read")
    return refuse(path, what, Text("如确属需要, 请解压后再检查", "if it is meant to be so large, unpack it and check that"))


def _sweep(folder: Path) -> None:
    """Remove what runs left that are gone. Of other users' folders nothing can be removed, nor need be."""
    for left in folder.glob(f"{_PREFIX}*"):
        found = _OURS.match(left.name)
        if found and not left.is_symlink() and not runs(int(found[1]), left):
            shutil.rmtree(left, ignore_errors=True)
