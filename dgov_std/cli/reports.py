"""The reports of a run: which formats go to the screen, which to which file, and writing them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dgov_std.atomic import write_bytes_aside
from dgov_std.cli.inputs import beside
from dgov_std.cli.outputs import free_name
from dgov_std.errors import Problem, UsageError
from dgov_std.render import SUFFIXES
from dgov_std.text import Language, Text

if TYPE_CHECKING:
    from dgov_std.api.result import Report

SCREEN = "terminal"
_PAGE = "html"  # nobody reads it on a screen of text: without --output it is written beside the input
_MARK: dict[Language, str] = {"zh": "检查单_", "en": "report_"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """The formats to print, in the order asked for, and the file of each other format."""

    printed: tuple[str, ...]
    files: Mapping[str, Path]


def format_of(asked: Path) -> str | None:
    """Return the format that a file's suffix names, None when it names none."""
    suffix = {".htm": ".html"}.get(asked.suffix.lower(), asked.suffix.lower())
    return next((name for name, known in SUFFIXES.items() if known == suffix), None)


def wanted(inputs: Sequence[Path], formats: Sequence[str], asked: Path | None, language: Language) -> list[Wanted]:
    """Return what is wanted of each input.

    `asked` with a suffix is a file: of one input, in one format, which the suffix names. Without one,
    or when it exists as such, it is a folder, made if need be, for `<stem>.<suffix>`. The screen is
    shown as well when no format is given.

    Raises:
        UsageError: one file for several reports, or a suffix that names no format or another one.
    """
    chosen = list(dict.fromkeys(formats)) or [SCREEN]
    if asked is not None and chosen == [SCREEN]:
        chosen.append(format_of(asked) or "json")
    to_file = [name for name in chosen if name != SCREEN and (asked is not None or name == _PAGE)]
    printed = tuple(name for name in chosen if name not in to_file)
    if asked is not None and asked.suffix and not asked.is_dir():
        _refuse_unfit(asked, to_file, len(inputs))
        return [Wanted(printed, {to_file[0]: asked})]
    if asked is not None:
        _make(asked)
    taken: set[Path] = set()
    found = []
    for source in inputs:
        folder, mark = (beside(source), _MARK[language]) if asked is None else (asked, "")
        files = {name: free_name(folder, source, mark, SUFFIXES[name], taken) for name in to_file}
        found.append(Wanted(printed, files))
    return found


def _refuse_unfit(asked: Path, names: Sequence[str], inputs: int) -> None:
    known = format_of(asked)
    said = "、".join(SUFFIXES.values())
    if known is None:
        what = Text(f"后缀不是报告的格式({said})", f"the suffix names no format of a report ({said.replace('、', ', ')})")
        todo = Text("改后缀, 或给出文件夹", "change the suffix, or name a folder")
    elif inputs > 1 or len(names) > 1:
        what = Text("--output 是一个文件, 放不下几份报告", "--output is one file, which cannot hold several reports")
        todo = Text("给出一个文件夹", "name a folder")
    elif names[0] != known:
        what = Text(f"后缀与格式 {names[0]} 不符", f"the suffix is not that of the format {names[0]}")
        todo = Text(f"后缀写成 {SUFFIXES[names[0]]}", f"end it in {SUFFIXES[names[0]]}")
    else:
        return
    raise UsageError(Problem(what, where=str(asked), todo=todo))


def prepare(formats: Iterable[str]) -> None:
    """Load what makes the formats: a missing package is told before the work, not after."""
    from dgov_std.api.result import renderer  # noqa: PLC0415 - help stays light

    for name in formats:
        renderer(name)


def write_reports(report: Report, files: Mapping[str, Path], language: Language) -> Report:
    """Write the files, the JSON report last: it names the others. Return the report that names them."""
    private = "show_values" in report.values.options
    for name, path in sorted(files.items(), key=lambda each: each[0] == "json"):
        digest = write_bytes_aside(path, report.render(name, language=language), private=private)
        if name != "json":
            report = report.naming(path.name, digest)
    return report


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        what = Text(f"建不了这个文件夹({error.strerror})", f"this folder cannot be made ({error.strerror})")
        raise UsageError(Problem(what, where=str(folder), todo=Text("换一个位置", "choose another place"))) from None
