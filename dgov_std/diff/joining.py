"""Two ledgers compared, a run of divisions at a time: which keys are new, vanished, changed, and in which columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from dgov_std.arrays import Ints, Mask
from dgov_std.diff.ledger import Ledger, Lines, runs_of
from dgov_std.diff.reading import FIRST, HEAD
from dgov_std.diff.transitions import Transitions
from dgov_std.errors import InputError, Problem
from dgov_std.text import Text

_AT_ONCE = 1 << 18  # rows of both returns
_MOST = 768 << 20  # bytes of one division: so many rows of one key are no key
_ODD = np.uint64(0x9E3779B97F4A7C15)
_STEP = np.uint64(29)


@dataclass(slots=True)
class Firsts:
    """The row numbers that come first, in order."""

    rows: list[int] = field(default_factory=list)

    def add(self, rows: Any) -> None:  # noqa: ANN401 - an array of row numbers
        """Take in more, in any order."""
        if len(rows) > FIRST:
            rows = np.partition(rows, FIRST)[:FIRST]
        self.rows = sorted([*self.rows, *(int(row) for row in rows)])[:FIRST]


@dataclass(slots=True)
class Many:
    """Keys that several rows of one return have."""

    keys: int = 0
    rows: int = 0
    identical: int = 0
    first: Firsts = field(default_factory=Firsts)


@dataclass(slots=True)
class OneColumn:
    """What changed in a column: how many cells, which of them were or are empty, the first rows, how."""

    changed: int = 0
    filled: int = 0
    emptied: int = 0
    first: Firsts = field(default_factory=Firsts)
    transitions: Transitions = field(default_factory=Transitions)


@dataclass(slots=True)
class Joined:
    """What the two returns have to do with one another."""

    columns: list[OneColumn]
    old_keys: int = 0
    new_keys: int = 0
    new: int = 0
    vanished: int = 0
    changed: int = 0
    unchanged: int = 0
    repeated: int = 0
    repeated_changed: int = 0
    first_new: Firsts = field(default_factory=Firsts)
    first_vanished: Firsts = field(default_factory=Firsts)
    old_many: Many = field(default_factory=Many)
    new_many: Many = field(default_factory=Many)


def join(old: Ledger, new: Ledger, shown: Sequence[bool], key: str) -> Joined:
    """Compare the rows of two ledgers of one width by their keys.

    Args:
        old, new: the ledgers.
        shown: of each column, whether the most frequent changes are wanted.
        key: the columns of the key, for a message.

    Raises:
        InputError: so many rows have one key that it is none.
    """
    found = Joined([OneColumn() for _ in shown])
    for first, last in runs_of(old, new, _AT_ONCE):
        rows = int(old.sizes[first:last].sum() + new.sizes[first:last].sum())
        if rows * old.width * 8 > _MOST:
            raise _no_key(key, rows)
        _run(found, old.lines(first, last), new.lines(first, last), shown)
    return found


def _run(found: Joined, old: Lines, new: Lines, shown: Sequence[bool]) -> None:
    """Compare the rows of a run of divisions; no key stands in another one."""
    lines = np.concatenate([old, new])
    order, starts = _grouped(lines)
    is_new = order >= len(old)
    counts = np.diff(np.append(starts, len(order)))
    news = np.add.reduceat(is_new, starts, dtype=np.int64)
    olds = counts - news
    found.old_keys += int(np.count_nonzero(olds))
    found.new_keys += int(np.count_nonzero(news))
    rows = lines[:, 2]
    ends = starts + counts - 1
    for alone, count, firsts in ((olds == 0, "new", found.first_new), (news == 0, "vanished", found.first_vanished)):
        setattr(found, count, getattr(found, count) + int(np.count_nonzero(alone)))
        firsts.add(np.minimum.reduceat(rows[order], starts)[alone])
    paired = np.flatnonzero((olds == 1) & (news == 1))
    ahead = is_new[starts[paired]]  # whether the new row comes first
    one, other = order[starts[paired]], order[ends[paired]]
    _pairs(found, lines, np.where(ahead, other, one), np.where(ahead, one, other), shown)
    if int(counts.max()) > 1 and (several := (olds > 1) | (news > 1)).any():
        _several(found, lines, order, starts, is_new, olds, news, several)


def _grouped(lines: Lines) -> tuple[Ints, Ints]:
    """Return an order in which rows of one key stand side by side, and where each key starts in it."""
    order = np.argsort(lines[:, 0])
    first, second = lines[order, 0], lines[order, 1]
    apart = first[1:] != first[:-1]
    if (~apart & (second[1:] != second[:-1])).any():  # different keys with the same first word, or a key's rows apart
        order = np.lexsort((lines[:, 1], lines[:, 0]))
        first, second = lines[order, 0], lines[order, 1]
        apart = first[1:] != first[:-1]
    changes = np.ones(len(order), dtype=np.bool_)
    changes[1:] = apart | (second[1:] != second[:-1])
    return order, np.flatnonzero(changes)


def _pairs(found: Joined, lines: Lines, old: Ints, new: Ints, shown: Sequence[bool]) -> None:
    """Compare the rows of keys that stand once in each return, column by column."""
    any_changed = np.zeros(len(old), dtype=np.bool_)
    for i, column in enumerate(found.columns):
        words = lines[:, HEAD + i]
        before, after = words[old], words[new]
        changed = before != after
        if not changed.any():
            continue
        any_changed |= changed
        at = np.flatnonzero(changed)
        before, after = before[at], after[at]
        column.changed += len(at)
        column.filled += int(np.count_nonzero(before == 0))
        column.emptied += int(np.count_nonzero(after == 0))
        column.first.add(lines[new[at], 2])
        if shown[i]:
            column.transitions.add(before, after, lines[old[at], 2], lines[new[at], 2])
    count = int(np.count_nonzero(any_changed))
    found.changed += count
    found.unchanged += len(old) - count


def _several(
    found: Joined, lines: Lines, order: Ints, starts: Ints, is_new: Mask, olds: Ints, news: Ints, several: Mask
) -> None:
    """Count the keys that several rows of a return have; rows are compared as bags, whatever their order."""
    signs = _signs(lines)[order]
    rows = lines[order, 2]
    for side, counts, many in ((~is_new, olds, found.old_many), (is_new, news, found.new_many)):
        crowded = counts > 1
        if not crowded.any():
            continue
        many.keys += int(np.count_nonzero(crowded))
        many.rows += int(counts[crowded].sum())
        low = np.minimum.reduceat(np.where(side, signs, ~np.uint64(0)), starts)
        high = np.maximum.reduceat(np.where(side, signs, np.uint64(0)), starts)
        many.identical += int(np.count_nonzero(crowded & (low == high)))
        group = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(order))))
        many.first.add(rows[side & crowded[group]])
    both = several & (olds > 0) & (news > 0)
    bags = [np.add.reduceat(np.where(side, signs, np.uint64(0)), starts, dtype=np.uint64) for side in (~is_new, is_new)]
    found.repeated += int(np.count_nonzero(both))
    found.repeated_changed += int(np.count_nonzero(both & ((olds != news) | (bags[0] != bags[1]))))


def _signs(lines: Lines) -> Any:  # noqa: ANN401 - an array of words
    """Return one word per row that its cells decide."""
    found = np.full(len(lines), _ODD, dtype=np.uint64)
    for i in range(HEAD, lines.shape[1]):
        found ^= found >> _STEP
        found *= _ODD
        found += lines[:, i]
    found ^= found >> _STEP
    found *= _ODD
    return found ^ (found >> _STEP)


def _no_key(key: str, rows: int) -> InputError:
    what = Text(
        f"按“{key}”分不开行: 有约 {rows:,} 行是同样的几个值",
        f'"{key}" does not tell rows apart: about {rows:,} of them have the same few values',
    )
    return InputError(Problem(what, where="--key", todo=Text("换能唯一确定一行的列", "name columns that tell rows apart")))
