"""`--reference NAME=FILE`, `--codelist NAME=FILE`: other tables and code lists that a dataset needs."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from dgov_std.errors import InputError, Problem, UsageError
from dgov_std.text import Text

_SAMPLES = {
    "--reference": ("offices.csv=单位.csv", "offices.csv=offices-2026.csv"),
    "--codelist": ("working-days=工作日.csv", "working-days=days-2026.csv"),
}


def tables_of(given: Iterable[str], option: str = "--reference") -> dict[str, Path]:
    """Return the files by name. Raises UsageError for what is not NAME=FILE, InputError for a file that is not there."""
    found: dict[str, Path] = {}
    for each in given:
        name, sign, file = each.partition("=")
        if not (name and sign and file):
            raise _wrong(option, Text(f"“{each}”不是 名称=文件", f"{each!r} is not NAME=FILE"))
        if name in found:
            raise _wrong(option, Text(f"“{name}”给了两次", f"{name!r} is given twice"))
        path = Path(file)
        if not path.is_file():
            todo = Text("看看路径是否写对", "look at the path")
            raise InputError(Problem(Text("没有这个文件", "there is no such file"), where=file, todo=todo))
        found[name] = path
    return found


def _wrong(option: str, what: Text) -> UsageError:
    zh, en = _SAMPLES[option]
    return UsageError(Problem(what, where=option, todo=Text(f"例如 {option} {zh}", f"for example {option} {en}")))
