"""A return read once more, for the values of a few rows."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import closing

import numpy as np

from dgov_std.arrays import positions
from dgov_std.dataset.block import Batch
from dgov_std.dataset.table import Table
from dgov_std.diff.reading import in_order

Values = dict[int, tuple[str, ...]]


def values_at(table: Table, rows: Collection[int], places: Sequence[int], *, jobs: int = 2) -> Values:
    """Return the cells of some rows as written, by row number; an empty one is the empty text.

    Args:
        table: the return, opened again; reading ends behind the last of the rows.
        rows: numbers as the spreadsheet shows them.
        places: the columns that are wanted.
        jobs: threads.
    """
    wanted = np.array(sorted(rows), dtype=np.int64)

    def picked(batch: Batch) -> tuple[int, Values]:
        last = int(batch.rows[-1]) if len(batch) else 0
        at = np.flatnonzero(np.isin(batch.rows, wanted))
        if not len(at):
            return last, {}
        columns = [batch.columns[place].take(positions(at)).to_pylist() for place in places]
        cells = zip(*([value or "" for value in column] for column in columns), strict=True)
        return last, dict(zip(batch.rows[at].tolist(), cells, strict=True))

    found: Values = {}
    with closing(in_order(table, picked, jobs)) as parts:
        for last, values in parts if len(wanted) else ():
            found |= values
            if last >= wanted[-1]:
                break
    return found
