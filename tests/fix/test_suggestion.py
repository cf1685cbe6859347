"""Suggestions are lossless and accepted by the column, or there are none."""

import pytest

from dgov_std.fix.suggestion import suggest

DATES = {"dates": ["YYYY-MM-DD", "YYYY/MM/DD"]}


@pytest.mark.parametrize(
    ("value", "repair", "accepted", "said"),
    [
        (" 1", {}, {"1"}, "1"),
        ("１２", {}, {"12"}, "12"),
        ("男", {"labels": {"男": "1"}}, {"1"}, "1"),
        ("9x", {"case": "upper"}, {"9X"}, "9X"),
        ("9X", {"case": "lower"}, {"9x"}, "9x"),
        ("2024.1.5", DATES, {"2024-01-05"}, "2024-01-05"),
        ("2024年1月5日", DATES, {"2024-01-05"}, "2024-01-05"),
        ("20240105", DATES, {"2024/01/05"}, "2024/01/05"),
        ("2024-01-01", {"dates": ["YYYY"]}, {"2024"}, None),
        ("2024.13.5", DATES, set(), None),
        ("x", {}, {"y"}, None),
        ("1", {}, {"1"}, None),
    ],
)
def test_first_repair_the_column_accepts(
    value: str, repair: dict[str, object], accepted: set[str], said: str | None
) -> None:
    assert suggest(value, repair, accepted.__contains__) == said
