"""Checks over all records together: which records fail each of them.

A row that is wholly equal to an earlier one is reported as that and not as a duplicate key again,
so keys are compared among the first of each set of identical rows only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from dgov_std.arrays import Bytes, Mask
from dgov_std.engine.merge import Outcome
from dgov_std.engine.result import Rows
from dgov_std.engine.sharing import crowded, later_ones, manifold, unfound
from dgov_std.engine.store import Shelf
from dgov_std.plan.crossrow import Across, Group, Key, Reference, Track

FIRST_RECORD = 1


@dataclass(frozen=True, slots=True)
class Breach:
    """The records that fail one check over the rows: one bit each, `count` in all; `groups` keys are involved."""

    check: Across
    failing: Bytes
    count: int
    groups: int
    evaluated: int

    @property
    def records(self) -> Rows:
        """The numbers of the records, ascending; worked out when asked for, because there may be millions."""
        return np.flatnonzero(np.unpackbits(self.failing)) + FIRST_RECORD


def breaches(outcome: Outcome, tables: Mapping[str, Mapping[Track, Shelf]] | None = None) -> list[Breach]:
    """Return what every check over the rows found, identical rows first; then let go of the digests.

    `tables` are the digests of the other tables that references lead to, by name and columns.
    Raises LimitError when they cannot be kept.
    """
    found: list[Breach] = []
    shelves = dict(zip(outcome.plan.tracks, outcome.shelves, strict=False))
    later_twins: Mask | None = None
    try:
        for check in sorted(outcome.plan.keys, key=lambda check: not _of_whole_rows(check)):
            own = [shelves.get(track, Shelf()) for track in check.tracks]
            evaluated = own[0].asked()
            match check:
                case Key():
                    without = None if check.missing_equal else later_twins
                    failing, groups = crowded(outcome.store, own[0], without=without)
                    if check.missing_equal and later_twins is None:
                        later_twins = later_ones(own[0], failing)
                case Group(distinct=None):
                    failing, groups = crowded(outcome.store, own[0], check.at_most)
                case Group():
                    failing, groups = manifold(outcome.store, own[0], own[1], check.at_most)
                    evaluated = own[0].asked(own[1])
                case Reference():
                    target = own[1] if check.table is None else (tables or {})[check.table][Track(check.to)]
                    failing, groups = unfound(outcome.store, own[0], target)
            found.append(Breach(check, np.packbits(failing), int(failing.sum()), groups, evaluated))
    finally:
        outcome.store.close()
    return found


def _of_whole_rows(check: Across) -> bool:
    return isinstance(check, Key) and check.missing_equal
