"""Unique keys over all records: which records share a key with another.

A row that is wholly equal to an earlier one is reported as that and not as a duplicate key again,
so keys are compared among the first of each set of identical rows only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from dgov_std.arrays import Mask, numbers_of, where
from dgov_std.engine.merge import Outcome
from dgov_std.engine.result import Rows

FIRST_RECORD = 1


@dataclass(frozen=True, slots=True)
class Repeated:
    """The records that share key number `key`, ascending; `groups` values occur more than once."""

    key: int
    records: Rows
    groups: int
    evaluated: int


def repeated(outcome: Outcome) -> list[Repeated]:
    """Return what every key of the plan found, keys of identical rows first."""
    found: list[Repeated] = []
    later_twins: Mask | None = None
    values = dict(outcome.key_values())
    order = sorted(values, key=lambda i: not outcome.plan.keys[i].missing_equal)
    for i in order:
        column = values[i]
        if later_twins is not None and not outcome.plan.keys[i].missing_equal:
            column = where(~later_twins, _one(column))
        records, groups, later = _groups(column)
        if outcome.plan.keys[i].missing_equal and later_twins is None:
            later_twins = later
        evaluated = len(values[i]) - values[i].null_count
        found.append(Repeated(i, records + FIRST_RECORD, groups, evaluated))
    return found


def _groups(column: Any) -> tuple[Rows, int, Mask]:  # noqa: ANN401 - chunked array
    """Return (positions of values that occur more than once, how many such values, all but the first of each)."""
    indices = numbers_of(_one(column).dictionary_encode().indices, -1).astype(np.int64)
    counts = np.bincount(indices[indices >= 0]) if (indices >= 0).any() else np.zeros(1, dtype=np.int64)
    shared = (indices >= 0) & (counts[indices] > 1)
    _, first = np.unique(indices, return_index=True)
    later = shared.copy()
    later[first] = False
    return np.flatnonzero(shared), int((counts > 1).sum()), later


def _one(column: Any) -> Any:  # noqa: ANN401 - an array, chunked or not
    if not isinstance(column, pa.ChunkedArray):
        return column
    return pa.concat_arrays(column.chunks) if column.num_chunks else pa.nulls(0, pa.string())
