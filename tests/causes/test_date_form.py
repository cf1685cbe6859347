"""Dates in another form than the one asked for."""

import pytest
from caused import of_schema, told

from dgov_std.report.facts import Written


@pytest.mark.parametrize(
    ("value", "right"),
    [
        ("2024/1/5", "2024-01-05"),
        ("2024.1.5", "2024-01-05"),
        ("2024-1-5", "2024-01-05"),
        ("2024年1月5日", "2024-01-05"),
        ("20240105", "2024-01-05"),
        ("2024-01-05 00:00:00", "2024-01-05"),
        ("2024-01-05T00:00:00", "2024-01-05"),
        ("13/5/2024", "2024-05-13"),
        ("5/5/2024", "2024-05-05"),
        ("1/5/2024", None),
        ("2024-01-05 08:30", None),
        ("24/1/5", None),
        ("5-Jan-2024", None),
    ],
)
def test_a_date_is_known_and_rewritten_where_that_is_certain(value: str, right: str | None) -> None:
    assert told(of_schema([value], format="date")) == {"TYP911": {value: right}}


@pytest.mark.parametrize("value", ["2024/2/30", "2024/13/5", "2024", "2024-01", "01/05", "12345678901", "x"])
def test_what_is_no_date_is_none_in_any_form(value: str) -> None:
    assert [found.code for found in of_schema([value], format="date")] == ["TYP201"]


def test_one_finding_lists_the_forms_met() -> None:
    (found,) = of_schema(["2024/1/5", "2024年1月5日", "2024/12/31", "1/5/2024"], format="date")
    assert found.cells == 4
    assert found.facts == Written(("YYYY/M/D", "YYYY年M月D日", "M/D/YYYY"), ("2026-01-31",))


def test_other_columns_are_left_in_peace() -> None:
    assert [found.code for found in of_schema(["2024/1/5"], pattern="^[0-9]+$")] == ["TYP205"]
    assert of_schema(["2024/1/5"], type="string") == []
