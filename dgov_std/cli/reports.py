"""The reports of a run: which formats go to the screen, which to which file, and writing them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dgov_std.atomic import write_bytes_aside
from dgov_std.cli.inputs import beside
from dgov_std.cli.outputs import free_name
from dgov_std.errors import Problem, UsageError, reason
from dgov_std.render import JOINT, SUFFIXES
from dgov_std.text import Language, Text

if TYPE_CHECKING:
    from dgov_std.api.result import Report

SCREEN = "terminal"
# Nobody reads these on a screen of text: without --output they are written beside the input.
_PAGES = ("html", "conformance", "conformance-docx")
_COMMANDS = "github"  # a runner reads them on standard output only
_MARK: dict[Language, str] = {"zh": "检查单_", "en": "report_"}
_JOINT_NAME = "dgov-std"  # one name whatever the inputs are called, for pipelines to find
_ALIASES = {".htm": "html", ".xml": "junit", ".sarif.json": "sarif"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """The formats to print, in the order asked for, and the file of each other format.

    `located`: something of the run tells where the input lies in the repository, not only what it is called.
    """

    printed: tuple[str, ...]
    files: Mapping[str, Path]
    located: bool = False

    @property
    def formats(self) -> set[str]:
        """All formats, wherever they go."""
        return {*self.printed, *self.files}


@dataclass(frozen=True, slots=True)
class Plan:
    """What is wanted of each input, and, in the formats about all of them, of the inputs together."""

    each: list[Wanted]
    together: Wanted

    @property
    def formats(self) -> set[str]:
        """All formats of the plan."""
        return {name for wanted in (*self.each, self.together) for name in wanted.formats}

    @property
    def files(self) -> list[Path]:
        """All files of the plan."""
        return [path for wanted in (*self.each, self.together) for path in wanted.files.values()]


def format_of(asked: Path) -> str | None:
    """Return the format that a file's suffix names, the longest one that fits; None when it names none."""
    name = asked.name.lower()
    known = {suffix: form for form, suffix in SUFFIXES.items()} | _ALIASES
    fitting = [suffix for suffix in known if name.endswith(suffix)]
    return known[max(fitting, key=len)] if fitting else None


def wanted(
    inputs: Sequence[Path],
    formats: Sequence[str],
    asked: Sequence[Path],
    language: Language,
    *,
    folder: Path | None = None,
    printing: bool = True,
) -> Plan:
    """Return what is wanted of each input, and of all together.

    `asked` with a suffix is a file, or several of different formats: of one input, or of a format about all, which the
    suffix names. Without one, or when it exists as such, it is a folder, made if need be, for `<stem>.<suffix>` and
    `dgov-std.<suffix>`; `folder` is always one. The screen is shown as well when no format is given. Commands for a runner
    are printed even where the others go to files, unless their own file is asked for, or nothing is `printing`.

    Raises:
        UsageError: one file for several reports, or a suffix that names no format, another one, or the same as before.
    """
    files = [path for path in asked if path.suffix and not path.is_dir()]
    target = _folder(asked, files, folder)
    written = bool(files) or target is not None
    named = [format_of(path) for path in files]
    chosen = list(dict.fromkeys(formats)) or [SCREEN]
    if written and printing:
        more = dict.fromkeys([name or "json" for name in named] or ["json"])
        chosen += [name for name in more if name not in chosen] if set(chosen) <= {SCREEN, _COMMANDS, *more} else []
    screen = {SCREEN, _COMMANDS}.difference(named) if printing else {SCREEN}
    to_file = [name for name in chosen if name not in screen and (written or name in _PAGES)]
    screened = [name for name in chosen if name not in to_file]
    printed = tuple(name for name in screened if name not in JOINT)
    joint = tuple(name for name in screened if name in JOINT)
    located = not set(chosen).isdisjoint(JOINT)
    if files:
        _refuse_unfit(files, to_file, len(inputs))
        own = {name: path for name, path in zip(named, files, strict=True) if name is not None and name not in JOINT}
        whole = {name: path for name, path in zip(named, files, strict=True) if name is not None and name in JOINT}
        return Plan([Wanted(printed, own, located) for _ in inputs], Wanted(joint, whole))
    if target is not None:
        _make(target)
    together = {name: (target or Path()) / f"{_JOINT_NAME}{SUFFIXES[name]}" for name in to_file if name in JOINT}
    taken: set[Path] = set(together.values())
    each = []
    for source in inputs:
        place, mark = (beside(source), _MARK[language]) if target is None else (target, "")
        found = {name: free_name(place, source, mark, SUFFIXES[name], taken) for name in to_file if name not in JOINT}
        each.append(Wanted(printed, found, located))
    return Plan(each, Wanted(joint, together))


def _folder(asked: Sequence[Path], files: Sequence[Path], folder: Path | None) -> Path | None:
    """Return the folder that is asked for, if one is: it takes all reports."""
    if asked and folder is not None:
        what = Text("--output 和 --output-dir 只能给一个", "--output and --output-dir exclude each other")
        raise UsageError(Problem(what, todo=Text("留下其中一个", "keep one of them")))
    folders = [path for path in asked if path not in files]
    if folders and len(asked) > 1:
        what = Text("几个 --output 只能都是文件", "several --output must all be files")
        todo = Text("文件名要有后缀; 写进文件夹用 --output-dir", "end each in a suffix; for a folder there is --output-dir")
        raise UsageError(Problem(what, where=str(folders[0]), todo=todo))
    return folder or next(iter(folders), None)


def _refuse_unfit(files: Sequence[Path], names: Sequence[str], inputs: int) -> None:
    said = "、".join(SUFFIXES.values())
    seen: set[str] = set()
    for path in files:
        known = format_of(path)
        if known is None:
            what = Text(
                f"后缀不是报告的格式({said})", f"the suffix names no format of a report ({said.replace('、', ', ')})"
            )
            todo = Text("改后缀, 或给出文件夹", "change the suffix, or name a folder")
        elif len(names) > len(files) or (inputs > 1 and known not in JOINT and known in names):
            what = Text("--output 是一个文件, 放不下几份报告", "--output is one file, which cannot hold several reports")
            todo = Text("给出一个文件夹", "name a folder")
        elif known in seen:
            what = Text(f"两个 --output 都是格式 {known}", f"two --output are of the format {known}")
            todo = Text("留下一个", "keep one of them")
        elif known not in names:
            what = Text(f"后缀与格式 {names[0]} 不符", f"the suffix is not that of the format {names[0]}")
            todo = Text(f"后缀写成 {SUFFIXES[names[0]]}", f"end it in {SUFFIXES[names[0]]}")
        else:
            seen.add(known)
            continue
        raise UsageError(Problem(what, where=str(path), todo=todo))


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
        what = Text(f"建不了这个文件夹({reason(error).zh})", f"this folder cannot be made ({reason(error).en})")
        raise UsageError(Problem(what, where=str(folder), todo=Text("换一个位置", "choose another place"))) from None
