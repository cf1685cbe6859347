"""The globs of the configuration: which files below a folder they mean, alike on every system.

`*` and `?` stop at a slash, `**` is any number of folders, `!` before a pattern takes files away again, and a plain folder
means everything in it. The extension may be written in either case, as Windows users do; names are compared in one
Unicode form, as macOS writes another one.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from dgov_std.cli.inputs import is_ours, is_readable

_WILD = frozenset("*?[")
_RANGE = re.compile(r"(?<!\\-)\\-(?!\\-)")  # two of them have no meaning between brackets
_FOLDERS = "(?:[^/]+/)*"
_PIECES = re.compile(r"\[!?\]?[^\]]*\]|\*|\?|.", re.DOTALL)


@dataclass(frozen=True)
class Patterns:
    """The globs of one entry, in its order."""

    written: tuple[str, ...]

    def match(self, path: str) -> bool:
        """Whether a path, relative to the folder of the configuration and with slashes, is meant."""
        path = unicodedata.normalize("NFC", path)
        return any(each.fullmatch(path) for each in self._wanted) and not any(
            each.fullmatch(path) for each in self._unwanted
        )

    def files(self, root: Path, besides: Path | None = None) -> Iterator[Path]:
        """Yield the files below `root` that are meant, in order; none of those below `besides`."""
        starts = {_start(each) for each in self.written if not each.startswith("!")}
        alone = {start for start in starts if not any(start != other and _lies_in(start, other) for other in starts)}
        for start in sorted(alone):
            for path in _below(root / start, besides, hidden=any(map(_names_hidden, self.written))):
                inside = path.relative_to(root).as_posix()
                if self.match(inside) and (self._names_suffix(inside) or is_readable(path.name)):
                    yield path

    def _names_suffix(self, path: str) -> bool:
        """Whether the kind of the file is asked for by its extension, so that no guess by names is needed."""
        suffix = os.path.splitext(path)[1].lower()  # noqa: PTH122 - a text, not a file
        return any(each.lower().endswith(suffix) for each in self.written) if suffix else False

    @cached_property
    def _wanted(self) -> list[re.Pattern[str]]:
        return [_compiled(each) for each in self.written if not each.startswith("!")]

    @cached_property
    def _unwanted(self) -> list[re.Pattern[str]]:
        return [_compiled(each[1:]) for each in self.written if each.startswith("!")]


def flaw(pattern: str) -> bool:
    """Whether a pattern leads out of the folder of the configuration, or says nothing."""
    body = pattern.removeprefix("!").replace("\\", "/")
    try:
        _compiled(body)
    except re.error:  # letters the wrong way round, as in [z-a]
        return True
    return not body.strip() or "\0" in body or body.startswith("/") or ".." in body.split("/") or ":" in body[:2]


def _compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern as an expression. What stands between two stars takes the first place that fits, for the star behind
    it takes the rest: so no pattern takes long, however many stars it has.
    """
    runs: list[list[str]] = [[]]  # what stands between one ** and the next
    parts = _parts(pattern) or ["**"]  # the folder of the configuration itself
    for part in [*parts, *(["*"] if parts[-1] == "**" else [])]:
        if part == "**":
            runs.append([])
        else:
            runs[-1].append(part)
    *before, last = runs
    name = _segment(last.pop())
    folders = ["".join(f"{_pieces(part)}/" for part in run) for run in (*before, last)]
    written = folders[0] + "".join(f"(?>{_FOLDERS}?{each})" for each in folders[1:-1])
    written += (_FOLDERS + folders[-1] if before else "") + name
    # A pattern without any wildcard may be a folder.
    return re.compile(written if _WILD & set(pattern) or not _parts(pattern) else f"{written}(?:/.*)?", re.DOTALL)


def _segment(name: str) -> str:
    stem, dot, suffix = name.rpartition(".")
    return f"{_pieces(stem)}\\.(?i:{_pieces(suffix)})" if dot and stem else _pieces(name)


def _pieces(text: str) -> str:
    fixed = [""]  # what stands between one * and the next
    for piece in _PIECES.findall(text):
        if piece == "*":
            fixed.append("")
        else:
            fixed[-1] += _piece(piece)
    first, *others = fixed
    inner = "".join(f"(?>[^/]*?{each})" for each in others[:-1] if each)
    return first + inner + (f"[^/]*{others[-1]}" if others else "")


def _piece(piece: str) -> str:
    if piece == "?":
        return "[^/]"
    if len(piece) > 1:
        inner = piece[1:-1]
        sign = "^/" if inner.startswith("!") else ""
        letters = _RANGE.sub("-", re.escape(inner.removeprefix("!")))
        return f"[{sign}{letters}]"
    return re.escape(piece)


def _parts(pattern: str) -> list[str]:
    body = unicodedata.normalize("NFC", pattern.removeprefix("!").replace("\\", "/"))
    return [part for part in body.split("/") if part not in {"", "."}]


def _start(pattern: str) -> str:
    """Return the folder, or the file, that a pattern names before its first wildcard."""
    fixed: list[str] = []
    for part in _parts(pattern):
        if _WILD & set(part):
            break
        fixed.append(part)
    return "/".join(fixed)


def _lies_in(start: str, other: str) -> bool:
    return not other or start.startswith(other + "/")


def _names_hidden(pattern: str) -> bool:
    return not pattern.startswith("!") and any(part.startswith(".") for part in _parts(pattern))


def _below(start: Path, besides: Path | None, *, hidden: bool) -> Iterator[Path]:
    """Yield files in order of their paths; hidden folders and links to folders are not entered."""
    if not os.path.isdir(start):  # noqa: PTH112 - no error where a name is too long for the system
        if os.path.isfile(start) and not is_ours(start.name):  # noqa: PTH113 - as above
            yield start
        return
    found: list[Path] = []
    for place, folders, names in os.walk(start):
        folder = Path(place)
        folders[:] = [
            name for name in folders if (hidden or not name.startswith(".")) and name != ".git" and folder / name != besides
        ]
        found += [folder / name for name in names if not is_ours(name)]
    yield from sorted(found)
