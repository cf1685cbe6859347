"""The inputs named on the command line: files, folders, globs, and `-` for standard input."""

from __future__ import annotations

import glob
import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from dgov_std.atomic import reachable
from dgov_std.cli.language import language_of
from dgov_std.errors import InputError, Problem
from dgov_std.text import Language, Text

STDIN = "-"
STDIN_NAME: dict[Language, str] = {"zh": "标准输入", "en": "stdin"}
_COMPRESSED = (".gz", ".xz")
_ARCHIVE = ".zip"  # its name need not tell what is in it
_MARKS = (
    "批注_",
    "annotated_",
    "问题行_",
    "failing-rows_",
    "~$",
    ".~",
    "._",
)  # our own files; lock files of Excel and WPS; what macOS adds


def inputs_of(names: Iterable[str], language: Language | None = None) -> tuple[list[Path], list[InputError]]:
    """Return the files meant by paths, folders, globs and `-`, in order, and an error for each that means none.

    Standard input is read here, into a temporary file that is removed when the command ends. What is named twice
    is one input.
    """
    found: list[Path] = []
    errors: list[InputError] = []
    for name in dict.fromkeys(names):
        try:
            found += [_standard_input(language or language_of())] if name == STDIN else _files_of(name)
        except InputError as error:
            errors.append(error)
    whole = {os.path.abspath(path): path for path in reversed(found)}  # noqa: PTH100 - a link is an input of its own
    return list(whole.values())[::-1], errors


def is_readable(name: str) -> bool:
    """Whether a file of this name is taken from a folder."""
    from dgov_std.api.incoming import SUFFIXES  # noqa: PLC0415 - help stays light

    small = name.lower()
    for suffix in _COMPRESSED:
        small = small.removesuffix(suffix)
    return small.endswith((*SUFFIXES, _ARCHIVE)) and not is_ours(name)


def is_ours(name: str) -> bool:
    """Whether a name is that of an annotated workbook, or of what spreadsheet programs leave beside theirs."""
    return name.startswith(_MARKS)


def beside(source: Path) -> Path:
    """Return the folder for outputs beside an input; that of standard input is where the command was called."""
    from dgov_std.api.incoming import is_spooled  # noqa: PLC0415 - help stays light

    return Path() if is_spooled(source) else source.parent


def _standard_input(language: Language) -> Path:
    from dgov_std.api.incoming import hold  # noqa: PLC0415 - as above

    if sys.stdin is None or sys.stdin.closed or sys.stdin.isatty():
        what = Text("标准输入没有接到文件或管道", "standard input is no file and no pipe")
        todo = Text("例如 dgov-std check - < 数据.csv", "for example dgov-std check - < data.csv")
        raise InputError(Problem(what, where=STDIN, todo=todo))
    spool = hold(sys.stdin.buffer, STDIN_NAME[language])
    context = click.get_current_context(silent=True)
    if context is not None:
        context.call_on_close(spool.close)
    return spool.path


def _files_of(name: str) -> list[Path]:
    if not name.strip() or "\0" in name:
        return _nothing(name[:80] or '""')
    path = Path(name)
    try:
        path = reachable(path)
        folder, there = path.is_dir(), path.exists()
    except (OSError, ValueError):  # too long for the system, or with a NUL
        return _nothing(name[:80])
    if folder:
        return sorted(_inside(path)) or _nothing(name)
    if any(c in name for c in "*?[") and not there:
        return _matched(name) or _nothing(name)
    return [path]


def _inside(folder: Path) -> Iterator[Path]:
    """Yield the files in a folder and below it; links to folders are not followed, so that they cannot go in circles."""
    for place, _, files in os.walk(folder, onerror=_raise_unreadable):
        yield from (Path(place, file) for file in files if is_readable(file))


def _raise_unreadable(error: OSError) -> None:
    what = Text("没有打开这个文件夹的权限", "this folder may not be opened")
    raise InputError(Problem(what, where=str(error.filename), todo=Text("请检查权限", "check its permissions")))


def _matched(pattern: str) -> list[Path]:
    """Return the files a pattern means, extensions of either case; one that links show in several places is one."""
    head, dot, suffix = pattern.rpartition(".")
    wide = re.sub("[A-Za-z]", lambda letter: f"[{letter[0].lower()}{letter[0].upper()}]", suffix)
    either = head + dot + (suffix if set(suffix) & set("[]/\\") or not dot else wide)
    paths = (Path(found) for found in sorted(glob.glob(either, recursive=True)))  # noqa: PTH207 - absolute patterns as well
    files = [path for path in paths if not is_ours(path.name) and not path.is_dir()]
    return list({os.path.realpath(path): path for path in reversed(files)}.values())[::-1]


def _nothing(name: str) -> list[Path]:
    raise InputError(
        Problem(
            Text("没有可检查的文件", "no file to check"),
            where=name,
            todo=Text(
                "给出 CSV 或 Excel 文件(csv、xlsx、xls、et 等)", "name CSV or Excel files (csv, xlsx, xls, et and others)"
            ),
        )
    )
