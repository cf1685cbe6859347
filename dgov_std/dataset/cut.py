"""The part of a table that lies in the range asked for."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from dgov_std.dataset.block import Batch, Damage, DamageKind
from dgov_std.dataset.cell_range import CellRange


def cut_batch(batch: Batch, cells: CellRange) -> Batch:
    """Return the rows and columns of a Batch that lie in the range; columns left of it stay, without their cells.

    A row is ragged only if the range itself is not filled out.
    """
    total = len(batch) if cells.bottom is None else int(np.searchsorted(batch.rows, cells.bottom, side="right"))
    width = len(batch.columns) if cells.right is None else min(cells.right + 1, len(batch.columns))
    blank: pa.Array[Any] = pa.nulls(total, pa.string())
    columns = [blank if place < cells.left else column.slice(0, total) for place, column in enumerate(batch.columns[:width])]
    damage = [one for one in batch.damage if one.index < total and _concerns(one, cells, width)]
    return Batch(
        tuple(columns),
        batch.first_record,
        batch.rows[:total],
        None if batch.lines is None else batch.lines[:total],
        tuple(damage),
        tuple(one if one is None else one[:total] for one in batch.numeric[:width]),
    )


def _concerns(damage: Damage, cells: CellRange, width: int) -> bool:
    if damage.column is not None:
        return cells.left <= damage.column < width
    if damage.kind is not DamageKind.RAGGED or cells.right is None:
        return True
    return int(damage.detail.partition("=")[2] or 0) < width
