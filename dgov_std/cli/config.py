"""`dgov-std.toml`, or `[tool.dgov-std]` of pyproject.toml: what the command line need not say each time.

Found upward from the working directory, no further than the repository. Paths in it are relative to its folder. What it
does not know it refuses, with the nearest key it knows: a misspelt key must not be a check that does not run.
"""

from __future__ import annotations

import contextlib
import difflib
import os
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast, overload

from dgov_std import lfs
from dgov_std.cli.patterns import Patterns, flaw
from dgov_std.cli.settings import SETTINGS, Setting, Value, setting
from dgov_std.errors import InputError, Problem, UsageError, reason
from dgov_std.text import Language, Text

NAME, SHARED = "dgov-std.toml", "pyproject.toml"
_TABLE = ("tool", "dgov-std")
# At the top: what holds for every input unless an entry of [[datasets]] says otherwise, and what holds for the run.
TOP = ("standard", "as_of", "fail_on", "thresholds", "baseline", "exceptions")
RUN = ("lang", "formats", "output_dir", "skip_unchanged", "datasets")
FILES = "files"
_OF_TEXT, _OF_WORKBOOKS = ("encoding", "delimiter"), ("sheet",)  # what only such files have a use for


@dataclass(frozen=True)
class Entry:
    """One entry of [[datasets]]: which files it is about and what holds for them. `place` is its name in messages."""

    place: str
    patterns: Patterns
    setting: Setting


@dataclass(frozen=True)
class Config:
    """A configuration as read; the one of a project that has none is empty, `path` None.

    `root` is its folder: patterns and paths are relative to that.
    """

    root: Path
    path: Path | None = None
    setting: Setting = field(default_factory=Setting)
    entries: tuple[Entry, ...] = ()
    lang: Language | None = None
    formats: tuple[str, ...] = ()
    output_dir: Path | None = None
    skip_unchanged: bool = False

    def entry_of(self, path: Path) -> Entry | None:
        """Return the last entry that means a file: what is said later holds."""
        places = [(_whole(path), self.root)]  # as it is named: a link means what it is called, not what it leads to
        with contextlib.suppress(OSError):
            places.append((path.resolve(), self.root.resolve()))
        for place, root in places:
            inside = place.relative_to(root).as_posix() if place.is_relative_to(root) else ""
            found = next((entry for entry in reversed(self.entries) if inside and entry.patterns.match(inside)), None)
            if found is not None:
                return found
        return None

    def setting_of(self, path: Path) -> Setting:
        """Return what the configuration says of a file."""
        entry = self.entry_of(path)
        found = self.setting if entry is None else entry.setting
        from dgov_std.api.incoming import TEXTS, WORKBOOKS  # noqa: PLC0415 - help stays light

        # An entry may be about text files and workbooks.
        others = _OF_TEXT if path.suffix.lower() in WORKBOOKS else _OF_WORKBOOKS if path.suffix.lower() in TEXTS else ()
        return replace(found, reading={name: value for name, value in found.reading.items() if name not in others})

    def files(self) -> tuple[list[Path], list[Entry]]:
        """Return the files that [[datasets]] means, each once, and the entries that mean none."""
        found: dict[Path, None] = {}
        empty = []
        for entry in self.entries:
            files = list(entry.patterns.files(self.root, _whole(self.output_dir)))
            found |= dict.fromkeys(files)
            if not files:
                empty.append(entry)
        return list(found), empty


def find_config(folder: Path, asked: Path | None = None) -> Config:
    """Return the configuration asked for, or the one found upward from a folder; an empty one where there is none.

    Raises:
        InputError: the file cannot be read.
        UsageError: what it says makes no sense; each problem with file and key.
    """
    if asked is not None:
        return _config(asked, _table(asked) or {})
    for place in (folder, *folder.parents):
        own, shared = _said(place / NAME), _said(place / SHARED)
        if own.is_file():
            return _config(own, _table(own) or {})
        if shared.is_file() and (table := _table(shared)) is not None:
            return _config(shared, table)
        if (place / ".git").exists():
            break
    return Config(folder)


def _table(path: Path) -> Mapping[str, Any] | None:
    """Return what a file says of this program; None where it is the file of several and says nothing."""
    try:
        data = path.read_bytes()
        if lfs.is_pointer(data):
            raise UsageError(Problem(lfs.WHAT, where=str(path), todo=lfs.TODO))
        if path.name == SHARED and b"dgov-std" not in data:
            return None
        found: Any = tomllib.loads(data.decode("utf-8-sig"))
    except OSError as error:
        what = Text(f"配置文件读不了({reason(error).zh})", f"the configuration cannot be read ({reason(error).en})")
        raise InputError(Problem(what, where=str(path), todo=Text("看看路径是否写对", "look at the path"))) from None
    except (ValueError, RecursionError) as error:
        what = Text(f"不是 TOML({error})", f"this is no TOML ({error})")
        raise UsageError(Problem(what, where=str(path), todo=Text("改正这一处", "correct that place"))) from None
    if path.name != SHARED:
        return cast("Mapping[str, Any]", found)
    for key in _TABLE:
        found = found.get(key) if isinstance(found, dict) else None
    return cast("Mapping[str, Any] | None", found)


def _config(path: Path, table: Mapping[str, Any]) -> Config:
    root = _whole(path).parent
    problems: list[Problem] = []
    told = _Told(path, _said(root), problems)
    if not isinstance(table, dict):
        raise UsageError(told.wrong("", Text("是一个表", "a table")))
    common = told.setting(table, "", (*TOP, *RUN))
    entries = tuple(told.entries(table.get("datasets", []), common))
    formats, lang = told.formats(table.get("formats", [])), table.get("lang")
    if lang not in (None, "zh", "en"):
        problems.append(told.wrong("lang", Text("zh 或 en", "zh or en")))
    folder, skip = table.get("output_dir"), table.get("skip_unchanged", False)
    if folder is not None and not _lies_below(folder, root):
        wanted = Text("这个配置所在文件夹里的一个文件夹", "a folder below that of this configuration")
        problems.append(told.wrong("output_dir", wanted))
    if not isinstance(skip, bool):
        problems.append(told.wrong("skip_unchanged", Text("true 或 false", "true or false")))
    if problems:
        raise UsageError(*problems)
    place = told.root / folder if folder is not None else None
    return Config(root, path, common, entries, lang, formats, place, skip)


@overload
def _whole(path: Path) -> Path: ...
@overload
def _whole(path: None) -> None: ...
def _whole(path: Path | None) -> Path | None:
    """Return an absolute path, links as they are named and `..` resolved."""
    return Path(os.path.abspath(path)) if path is not None else None  # noqa: PTH100 - Path.absolute keeps `..`


def _lies_below(found: object, root: Path) -> bool:
    """Whether a value names a folder below another one: a repository must not choose where else on a machine is written."""
    if not isinstance(found, str) or flaw(found):
        return False
    try:
        return (root / found).resolve().is_relative_to(root.resolve())
    except OSError:
        return False


def _said(path: Path) -> Path:
    """Return a path as messages are to name it: from the working directory, unless it lies on another drive."""
    try:
        return Path(os.path.relpath(path))
    except (OSError, ValueError):
        return path


@dataclass(frozen=True, slots=True)
class _Told:
    """Turns the tables of a file into values; collects what is wrong instead of stopping at the first."""

    path: Path
    root: Path
    problems: list[Problem]

    def setting(self, table: Mapping[str, Any], place: str, known: tuple[str, ...], base: Setting | None = None) -> Setting:
        for key in table:
            if key not in known:
                self.problems.append(self._unknown(f"{place}{key}", key, known))
        values: dict[str, Any] = {}
        for key, read in SETTINGS.items():
            if key in table and key in known:
                try:
                    values[key] = read(table[key], self.root)
                except Value as error:
                    self.problems.append(self.wrong(f"{place}{key}{error.below}", error.wanted))
                except UsageError as error:
                    self.problems.extend(self._within(f"{place}{key}", problem) for problem in error.problems)
        return setting(values, base, f"{self.path}: {place}")

    def entries(self, found: object, common: Setting) -> list[Entry]:
        if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
            self.problems.append(self.wrong("datasets", Text("几个 [[datasets]] 表", "tables, [[datasets]]")))
            return []
        entries = []
        for i, table in enumerate(found, start=1):
            place = f"datasets[{i}]"
            written = table.get(FILES)
            globs = (written,) if isinstance(written, str) else written
            fine = isinstance(globs, list | tuple) and bool(globs) and all(isinstance(each, str) for each in globs)
            if not fine or any(map(flaw, globs)):
                wanted = Text(
                    '这个配置所在文件夹里的文件, 如 ["data/**/*.csv"]', 'files below this folder, such as ["data/**/*.csv"]'
                )
                self.problems.append(self.wrong(f"{place}.{FILES}", wanted))
                globs = ()
            here = self.setting(table, f"{place}.", (FILES, *SETTINGS), common)
            entries.append(Entry(place, Patterns(tuple(globs)), here))
        return entries

    def formats(self, found: object) -> tuple[str, ...]:
        from dgov_std.render import RENDERERS  # noqa: PLC0415 - most runs have no such key

        names = [found] if isinstance(found, str) else found
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            self.problems.append(self.wrong("formats", Text("格式的名字", "names of formats")))
            return ()
        for name in names:
            if name not in RENDERERS:
                self.problems.append(self._unknown("formats", name, tuple(RENDERERS)))
        return tuple(names)

    def wrong(self, key: str, wanted: Text) -> Problem:
        what = Text(
            f"{key or '.'.join(_TABLE)} 的值不对, 应为{wanted.zh}", f"{key or '.'.join(_TABLE)} should be {wanted.en}"
        )
        return Problem(what, where=str(self.path))

    def _within(self, key: str, problem: Problem) -> Problem:
        return replace(problem, where=f"{self.path}: {key} {problem.where.strip()}".rstrip())

    def _unknown(self, key: str, name: str, known: tuple[str, ...]) -> Problem:
        near = difflib.get_close_matches(unicodedata.normalize("NFKC", name.replace("-", "_")), known, n=1)
        near = near or difflib.get_close_matches(name, known, n=1)
        what = Text(f"{key}: 没有“{name}”", f"{key}: there is no {name!r}")
        todo = Text(f"是不是 {near[0]}", f"perhaps {near[0]}") if near else None
        if todo is None:
            todo = Text(f"可以写: {'、'.join(known)}", f"known: {', '.join(known)}")
        return Problem(what, where=str(self.path), todo=todo)
