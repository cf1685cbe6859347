"""What a run checks, and by what: files named or those of the configuration, its settings under the command line's, the lock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from dgov_std.cli.changed import changes_since
from dgov_std.cli.clock import in_ci
from dgov_std.cli.config import NAME as CONFIGURATION
from dgov_std.cli.config import Config, find_config
from dgov_std.cli.console import aside
from dgov_std.cli.inputs import inputs_of
from dgov_std.cli.language import CONFIGURED, language_of, say
from dgov_std.cli.lock import NAME, Lock, Pin, find_lock, read_lock
from dgov_std.cli.selection import Selection
from dgov_std.cli.settings import Setting, is_path, option_of, standard_files
from dgov_std.cli.unchanged import Memory
from dgov_std.errors import InputError, Problem, UsageError
from dgov_std.text import Language, Text

_ENTRIES = "[[datasets]]"
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Project:
    """The configuration and the lock of the place a command was called in, and what was asked of both."""

    config: Config
    lock: Lock
    selection: Selection

    def language(self, asked: Language | None) -> Language:
        """Return the language to speak: `--lang`, DGOV_STD_LANG, the configuration, the locale."""
        if self.config.lang is not None:
            click.get_current_context().meta[CONFIGURED] = self.config.lang
        return asked or language_of()

    def chosen(
        self, names: Sequence[str], given: Setting, schema: Path | None, language: Language
    ) -> tuple[list[Path], list[Setting], list[InputError]]:
        """Return the inputs to check, what holds for each, and an error for each name that means no file.

        Raises UsageError: see `inputs`, `selected` and `decided`.
        """
        self.lock.strict = in_ci() and given.standard is None
        found, absent = self.inputs(names, language)
        settings = [_under(self.config.setting_of(path), given, schema) for path in found]
        places = self.selected(found, settings, [schema])
        inputs, settings = [found[i] for i in places], [settings[i] for i in places]
        return inputs, self.decided(inputs, settings, schema), absent

    def folder(self, output: Sequence[Path], output_dir: Path | None) -> Path | None:
        """Return the folder for reports: the one asked for, that of the configuration where nothing is."""
        return output_dir if output or output_dir is not None else self.config.output_dir

    def formats(self, asked: Sequence[str], output: Sequence[Path]) -> Sequence[str]:
        """Return the formats of the reports: those asked for, by name or by a file; those of the configuration otherwise."""
        return asked if asked or any(path.suffix and not path.is_dir() for path in output) else self.config.formats

    def inputs(self, names: Sequence[str], language: Language) -> tuple[list[Path], list[InputError]]:
        """Return the files named, else those of [[datasets]], and an error for each name that means none.

        Raises UsageError: no file is named and none is configured, or, with --require-files, an entry means none.
        """
        if names:
            return inputs_of(names, language)
        if not self.config.entries:
            where = str(self.config.path) if self.config.path is not None else ""
            todo = Text(f"给出文件, 或在配置里写 {_ENTRIES}", f"name files, or write {_ENTRIES} in the configuration")
            raise UsageError(Problem(Text("没有指明要检查的文件", "no files to check are named"), where=where, todo=todo))
        files, empty = self.config.files()
        for entry in empty:
            globs = " ".join(entry.patterns.written)
            what = Text(f"{entry.place} 没有对上任何文件({globs})", f"{entry.place} means no file ({globs})")
            if self.selection.require_files or not files:
                raise UsageError(Problem(what, where=str(self.config.path), todo=Text("改正模式", "correct the patterns")))
            tell(what)
        return [_from_here(path) for path in files], []

    def decided(self, inputs: Sequence[Path], settings: Sequence[Setting], schema: Path | None) -> list[Setting]:
        """Return the settings with a standard for each: in CI the header decides nothing.

        There the lock's only standard counts where none is named.

        Raises UsageError: in CI, for inputs without a standard.
        """
        if schema is not None or not in_ci():
            return list(settings)
        only = self.lock.only_standard()
        found = [each if each.standard or each.dataset or not only else replace(each, standard=only) for each in settings]
        open_ones = [path for path, each in zip(inputs, found, strict=True) if not (each.standard or each.dataset)]
        if open_ones:
            raise _unnamed(open_ones, self.config)
        return found

    def selected(self, inputs: Sequence[Path], settings: Sequence[Setting], common: Iterable[Path | None]) -> list[int]:
        """Return which inputs to check, by their places: those that changed, with --changed-since.

        What all of them depend on (configuration, lock, `common`) makes all of them changed; a standard, a baseline or
        another file of some makes those.

        Raises UsageError: nothing is selected, with --require-files.
        """
        ref = self.selection.changed_since
        everything = list(range(len(inputs)))
        if ref is None:
            return everything
        changes = changes_since(ref, Path.cwd())
        decisive = (*self._decisive(changes.top), *common)
        shared = [path for path in decisive if path is not None and changes.has(path)]
        if changes.paths is None:
            tell(Text("没有可比较的提交, 全部检查", "there is no commit to compare with: everything is checked"))
            return everything
        if shared:
            names = "、".join(list(dict.fromkeys(path.name for path in shared))[:_MOST_NAMED])
            tell(Text(f"{names} 有改动, 全部重新检查", f"changed: {names.replace('、', ', ')}; everything is checked again"))
            return everything
        found = [i for i in everything if changes.has(inputs[i]) or changes.any_of(_needed(settings[i]))]
        if not found and self.selection.require_files:
            what = Text(f"自“{ref}”以来没有改动过的输入文件", f"no input changed since {ref!r}")
            todo = Text("去掉 --require-files 就算通过", "without --require-files that is a success")
            raise UsageError(Problem(what, where="--changed-since", todo=todo))
        total = len(inputs)
        tell(
            Text(
                f"自“{ref}”以来 {total} 个输入文件中有 {len(found)} 个要检查" + ("" if found else ", 没有要做的"),
                f"since {ref!r}: {len(found)} of {total} inputs to check" + ("" if found else "; nothing to do"),
            )
        )
        return found

    def _decisive(self, top: Path) -> Iterator[Path | None]:
        """Yield the files that decide for all inputs, and where one may have lain that did: taken away, it changes as much."""
        yield from (self.config.path, self.lock.path, self.config.root / NAME)
        here, root = Path.cwd(), self.config.root if self.config.path is not None else top
        for place in (here, *here.parents) if self.selection.config is None else ():
            yield place / CONFIGURATION
            if place in {root, top}:
                return

    def memory(self) -> Memory | None:
        """Return the results of before, where they may stand: asked for, or configured and not in CI; no lock is written."""
        asked = self.selection.skip_unchanged
        wanted = asked if asked is not None else self.config.skip_unchanged and not in_ci()
        return Memory(self.config.root, self.lock) if wanted and not self.selection.update_lock else None

    def close(self, settings: Iterable[Setting], *, named: bool) -> None:
        """Write the lock, where asked for, and tell what changed in it.

        Locked are the datasets that inputs were checked by, and all those of the standards named for them or in the
        configuration. `named`: the inputs were named, so that the run was about some of the project only.
        """
        if not self.selection.update_lock:
            return
        from dgov_std.api.basis import bases_of  # noqa: PLC0415 - most runs lock nothing

        every = [*settings, *(entry.setting for entry in self.config.entries)]
        for standard in dict.fromkeys(each.standard for each in every if each.standard is not None):
            for basis in bases_of(standard):
                self.lock.approve(basis)
        whole = not named and self.selection.changed_since is None
        for each in self.lock.update(whole=whole) or [Text("没有变化", "nothing changed")]:
            tell(Text(f"{self.lock.path.name}: {each.zh}", f"{self.lock.path.name}: {each.en}"))


def project_of(selection: Selection) -> Project:
    """Return the project that the working directory lies in. Raises InputError and UsageError (see `find_config`)."""
    config = find_config(Path.cwd(), selection.config)
    place = find_lock(config.root)
    pins = _locked(place, anew=selection.update_lock) if place is not None else None
    lock = Lock(_from_here(place or config.root / NAME), pins, updating=selection.update_lock)
    return Project(config, lock, selection)


def _locked(place: Path, *, anew: bool) -> Mapping[tuple[str, str], Pin] | None:
    """Return the pins of a lock. One that is none, as after a merge, may be written `anew`. Raises as `read_lock`."""
    try:
        return read_lock(place)
    except UsageError:
        if not anew:
            raise
        tell(Text(f"{place.name} 不是锁定文件, 重新写", f"{place.name} is no lock; it is written anew"))
        return None


def tell(text: Text) -> None:
    """Print a word about the run beside its result."""
    aside(say(text))


def _under(base: Setting, given: Setting, schema: Path | None) -> Setting:
    """Return the configuration's setting as the command line changes it; tables are joined by their names."""
    if given.standard is not None or schema is not None:  # then the dataset of another standard makes no sense
        base = replace(base, standard=None, dataset=None)
    names = ("standard", "dataset", "as_of", "fail_on", "baseline", "exceptions", "metadata")
    told = {name: value for name in names if (value := getattr(given, name)) is not None}
    reading = {name: value for name, value in given.reading.items() if value is not None}
    tables = [name for name in ("references", "codelists") if getattr(given, name)]
    own = {option_of("range" if name == "cells" else name) for name in (*told, *reading, *tables)}
    return replace(
        base,
        **told,
        thresholds={**base.thresholds, **given.thresholds},
        references={**base.references, **given.references},
        codelists={**base.codelists, **given.codelists},
        reading={**base.reading, **reading},
        places={option: place for option, place in base.places.items() if option not in own},
    )


def _needed(setting: Setting) -> Iterator[Path]:
    """Yield the files and folders besides an input that its result depends on."""
    yield from setting.files()
    if setting.standard is not None and is_path(setting.standard):
        yield from standard_files(Path(setting.standard))


def _unnamed(inputs: Sequence[Path], config: Config) -> UsageError:
    what = Text("在 CI 中必须指明标准", "in CI the standard must be named")
    todo = Text("例如 --standard licence-publicity", "for example --standard licence-publicity")
    if not config.entries:
        zh, en = f", 或在 {CONFIGURATION} 里写 {_ENTRIES}", f", or write {_ENTRIES} in {CONFIGURATION}"
        return UsageError(Problem(what, where="--standard", todo=Text(todo.zh + zh, todo.en + en)))
    names = [str(path) for path in inputs[:_MOST_NAMED]] + ["…"] * (len(inputs) > _MOST_NAMED)
    what = Text(
        f"没有一条 {_ENTRIES} 说 {'、'.join(names)} 用哪个标准, 在 CI 中必须指明",
        f"no {_ENTRIES} says which standard {', '.join(names)} follows; in CI it must be named",
    )
    return UsageError(Problem(what, where=str(config.path), todo=todo))


def _from_here(path: Path) -> Path:
    """Return a path as it is shortest to say from the working directory."""
    try:
        return path.relative_to(Path.cwd())
    except ValueError:
        return path
