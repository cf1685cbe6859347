"""The generator of the example tables: repeatable, consistent over the file forms, true to its plan."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

FOLDER = Path(__file__).parents[2] / "examples" / "licences"
NAMES = ["good-organisations", "bad-organisations", "good-persons", "bad-persons"]
BAD = ["bad-organisations", "bad-persons"]
SURPLUS = "多出的一格"


@pytest.fixture(scope="module")
def again(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("licences")
    subprocess.run([sys.executable, str(FOLDER / "generate.py"), str(folder)], check=True, timeout=120)
    return folder


def table(name: str) -> list[list[str]]:
    text = (FOLDER / f"{name}.csv").read_bytes().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def expected(name: str) -> dict:
    return json.loads((FOLDER / f"{name}.expected.json").read_text(encoding="utf-8"))


def column(name: str, label: str) -> list[str]:
    header, *body = table(name)
    return [row[header.index(label)] for row in body]


def sheet(path: Path) -> list[list[str]]:
    book = openpyxl.load_workbook(path)
    return [[str(value or "") for value in row] for row in book.active.iter_rows(values_only=True)]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", ["csv", "gb18030.csv", "expected.json"])
def test_another_run_writes_the_same_bytes(again: Path, name: str, form: str):
    assert (again / f"{name}.{form}").read_bytes() == (FOLDER / f"{name}.{form}").read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_another_run_writes_the_same_workbook(again: Path, name: str):
    assert sheet(again / f"{name}.xlsx") == sheet(FOLDER / f"{name}.xlsx")


@pytest.mark.parametrize("name", NAMES)
def test_the_three_forms_hold_the_same_cells(name: str):
    rows = [row for row in table(name) if SURPLUS not in row]
    assert sheet(FOLDER / f"{name}.xlsx") == rows
    utf8 = (FOLDER / f"{name}.csv").read_bytes().decode("utf-8-sig")
    assert (FOLDER / f"{name}.gb18030.csv").read_bytes().decode("gb18030") == utf8


@pytest.mark.parametrize("name", NAMES)
def test_the_expected_number_of_rows_leaves_out_blank_ones(name: str):
    filled = [row for row in table(name)[1:] if any(row) and SURPLUS not in row]
    assert expected(name)["rows"] == len(filled) >= 300


@pytest.mark.parametrize("name", BAD)
def test_expected_rows_are_rows_of_the_table_and_columns_its_labels(name: str):
    rows = table(name)
    for finding in expected(name)["findings"]:
        assert finding["column"] is None or finding["column"] in rows[0]
        assert all(2 <= number <= len(rows) for number in finding["rows"])


@pytest.mark.parametrize("name", ["good-organisations", "good-persons"])
def test_good_tables_expect_nothing(name: str):
    assert expected(name)["findings"] == []


def test_there_are_more_than_thirty_kinds_of_fault():
    kinds = {(f["code"], f["severity"], f["column"]) for name in BAD for f in expected(name)["findings"]}
    assert len(kinds) > 60
    assert len({code for code, _, _ in kinds}) > 20


def test_a_spreadsheet_cut_every_all_digit_number_of_the_persons():
    long = [value for value in column("bad-persons", "证件号码") if re.fullmatch(r"[0-9]{16,}", value)]
    assert len(long) >= 20
    assert {value[15:] for value in long} == {"000"}


def test_rows_and_lines_differ_behind_a_quoted_newline():
    text = (FOLDER / "bad-organisations.csv").read_bytes().decode("utf-8-sig")
    assert text.count("\n") == len(table("bad-organisations")) + 1


def test_the_generator_does_not_use_the_tool():
    for path in FOLDER.glob("*.py"):
        assert "dgov_std" not in re.sub(r'""".*?"""', "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


def test_the_examples_stay_small():
    assert sum(path.stat().st_size for path in FOLDER.iterdir() if path.is_file()) < 2_000_000
