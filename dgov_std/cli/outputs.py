"""Inputs named on the command line, and files written aside and renamed."""

from __future__ import annotations

import glob
from collections.abc import Iterable
from pathlib import Path

from dgov_std.errors import InputError, Problem
from dgov_std.text import Language, Text

_READABLE = {".csv", ".tsv", ".txt", ".xlsx"}
_OURS = ("退回_", "returned_")


def inputs_of(names: Iterable[str]) -> list[Path]:
    """Return the files meant by paths, folders and globs, in order. Raises InputError when one matches nothing."""
    found: list[Path] = []
    for name in names:
        path = Path(name)
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.suffix.lower() in _READABLE and not _ours(p))
            found += inside or _nothing(name)
        elif any(c in name for c in "*?[") and not path.exists():
            matched = sorted(glob.glob(name, recursive=True))  # noqa: PTH207 - absolute patterns as well
            found += [Path(p) for p in matched if not _ours(Path(p))] or _nothing(name)
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def _ours(path: Path) -> bool:
    return path.name.startswith((*_OURS, "~$"))


def _nothing(name: str) -> list[Path]:
    raise InputError(
        Problem(
            Text("没有可检查的文件", "no file to check"),
            where=name,
            todo=Text("给出 CSV 或 xlsx 文件", "name CSV or xlsx files"),
        )
    )


def workbook_path(source: Path, asked: Path | None, language: Language) -> Path:
    """Return where the annotated workbook goes: beside the input, or the file or folder asked for."""
    if asked is None:
        return source.with_name(_returned(source, language))
    return asked / _returned(source, language) if asked.is_dir() else asked


def _returned(source: Path, language: Language) -> str:
    return f"{_OURS[0] if language == 'zh' else _OURS[1]}{source.stem}.xlsx"
