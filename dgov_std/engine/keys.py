"""Unique keys over all records: which records share a key with another.

A row that is wholly equal to an earlier one is reported as that and not as a duplicate key again,
so keys are compared among the first of each set of identical rows only.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dgov_std.arrays import Mask, every
from dgov_std.engine.digest import Digests
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
    keys = outcome.plan.keys
    found: list[Repeated] = []
    later_twins: Mask | None = None
    for i in sorted(range(len(keys)), key=lambda i: not keys[i].missing_equal):
        digests, complete = outcome.key(i)
        evaluated = int(complete.sum())
        if later_twins is not None and not keys[i].missing_equal:
            complete = complete & ~later_twins
        records, groups, later = _groups(digests, complete)
        if keys[i].missing_equal and later_twins is None:
            later_twins = later
        found.append(Repeated(i, records + FIRST_RECORD, groups, evaluated))
    return found


def _groups(digests: Digests, complete: Mask) -> tuple[Rows, int, Mask]:
    """Return (positions of keys that occur more than once, how many such keys, all but the first of each)."""
    later = np.zeros(len(digests), dtype=np.bool_)
    rows = np.flatnonzero(complete)
    if len(rows) < 2:
        return np.zeros(0, dtype=np.int64), 0, later
    order = rows[np.lexsort((digests[rows, 1], digests[rows, 0]))]  # stable: equal keys stay in row order
    same = every(digests[order[1:]] == digests[order[:-1]])
    later[order[1:][same]] = True
    first = np.concatenate(([True], ~same)) & np.concatenate((same, [False]))
    shared = np.flatnonzero(later | _marked(order[first], len(digests)))
    return shared, int(first.sum()), later


def _marked(rows: Rows, size: int) -> Mask:
    mask = np.zeros(size, dtype=np.bool_)
    mask[rows] = True
    return mask
