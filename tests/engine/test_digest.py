"""Digests: equal texts agree wherever they stand, different ones do not."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dgov_std.arrays import strings
from dgov_std.engine.digest import digests


@given(st.lists(st.text(max_size=40), min_size=1, max_size=30), st.text(max_size=900))
def test_equal_digest_means_equal_text(texts: list[str], long: str) -> None:
    alone = [tuple(digests(strings([text]))[0]) for text in texts]
    together = digests(strings([*texts, long]))[:-1]
    assert [tuple(row) for row in together] == alone
    assert len(set(alone)) == len(set(texts))


def test_a_slice_is_digested_like_a_copy() -> None:
    texts = strings(["a", "bb", "", "中文", "bb"])
    assert np.array_equal(digests(texts.slice(1, 3)), digests(strings(["bb", "", "中文"])))
