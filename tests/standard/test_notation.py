"""The notation of formats: the grammar, and what fits it."""

from __future__ import annotations

import pytest

from dgov_std.standard.notation import Notation, Part, parse_notation

PARTS = {
    "n18": [Part("n", 18, 18)],
    "a2": [Part("a", 2, 2)],
    "an..20": [Part("an", 0, 20)],
    "AN..20": [Part("an", 0, 20)],
    "c..50": [Part("c", 0, 50)],
    "n..17,2": [Part("n", 0, 17, 2)],
    "an5..18": [Part("an", 5, 18)],
    "c..ul": [Part("c", 0, None)],
    "cul": [Part("c", 0, None)],
    "ul": [Part("ul", 0, None)],
    "a1n..4": [Part("a", 1, 1), Part("n", 0, 4)],
    "an": [Part("an", 1, 1)],
    "b": [Part("b", 1, 1)],
    "bl": [Part("b", 1, 1)],
    "L": [Part("b", 1, 1)],
    "bn-jpeg": [Part("by", 0, None)],
    "bn": [Part("by", 0, None)],
    "BY": [Part("by", 0, None)],
    "d": [Part("d", 0, None)],
}
DATES = {
    "YYYYMMDD": "YYYYMMDD",
    "YYYY-MM-DD": "YYYY-MM-DD",
    "YYYYMM": "YYYYMM",
    "YYYY": "YYYY",
    "hhmmss": "hhmmss",
    "YYYYMMDDhhmmss": "YYYYMMDDhhmmss",
    "D8": "YYYYMMDD",
    "d8": "YYYYMMDD",
    "T6": "hhmmss",
    "DT14": "YYYYMMDDhhmmss",
    "d14": "YYYYMMDDhhmmss",
    "DT15": "YYYYMMDDThhmmss",
}


@pytest.mark.parametrize(("text", "parts"), PARTS.items())
def test_a_format_is_parts_one_after_the_other(text, parts):
    assert parse_notation(text) == Notation(tuple(parts))


@pytest.mark.parametrize(("text", "form"), DATES.items())
def test_a_format_may_be_a_date_form(text, form):
    assert parse_notation(text) == Notation((), form)


def test_lines_are_repeated():
    assert parse_notation("AN..20X3") == Notation((Part("an", 0, 20),), repeat=3)


@pytest.mark.parametrize("text", ["", "x5", "n5..3", "an..", "n,2", "a5,2", "20", "an 20", "n..x", "YYYYDD", "X3"])
def test_anything_else_is_no_format(text):
    assert parse_notation(text) is None


@pytest.mark.parametrize(
    ("format_", "value", "fits"),
    [
        ("n6", "010010", True),
        ("n6", "10010", False),
        ("n6", "01001a", False),
        ("an18", "11010519491231002X", True),
        ("c..5", "阿依古丽", True),
        ("c..3", "阿依古丽", False),
        ("a1n..4", "A0111", True),
        ("a1n..4", "0111", False),
        ("n..5,2", "123.45", True),
        ("n..5,2", "-123.4", True),
        ("n..5,2", "1234.5", False),
        ("n..5,2", "1.234", False),
        ("n..5,2", "1,234", False),
        ("YYYYMMDD", "20240229", True),
        ("c..ul", "任意长", True),
    ],
)
def test_a_value_fits_a_format_or_not(format_, value, fits):
    assert parse_notation(format_).fits(value) is fits


def test_a_number_without_decimals_may_be_negative_and_a_code_not():
    assert parse_notation("n..3").fits("-12", number=True)
    assert not parse_notation("n..3").fits("-12")
