"""The bound document `{metadata, header, rows}`, written out so that other validators judge what we judge."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from json import JSONEncoder
from pathlib import Path
from typing import BinaryIO

import numpy as np

from dgov_std.api.codelists import Bundle
from dgov_std.api.options import Options
from dgov_std.arrays import Mask
from dgov_std.atomic import write_aside
from dgov_std.checks.numbers import LITERAL
from dgov_std.dataset.block import Batch
from dgov_std.dataset.open import reopen_table
from dgov_std.dataset.table import Table
from dgov_std.engine.document import metadata_by_id
from dgov_std.engine.kernel import blank_rows
from dgov_std.engine.totals import with_listed_totals
from dgov_std.errors import InputError, Problem, UsageError
from dgov_std.plan.plan import Bound, Plan
from dgov_std.plan.reading import Reading
from dgov_std.text import Text

_NUMBER = re.compile(LITERAL)
_encode: Callable[[object], str] = JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def write_instance(target: Path, table: Table, bundle: Bundle, plan: Plan, options: Options, source: Path | None) -> str:
    """Write the bound document of a table to `target` (mode 0600) and return its sha256 (hex).

    The rows are read once more, from `source`, or from a table in memory; memory is bounded by a Block. Row r of
    the spreadsheet stands on line r of the file: blank and damaged rows leave an empty line, so that what another
    validator says about a row can be found again. `options` say how the file was read.

    Raises:
        UsageError: the target is the submitted file, or cannot be written.
        InputError: the file changed since it was checked.
    """
    if source is not None and target.exists() and target.samefile(source):
        what = Text("校验实例不能覆盖报送的文件", "the document must not replace the submitted file")
        raise UsageError(Problem(what, where=str(target), todo=Text("换一个文件名", "choose another name")))
    again = table if source is None else reopen_table(source, table.form, table.header)
    metadata = metadata_by_id(bundle, options.metadata) if options.metadata is not None else {}
    head = f'{{"metadata":{_encode(metadata)},"header":{_encode(list(table.header))},"rows":['
    columns = [bound for bound in plan.columns if bound.index is not None]

    def write(file: BinaryIO) -> None:
        first = max(table.form.header_row, 1)
        file.write(b"\n" * (first - 1) + _utf8(head))
        file.writelines(_utf8(text) for text in _lines(again, plan, columns, first))
        file.write(b"\n]}\n")
        if again.fingerprint() != table.fingerprint():
            what = Text("文件在检查过程中被改动", "the file changed while it was being checked")
            raise InputError(Problem(what, where=str(source), todo=Text("请再检查一次", "check it again")))

    try:
        return write_aside(target, write)
    finally:
        if again is not table:
            again.close()


def _lines(table: Table, plan: Plan, columns: Sequence[Bound], line: int) -> Iterator[str]:
    """Yield the rows as text, a Block at a time; `line` is where the header stands."""
    comma, missing, atoms = "", frozenset(plan.missing), plan.by_column()
    for block in table.blocks():
        batch = with_listed_totals(plan, table.parse(block), atoms)
        found: list[str] = []
        live = ~blank_rows(batch, len(batch))
        live[[damage.index for damage in batch.damage]] = False
        live[[aside.index for aside in batch.asides]] = False
        for row, text in zip(batch.rows[live].tolist(), _objects(batch, columns, missing, live), strict=True):
            found += ("\n" * (row - line), comma, text)
            line, comma = row, ","
        yield "".join(found)


def _objects(batch: Batch, columns: Sequence[Bound], missing: frozenset[str], live: Mask) -> Iterator[str]:
    """Yield the rows that are `live` as JSON objects."""
    cells = [_members(batch.columns[bound.index or 0].to_pylist(), bound, missing) for bound in columns]
    for row in np.flatnonzero(live).tolist():
        yield "{" + ",".join(member for column in cells if (member := column[row]) is not None) + "}"


def _members(texts: list[str | None], bound: Bound, missing: frozenset[str]) -> list[str | None]:
    """Return the cells of a column as `"name":value`, None where the property is absent.

    A column that lists what is missing for itself lists the empty text, or an empty cell is a value there.
    """
    name = _encode(bound.id) + ":"
    absent = name + "null" if bound.reading.null else None
    wanted = missing | {""} if bound.missing is None else frozenset(bound.missing)
    typed = bound.reading.number or bound.reading.true or bound.reading.false
    values = (None if text is None or text in wanted else text for text in texts)
    return [
        absent if text is None else name + (json_value(text, bound.reading) if typed else _encode(text)) for text in values
    ]


def json_value(text: str, reading: Reading) -> str:
    """Return the JSON text of a cell that is not missing; numbers stay exactly as they are written."""
    if reading.number and _NUMBER.fullmatch(text):
        return text
    if text in reading.true:
        return "true"
    if text in reading.false:
        return "false"
    return _encode(text)


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", errors="backslashreplace")  # a lone surrogate becomes its JSON escape
