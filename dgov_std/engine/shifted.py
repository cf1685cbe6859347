"""Rows of the right width whose cells stand one or two columns beside their own (错位的行).

Only rows that fail in several columns are looked at, and of these a few first: where none of them passes by being
moved, the others are left alone. A row is shifted when, from its first failing cell on, moving it makes most of what
failed pass and little of what passed fail.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from dgov_std.arrays import Ints, Strings, positions
from dgov_std.dataset.block import Batch
from dgov_std.engine.evaluation import Cells
from dgov_std.engine.result import Rows, Shift
from dgov_std.plan.plan import Bound, Plan

LEAST = 3  # columns that fail, and pass when the row is moved
_WAYS = (1, -1, 2, -2)  # cells stand to the right of their columns, or to the left
_SAMPLE = 32
_LENGTHS = {"TYP206", "TYP207"}  # many texts of other columns are short enough

Read = Callable[[Strings, Bound], Cells]
Table = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass(frozen=True, slots=True)
class Tried:
    """A bound column, the atoms that ask something of a cell by itself, and the rows that fail one of them."""

    bound: Bound
    place: int
    atoms: tuple[int, ...]
    failing: Rows


def tried(plan: Plan, bound: Bound, atoms: Sequence[int], failed: Sequence[tuple[int, Rows]]) -> Tried | None:
    """Return what there is to know of a column; None where it asks nothing by which a foreign cell is told."""
    own = tuple(i for i in atoms if not plan.atoms[i].guards and plan.atoms[i].code not in _LENGTHS)
    if bound.index is None or not own:
        return None
    rows = [rows for i, rows in failed if i in own]
    return Tried(bound, bound.index, own, np.concatenate(rows) if rows else np.zeros(0, dtype=np.int64))


def shifted_rows(plan: Plan, batch: Batch, columns: Sequence[Tried], read: Read) -> tuple[Shift, ...]:
    """Return the rows of a Batch that are shifted, by the number of columns (to the left below zero).

    `read` gives the cells of a column from texts.
    """
    failing = [column for column in columns if len(column.failing)]
    if len(failing) < LEAST:
        return ()
    count = np.zeros(len(batch), dtype=np.int32)
    for column in failing:
        count[column.failing] += 1
    rows = np.flatnonzero(count >= LEAST)
    if not len(rows):
        return ()
    ordered = sorted(columns, key=lambda column: column.place)
    few = rows[np.unique(np.linspace(0, len(rows) - 1, _SAMPLE).astype(np.int64))]
    ways = _ways(plan, batch, ordered, read, few, _WAYS)
    seen = tuple(way for way in _WAYS if (ways == way).any())
    if seen and len(few) < len(rows):
        few, ways = rows, _ways(plan, batch, ordered, read, rows, seen)
    return tuple(Shift(way, few[ways == way]) for way in seen)


def _ways(plan: Plan, batch: Batch, columns: Sequence[Tried], read: Read, rows: Rows, ways: Sequence[int]) -> Ints:
    """Return for each row by how many columns it is shifted, 0 = it is not."""
    failing = np.zeros((len(columns), len(rows)), dtype=np.bool_)
    for k, column in enumerate(columns):
        wrong = np.zeros(len(batch), dtype=np.bool_)
        wrong[column.failing] = True
        failing[k] = wrong[rows]
    shape = (len(columns), len(ways), len(rows))
    passes, fails = np.zeros(shape, dtype=np.bool_), np.zeros(shape, dtype=np.bool_)
    taken: dict[int, Strings] = {}
    left, before = failing.sum(axis=0), failing.sum(axis=0)
    mended = np.zeros(shape[1:], dtype=np.int64)
    for k in np.argsort(-failing.sum(axis=1), kind="stable").tolist():
        if not _may(mended + left, before).any():
            return np.zeros(len(rows), dtype=np.int64)
        column = columns[k]
        cells = read(pa.concat_arrays([_moved(batch, column.place + way, rows, taken) for way in ways]), column.bound)
        right = np.ones(len(cells.values), dtype=np.bool_)
        for i in column.atoms:
            right &= cells.judge(plan.atoms[i].expression, plan.reference, at_null=plan.atoms[i].at_null)
        passes[k] = (right & cells.present).reshape(shape[1:])
        fails[k] = (~right & cells.present).reshape(shape[1:])
        mended += passes[k] & failing[k]
        left = left - failing[k]
    behind = np.arange(len(columns))[:, None] >= failing.argmax(axis=0)
    after = (fails & behind[:, None, :]).sum(axis=0)
    gain = np.where(_may(mended, before) & (3 * after <= before), mended - after, 0)
    return np.where(gain.max(axis=0) > 0, np.array(ways)[gain.argmax(axis=0)], 0)


def _may(mended: Ints, before: Ints) -> Table:
    """Return where so many failing cells pass when moved that the row may be shifted; shape (ways, rows)."""
    return np.asarray((mended >= LEAST) & (3 * mended >= 2 * before))


def _moved(batch: Batch, place: int, rows: Rows, taken: dict[int, Strings]) -> Strings:
    if not 0 <= place < len(batch.columns):
        return pa.nulls(len(rows), pa.string())
    if place not in taken:
        taken[place] = batch.columns[place].take(positions(rows))
    return taken[place]


def runs(rows: Rows) -> list[tuple[int, int]]:
    """Return ascending numbers as runs of consecutive ones, (first, last)."""
    if not len(rows):
        return []
    breaks = np.flatnonzero(np.diff(rows) != 1)
    firsts = rows[np.concatenate([[0], breaks + 1])]
    lasts = rows[np.concatenate([breaks, [len(rows) - 1]])]
    return list(zip(firsts.tolist(), lasts.tolist(), strict=True))
