"""How often something is wrong, where first, and which values: bounded, whatever the number of rows."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pyarrow.compute as pc

from dgov_std.arrays import Strings, mask_of, numbers_of, positions, strings
from dgov_std.engine.result import Rows

FIRST = 20
DISTINCT = 40
_PART = 512


@dataclass(slots=True)
class Tally:
    """One (atom, cause): how often, where first (record numbers), which values."""

    count: int = 0
    first: list[int] = field(default_factory=list)
    values: dict[str, int] = field(default_factory=dict)
    others: int = 0
    known: Strings | None = None  # the values as an array, once there is no room for more

    def add(self, records: Rows, values: Strings | None) -> None:
        """Count failing records (ascending) and their cells."""
        self.count += len(records)
        if len(self.first) < FIRST:
            self.first += records[: FIRST - len(self.first)].tolist()
        if values is not None:
            self._count(values)

    def _count(self, values: Strings) -> None:
        """Count the values known already and as many new ones as there is room for; never loop over all."""
        at, size = 0, _PART
        while at < len(values) and len(self.values) < DISTINCT:
            self._count_new(values.slice(at, size))
            at, size = at + size, size * 2
        if at < len(values):
            self._count_known(values.slice(at))

    def _count_new(self, values: Strings) -> None:
        counted = values.value_counts()
        names, counts = counted.field("values"), numbers_of(counted.field("counts"))
        chosen = np.arange(min(len(names), DISTINCT))
        if len(names) > DISTINCT:
            known = mask_of(pc.is_in(names, value_set=strings(self.values)))
            fresh = np.flatnonzero(~known)[: DISTINCT - int(known.sum())]
            chosen = np.sort(np.concatenate([np.flatnonzero(known), fresh]))
        taken = 0
        for value, n in zip(names.take(positions(chosen)).to_pylist(), counts[chosen].tolist(), strict=True):
            if value in self.values or len(self.values) < DISTINCT:
                self.values[value] = self.values.get(value, 0) + n
                taken += n
        self.others += int(counts.sum()) - taken

    def _count_known(self, values: Strings) -> None:
        """Count where there is no room for more: looking up a few costs less than telling all apart."""
        if self.known is None or len(self.known) != len(self.values):
            self.known = strings(self.values)
        places = numbers_of(pc.index_in(values, value_set=self.known), -1)
        known = np.bincount(places[places >= 0], minlength=len(self.values)).tolist()
        for value, n in zip(self.values, known, strict=True):
            self.values[value] += n
        self.others += len(values) - sum(known)

    def join(self, other: Tally) -> None:
        """Add another tally of the same cells' column; its rows may lie anywhere."""
        self.count += other.count
        self.first = sorted(self.first + other.first)[:FIRST]
        for value, n in other.values.items():
            self.values[value] = self.values.get(value, 0) + n
        self.others += other.others
