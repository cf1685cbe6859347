"""Shared keys, keys with several values, keys that are not among others: as plain Python counts them.

The limits are lowered so that few records go through every route that many take.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dgov_std.engine import sharing, store
from dgov_std.engine.sharing import crowded, later_ones, manifold, unfound
from dgov_std.engine.store import Shelf, Store

Batches = list[list[tuple[int, bool]]]
BATCHES = st.lists(st.lists(st.tuples(st.integers(0, 12), st.booleans()), min_size=1, max_size=9), min_size=1, max_size=5)
PAIRS = st.lists(
    st.lists(st.tuples(st.integers(0, 5), st.booleans(), st.integers(0, 5), st.booleans()), min_size=1, max_size=9),
    min_size=1,
    max_size=5,
)
MEMORY = st.sampled_from([0, 100, 1 << 20])


@contextmanager
def limits(low: bool) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        if low:
            patch.setattr(store, "_LEAST", 3)
            patch.setattr(store, "_CHUNK", 4)
            patch.setattr(sharing, "_WORTH_THREADS", 2)
            for name, value in (("_AT_ONCE", 2), ("_PAIRS_AT_ONCE", 2), ("_FEW", 1), ("_HALVES_AT_ONCE", 4)):
                patch.setattr(sharing, name, value)
        yield


def shelf(kept: Store, batches: Sequence[Sequence[tuple[int, bool]]]) -> Shelf:
    """Keys 2n and 2n + 1 agree in the first half of their digests."""
    (found,) = kept.shelves_for(1)
    for batch in batches:
        digests = np.array([[key // 2 * 0x9E3779B97F4A7C15 % 2**64, key] for key, _ in batch], dtype=np.uint64)
        kept.append(found, digests.reshape(-1, 2), np.array([asked for _, asked in batch], dtype=np.bool_))
    return found


@settings(max_examples=300, deadline=None)
@given(BATCHES, st.integers(1, 3), MEMORY, st.booleans())
def test_crowded_keys(batches: Batches, at_most: int, memory: int, low: bool) -> None:
    with limits(low):
        kept = Store(memory)
        keys = shelf(kept, batches)
        found, groups = crowded(kept, keys, at_most)
        later = later_ones(keys, found)
        kept.close()
    records = [record for batch in batches for record in batch]
    times = Counter(key for key, asked in records if asked)
    wanted = [i for i, (key, asked) in enumerate(records) if asked and times[key] > at_most]
    first = {records[i][0]: i for i in reversed(wanted)}
    assert np.flatnonzero(found).tolist() == wanted
    assert groups == sum(number > at_most for number in times.values())
    assert np.flatnonzero(later).tolist() == [i for i in wanted if first[records[i][0]] != i]


@settings(max_examples=300, deadline=None)
@given(PAIRS, st.integers(1, 3), MEMORY, st.booleans())
def test_keys_with_several_values(
    batches: list[list[tuple[int, bool, int, bool]]], at_most: int, memory: int, low: bool
) -> None:
    with limits(low):
        kept = Store(memory)
        keys = shelf(kept, [[(key, asked) for key, asked, _, _ in batch] for batch in batches])
        values = shelf(kept, [[(value, filled) for _, _, value, filled in batch] for batch in batches])
        found, groups = manifold(kept, keys, values, at_most)
        kept.close()
    records = [record for batch in batches for record in batch]
    known: dict[int, set[int]] = defaultdict(set)
    for key, asked, value, filled in records:
        if asked and filled:
            known[key].add(value)
    wanted = [i for i, (key, asked, _, filled) in enumerate(records) if asked and filled and len(known[key]) > at_most]
    assert np.flatnonzero(found).tolist() == wanted
    assert groups == sum(len(different) > at_most for different in known.values())


@settings(max_examples=300, deadline=None)
@given(BATCHES, BATCHES, MEMORY, st.booleans())
def test_keys_that_are_not_among_others(batches: Batches, others: Batches, memory: int, low: bool) -> None:
    with limits(low):
        kept = Store(memory)
        found, groups = unfound(kept, shelf(kept, batches), shelf(kept, others))
        kept.close()
    records = [record for batch in batches for record in batch]
    targets = {key for batch in others for key, asked in batch if asked}
    wanted = [i for i, (key, asked) in enumerate(records) if asked and key not in targets]
    assert np.flatnonzero(found).tolist() == wanted
    assert groups == len({records[i][0] for i in wanted})


def test_records_left_out_do_not_count() -> None:
    kept = Store()
    keys = shelf(kept, [[(1, True), (1, True), (1, True)]])
    found, groups = crowded(kept, keys, without=np.array([True, True, False]))
    assert (found.tolist(), groups) == ([False] * 3, 0)
