"""Rows of the right width whose cells stand beside their columns: one finding, and silence about their cells."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest

import dgov_std
from dgov_std.report.facts import Shifted
from dgov_std.report.values import Report

PATTERNS = {
    "post": "[0-9]{6}",
    "issued": "[0-9]{4}-[0-9]{2}-[0-9]{2}",
    "kind": "[AB]",
    "phone": "1[0-9]{10}",
    "grade": "[IVX]+",
    "fee": "[0-9]+[.][0-9]{2}",
}
HEADER = ["name", *PATTERNS, "remark"]
SCHEMA = {
    "type": "object",
    "properties": {"name": {"type": "string"}}
    | {name: {"type": "string", "pattern": f"^(?:{pattern})$"} for name, pattern in PATTERNS.items()},
}
ROW = ["甲公司", "100080", "2026-01-31", "A", "13000000000", "IV", "12.50", "无"]
RIGHT = [*[""], *ROW[:-1]]


def check(path: Path, rows: list[list[str]]) -> Report:
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([HEADER, *rows])
    else:
        book = openpyxl.Workbook()
        for row in [HEADER, *rows]:
            book.active.append(row)  # type: ignore[union-attr]
        book.save(path)
    return dgov_std.check(path, schema=SCHEMA).values


def codes(report: Report) -> list[tuple[str, int]]:
    return [(each.code, each.rows) for each in report.findings if each.severity == "error"]


@pytest.mark.parametrize("name", ["x.csv", "x.xlsx"])
def test_all_columns_shifted_from_row_500_on(tmp_path: Path, name: str) -> None:
    report = check(tmp_path / name, [ROW] * 498 + [RIGHT] * 9500)
    found = next(each for each in report.findings if each.code == "STR208")
    assert codes(report) == [("STR208", 9500)]
    assert (found.unit, found.first[0].row) == ("row", 500)
    assert found.facts == Shifted("right", 1, ("500-9999",), 1)
    assert (report.rows.with_errors, report.rows.clean, report.rows_solved_by_first) == (9500, 498, 9500)


@pytest.mark.parametrize(
    ("row", "side", "columns"),
    [(RIGHT, "right", 1), (["", "", *ROW[:-2]], "right", 2), ([*ROW[1:], ""], "left", 1), ([*ROW[2:], "", ""], "left", 2)],
)
def test_to_either_side_by_one_or_two(tmp_path: Path, row: list[str], side: str, columns: int) -> None:
    report = check(tmp_path / "x.csv", [ROW, row, row, ROW, row])
    assert [each.facts for each in report.findings if each.code == "STR208"] == [Shifted(side, columns, ("3-4", "6"), 2)]
    assert codes(report) == [("STR208", 3)]


def test_a_cell_put_in_pushes_what_is_behind_it(tmp_path: Path) -> None:
    report = check(tmp_path / "x.csv", [ROW, [ROW[0], "", *ROW[1:-1]]])
    assert codes(report) == [("STR208", 1)]


@pytest.mark.parametrize(
    "row",
    [
        [ROW[0], "x", *ROW[2:]],  # one column is wrong
        [ROW[0], ROW[2], ROW[1], *ROW[3:]],  # two columns are swapped
        [ROW[0], "x", "y", "z", "w", *ROW[5:]],  # all is wrong, and moved it is no better
        [ROW[0], ROW[4], ROW[2], ROW[1], ROW[3], *ROW[5:]],  # three columns changed places
    ],
)
def test_other_faults_are_no_shift(tmp_path: Path, row: list[str]) -> None:
    report = check(tmp_path / "x.csv", [ROW, *[row] * 50])
    assert codes(report)
    assert "STR208" not in dict(codes(report))


def test_the_cells_of_other_rows_are_still_told(tmp_path: Path) -> None:
    report = check(tmp_path / "x.csv", [ROW, RIGHT, [ROW[0], "x", *ROW[2:]]])
    assert sorted(codes(report)) == [("STR208", 1), ("TYP205", 1)]
    checked = next(each for each in report.checks if each.id == "properties.post.pattern")
    assert (checked.evaluated, checked.failed) == (2, 1)
