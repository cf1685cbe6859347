"""How the cells of one column changed: which value became which, how often, and where first; exact or not told at all."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

_MOST = 1 << 16  # different ones; beyond that no value is frequent enough to be worth telling
_SHOWN = 3
_ODD = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Transition:
    """One way a cell changed: how many did (None: not counted), and the first of them, by the row of the new return."""

    cells: int | None
    old_row: int
    new_row: int


@dataclass(slots=True)
class Transitions:
    """The ways in which the cells of a column changed, told apart by the digests of both values."""

    ways: Any = field(default_factory=lambda: np.zeros(0, dtype=np.uint64))
    cells: Any = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    old_rows: Any = field(default_factory=lambda: np.zeros(0, dtype=np.uint64))
    new_rows: Any = field(default_factory=lambda: np.zeros(0, dtype=np.uint64))
    counted: bool = True

    def add(self, before: Any, after: Any, old_rows: Any, new_rows: Any) -> None:  # noqa: ANN401 - arrays of words
        """Take in changed cells: the digests of their values, and their row numbers."""
        ways = (before * _ODD) ^ (after + (before >> np.uint64(32)))
        ways = np.concatenate([self.ways, ways])
        cells = np.concatenate([self.cells, np.ones(len(before), dtype=np.int64)])
        old_rows, new_rows = np.concatenate([self.old_rows, old_rows]), np.concatenate([self.new_rows, new_rows])
        if self.counted:
            order = np.lexsort((new_rows, ways))
            ways = ways[order]
            starts = np.flatnonzero(np.append(True, ways[1:] != ways[:-1]))
            self.counted = len(starts) <= _MOST
        if not self.counted:  # only the first ones are of use
            order = np.argsort(new_rows)[:_SHOWN]
            starts = np.arange(len(order))
            cells, ways = np.ones_like(cells), ways[:0]
        self.cells = np.add.reduceat(cells[order], starts)
        self.old_rows, self.new_rows = old_rows[order][starts], new_rows[order][starts]
        self.ways = ways[starts] if self.counted else ways

    def foremost(self) -> list[Transition]:
        """Return the most frequent ones, the earliest first among equals."""
        found = []
        for i in np.lexsort((self.new_rows, -self.cells))[:_SHOWN].tolist():
            cells = int(self.cells[i]) if self.counted else None
            found.append(Transition(cells, int(self.old_rows[i]), int(self.new_rows[i])))
        return found
