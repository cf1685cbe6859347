"""Letters in place of the digits they look like."""

import pytest
from caused import of_schema, told


@pytest.mark.parametrize(
    ("value", "right"),
    [("1OO080", "100080"), ("l00080", "100080"), ("I0oQ80", "100080"), ("10008\u041e", "100080")],
)
def test_letters_that_look_like_digits(value: str, right: str) -> None:
    assert told(of_schema([value], pattern="^[0-9]{6}$")) == {"TYP907": {value: right}}


@pytest.mark.parametrize("value", ["1S0080", "1B0080", "OOOIll", "1OO08", "1OO0800", "oil"])
def test_other_letters_and_other_faults_are_not_explained(value: str) -> None:
    assert [found.code for found in of_schema([value], pattern="^[0-9]{6}$")] == ["TYP205"]


def test_amounts_are_left_in_peace() -> None:
    assert [found.code for found in of_schema(["1OO"], type="integer")] == ["TYP208"]
