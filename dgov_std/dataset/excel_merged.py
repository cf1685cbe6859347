"""Merged cells among the records: the value stands in the first cell, and the others are covered, not empty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from dgov_std.arrays import Mask, byte_lengths
from dgov_std.dataset.block import Batch, Damage, DamageKind
from dgov_std.dataset.cell_range import CellRange
from dgov_std.dataset.refusal import unsafe_workbook

MOST = 1_000_000  # covered cells; each is remembered


class Merges:
    """The merged ranges of a table, met Batch by Batch in the order of the rows."""

    def __init__(self, path: Path, ranges: Sequence[CellRange], header_row: int, width: int) -> None:
        """Take the ranges of a sheet; those that begin in the header or right of the table are left out."""
        below = [one for one in ranges if one.top > header_row and one.left < width and _size(one) > 1]
        self._path = path
        self._ahead = sorted(below, key=lambda one: (one.top, one.left), reverse=True)
        self._width = width
        self._active: list[CellRange] = []
        self._named: set[CellRange] = set()
        self._left = MOST

    def applied(self, batch: Batch) -> tuple[Batch, frozenset[int]]:
        """Return a Batch with its covered cells named as damage, and the rows with a cell merged across others.

        A range whose first cell is empty, or whose covered cells hold values of their own, is none.
        Raises InputError for more covered cells than anybody merges.
        """
        if not self._ahead and not self._active:
            return batch, frozenset()
        first, stop = int(batch.rows[0]), int(batch.rows[-1]) + 1
        active = [one for one in self._active if _bottom(one) >= first]
        began: list[CellRange] = []
        while self._ahead and self._ahead[-1].top < stop:
            began.append(self._ahead.pop())
        filled = [byte_lengths(column) > 0 for column in batch.columns] if active or began else []
        active += [one for one in began if one.top >= first and filled[one.left][one.top - first]]
        active = [one for one in active if not self._own(one, filled, first, stop)]
        self._active = active
        if not active:
            return batch, frozenset()
        anything = np.logical_or.reduce(filled)
        damage = [found for one in active for found in self._covered(one, anything, first, stop)]
        spread = frozenset(one.top - first for one in active if one.top >= first and _right(one) > one.left)
        ordered = sorted((*batch.damage, *damage), key=lambda one: (one.index, -1 if one.column is None else one.column))
        return replace(batch, damage=tuple(ordered)), spread

    def _own(self, one: CellRange, filled: Sequence[Mask], first: int, stop: int) -> bool:
        """Whether a covered cell of the range holds a value of its own."""
        low, high = max(one.top, first) - first, min(_bottom(one) + 1, stop) - first
        count = sum(int(np.count_nonzero(filled[j][low:high])) for j in range(one.left, self._end(one)))
        return count > (one.top >= first)

    def _end(self, one: CellRange) -> int:
        return min(_right(one) + 1, self._width)

    def _covered(self, one: CellRange, anything: Mask, first: int, stop: int) -> list[Damage]:
        """Return the cells a range covers in rows that hold something; the first one of all names the range."""
        low, high = max(one.top, first), min(_bottom(one) + 1, stop)
        rows = [index for index in range(low - first, high - first) if anything[index]]
        self._left -= len(rows) * (self._end(one) - one.left)
        if self._left < 0:
            raise unsafe_workbook(self._path, "合并单元格过多", "too many merged cells")
        places = [(i, j) for i in rows for j in range(one.left, self._end(one)) if (i + first, j) != (one.top, one.left)]
        found = [Damage(DamageKind.MERGED, i, j) for i, j in places]
        if found and one not in self._named:
            self._named.add(one)
            found[0] = replace(found[0], detail=str(one))
        return found


def _bottom(one: CellRange) -> int:
    return one.top if one.bottom is None else one.bottom


def _right(one: CellRange) -> int:
    return one.left if one.right is None else one.right


def _size(one: CellRange) -> int:
    return (_bottom(one) - one.top + 1) * (_right(one) - one.left + 1)
