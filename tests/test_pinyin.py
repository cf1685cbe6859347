"""First letters of Chinese texts."""

from importlib.resources import files

import pytest
from timing import within

from dgov_std.pinyin import MOST, initials, initials_pattern, matches_initials


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("有效期至", {"yxqz", "yxjz"}),
        ("胶南市", {"jns"}),
        ("重庆市", {"cqs", "zqs"}),
        ("长沙", {"cs", "zs"}),
        ("银行", {"yx", "yh"}),
        ("荥阳", {"xy", "yy"}),
        ("ＧＤＰ总量(2024)", {"gdpzl2024"}),
        ("", set()),
        ("（）", set()),
        ("\U00020003市", set()),  # no reading is known
    ],
)
def test_a_text_has_all_letters_its_characters_may_have(text: str, expected: set[str]) -> None:
    assert initials(text) == expected


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("重庆市", "CQS", True),
        ("重庆市", "ｚｑｓ", True),
        ("重庆市", "cq", False),
        ("重庆市", "tqs", False),
        ("\U00020003市", "xs", True),
        ("", "", False),
    ],
)
def test_a_query_is_the_whole_of_the_letters(text: str, query: str, expected: bool) -> None:
    assert matches_initials(text, query) is expected


def test_many_readings_are_cut_off_but_all_match() -> None:
    text = "重长行" * 6
    assert len(initials(text)) == MOST
    assert matches_initials(text, "ccx" * 6)
    assert matches_initials(text, "zzh" * 6)


@pytest.mark.parametrize(("query", "found"), [("jn", "胶南"), ("ns", "南市"), ("x", None)])
def test_a_pattern_finds_letters_inside(query: str, found: str | None) -> None:
    pattern = initials_pattern(query)
    assert pattern is not None
    match = pattern.search("胶南市")
    assert (match.group() if match else None) == found


@pytest.mark.parametrize("query", ["", "胶", "j.*", "[", "a" * 41])
def test_what_is_no_query_of_letters_has_no_pattern(query: str) -> None:
    assert initials_pattern(query) is None


def test_forty_thousand_names_are_searched_quickly() -> None:
    names = "\n".join(["某某街道办事处"] * 41_352)

    def search() -> int:
        pattern = initials_pattern("zdbsc")
        assert pattern is not None
        return len(pattern.findall(names))

    assert within(0.6, search) == 0  # about 0.1 s, reading the table included


def test_the_table_is_small_and_names_its_source() -> None:
    data = files("dgov_std").joinpath("pinyin.txt").read_bytes()
    assert len(data) < 60_000
    assert data.startswith(b"# First letters of the readings of Chinese characters. Made from pypinyin")
