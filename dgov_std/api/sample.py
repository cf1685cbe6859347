"""The first rows of a table, kept while it is read: each column's different values."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dgov_std.arrays import Mask, Strings, byte_lengths, positions, strings
from dgov_std.dataset.block import Batch

ROWS = 50_000
CELLS = 4_000_000  # of all columns together: a table of 16,384 columns is looked at for 244 rows


class Sample:
    """What the Batches of a table hold in their first rows. `see` may be called on any thread, in any order."""

    def __init__(self, width: int) -> None:
        """Keep the values of `width` columns."""
        self.width = width
        self.rows = min(ROWS, CELLS // max(width, 1))
        self._seen: dict[int, list[Strings]] = {}
        self._beyond = False

    def see(self, batch: Batch) -> None:
        """Keep the different values of each column; rows that are no records, and damaged cells, are left out."""
        room = self.rows - (batch.first_record - 1)
        self._beyond = self._beyond or len(batch) > room
        if room <= 0:
            return
        kept = np.ones(min(room, len(batch)), dtype=np.bool_)
        apart = [each.index for each in batch.asides] + [each.index for each in batch.damage if each.column is None]
        kept[[index for index in apart if index < len(kept)]] = False
        cells: dict[int, list[int]] = {}  # damaged ones, by column: the others of their rows are sound
        for each in batch.damage:
            if each.column is not None and each.index < len(kept):
                cells.setdefault(each.column, []).append(each.index)
        self._seen[batch.first_record] = [
            _chosen(column, kept, cells.get(i)).unique() for i, column in enumerate(batch.columns)
        ]

    @property
    def complete(self) -> bool:
        """Whether all rows of the table were kept."""
        return not self._beyond

    def values(self, column: int) -> Strings:
        """Return the different values of a column that hold something, in the order of the rows."""
        parts: list[Any] = [self._seen[first][column] for first in sorted(self._seen)]
        if not parts:
            return strings([])
        found: Any = pa.concat_arrays(parts).unique()
        filled = byte_lengths(pc.fill_null(found, "")) > 0
        return found if filled.all() else found.filter(pa.array(filled))


def _chosen(column: Strings, kept: Mask, but: list[int] | None) -> Strings:
    """Return the cells of a column in the rows kept, `but` some of them."""
    if but is not None:
        kept = kept.copy()
        kept[but] = False
    return column if len(kept) == len(column) and kept.all() else column.take(positions(np.flatnonzero(kept)))
