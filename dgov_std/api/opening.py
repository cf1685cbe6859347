"""Open what is to be checked, as the command line and the standard say it is written."""

from __future__ import annotations

import inspect
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dgov_std.api.candidates import Candidates, Choice, decide
from dgov_std.api.library import headless
from dgov_std.api.options import Options
from dgov_std.dataset.open import open_table
from dgov_std.dataset.table import Table
from dgov_std.errors import DgovError, InputError, Problem, UsageError
from dgov_std.text import Text

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

Fits = Callable[[Sequence[str]], float]
# What `reading:` of a dataset calls it -> what the reader and the options call it.
_HINTS = {
    "encoding": "encoding",
    "delimiter": "delimiter",
    "sheet": "sheet",
    "header_row": "header_row",
    "header_rows": "header_rows",
    "skip_rows": "skip_rows",
    "range": "cells",
}


def open_decided(
    data: str | os.PathLike[str] | pd.DataFrame | pa.Table, may: Candidates, options: Options, source: Path | None
) -> tuple[Table, Choice]:
    """Return the table of an input, and what its header decided of the standards that may apply.

    How files of a dataset are read is known once it is chosen: the file is then opened again. Where no
    header is found that fits, each way of reading that a dataset asks for is tried.

    Raises:
        InputError: the input cannot be read.
        UsageError: the header is of none of the datasets asked for.
    """
    if source is None:
        table = open_data(data, options)
        return table, _decided(table, may, str(table.name))
    hints = may.hints()
    try:
        table = open_data(source, options, fits=may.fits, hints=hints)
        choice = _decided(table, may, str(source))
    except (InputError, UsageError):
        again = _tried(source, may, options, hints)
        if again is None:
            raise
        return again
    wanted = may.hints(choice.bundle["dataset"]["id"]) if choice.bundle is not None and choice.other is None else hints
    if wanted != hints:
        table.close()
        table = open_data(source, options, fits=may.fits, hints=wanted)
    elif choice.bundle is None or choice.other is not None:
        again = _tried(source, may, options, hints)
        if again is not None:
            table.close()
            return again
    return table, choice


def _decided(table: Table, may: Candidates, where: str) -> Choice:
    """Return what the header decides; the table is closed where it decides nothing."""
    if not table.form.header_rows and may.named and len(may.bundles) > 1:
        table.close()
        raise headless(list(may.bundles), where)
    try:
        return decide(table.header, may, where)
    except BaseException:
        table.close()
        raise


def _tried(source: Path, may: Candidates, options: Options, done: Mapping[str, Any]) -> tuple[Table, Choice] | None:
    """Return the table as some dataset wants it read, if its header is then that of the dataset."""
    for name, header in may.headers.items():
        hints = header.get("reading", {})
        if not hints or hints == done:
            continue
        try:
            table = open_data(source, options, fits=may.fits, hints=hints)
        except DgovError:  # that is not how this file is written
            continue
        try:
            choice = _decided(table, may, str(source))
        except UsageError:
            continue
        if choice.bundle is not None and choice.other is None and choice.bundle["dataset"]["id"] == name:
            return table, choice
        table.close()
    return None


def open_data(
    data: str | os.PathLike[str] | pd.DataFrame | pa.Table,
    options: Options,
    *,
    fits: Fits | None = None,
    hints: Mapping[str, Any] | None = None,
) -> Table:
    """Return the table of a path, a pandas DataFrame or a pyarrow Table.

    Args:
        data: what is to be read.
        options: how; what they leave open, `hints` may say (see `reading` of a dataset).
        fits: tells which share of some labels names columns that are known.
        hints: how the standard says such files are written.
    """
    if isinstance(data, str | os.PathLike):
        return _open_file(Path(data), options, fits, hints or {})
    if not (hasattr(data, "columns") or hasattr(data, "column_names")):
        kind = type(data).__name__
        raise UsageError(
            Problem(
                Text(f"不能检查 {kind}", f"a {kind} cannot be checked"),
                todo=Text("给出文件路径、DataFrame 或 pyarrow Table", "give a path, a DataFrame or a pyarrow Table"),
            )
        )
    from dgov_std.dataset.frame import table_from_arrow, table_from_pandas  # noqa: PLC0415 - pandas is slow to import

    pandas = sys.modules.get("pandas")
    if pandas is not None and isinstance(data, pandas.DataFrame):
        return table_from_pandas(data)
    return table_from_arrow(data)


def _open_file(path: Path, options: Options, fits: Fits | None, hints: Mapping[str, Any]) -> Table:
    told = {keyword: hints.get(name) for name, keyword in _HINTS.items()}
    told |= {keyword: given for keyword in told if (given := getattr(options, keyword, None)) is not None}
    known = inspect.signature(open_table).parameters
    keywords: dict[str, Any] = {name: value for name, value in {**told, "fits": fits}.items() if name in known}
    try:
        table = open_table(path, **keywords)
    except (UnicodeError, LookupError):
        named = options.encoding is not None
        todo = Text("去掉 --encoding, 或换一种编码", "leave out --encoding, or name another one")
        if not named:
            todo = Text("用 --encoding 指明这个文件的编码", "name the encoding of this file with --encoding")
        encoding = told["encoding"]
        what = Text(f"不能按 {encoding} 编码读", f"cannot be read as {encoding}")
        raise InputError(Problem(what, where=str(path), todo=todo)) from None
    _refuse_senseless(table, path, options)
    return table


def _refuse_senseless(table: Table, path: Path, options: Options) -> None:
    """Refuse an option that this kind of file has no use for: whoever gave it expects something of it."""
    form = table.form
    rows = form.format if form.sheet is not None or form.delimiter is not None else None  # it has rows to count
    senseless = (
        ("--sheet", options.sheet, form.sheet),
        ("--encoding", options.encoding, form.encoding),
        ("--header-row", options.header_row, rows),
        ("--header-rows", options.header_rows, rows),
        ("--skip-rows", options.skip_rows, rows),
        ("--range", options.cells, rows),
    )
    for option, given, used in senseless:
        if given is not None and used is None:
            table.close()
            kind = Text("工作簿", "a workbook") if form.sheet is not None else Text("这种文件", "such a file")
            kind = Text("文本文件", "a text file") if form.encoding is not None else kind
            raise UsageError(
                Problem(
                    Text(f"{kind.zh}不用 {option}", f"{kind.en} takes no {option}"),
                    where=str(path),
                    todo=Text("去掉这个选项", "leave the option out"),
                )
            )
