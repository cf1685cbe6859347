"""The options for the failing rows, and where they go: to the files asked for, or one for each input in a folder."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from dgov_std.cli.language import say
from dgov_std.cli.outputs import free_name
from dgov_std.errors import Problem, UsageError, reason
from dgov_std.text import Language, Text

_MARK: dict[Language, str] = {"zh": "问题行_", "en": "failing-rows_"}
_FORMATS = ("csv", "parquet", "xlsx")
_NOT_ON_WINDOWS = re.compile(r'[<>:"/\\|?*\x00-\x1f]')


@dataclass(frozen=True, slots=True)
class Failing:
    """What was asked for: files and folders, and the formats of those in folders."""

    asked: tuple[Path, ...]
    formats: tuple[str, ...]

    def targets(
        self, inputs: Sequence[Path], read: Iterable[Path | None], language: Language
    ) -> dict[Path, tuple[Path, ...]]:
        """Return where the failing rows of each input go; nothing is written over.

        A file can be asked for when there is one input. What has no suffix, or is a folder, is a folder, made if need be;
        names in it can be copied to Windows.

        Raises:
            UsageError: one file for several inputs, a suffix of another format, or somebody's data stand there.
        """
        folders = [path for path in self.asked if path.is_dir() or not path.suffix]
        files = tuple(path for path in self.asked if path not in folders)
        for path in files:
            _refuse_unfit(path, len(inputs))
        for folder in folders:
            _make(folder)
        taken = {path for path in read if path is not None}
        formats = tuple(dict.fromkeys(self.formats)) or _FORMATS[:1]
        found: dict[Path, tuple[Path, ...]] = {}
        for source in inputs:
            named = source.with_name(_NOT_ON_WINDOWS.sub("_", source.name))
            places = [(folder, name) for folder in folders for name in formats]
            made = [free_name(folder, named, _MARK[language], f".{name}", taken) for folder, name in places]
            found[source] = (*files, *made)
        if self.asked:
            from dgov_std.api.failing import refuse_strange  # noqa: PLC0415 - help stays light

            for path in self.flat(found):
                refuse_strange(path)
        return found

    @staticmethod
    def flat(rows: Mapping[Path, tuple[Path, ...]]) -> list[Path]:
        """Return all files of some inputs, each once."""
        return list(dict.fromkeys(path for paths in rows.values() for path in paths))


_OPTIONS = (
    click.option(
        "--failing-rows",
        "failing_rows",
        multiple=True,
        type=click.Path(path_type=Path),
        metavar="FILE",
        help=say(
            Text(
                "有问题的行另写一份: .csv、.parquet、.xlsx 文件, 或文件夹; 可多次给出",
                "write the rows with an error or a warning: a .csv, .parquet or .xlsx file, or a folder; repeatable",
            )
        ),
    ),
    click.option(
        "--rows-format",
        "rows_formats",
        multiple=True,
        type=click.Choice(_FORMATS),
        help=say(
            Text("--failing-rows 给出文件夹时的格式(默认 csv)", "format where --failing-rows is a folder (default: csv)")
        ),
    ),
)


def failing_options(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options of failing rows; it takes them as `failing`."""

    @functools.wraps(command)
    def gathered(*, failing_rows: tuple[Path, ...], rows_formats: tuple[str, ...], **given: Any) -> int:  # noqa: ANN401
        return command(failing=Failing(tuple(dict.fromkeys(failing_rows)), rows_formats), **given)

    found: Callable[..., int] = gathered
    for option in reversed(_OPTIONS):
        found = option(found)
    return found


def _refuse_unfit(path: Path, inputs: int) -> None:
    todo = Text("给出一个文件夹", "name a folder")
    if path.suffix.lower().removeprefix(".") not in _FORMATS:
        what = Text("问题行文件是 .csv、.parquet、.xlsx", "a file of failing rows is .csv, .parquet or .xlsx")
        todo = Text("改后缀, 或给出文件夹", "change the suffix, or name a folder")
    elif inputs > 1:
        what = Text("几个输入文件的问题行不能写进同一个文件", "several inputs cannot share one file of failing rows")
    else:
        return
    raise UsageError(Problem(what, where=str(path), todo=todo))


def _make(folder: Path) -> None:
    if folder.name == "-" or (folder.exists() and not folder.is_dir()):  # such files go to no screen and no device
        what, todo = Text("这不是普通文件", "this is no ordinary file"), Text("给出文件名", "name a file")
        raise UsageError(Problem(what, where=str(folder), todo=todo))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        what = Text(f"建不了这个文件夹({reason(error).zh})", f"this folder cannot be made ({reason(error).en})")
        raise UsageError(Problem(what, where=str(folder), todo=Text("换一个位置", "choose another place"))) from None
