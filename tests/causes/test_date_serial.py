"""Numbers of days where dates belong."""

from pathlib import Path

import pytest
from caused import of_schema, of_standard, told


@pytest.mark.parametrize(
    ("value", "right"),
    [
        ("45296", "2024-01-05"),
        ("45351", "2024-02-29"),
        ("10000", "1927-05-18"),
        ("73415", "2100-12-31"),
        ("45296.0", "2024-01-05"),
        ("45296.5", None),
    ],
)
def test_a_number_of_five_digits_is_a_day(value: str, right: str | None) -> None:
    assert told(of_schema([value], format="date")) == {"TYP904": {value: right}}


@pytest.mark.parametrize("value", ["2024", "9999", "73416", "452961", "-45296", "4529"])
def test_other_numbers_are_no_days(value: str) -> None:
    assert [found.code for found in of_schema([value], format="date")] == ["TYP201"]


def test_the_form_is_that_of_the_column(tmp_path: Path) -> None:
    assert told(of_standard(tmp_path, "date: [YYYYMMDD]", [45296])) == {"TYP904": {"45296": "20240105"}}


def test_a_number_is_a_day_among_dates_only() -> None:
    assert [found.code for found in of_schema(["45296"], pattern="^[A-Z]+$")] == ["TYP205"]
