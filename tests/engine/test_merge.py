"""Tallies: exact counts of the first distinct values, whichever batches they come in."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dgov_std.arrays import strings
from dgov_std.engine.tally import DISTINCT, FIRST, Tally


@given(st.lists(st.lists(st.integers(0, 120).map(str), max_size=150), min_size=1, max_size=5))
def test_first_distinct_values_are_counted_exactly(batches: list[list[str]]) -> None:
    tally, first = Tally(), 1
    for values in batches:
        tally.add(np.arange(first, first + len(values)), strings(values))
        first += len(values)
    everything = [value for values in batches for value in values]
    wanted = list(dict.fromkeys(everything))[:DISTINCT]
    assert tally.values == {value: everything.count(value) for value in wanted}
    assert tally.others == sum(value not in wanted for value in everything)
    assert (tally.count, tally.first) == (len(everything), list(range(1, len(everything) + 1))[:FIRST])
