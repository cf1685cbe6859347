"""Which column of one return is which of the other."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from dgov_std.diff.columns import pair_columns

BINDING = {
    "columns": [
        {"id": "name", "name": "名称", "names": ["名称", "单位名称"], "required": None},
        {"id": "code", "name": "代码", "names": ["代码"], "required": None},
    ]
}


def pairs(old: list[str], new: list[str], binding: object = None) -> list[tuple[int, int]]:
    return [(pair.old, pair.new) for pair in pair_columns(old, new, binding).common]


def test_labels_pair_wherever_they_stand():
    assert pairs(["a", "b", "c"], ["c", "a"]) == [(2, 0), (0, 1)]


def test_what_only_one_has_is_added_or_removed():
    found = pair_columns(["a", "b"], ["b", "c"])
    assert (found.added, found.removed) == ((1,), (0,))


def test_blanks_and_width_of_a_label_make_no_difference():
    assert pairs(["金额", "名称"], ["名 称", "金额 "]) == [(1, 0), (0, 1)]


def test_the_same_label_is_preferred_to_a_similar_one():
    assert pairs(["名 称", "名称"], ["名称"]) == [(1, 0)]


def test_an_alias_of_the_standard_is_the_same_column():
    assert pairs(["单位名称"], ["名称"]) == []
    assert pairs(["单位名称"], ["名称"], BINDING) == [(0, 0)]


def test_doubled_labels_pair_in_their_order():
    assert pairs(["x", "a", "a"], ["a", "a", "a"]) == [(1, 0), (2, 1)]


def test_one_column_moved_is_one_column():
    found = pair_columns(list("abcdef"), list("bcdeaf"))
    assert [pair.new for pair in found.common if pair.moved] == [4]


def test_an_added_column_moves_nothing():
    assert not any(pair.moved for pair in pair_columns(list("abc"), list("axbyc")).common)


@given(st.permutations(range(6)))
def test_what_did_not_move_is_in_order_and_as_much_as_can_be(order: list[int]):
    common = pair_columns(list("abcdef"), ["abcdef"[i] for i in order]).common
    still = [pair.old for pair in common if not pair.moved]
    longest = max(size for size in range(7) for part in itertools.combinations(order, size) if list(part) == sorted(part))
    assert (still, len(still)) == (sorted(still), longest)
