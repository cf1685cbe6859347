"""Where the outputs of a run go: beside the inputs or where asked for, never over an input or another output."""

from __future__ import annotations

import errno
import itertools
from collections.abc import Iterable
from pathlib import Path

from dgov_std.atomic import fitted, too_long
from dgov_std.cli.inputs import beside
from dgov_std.errors import Problem, UsageError
from dgov_std.text import Language, Text

_MARK: dict[Language, str] = {"zh": "批注_", "en": "annotated_"}


def workbook_paths(inputs: list[Path], asked: Path | None, language: Language) -> list[Path]:
    """Return where the annotated workbook of each input goes: beside it, or in the folder asked for.

    A file can be asked for when there is one input; it must be named `.xlsx`.
    """
    as_folder = asked is not None and (asked.is_dir() or (len(inputs) > 1 and asked.suffix.lower() != ".xlsx"))
    if asked is not None and not as_folder:
        if len(inputs) > 1:
            raise UsageError(
                Problem(
                    Text("几个输入文件不能写进同一个批注表", "several inputs cannot share one annotated workbook"),
                    where=str(asked),
                    todo=Text("给出一个文件夹", "name a folder"),
                )
            )
        if asked.suffix.lower() != ".xlsx":
            raise UsageError(
                Problem(
                    Text("批注表是 xlsx 文件", "the annotated workbook is an xlsx file"),
                    where=str(asked),
                    todo=Text(
                        "文件名以 .xlsx 结尾, 或给出已有的文件夹", "end the name in .xlsx, or name an existing folder"
                    ),
                )
            )
        return [asked]
    if asked is not None:
        asked.mkdir(parents=True, exist_ok=True)
    taken: set[Path] = set()
    return [free_name(asked or beside(source), source, _MARK[language], ".xlsx", taken) for source in inputs]


def free_name(folder: Path, source: Path, mark: str, suffix: str, taken: set[Path]) -> Path:
    """Return a file for an output of `source`, and add it to `taken`.

    It is named after the input; of several inputs of one name, after its suffix or its folder as well,
    or by a number.
    """
    parent = source.absolute().parent.name
    bases = [source.stem, source.name, f"{parent}_{source.stem}", f"{parent}_{source.name}"]
    numbered = (f"{parent}_{source.name}_{i}" for i in itertools.count(2))
    paths = (folder / fitted(f"{mark}{base}{suffix}") for base in itertools.chain(bases, numbered))
    found = next(path for path in paths if path not in taken)
    taken.add(found)
    return found


def refuse_too_long(outputs: Iterable[Path | None]) -> None:
    """Raise UsageError when an output has a name the system does not take."""
    for output in outputs:
        try:
            _ = output is not None and output.exists()
        except OSError as error:
            if output is not None and error.errno == errno.ENAMETOOLONG:
                raise too_long(output) from None


def refuse_overwriting(outputs: Iterable[Path | None], inputs: Iterable[str | Path | None]) -> None:
    """Raise UsageError when an output would replace an input, a file of an input folder, or another output."""
    kept = [Path(path).resolve() for path in inputs if path is not None]
    for output in outputs:
        if output is None:
            continue
        place = output.resolve()
        if place in kept or any(folder in place.parents for folder in kept if place.exists() and folder.is_dir()):
            raise UsageError(
                Problem(
                    Text("输出不能覆盖输入文件, 也不能互相覆盖", "an output must not replace an input or another output"),
                    where=str(output),
                    todo=Text("换一个文件名", "choose another name"),
                )
            )
        _refuse_stranger(output)
        kept.append(place)


def _refuse_stranger(output: Path) -> None:
    """Raise UsageError when a workbook stands there that is no annotated one of ours: somebody's data."""
    from dgov_std.api.annotation import is_strange  # noqa: PLC0415 - help stays light

    if output.suffix.lower() == ".xlsx" and output.is_file() and is_strange(output):
        what = Text(
            "这个工作簿不是本程序写的批注表, 不覆盖", "this workbook is no annotated copy of this program; it is kept"
        )
        raise UsageError(Problem(what, where=str(output), todo=Text("换一个文件名", "choose another name")))
