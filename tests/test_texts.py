import numpy as np
import pytest

from dgov_std.arrays import strings
from dgov_std.texts import Texts, figures, spread

MIXED = ["ab12", "", "x", "中ab1", "１２ab", "ab12cd", None, "zz99", "a\x00b"]


def pieces_of(texts: Texts, start: int, end: int) -> dict[int, str]:
    found = {}
    for rows, pieces in texts.pieces(start, end):
        places = range(texts.size) if rows is None else rows.tolist()
        found |= dict(zip(places, pieces.values.to_pylist(), strict=True))
    return found


@pytest.mark.parametrize(("start", "end"), [(0, 2), (1, 3), (2, 4), (0, 6), (3, 3)])
@pytest.mark.parametrize("values", [MIXED, ["abcd", "efgh"], ["a" * n for n in range(12)], []])
def test_pieces_are_characters(values, start, end):
    texts = Texts(strings(values).slice(0, len(values)))
    expected = {i: value[start:end] for i, value in enumerate(values) if value is not None and len(value) >= end}
    assert {i: piece for i, piece in pieces_of(texts, start, end).items() if values[i] is not None} == expected


def test_pieces_of_pieces():
    [(_, inner)] = Texts(strings(["abcdef", "ghijkl"])).pieces(1, 5)
    assert pieces_of(inner, 1, 3) == {0: "cd", 1: "ij"}


def test_planes_of_part_of_an_array():
    rows, planes = Texts(strings(["xx", "ab", "", "cd", "long"]).slice(1, 3)).planes(2)
    assert rows.tolist() == [0, 2]
    assert [bytes(column) for column in planes.T] == [b"ab", b"cd"]


def test_rows_of_bytes():
    texts = Texts(strings(["skip", "a#", "", "b", "##"]).slice(1, 4))
    assert texts.rows_of(np.flatnonzero(texts.bytes == ord("#"))).tolist() == [0, 3, 3]


def test_figures():
    number, good = figures(Texts(strings(["0120", "9999", "1a34"])).planes(4)[1])
    assert number.tolist()[:2] == [120, 9999]
    assert good.tolist() == [True, True, False]


def test_spread():
    assert spread(np.array([1]), np.array([False]), 3).tolist() == [True, False, True]


def test_pieces_of_another_width_are_none():
    [(_, pieces)] = Texts(strings(["abcdef"])).pieces(0, 2)
    rows, planes = pieces.planes(3)
    assert (rows.tolist(), planes.shape) == ([], (3, 0))
