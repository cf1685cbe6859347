"""Characters that cannot be seen: found by code point, and not where they are needed to write."""

import numpy as np
import pytest

from dgov_std.arrays import strings
from dgov_std.causes.invisible import cleaned, stains
from dgov_std.texts import Texts


def found(*values: str | None, coded: bool = False) -> dict[str, list[int]]:
    return {point: rows.tolist() for point, rows in stains(Texts(strings(values)), coded=coded).items()}


@pytest.mark.parametrize(
    ("value", "points"),
    [
        ("110\u00a0101", ["U+00A0"]),
        ("中\u200b文", ["U+200B"]),
        ("\ufeff名称", ["U+FEFF"]),
        ("名\ufeff称", ["U+FEFF"]),
        ("soft\u00adhyphen", ["U+00AD"]),
        ("a\u202eb\u2066c", ["U+202E", "U+2066"]),
        ("\u200e12", ["U+200E"]),
        ("中\u200d国", ["U+200D"]),
        ("a\x00b\x1f", ["U+0000", "U+001F"]),
        ("a\x85b", ["U+0085"]),
        (" 名称", ["U+0020"]),
        ("名称\u3000", ["U+3000"]),
        ("\u3000名称", ["U+3000"]),
        ("\u2003名称", ["U+2003"]),
        ("名称\t", ["U+0009"]),
        (" ", ["U+0020"]),
        ("\u3000", ["U+3000"]),
    ],
)
def test_each_is_named_by_its_code_point(value: str, points: list[str]) -> None:
    assert list(found("名称", value)) == points


@pytest.mark.parametrize(
    "value",
    [
        "中文\u3000中文",
        "《许可》",
        "〔2026〕1 号，符合规定。",
        "第一行\n第二行\r\n",
        "a\tb",
        "“引号”、‘引号’——……",
        "阿里木·买买提",
        "👩\u200d👩\u200d👧",
        "❤\ufe0f\u200d🔥",
        "می\u200cخواهم",
        "क्\u200dष",
        "ابجد\u200f",
        "Société Générale",
        "",
    ],
)
def test_what_is_needed_to_write_is_left_in_peace(value: str) -> None:
    assert found(value, None, "名称") == {}


def test_among_codes_a_line_break_and_a_tab_are_stains_wherever_they_stand() -> None:
    assert found("110\n101", "110\t101\r", coded=True) == {"U+0009": [1], "U+000A": [0], "U+000D": [1]}


def test_every_place_counts() -> None:
    assert found("\u00a06\u00a0", "x", " y ") == {"U+0020": [2, 2], "U+00A0": [0, 0]}


def test_a_joiner_at_the_beginning_does_not_belong_to_the_value_before() -> None:
    assert found("👩", "\u200dx") == {"U+200D": [1]}


def test_large_columns_and_slices_are_looked_through_alike() -> None:
    values = ["材料齐全，符合规定"] * 5000
    values[4000], values[4321], values[4999] = "名\u00a0称", "\ufeff名称", "名称\u3000"
    whole = strings(values)
    for start in (0, 1, 3999):
        rows = {point: (rows + start).tolist() for point, rows in stains(Texts(whole.slice(start)), coded=False).items()}
        assert rows == {"U+00A0": [4000], "U+3000": [4999], "U+FEFF": [4321]}


@pytest.mark.parametrize(
    ("value", "coded", "right"),
    [
        (" 110101\u00a0", True, "110101"),
        ("110\u00a0101", True, "110101"),
        ("110\n101\t", True, "110101"),
        ("New\u00a0York ", False, "New York"),
        ("\ufeff\u3000名\u200b称", False, "名称"),
        ("第一行\n第二行", False, "第一行\n第二行"),
    ],
)
def test_cleaning(value: str, coded: bool, right: str) -> None:
    assert cleaned(value, coded=coded) == right


def test_nothing_in_nothing() -> None:
    assert stains(Texts(strings([])), coded=True) == {}
    assert all(isinstance(rows, np.ndarray) for rows in stains(Texts(strings([" "])), coded=True).values())
