"""The keys of some rows, as hashes: how a row is known again in next month's file.

SHA-256 of the JSON array of the key's cells as written (null where one is missing), the first 16 hex digits. Only ever of
keys without personal information: a hash of an identity number is undone by trying all of them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from dgov_std.arrays import positions
from dgov_std.dataset.block import Batch, Block
from dgov_std.dataset.open import reopen_table
from dgov_std.dataset.table import Table
from dgov_std.engine.merge import Outcome
from dgov_std.engine.result import Rows
from dgov_std.errors import InputError, Problem
from dgov_std.plan.plan import Bound
from dgov_std.privacy.runs import find_runs
from dgov_std.text import Text

_DIGITS = 16


def row_keys(
    records: Rows, columns: Sequence[Bound], table: Table, outcome: Outcome, source: Path | None
) -> dict[int, str | None]:
    """Return the hash of the key of each of some records.

    The file is read a second time, its Blocks without such a record unparsed. None for a key that holds what looks like
    the number of a person, whatever the standard says of its columns.

    Args:
        records: numbers of records, ascending.
        columns: the columns of the key.
        table: as it was read; one in memory (`source` None) is read again as it is.
        outcome: knows where the records stand.
        source: the file.

    Raises:
        InputError: the file changed since it was checked.
    """
    again = table if source is None else reopen_table(source, table.form, table.header)
    missing = frozenset(outcome.plan.missing) | {""}
    found: dict[int, str | None] = {}
    try:
        for batch in _batches(again, records, outcome):
            low, high = np.searchsorted(records, (batch.first_record, batch.first_record + len(batch)))
            wanted = records[low:high]
            cells = [_cells(batch, bound, wanted, missing) for bound in columns]
            for record, values in zip(wanted.tolist(), zip(*cells, strict=True), strict=True):
                personal = any(find_runs(value) for value in values if value)
                found[record] = None if personal else key_hash(values)
        if again.fingerprint() != table.fingerprint() or len(found) != len(records):
            raise _changed(source)
    finally:
        if again is not table:
            again.close()
    return found


def key_hash(values: Sequence[str | None]) -> str:
    """Return the hash of the cells of a key: 16 hex digits."""
    said = json.dumps(list(values), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(said.encode("utf-8", errors="surrogatepass")).hexdigest()[:_DIGITS]


def _batches(table: Table, records: Rows, outcome: Outcome) -> Iterator[Batch]:
    sizes = {place[0]: place[1] for place in outcome.places}
    for block in table.blocks():
        if isinstance(block, Block) and block.first_record in sizes:
            low, high = np.searchsorted(records, (block.first_record, block.first_record + sizes[block.first_record]))
            if low == high:
                continue
        yield table.parse(block)


def _cells(batch: Batch, bound: Bound, records: Rows, missing: frozenset[str]) -> list[str | None]:
    absent = missing if bound.missing is None else frozenset(bound.missing)
    values = batch.columns[bound.index or 0].take(positions(records - batch.first_record)).to_pylist()
    return [None if value is None or value in absent else value for value in values]


def _changed(source: Path | None) -> InputError:
    what = Text("文件在检查过程中被改动", "the file changed while it was being checked")
    return InputError(Problem(what, where=str(source or ""), todo=Text("请再检查一次", "check it again")))
