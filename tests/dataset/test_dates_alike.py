"""The same visible value gets the same verdict in CSV, xlsx and xls, or an info names the format that shows it otherwise."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import pytest
import xlsxwriter
from biff8 import Sheet, workbook

import dgov_std
from dgov_std.dataset.excel_shown import shown_otherwise
from dgov_std.report.values import Report

STANDARD = """kind: standard
id: example
title: {zh: 示例, en: Example}
source: {standard: EXAMPLE 1-2026, confidence: high}
---
kind: element
id: value
title: {zh: 值, en: Value}
source: {standard: EXAMPLE 1-2026, confidence: high}
FACET
---
kind: dataset
id: values
title: {zh: 表, en: Table}
source: {standard: EXAMPLE 1-2026, confidence: high}
elements: [{use: value}]
"""
DATE, AMOUNT = "date: [YYYY-MM-DD]", "decimal: {fraction_digits: 4}"
CODE, CLOCK = 'pattern: "[0-9]{6}"', 'pattern: "[0-9]{2}:[0-9]{2}:[0-9]{2}"'
DAY, NOON, SERIAL = dt.date(2024, 1, 5), dt.datetime(2024, 1, 5, 12, 30), 45296  # noqa: DTZ001 - as a sheet shows it
SYSTEM_1904 = 1462  # days between the two systems


@dataclass(frozen=True)
class Row:
    """A cell: what is stored, its number format, what the sheet shows, and which codes CSV and workbook get."""

    stored: object
    format: str | None
    shown: str
    facet: str
    csv: str | None = None
    book: str | None = None
    date1904: bool = False


ALIKE = {
    "true date": Row(DAY, "yyyy-mm-dd", "2024-01-05", DATE),
    "true date, 1904": Row(DAY, "yyyy-mm-dd", "2024-01-05", DATE, date1904=True),
    "date and time": Row(NOON, "yyyy-mm-dd hh:mm:ss", "2024-01-05 12:30:00", DATE, "TYP911", "TYP911"),
    "text date": Row("2024-01-05", None, "2024-01-05", DATE),
    "text with slashes": Row("2024/1/5", None, "2024/1/5", DATE, "TYP911", "TYP911"),
    "text in Chinese": Row("2024年1月5日", None, "2024年1月5日", DATE, "TYP911", "TYP911"),
    "serial number": Row(SERIAL, None, "45296", DATE, "TYP904", "TYP904"),
    "eight digits": Row(20240105, None, "20240105", DATE, "TYP911", "TYP911"),
    "no date": Row(20241305, None, "20241305", DATE, "TYP201", "TYP201"),
    "time": Row(dt.time(12, 30), "hh:mm:ss", "12:30:00", CLOCK),
    "code": Row(110101, None, "110101", CODE),
    "code as text": Row("110101", None, "110101", CODE),
    "short code": Row(123, None, "123", CODE, "TYP903", "TYP903"),
    "two places": Row(1.1, "0.00", "1.10", AMOUNT),
    "thousands as text": Row("1,234.5", None, "1,234.5", AMOUNT, "TYP910", "TYP910"),
    "percent as text": Row("50 %", None, "50 %", AMOUNT, "TYP910", "TYP910"),
}
OTHERWISE = {
    "slashes": Row(DAY, "yyyy/m/d", "2024/1/5", DATE, "TYP911"),
    "slashes, 1904": Row(DAY, "yyyy/m/d", "2024/1/5", DATE, "TYP911", date1904=True),
    "Chinese": Row(DAY, 'yyyy"年"m"月"d"日"', "2024年1月5日", DATE, "TYP911"),
    "midnight": Row(DAY, "yyyy-mm-dd hh:mm:ss", "2024-01-05 00:00:00", DATE, "TYP911"),
    "short time": Row(dt.time(12, 30), "h:mm", "12:30", CLOCK, "TYP205"),
    "percent": Row(0.5, "0 %", "50 %", AMOUNT, "TYP910"),
    "thousands": Row(1234.5, "#,##0.0", "1,234.5", AMOUNT, "TYP910"),
    "padded": Row(123, "000000", "000123", CODE, None, "TYP903"),
}
ROWS = ALIKE | OTHERWISE


def check(folder: Path, row: Row, kind: str) -> Report:
    standard = folder / "standard.yaml"
    standard.write_text(STANDARD.replace("FACET", row.facet), encoding="utf-8")
    path = folder / f"table.{kind}"
    if kind == "csv":
        path.write_text(f'值\n"{row.shown}"\n', encoding="utf-8")
    elif kind == "xls":
        value = number_of(row)
        cell = value if row.format is None else (value, row.format.replace("yyyy-mm-dd", "yyyy\\-mm\\-dd"))
        path.write_bytes(workbook(Sheet([["值"], [cell]]), date1904=row.date1904))
    else:
        with xlsxwriter.Workbook(str(path), {"date_1904": row.date1904}) as book:
            sheet = book.add_worksheet()
            sheet.write_string(0, 0, "值")
            shape = book.add_format({"num_format": row.format}) if row.format else None
            value = number_of(row)
            sheet.write(1, 0, value, shape) if not isinstance(value, str) else sheet.write_string(1, 0, value)
    return dgov_std.check(path, standard=standard).values


def number_of(row: Row) -> float | str:
    """Return what a workbook stores: moments are numbers of days."""
    stored = row.stored
    if isinstance(stored, dt.time):
        return (stored.hour * 60 + stored.minute) / 1440
    if isinstance(stored, dt.date):
        clock = stored.hour * 60 + stored.minute if isinstance(stored, dt.datetime) else 0
        return SERIAL - (SYSTEM_1904 if row.date1904 else 0) + clock / 1440
    assert isinstance(stored, int | float | str)
    return stored


def codes(report: Report) -> list[str]:
    return [found.code for found in report.findings]


@pytest.mark.parametrize("name", ROWS)
def test_as_the_sheet_shows_it(tmp_path: Path, name: str) -> None:
    row = ROWS[name]
    assert codes(check(tmp_path, row, "csv")) == ([row.csv] if row.csv else [])


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
@pytest.mark.parametrize("name", ALIKE)
def test_the_same_in_a_workbook(tmp_path: Path, name: str, kind: str) -> None:
    row = ALIKE[name]
    assert row.csv == row.book
    assert codes(check(tmp_path, row, kind)) == ([row.book] if row.book else [])


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
@pytest.mark.parametrize("name", OTHERWISE)
def test_what_is_shown_otherwise_is_told_once(tmp_path: Path, name: str, kind: str) -> None:
    row = OTHERWISE[name]
    report = check(tmp_path, row, kind)
    assert codes(report) == [*([row.book] if row.book else []), "STR410"]
    (told,) = [found for found in report.findings if found.code == "STR410"]
    assert (told.severity, told.columns) == ("info", (0,))
    assert told.facts.total == 1  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("number", "code", "shown"),
    [
        (0, None, ""),
        (1, None, ""),
        (2, None, ""),
        (49, None, ""),
        (14, None, "yyyy/m/d"),
        (9, None, "0%"),
        (164, "General", ""),
        (164, "0.00", ""),
        (164, "0.00_ ;[Red]\\-0.00\\ ", ""),
        (164, "yyyy\\-mm\\-dd;@", ""),
        (164, "[$-804]yyyy-mm-dd", ""),
        (164, "[h]:mm:ss", ""),
        (164, "000000", "000000"),
        (164, "#,##0.00_ ", "#,##0.00_ "),
        (164, '0"元"', '0"元"'),
        (164, "0.00E+00", "0.00E+00"),
        (164, "m/d/yyyy", "m/d/yyyy"),
    ],
)
def test_which_formats_show_otherwise(number: int, code: str | None, shown: str) -> None:
    assert shown_otherwise(number, code) == shown
