"""Published files, counted by others: they are not part of the repository, a folder of them is named by DGOV_STD_REAL_FILES."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import dgov_std
from dgov_std.report.facts import Characters
from dgov_std.report.values import Report

FOLDER = Path(os.environ.get("DGOV_STD_REAL_FILES", ""))
pytestmark = pytest.mark.skipif(not os.environ.get("DGOV_STD_REAL_FILES"), reason="DGOV_STD_REAL_FILES names no folder")


@pytest.fixture(scope="module")
def irve() -> Report:
    folder = FOLDER / "irve-2019"
    return dgov_std.check(folder / "bornes-IRVE-2019-05-03.csv", schema=folder / "schema-2019-05-03.json").values


def _rows(report: Report, code: str, label: str | None = None) -> int:
    labels = {column.index: column.label for column in report.columns}
    return sum(
        found.rows
        for found in report.findings
        if found.code == code and (label is None or label in [labels[i] for i in found.columns])
    )


def test_the_french_charging_points_are_read_whole(irve: Report) -> None:
    assert (irve.rows.total, irve.input.delimiter, irve.input.encoding) == (10030, ";", "utf-8")


def test_the_lost_zeros_and_the_dashes_are_counted(irve: Report) -> None:
    assert _rows(irve, "TYP903", "code_insee") == 648
    assert _rows(irve, "TYP909", "code_insee") == 108


def test_the_garbled_and_the_invisible_characters_are_counted(irve: Report) -> None:
    assert _rows(irve, "TYP906") == 659
    [invisible] = [found for found in irve.findings if found.code == "TYP905"]
    assert isinstance(invisible.facts, Characters)
    # 27 no-break spaces stand in 22 cells.
    place = invisible.facts.marks.index("U+00A0")
    assert (invisible.facts.times[place], invisible.facts.cells[place]) == (27, 22)


def test_the_province_table_is_found_below_its_preamble_and_above_its_notes() -> None:
    report = dgov_std.check(FOLDER / "nbs-province" / "分省年度数据 (1).csv", standard=None).values
    assert (report.input.header_row, report.rows.total, len(report.columns)) == (4, 31, 21)
    assert {"STR401", "STR402"} <= {found.code for found in report.findings}


def test_the_old_workbook_of_provinces_is_read_whole() -> None:
    report = dgov_std.check(FOLDER / "nbs-province" / "一般公共预算等.xls", standard=None).values
    assert (report.input.header_row, report.rows.total, len(report.columns)) == (1, 62, 24)


def test_the_daily_reports_are_read_whole() -> None:
    report = dgov_std.check(FOLDER / "covid-839studio" / "data.csv", standard=None).values
    assert report.rows.total == 27424
    assert report.input.encoding == "gb18030"
