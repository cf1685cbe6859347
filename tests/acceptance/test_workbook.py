"""The annotated workbook, corrected by its own comments: those findings are gone and no new one appears."""

import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import dgov_std
from dgov_std.report.values import Report

LICENCES = Path(__file__).resolve().parents[2] / "examples" / "licences"
TYPE_THIS = re.compile(r"请改成: (.*)")


def check(path: Path, **options: Any) -> Report:
    return dgov_std.check(path, standard="licence-publicity", as_of="2026-10-31", **options).values


def keys(report: Report) -> dict[tuple[str, str | None], int]:
    return {(f.code, f.element, f.checks): f.rows for f in report.findings}


@pytest.mark.parametrize("name", ["bad-organisations", "bad-persons"])
def test_corrected_by_its_comments(tmp_path: Path, name: str) -> None:
    source, annotated = LICENCES / f"{name}.xlsx", tmp_path / "退回.xlsx"
    before = check(source, workbook=annotated)
    assert keys(check(annotated)) == keys(before)  # our sheet, fills and comments are ignored

    book = openpyxl.load_workbook(annotated)
    sheet = book["许可"]
    corrected: dict[int, int] = {}
    for cell in [c for row in sheet.iter_rows() for c in row if c.comment]:
        parts = re.split(r"【(\d+)】", cell.comment.text)  # what follows a finding's number is its own
        told = {
            int(number): m.group(1)
            for number, text in zip(parts[1::2], parts[2::2], strict=True)
            for line in text.splitlines()
            if (m := TYPE_THIS.match(line.strip()))
        }
        if len(set(told.values())) == 1:
            cell.value = next(iter(told.values()))
            for number in told:
                corrected[number] = corrected.get(number, 0) + 1
    assert len(corrected) >= 5, corrected
    book.save(annotated)

    after = keys(check(annotated))
    assert set(after) <= set(keys(before)), "a correction caused a new finding"
    for finding in before.findings:
        gone = corrected.get(finding.number, 0)
        if gone and finding.unit == "cell":
            assert after.get((finding.code, finding.element, finding.checks), 0) <= finding.rows - gone, finding


def test_index_sheet_comes_first_and_numbers_agree(tmp_path: Path) -> None:
    annotated = tmp_path / "out.xlsx"
    report = check(LICENCES / "bad-organisations.xlsx", workbook=annotated)
    book = openpyxl.load_workbook(annotated)
    assert book.sheetnames[0] == "检查结果"
    cells = [str(c.value) for row in book.worksheets[0].iter_rows() for c in row if c.value is not None]
    assert any("含个人信息" in cell for cell in cells)
    assert any(report.receipt in cell for cell in cells)
    assert report.outputs[0].name == "out.xlsx"
    assert (annotated.stat().st_mode & 0o777) == 0o600


def test_csv_gets_a_new_workbook_that_reads_back_alike(tmp_path: Path) -> None:
    annotated = tmp_path / "new.xlsx"
    before = check(LICENCES / "bad-persons.csv", workbook=annotated)
    after = check(annotated)
    form_only = {"STR201", "STR301"}
    assert {k for k in keys(after) if k[0] not in form_only} == {k for k in keys(before) if k[0] not in form_only}
