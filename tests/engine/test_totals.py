"""A row that says "Total" where the standard lists that word is a record, and judged as one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fixture_files import csv_text, text_file, workbook

import dgov_std
from dgov_std.report.values import Report

HEADER = ["性别", "年份", "人数"]
LISTED = {"性别": {"enum": ["男", "女", "合计"]}}
PATTERN = {"人数": {"type": "string", "pattern": "^[0-9]+$"}, "年份": {"type": "string", "minLength": 4}}
ROWS = [["男", "2024", "5"], ["女", "2024", "4"], ["合计", "2024", "9"]]


def check(path: Path, rows: list[list[str]], properties: dict[str, Any]) -> Report:
    write = workbook if path.suffix == ".xlsx" else lambda cells: text_file(csv_text(cells))
    write([HEADER, *rows])(path)
    return dgov_std.check(path, schema={"type": "object", "properties": properties | PATTERN}).values


def told(report: Report) -> list[tuple[str, int]]:
    return [(each.code, each.rows) for each in report.findings]


@pytest.mark.parametrize("name", ["x.csv", "x.xlsx"])
def test_a_listed_total_is_a_record(tmp_path: Path, name: str) -> None:
    report = check(tmp_path / name, ROWS, LISTED)
    assert (report.verdict, report.rows.total, told(report)) == ("pass", 3, [])


@pytest.mark.parametrize("name", ["x.csv", "x.xlsx"])
def test_a_fault_in_a_listed_total_is_found(tmp_path: Path, name: str) -> None:
    report = check(tmp_path / name, [*ROWS[:2], ["合计", "2024", "9人"]], LISTED)
    assert (report.verdict, report.rows.total, [code for code, _ in told(report)]) == ("fail", 3, ["TYP205"])


def test_a_listed_total_that_was_cut_short_is_still_that(tmp_path: Path) -> None:
    report = check(tmp_path / "x.csv", [*ROWS[:2], ["合计", "2024"]], LISTED)
    assert (report.rows.total, told(report)) == (3, [("STR201", 1)])


@pytest.mark.parametrize("properties", [{"性别": {"enum": ["男", "女"]}}, {"性别": {"type": "string"}}, {}])
def test_a_total_that_is_not_listed_is_set_aside(tmp_path: Path, properties: dict[str, Any]) -> None:
    report = check(tmp_path / "x.csv", ROWS, properties)
    assert (report.verdict, report.rows.total, told(report)) == ("pass", 2, [("STR403", 1)])


def test_a_word_listed_for_another_column_does_not_count(tmp_path: Path) -> None:
    report = check(tmp_path / "x.csv", ROWS, {"年份": {"enum": ["2024", "合计"]}})
    assert (report.rows.total, told(report)) == (2, [("STR403", 1)])
