"""What a reader remarks becomes findings; rows set aside count nowhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

import dgov_std
from dgov_std.dataset.table import Form, Remark
from dgov_std.engine.form import SEVERITIES, form_findings
from dgov_std.engine.noted import noted
from dgov_std.report.codes import CODES
from dgov_std.report.facts import Named, Noted
from dgov_std.report.values import Finding, Report, Severity

STANDARD = """kind: standard
id: example
title: {zh: 示例, en: Example}
source: {standard: EXAMPLE 1-2026, confidence: high}
---
kind: element
id: name
title: {zh: 名称, en: Name}
source: {standard: EXAMPLE 1-2026, confidence: high}
---
kind: element
id: code
title: {zh: 代码, en: Code}
source: {standard: EXAMPLE 1-2026, confidence: high}
---
kind: element
id: staff
title: {zh: 人数, en: Staff}
source: {standard: EXAMPLE 1-2026, confidence: high}
---
kind: dataset
id: licences
title: {zh: 许可, en: Licences}
source: {standard: EXAMPLE 1-2026, confidence: high}
elements: [{use: name, required: true}, {use: code, required: true}, {use: staff, required: true}]
"""
HEADER = ["名称", "代码", "人数"]
RECORDS = [["甲公司", "A1", "3"], ["乙公司", "A2", "4"]]


@pytest.fixture
def check(tmp_path: Path) -> Any:
    """Return a function that checks rows, as a CSV file or a workbook, against the standard above."""
    (tmp_path / "standard.yaml").write_text(STANDARD, encoding="utf-8")

    def run(rows: list[list[str]], *, workbook: bool = False, merged: str = "", **options: Any) -> Report:
        path = tmp_path / ("t.xlsx" if workbook else "t.csv")
        if workbook:
            book = openpyxl.Workbook()
            for row in (HEADER, *rows):
                book.active.append([text or None for text in row])
            for one in merged.split():
                book.active.merge_cells(one)
            book.save(path)
        else:
            path.write_text("\n".join(",".join(row) for row in (HEADER, *rows)) + "\n", encoding="utf-8")
        return dgov_std.check(path, standard=tmp_path / "standard.yaml", **options).values

    return run


def told(report: Report) -> list[tuple[str, str, int]]:
    return [(each.code, str(each.severity), each.rows) for each in report.findings]


def only(form: Form) -> Finding:
    (finding,) = form_findings(form).findings
    return finding


def test_every_severity_is_of_a_code_there_is() -> None:
    assert SEVERITIES.keys() <= CODES.keys()


def test_a_file_without_remarks_passed_all_checks_of_its_kind() -> None:
    found = form_findings(Form("xlsx"))
    assert found.findings == []
    assert {check.code for check in found.checks} == {"STR303", "STR401", "STR406", "STR407", "STR408", "STR409", "STR410"}
    assert {(check.status.value, check.evaluated, check.failed) for check in found.checks} == {("ran", 1, 0)}
    assert form_findings(Form("pandas")).checks == []


def test_a_remark_becomes_a_finding_with_its_rows_columns_and_texts() -> None:
    found = only(Form("xlsx", header_row=3, remarks=(Remark("STR408", (5, 9), (2,), 3, ("5:5", "9:9", "C:C")),)))
    assert (found.code, found.severity, found.columns, found.facts) == (
        "STR408",
        Severity.INFO,
        (2,),
        Noted(("5:5", "9:9", "C:C"), 3),
    )
    assert [(place.row, place.record) for place in found.first] == [(5, 2), (9, 6)]


def test_remarks_of_one_code_are_one_finding() -> None:
    form = Form("xlsx", remarks=(Remark("STR303", count=1, texts=("a",)), Remark("STR303", count=2, texts=("a", "b"))))
    assert only(form).facts == Noted(("a", "b"), 3)


def test_a_text_that_is_not_utf_8_is_told() -> None:
    assert only(Form("csv", encoding="gb18030")).facts == Named("GB18030", "UTF-8")
    assert form_findings(Form("csv", encoding="utf-8")).findings == []


def test_long_texts_end_with_a_word_so_that_no_number_is_cut_in_two() -> None:
    (text,) = noted(["说明" * 50 + "联系 110101199003078515110101199003078515"], 1).texts
    assert text == "说明" * 50 + "联系…"


@pytest.mark.parametrize("workbook", [False, True])
def test_rows_set_aside_are_no_rows(check: Any, workbook: bool) -> None:
    rows = [["一、企业", "", ""], *RECORDS, ["合计", "", "7"], HEADER, ["注：截至6月底", "", ""]]
    report = check(rows, workbook=workbook)
    assert (report.rows.total, report.rows.clean, report.rows.blank) == (2, 2, 0)
    assert told(report) == [
        ("STR403", "warning", 1),
        ("STR404", "warning", 1),
        ("STR405", "warning", 1),
        ("STR402", "info", 1),
    ]
    assert report.verdict == "pass"
    assert [column.present for column in report.columns] == [2, 2, 2]


def test_a_frame_is_judged_like_a_file(check: Any, tmp_path: Path) -> None:
    check([])
    frame = pd.DataFrame([*RECORDS, ["合计", "", "7"]], columns=HEADER)
    report = dgov_std.check(frame, standard=tmp_path / "standard.yaml").values
    assert (report.rows.total, told(report)) == (2, [("STR403", "warning", 1)])


def test_blank_rows_before_a_note_are_not_among_the_data(check: Any) -> None:
    report = check([*RECORDS, ["", "", ""], ["注：截至6月底", "", ""]])
    assert (told(report), report.rows.blank) == ([("STR402", "info", 1)], 1)


def test_a_record_cut_short_is_a_fault_and_no_note(check: Any) -> None:
    report = check([*RECORDS, ["丙公司"]])
    assert told(report) == [("STR201", "error", 1)]


def test_covered_cells_are_one_error_and_not_missing(check: Any) -> None:
    rows = [["甲公司", "A1", "3"], ["", "A2", "4"], ["", "A3", "5"]]
    report = check(rows, workbook=True, merged="A2:A4")
    assert told(report) == [("STR207", "error", 2)]
    assert report.findings[0].facts == Noted(("A2:A4",), 1)
    assert (report.rows.clean, report.columns[0].present, report.columns[0].missing) == (1, 1, 0)
    assert [flagged.code for flagged in check(rows, workbook=True).findings] == ["TYP101"]


def test_covered_cells_of_several_columns_are_found_where_they_are(check: Any) -> None:
    rows = [["甲公司", "A1", "3"], ["乙公司", "A2", ""], ["丙公司", "A3", "5"], ["", "A4", "6"], ["丁公司", "A5", "7"]]
    report = check(rows, workbook=True, merged="C2:C3 A4:A5")
    assert [place.cell for place in report.findings[0].first] == ["C3", "A5"]


def test_numbers_of_persons_in_notes_are_masked(check: Any) -> None:
    note = ["注：身份证110101199003078515", "", ""]
    assert check([*RECORDS, note]).findings[0].facts == Noted(("注：身份证999999999999999999",), 1)
    assert check([*RECORDS, note], show_values=True).findings[0].facts == Noted(("注：身份证110101199003078515",), 1)
