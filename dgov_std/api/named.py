"""The standards that a command line names: shipped ones by id, folders, files, folders full of them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dgov_std.api.library import standards_root
from dgov_std.errors import Problem, UsageError
from dgov_std.text import Text

if TYPE_CHECKING:
    from dgov_std.standard.model import Standard

_MANIFEST = re.compile(rb"^kind:[ ]*standard[ ]*(?:#.*)?\r?$", re.MULTILINE)
_SUFFIXES = frozenset({".yaml", ".yml"})


def standards_named(names: Sequence[str | os.PathLike[str]]) -> list[tuple[Path, Standard]]:
    """Return (folder or file, standard) of each name; without a name, of every shipped standard.

    Args:
        names: the id of a shipped standard, a standard's folder or file, or a folder that holds
            several standards beside each other.

    Raises:
        StandardError: every mistake in the files of all of them, each with file:line:column.
        UsageError: there is no such standard.
    """
    from dgov_std.standard.load import load_standards  # noqa: PLC0415 - a plain check needs no YAML

    found = [path for name in names for path in _paths(name)] if names else list(_within(standards_root()))
    paths = list(dict.fromkeys(found))
    search = dict.fromkeys([*(path.resolve().parent for path in paths), standards_root()])
    return list(zip(paths, load_standards(paths, search=tuple(search)), strict=True))


def _paths(name: str | os.PathLike[str]) -> list[Path]:
    path = Path(name)
    if not os.path.exists(path) or not str(name).strip():  # noqa: PTH110 - False for names no system can hold
        path = standards_root() / str(name)
        if not str(name).strip() or path.parent != standards_root() or not path.is_dir():
            known = [each.name for each in _within(standards_root())]
            raise UsageError(
                Problem(
                    Text(f"没有名为“{name}”的标准", f"there is no standard {str(name)!r}"),
                    todo=Text(
                        f"现有: {'、'.join(known)}; 也可以给出标准文件夹的路径",
                        f"known: {', '.join(known)}; a path to a folder of YAML files works too",
                    ),
                )
            )
    if path.is_file() or _is_standard(path):
        return [path]
    return list(_within(path)) or [path]


def _within(folder: Path) -> Iterator[Path]:
    """Yield the standards that stand side by side in a folder."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name.startswith("."):
            continue
        if _is_standard(path) or (path.suffix in _SUFFIXES and path.is_file() and _declares(path)):
            yield path


def _is_standard(folder: Path) -> bool:
    """Whether one of a folder's own YAML files, not those of folders below, declares a standard.

    Of several such files each is a standard of its own.
    """
    if not folder.is_dir():
        return False
    files = (path for path in sorted(folder.iterdir()) if path.suffix in _SUFFIXES and path.is_file())
    return sum(_declares(path) for path in files) == 1


def _declares(path: Path) -> bool:
    try:
        return _MANIFEST.search(path.read_bytes()) is not None
    except OSError:
        return True  # loading it will say why it cannot be read
