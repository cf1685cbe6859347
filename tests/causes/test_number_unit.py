"""Numbers with units or thousands separators."""

import pytest
from caused import of_schema, told

from dgov_std.report.facts import Written


@pytest.mark.parametrize(
    ("value", "right"),
    [
        ("1,234.50", "1234.50"),
        ("1,234,567", "1234567"),
        ("-1,234.5", "-1234.5"),
        ("1 234 567", "1234567"),
        ("1,234", None),
        ("3,7", None),
        ("12元", None),
        ("12 km", None),
        ("22kW", None),
        ("3万", None),
        ("1.2亿", None),
        ("50%", None),
        ("50 %", None),
        ("￥12.5", None),
        ("约12", None),
    ],
)
def test_a_number_with_something_about_it(value: str, right: str | None) -> None:
    assert told(of_schema([value], type="number")) == {"TYP910": {value: right}}


@pytest.mark.parametrize("value", ["十二", "1.2.3", "12-15", "abc", "1,2,3", "12 km 300 m", "T2"])
def test_what_is_no_number_is_none(value: str) -> None:
    assert [found.code for found in of_schema([value], type="number")] == ["TYP208"]


def test_one_finding_lists_what_was_met() -> None:
    (found,) = of_schema(["1,234.50", "12 km", "3万", "13 km"], type="number")
    assert (found.cells, found.facts) == (4, Written((",", "km", "万")))


def test_full_width_separators_are_no_others() -> None:
    assert told(of_schema(["1，234，567"], type="number")) == {"TYP910": {"1，234，567": "1234567"}}


def test_exponents_and_texts_are_left_in_peace() -> None:
    assert of_schema(["3.2E+05", "1e5"], type="number") == []
    assert [found.code for found in of_schema(["12 km"], pattern="^[0-9]+$")] == ["TYP205"]
