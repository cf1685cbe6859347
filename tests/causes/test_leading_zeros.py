"""Leading zeros that were lost."""

from pathlib import Path

import pytest
from caused import of_schema, of_standard, told


@pytest.mark.parametrize("value", ["5031", "31", "1", "5031.0"])
def test_zeros_in_front_make_it_right(value: str) -> None:
    found = told(of_schema([value], pattern="^[0-9]{5}$"))
    assert found == {"TYP903": {value: value.removesuffix(".0").zfill(5)}}


def test_a_number_in_a_workbook_and_a_text_are_the_same(tmp_path: Path) -> None:
    found = of_standard(tmp_path, 'pattern: "[0-9]{5}"', ["5031", 5031, 5032])
    assert told(found) == {"TYP903": {"5031": "05031", "5032": "05032"}}
    assert [each.cells for each in found] == [3]


@pytest.mark.parametrize("value", ["123456", "503A", "-5031", "50 31", "503.1", "0503"])
def test_other_faults_are_no_lost_zeros(value: str) -> None:
    assert [found.code for found in of_schema([value], pattern="^[0-9]{5}$")] == ["TYP205"]


def test_several_numbers_of_zeros_tell_nothing() -> None:
    assert [found.code for found in of_schema(["7"], pattern="^[0-9]{2,4}$")] == ["TYP205"]


def test_what_is_mended_must_pass_every_check() -> None:
    found = of_schema(["5031", "1001"], pattern="^[0-9]{5}$", enum=["05031"])
    assert told(found) == {"TYP903": {"5031": "05031"}, "COD101": {"1001": None}} or told(found) == {
        "TYP903": {"5031": "05031"},
        "TYP205": {"1001": None},
    }


def test_amounts_are_left_in_peace() -> None:
    assert of_schema(["5031"], type="number", minimum=0) == []
    assert [found.code for found in of_schema(["5031"], type="number", maximum=10)] == ["TYP204"]
    assert [found.code for found in of_schema(["5031"], minLength=5)] == ["TYP207"]
