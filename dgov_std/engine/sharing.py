"""Which records share a key, and which keys are not among others: exact, a piece of the keys at a time.

The keys of one piece agree in the first bits of their digests, so that what must be sorted at once
is bounded. The first halves of the digests are sorted to find the few keys in question, which are
then looked up in full. However often a key occurs, it is held no more often than it has to be.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeAlias

import numpy as np

from dgov_std.arrays import Mask, some
from dgov_std.engine.digest import Digests
from dgov_std.engine.result import Rows
from dgov_std.engine.store import Shelf, Store

Words: TypeAlias = np.ndarray[Any, np.dtype[np.uint64]]
_TABLE_BITS = 16
_TABLE_SHIFT = np.uint64(64 - _TABLE_BITS)
_FEW = 1 << 17
_PAIRS_AT_ONCE = 1 << 18
_MIX = np.uint64(0x9E3779B97F4A7C15)
_AT_ONCE = 1 << 20
_HALVES_AT_ONCE = 1 << 23
_THREADS = 2
_WORTH_THREADS = 1 << 18
_NO_ROWS = np.zeros(0, dtype=np.int64)
_NO_WORDS = np.zeros(0, dtype=np.uint64)
_NO_DIGESTS = np.zeros((0, 2), dtype=np.uint64)


def crowded(store: Store, keys: Shelf, at_most: int = 1, without: Mask | None = None) -> tuple[Mask, int]:
    """Return the records whose key more than `at_most` records have.

    Args:
        store: tells how much may be sorted at once.
        keys: the digests of the key.
        at_most: how many records may have one key.
        without: records that do not count.

    Returns:
        (mask of the records; how many such keys).
    """
    found = np.zeros(keys.rows, dtype=np.bool_)
    words = _candidates(store, keys, at_most, without)
    if len(words) > _FEW:
        return found, _sorted_out(store, keys, at_most, without, found)
    if not len(words):
        return found, 0
    digests, counts = _counted(keys, words, without)
    known = Known(digests[counts > at_most])
    for start, chunk, mask in keys.chunks():
        rows, _ = known.among(chunk, _left(start, mask, without))
        found[rows + start] = True
    return found, len(known)


def _sorted_out(store: Store, keys: Shelf, at_most: int, without: Mask | None, found: Mask) -> int:
    """Mark in `found` the records of frequent keys where these are many; return how many keys."""
    groups = 0
    pieces = store.pieces(keys.rows, 3)
    for piece in range(pieces):
        rows, parts = [_NO_ROWS], [_NO_DIGESTS]
        for start, chunk, mask in keys.chunks():
            chosen = np.flatnonzero(_chosen(chunk, _left(start, mask, without), piece, pieces))
            rows.append(chosen + start)
            parts.append(chunk[chosen])
        digests = np.concatenate(parts)
        order = _order(digests)
        _, lengths = _runs(_changes(digests[order]))
        frequent = lengths > at_most
        found[np.concatenate(rows)[order[np.repeat(frequent, lengths)]]] = True
        groups += int(frequent.sum())
    return groups


def later_ones(keys: Shelf, shared: Mask) -> Mask:
    """Return which of the records that share a key are not the first ones of their key."""
    found = shared.copy()
    held = _Distinct()
    for start, chunk, _ in keys.chunks():
        held.add(chunk[shared[start : start + len(chunk)]])
    known = Known(held.digests())
    new = np.ones(len(known), dtype=np.bool_)
    for start, chunk, _ in keys.chunks() if len(known) else ():
        rows, at = known.among(chunk, shared[start : start + len(chunk)])
        places, first = np.unique(at, return_index=True)
        found[rows[first[new[places]]] + start] = False
        new[places] = False
    return found


def manifold(store: Store, keys: Shelf, values: Shelf, at_most: int = 1) -> tuple[Mask, int]:
    """Return the records whose key goes with more than `at_most` different values; one without a value does not count.

    Returns (mask of the records; how many such keys).
    """
    found = np.zeros(keys.rows, dtype=np.bool_)
    words = _candidates(store, keys, 1, None)  # a key that occurs once has one value
    if not len(words):
        return found, 0
    groups = 0
    pieces = store.pieces(keys.rows, 4) if len(words) > _FEW else 1
    for piece in range(pieces):
        known = Known(_overflowing(keys, values, at_most, words, piece, pieces))
        groups += len(known)
        for start, key, _, mask in _both(keys, values) if len(known) else ():
            rows, _ = known.among(key, mask)
            found[rows + start] = True
    return found, groups


def unfound(store: Store, keys: Shelf, targets: Shelf) -> tuple[Mask, int]:
    """Return the records whose key is not among the targets, and how many such keys there are."""
    found = np.zeros(keys.rows, dtype=np.bool_)
    groups = 0
    pieces = store.pieces(max(keys.rows, targets.rows), 2)
    for piece in range(pieces):
        held = _Distinct()
        for _, digests, mask in targets.chunks():
            held.add(digests[_chosen(digests, mask, piece, pieces)])
        known = Known(held.digests())
        strangers = _Distinct()
        for start, digests, mask in keys.chunks():
            rows = np.flatnonzero(_chosen(digests, mask, piece, pieces))
            asked = digests[rows]
            unknown = known.places(asked) < 0
            if unknown.any():
                found[rows[unknown] + start] = True
                strangers.add(asked[unknown])
        groups += len(strangers.digests())
    return found, groups


class Known:
    """Distinct digests to look others up in."""

    def __init__(self, digests: Digests) -> None:
        """Take distinct digests, sorted."""
        self._first, self._second = digests[:, 0].copy(), digests[:, 1].copy()
        # First halves agree by accident about never; where they do, their neighbours are looked at, too.
        self._steps = int(_runs(_changes(self._first))[1].max()) if len(digests) else 0
        self._table = np.zeros(1 << _TABLE_BITS, dtype=np.bool_)
        self._table[self._first >> _TABLE_SHIFT] = True

    def __len__(self) -> int:
        return len(self._first)

    def digests(self) -> Digests:
        """Return them, sorted."""
        return np.stack([self._first, self._second], axis=1)

    def places(self, digests: Digests) -> Rows:
        """Return where each digest stands among these, -1 for one that does not."""
        found = np.full(len(digests), -1, dtype=np.int64)
        if len(self._first) <= _FEW:
            at = np.searchsorted(self._first, digests[:, 0])
        else:  # in order, so that looking up walks through memory once
            order = np.argsort(digests[:, 0])
            at = np.empty(len(digests), dtype=np.int64)
            at[order] = np.searchsorted(self._first, digests[order, 0])
        for step in range(self._steps):
            here = np.minimum(at + step, len(self._first) - 1)
            same = (self._first[here] == digests[:, 0]) & (self._second[here] == digests[:, 1])
            found[same] = here[same]
        return found

    def among(self, digests: Digests, mask: Mask) -> tuple[Rows, Rows]:
        """Return (rows of the mask whose digest is known, where it stands among these)."""
        near = np.flatnonzero(self._table[digests[:, 0] >> _TABLE_SHIFT] & mask)
        places = self.places(digests[near])
        return near[places >= 0], places[places >= 0]


class _Distinct:
    """Digests each held once, however often they are added."""

    def __init__(self) -> None:
        self._parts: list[Digests] = [_NO_DIGESTS]
        self._size = 0
        self._limit = _AT_ONCE

    def add(self, digests: Digests) -> None:
        self._parts.append(digests)
        self._size += len(digests)
        if self._size > self._limit:
            self._parts = [self.digests()]
            self._size = len(self._parts[0])
            self._limit = max(_AT_ONCE, 2 * self._size)

    def digests(self) -> Digests:
        """Return them sorted."""
        whole = np.concatenate(self._parts)
        whole = whole[_order(whole)]
        return whole[_changes(whole)]


def _candidates(store: Store, keys: Shelf, at_most: int, without: Mask | None) -> Words:
    """Return the first halves of digests that occur more than `at_most` times, sorted."""
    pieces = max(store.pieces(keys.rows), _THREADS if keys.rows > _WORTH_THREADS else 1)

    def frequent(piece: int) -> Words:
        return _frequent(_halves(keys, piece, pieces, at_most, without), at_most)

    with ThreadPoolExecutor(_THREADS) as pool:
        return np.concatenate(list(pool.map(frequent, range(pieces))))


def _halves(keys: Shelf, piece: int, pieces: int, at_most: int, without: Mask | None) -> Words:
    """Return the first halves of a piece's digests, sorted, one that is frequent as often as it takes to tell."""
    parts: list[Words] = [_NO_WORDS]
    size, limit = 0, _HALVES_AT_ONCE
    for start, digests, mask in keys.chunks():
        words = digests[:, 0]
        chosen = _chosen(digests, _left(start, mask, without), piece, pieces)
        parts.append(words.copy() if chosen.all() else words[chosen])
        size += len(parts[-1])
        if size > limit:
            parts = [_thinned(parts, at_most)]
            size = len(parts[0])
            limit = max(_HALVES_AT_ONCE, 2 * size)
    return _thinned(parts, at_most)


def _thinned(parts: list[Words], at_most: int) -> Words:
    words: Words = np.concatenate(parts)
    parts.clear()
    words.sort()
    if len(words) <= at_most + 1:
        return words
    kept = np.ones(len(words), dtype=np.bool_)
    kept[at_most + 1 :] = words[at_most + 1 :] != words[: -at_most - 1]
    return words if kept.all() else words[kept]


def _frequent(words: Words, at_most: int) -> Words:
    """Return the words that stand more than `at_most` times in a sorted array, each once."""
    if len(words) <= at_most:
        return _NO_WORDS
    found = words[at_most:][words[at_most:] == words[: len(words) - at_most]]
    once: Words = found[_changes(found)]
    return once


def _counted(keys: Shelf, words: Words, without: Mask | None) -> tuple[Digests, Rows]:
    """Return the digests that begin with one of the few sorted words, and how often each occurs."""
    near = _Near(words)
    digests, counts = [_NO_DIGESTS], [_NO_ROWS]
    size, limit = 0, _AT_ONCE
    for start, chunk, mask in keys.chunks():
        digests.append(chunk[near.rows(chunk, _left(start, mask, without))])
        counts.append(np.ones(len(digests[-1]), dtype=np.int64))
        size += len(digests[-1])
        if size > limit:
            one, several = _summed(digests, counts)
            digests, counts, size = [one], [several], len(one)
            limit = max(_AT_ONCE, 2 * size)
    return _summed(digests, counts)


def _summed(digests: list[Digests], counts: list[Rows]) -> tuple[Digests, Rows]:
    whole, numbers = np.concatenate(digests), np.concatenate(counts)
    order = _order(whole)
    whole, numbers = whole[order], numbers[order]
    starts, _ = _runs(_changes(whole))
    return whole[starts], np.add.reduceat(numbers, starts) if len(starts) else _NO_ROWS


class _Near:
    """Finds the digests that begin with one of some words."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._table = np.zeros(1 << _TABLE_BITS, dtype=np.bool_)
        self._table[words >> _TABLE_SHIFT] = True

    def rows(self, digests: Digests, mask: Mask) -> Rows:
        """Return the rows of the mask whose digest does; where the words are many, all that may."""
        near = np.flatnonzero(self._table[digests[:, 0] >> _TABLE_SHIFT] & mask)
        if len(self._words) > _FEW:
            return near
        halves = digests[near, 0]
        at = np.minimum(np.searchsorted(self._words, halves), len(self._words) - 1)
        exact: Rows = near[self._words[at] == halves]
        return exact


def _overflowing(keys: Shelf, values: Shelf, at_most: int, words: Words, piece: int, pieces: int) -> Digests:
    """Return the keys of a piece that go with more than `at_most` values, sorted; `words` begin those in question."""
    near = _Near(words)
    over = Known(_NO_DIGESTS)
    pairs: list[Digests] = [np.zeros((0, 4), dtype=np.uint64)]
    size, limit = 0, _PAIRS_AT_ONCE

    def settle() -> None:
        """Move the keys over the limit from the pairs to those known: of these nothing more is held."""
        nonlocal over, pairs, size, limit
        whole, lengths = _distinct_pairs(np.concatenate(pairs))
        starts = np.cumsum(lengths) - lengths
        new = np.concatenate([over.digests(), whole[starts[lengths > at_most], :2]])
        over = Known(new[_order(new)])
        pairs = [whole[np.repeat(lengths <= at_most, lengths)]]
        size = len(pairs[0])
        limit = max(_PAIRS_AT_ONCE, 2 * size)

    for _, key, value, mask in _both(keys, values):
        chosen = near.rows(key, _chosen(key, mask, piece, pieces))
        if len(over):
            chosen = chosen[over.places(key[chosen]) < 0]
        pairs.append(_sparse(np.concatenate([key[chosen], value[chosen]], axis=1)))
        size += len(pairs[-1])
        if size > limit:
            settle()
    settle()
    return over.digests()


def _distinct_pairs(pairs: Digests) -> tuple[Digests, Rows]:
    """Return each pair of a key and a value once, by key, and how many values each key has."""
    pairs = pairs[_order(pairs[:, :2])]
    starts, lengths = _runs(_changes(pairs[:, :2]))
    several = some(pairs[:, 2:] != np.repeat(pairs[starts, 2:], lengths, axis=0))
    if several.any():  # only then must the values be sorted
        pairs = pairs[np.lexsort(pairs.T[::-1])]
        pairs = pairs[_changes(pairs)]
    else:
        pairs = pairs[starts]
    return pairs, _runs(_changes(pairs[:, :2]))[1]


def _sparse(pairs: Digests) -> Digests:
    """Return pairs with nearly all repetitions gone: those of equal mixed words that stand side by side."""
    pairs = pairs[np.argsort(pairs[:, 0] + pairs[:, 2] * _MIX)]
    return pairs[_changes(pairs)]


def _both(keys: Shelf, values: Shelf) -> Iterator[tuple[int, Digests, Digests, Mask]]:
    """Yield the chunks of two tracks side by side: first index, digests of each, where both say something."""
    for (start, key, mask), (_, value, filled) in zip(keys.chunks(), values.chunks(), strict=True):
        yield start, key, value, mask & filled


def _chosen(digests: Digests, mask: Mask, piece: int, pieces: int) -> Mask:
    """Return which records belong to a piece: the first bits of their digests say so."""
    if pieces == 1:
        return mask
    shift = np.uint64(64 - (pieces - 1).bit_length())
    return np.asarray(mask & (digests[:, 0] >> shift == piece))


def _left(start: int, mask: Mask, without: Mask | None) -> Mask:
    return mask if without is None else mask & ~without[start : start + len(mask)]


def _order(digests: Digests) -> Rows:
    """Return an order in which equal digests stand side by side, by their first halves."""
    order: Rows = np.argsort(digests[:, 0])
    ordered = digests[order]
    if (~_changes(ordered[:, 0]) & _changes(ordered)).any():  # different ones with the same first half
        return np.lexsort((digests[:, 1], digests[:, 0]))
    return order


def _runs(first: Mask) -> tuple[Rows, Rows]:
    """Return where runs start, and how long they are, from where a value differs from the one before."""
    starts = np.flatnonzero(first)
    return starts, np.diff(np.append(starts, len(first)))


def _changes(rows: Any) -> Mask:  # noqa: ANN401 - digests, or words
    """Return where a value differs from the one before it; the first one does."""
    changed = np.ones(len(rows), dtype=np.bool_)
    different = rows[1:] != rows[:-1]
    changed[1:] = different if different.ndim == 1 else some(different)
    return changed
