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


LONG = ["110101001", "110101999", "110102001", "650102001"]


@pytest.mark.parametrize("codes", [LONG, [code[:7] for code in LONG[::2]], [code[:8] for code in LONG[2:]]])
def test_codes_of_more_than_six_digits_have_pages(codes, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(code_set, "_WORTH_A_TABLE", 1)
    values = [
        *codes,
        "110101000",
        "110103001",
        "11010100a",
        "a10101001",
        "000000000",
        "999999999",
        "１１０",
        "",
        "1101010",
        None,
    ]
    found = CodeSet(strings(codes))
    places = found.places(Texts(strings(values))).tolist()
    assert found._pages is not None
    assert places == [codes.index(value) if value in codes else -1 for value in values]


def test_codes_of_too_many_beginnings_are_looked_up_by_arrow(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(code_set, "_WORTH_A_TABLE", 1)
    monkeypatch.setattr(code_set, "_MOST_PAGES", 2)
    found = CodeSet(strings(LONG))
    assert found.places(Texts(strings([*LONG, "110101000"]))).tolist() == [0, 1, 2, 3, -1]
    assert found._pages is None
