"""The generators of the example tables: repeatable, consistent over the file forms, true to their plans."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from example_files import EXAMPLES, NAMES, SURPLUS, expected, sheet, table

FOLDERS = ["licences", "penalties"]
EVERY = [(folder, name) for folder in FOLDERS for name in NAMES]


@pytest.fixture(scope="module")
def again(tmp_path_factory) -> Path:
    target = tmp_path_factory.mktemp("examples")
    for folder in FOLDERS:
        (target / folder).mkdir()
        arguments = [sys.executable, str(EXAMPLES / folder / "generate.py"), str(target / folder)]
        subprocess.run(arguments, check=True, timeout=120)
    return target


@pytest.mark.parametrize(("folder", "name"), EVERY)
@pytest.mark.parametrize("form", ["csv", "gb18030.csv", "expected.json"])
def test_another_run_writes_the_same_bytes(again: Path, folder: str, name: str, form: str):
    assert (again / folder / f"{name}.{form}").read_bytes() == (EXAMPLES / folder / f"{name}.{form}").read_bytes()


@pytest.mark.parametrize(("folder", "name"), EVERY)
def test_another_run_writes_the_same_workbook(again: Path, folder: str, name: str):
    assert sheet(again / folder / f"{name}.xlsx") == sheet(EXAMPLES / folder / f"{name}.xlsx")


@pytest.mark.parametrize(("folder", "name"), EVERY)
def test_the_three_forms_hold_the_same_cells(folder: str, name: str):
    rows = [row for row in table(folder, name) if SURPLUS not in row]
    assert sheet(EXAMPLES / folder / f"{name}.xlsx") == rows
    utf8 = (EXAMPLES / folder / f"{name}.csv").read_bytes().decode("utf-8-sig")
    assert (EXAMPLES / folder / f"{name}.gb18030.csv").read_bytes().decode("gb18030") == utf8


@pytest.mark.parametrize(("folder", "name"), EVERY)
def test_the_expected_number_of_rows_leaves_out_blank_ones(folder: str, name: str):
    filled = [row for row in table(folder, name)[1:] if any(row) and SURPLUS not in row]
    assert expected(folder, name)["rows"] == len(filled)


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("name", ["bad-organisations", "bad-persons"])
def test_expected_rows_are_rows_of_the_table_and_columns_its_labels(folder: str, name: str):
    rows, sidecar = table(folder, name), expected(folder, name)
    for finding in [*sidecar["findings"], *sidecar.get("also_with_calendar", [])]:
        assert finding["column"] is None or finding["column"] in rows[0]
        assert all(2 <= number <= len(rows) for number in finding["rows"])


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("name", ["good-organisations", "good-persons"])
def test_good_tables_expect_nothing(folder: str, name: str):
    assert expected(folder, name)["findings"] == []
    assert "also_with_calendar" not in expected(folder, name)


@pytest.mark.parametrize("folder", [*FOLDERS, "common"])
def test_the_generator_does_not_use_the_tool(folder: str):
    for path in (EXAMPLES / folder).glob("*.py"):
        assert "dgov_std" not in re.sub(r'""".*?"""', "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_examples_stay_small(folder: str):
    assert sum(path.stat().st_size for path in (EXAMPLES / folder).iterdir() if path.is_file()) < 2_000_000
