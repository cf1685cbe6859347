import pytest

from dgov_std.arrays import strings
from dgov_std.checks import code_set
from dgov_std.checks.code_set import CodeSet
from dgov_std.texts import Texts

VALUES = ["110000", "11000a", "", "110105", "1", "１１００００", "01", "0A", "中", "999999", None, "110000"]
SETS = [["110000", "999999"], ["01", "02"], ["1", "2"], ["0A", "01"], ["中", "文"], ["110000", "01"], []]


@pytest.mark.parametrize("codes", SETS)
@pytest.mark.parametrize("least", [1, 10**9])
def test_a_table_answers_what_arrow_answers(codes, least, monkeypatch):
    monkeypatch.setattr(code_set, "_WORTH_A_TABLE", least)
    found = CodeSet(strings(codes))
    places = found.places(Texts(strings(VALUES))).tolist()
    assert places == [codes.index(value) if value in codes else -1 for value in VALUES]
    assert found.holds(Texts(strings(VALUES))).tolist()[:10] == [value in codes for value in VALUES[:10]]


def test_pieces_are_looked_up():
    texts = Texts(strings(["A110000B", "A119999B", "short"]))
    [(rows, pieces)] = texts.pieces(1, 7)
    assert rows.tolist() == [0, 1]
    assert CodeSet(strings(["110000"])).places(pieces).tolist() == [0, -1]
