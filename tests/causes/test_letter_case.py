"""Letters in the wrong case."""

from pathlib import Path

import pytest
from caused import of_schema, of_standard, told

NUMBER = """---
kind: identifier
id: number
title: {zh: 编号, en: number}
source: {standard: EXAMPLE 1-2026, confidence: high}
alphabet: 0123456789X
normal_form: {case: upper}
segments: [{name: body, length: 3}, {name: check, length: 1}]
check: {method: iso7064, variant: 11-2}
"""


def test_the_x_of_an_identity_number(tmp_path: Path) -> None:
    found = of_standard(tmp_path, "identifier: number", ["108x", "108X"], more=NUMBER)
    assert told(found) == {"TYP915": {"108x": "108X"}}


def test_a_wrong_check_character_is_not_made_right(tmp_path: Path) -> None:
    found = of_standard(tmp_path, "identifier: number", ["109x"], more=NUMBER)
    assert [each.code for each in found] == ["IDN101"]


@pytest.mark.parametrize(("value", "right"), [("ab12", "AB12"), ("aB12", "AB12")])
def test_codes_in_small_letters(value: str, right: str) -> None:
    assert told(of_schema([value], enum=["AB12"])) == {"TYP915": {value: right}}


def test_small_letters_where_capitals_stand() -> None:
    assert told(of_schema(["XLSX"], enum=["xlsx", "csv"])) == {"TYP915": {"XLSX": "xlsx"}}


def test_what_no_case_makes_right_is_not_explained() -> None:
    assert [found.code for found in of_schema(["ab13", "Ⅲ"], enum=["AB12"])] == ["COD101"]
