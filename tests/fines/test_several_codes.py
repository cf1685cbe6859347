"""Several codes in one cell: every part is a code, valid on the day, and the cell is blamed once."""

from collections.abc import Callable

import pytest

from dgov_std.report.values import Report

Fines = Callable[..., Report]


def codes(report: Report) -> list[tuple[str, str | None, int]]:
    return [(f.code, f.element, f.first[0].row) for f in report.findings if f.severity != "info" and f.first]


@pytest.mark.parametrize(
    "cell", ["警告", "罚款;警告", "警告;警告", "没收违法所得;没收非法财物", "没收违法所得;警告;没收非法财物"]
)
def test_every_part_is_a_code(fines: Fines, cell: str) -> None:
    assert codes(fines(f"{cell},{'1' if '罚款' in cell else ''},,2031-08-01,")) == []


@pytest.mark.parametrize("cell", ["罚金", "警告;", ";警告", "警告;;警告", "警告；警告", "警告; 警告", "警告,警告"])
def test_what_is_no_code_between_separators_is_a_fault(fines: Fines, cell: str) -> None:
    assert codes(fines(f'"{cell}",,,2031-08-01,'))[0][1:] == ("kinds", 2)


@pytest.mark.parametrize(
    ("cell", "day", "right"),
    [
        ("没收违法所得、没收非法财物", "2031-07-14", True),
        ("没收违法所得、没收非法财物", "2031-07-15", False),
        ("没收违法所得、没收非法财物;警告", "2031/07/15", False),
        ("警告;没收违法所得", "2031-07-14", False),
        ("警告;没收违法所得", "2031-07-15", True),
        ("警告;没收违法所得", "", True),
    ],
)
def test_two_editions_are_told_apart_by_the_date_of_the_row(fines: Fines, cell: str, day: str, right: bool) -> None:
    assert codes(fines(f"{cell},,,{day},")) == ([] if right else [("COD102", "kinds", 2)])


def test_a_cell_with_an_unknown_and_an_outdated_code_is_blamed_once(fines: Fines) -> None:
    assert codes(fines("罚金;没收违法所得,,,2031-07-14,")) == [("COD101", "kinds", 2)]


def test_a_rule_asks_what_the_cell_holds(fines: Fines) -> None:
    report = fines(
        "警告;罚款,,,2031-08-01,", "警告,5,,2031-08-01,", "罚款;警告,5,,2031-08-01,", "没收违法所得,,,2031-08-01,"
    )
    assert sorted(codes(report)) == [("REL101", "amount", 2), ("REL103", "kinds", 3)]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("警告,罚款", "警告;罚款"),
        ("警告、罚款", "警告;罚款"),
        ("警告 罚款", "警告;罚款"),
        ("警告; 罚款;", "警告;罚款"),
        ("口头警告/罚款", "警告;罚款"),
        ("没收违法所得、没收非法财物,罚款", "没收违法所得、没收非法财物;罚款"),
        ("罚款,打手心", None),
        ("警告,没收违法所得", None),  # wrong where an amount is given, and the fault does not tell
    ],
)
def test_another_separator_gets_the_right_one_suggested(fines: Fines, cell: str, said: str | None) -> None:
    (finding,) = [f for f in fines(f'"{cell}",,,2031-08-01,').findings if f.element == "kinds"]
    assert [example.suggestion for example in finding.examples] == [said]


def test_every_row_is_judged_at_its_own_date(fines: Fines) -> None:
    rows = [
        "警告;警告;没收违法所得,,,2031-08-01,",
        "没收违法所得、没收非法财物,,,2031-01-01,",
        "警告,,,,",
        "没收违法所得;警告,,,2031-01-01,",
        "警告;没收非法财物,,,2031-08-01,",
        "警告;没收违法所得、没收非法财物,,,2031-08-01,",
    ]
    (finding,) = [f for f in fines(*rows).findings if f.code == "COD102"]
    assert [place.row for place in finding.first] == [5, 7]
