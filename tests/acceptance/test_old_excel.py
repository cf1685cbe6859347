"""A workbook in the old format gets the verdict, the findings and the marks of the same workbook as xlsx."""

import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from biff8 import Sheet, workbook

import dgov_std
from dgov_std.report.values import Report

LICENCES = Path(__file__).resolve().parents[2] / "examples" / "licences"


def check(path: Path, **options: Any) -> Report:
    return dgov_std.check(path, standard="licence-publicity", as_of="2026-10-31", **options).values


def as_old(source: Path, target: Path) -> Path:
    """Write the sheets of an xlsx file in the old format, values and number formats as they are."""
    sheets = []
    for sheet in openpyxl.load_workbook(source).worksheets:
        cells = [
            [c.value if isinstance(c.value, datetime.time) else (c.value, c.number_format) for c in row] for row in sheet
        ]
        rows = [[None if isinstance(c, tuple) and c[0] is None else c for c in row] for row in cells]
        sheets.append(Sheet(rows, name=sheet.title, hidden=sheet.sheet_state != "visible"))
    target.write_bytes(workbook(*sheets))
    return target


def told(report: Report) -> list[Any]:
    return [
        (f.number, f.code, f.severity, f.columns, f.rows, f.cells, f.first, f.examples, f.cause) for f in report.findings
    ]


@pytest.mark.parametrize("name", ["bad-organisations", "bad-persons", "good-persons"])
@pytest.mark.parametrize("suffix", ["xls", "et"])
def test_the_same_findings_as_xlsx(tmp_path: Path, name: str, suffix: str) -> None:
    new, old = check(LICENCES / f"{name}.xlsx"), check(as_old(LICENCES / f"{name}.xlsx", tmp_path / f"{name}.{suffix}"))
    assert (old.verdict, old.rows, told(old)) == (new.verdict, new.rows, told(new))
    assert (old.input.format, old.input.sheet, old.input.name) == ("xls", new.input.sheet, f"{name}.{suffix}")
    assert old.checks == new.checks


def test_its_annotated_workbook_is_a_new_one_with_the_same_marks(tmp_path: Path) -> None:
    source = as_old(LICENCES / "bad-organisations.xlsx", tmp_path / "a.xls")
    report = check(source, workbook=tmp_path / "b.xlsx")
    check(LICENCES / "bad-organisations.xlsx", workbook=tmp_path / "c.xlsx")
    made, copied = openpyxl.load_workbook(tmp_path / "b.xlsx"), openpyxl.load_workbook(tmp_path / "c.xlsx")
    marks = [{c.coordinate for row in book.worksheets[1] for c in row if c.comment} for book in (made, copied)]
    assert marks[0] == marks[1]
    assert made.sheetnames == ["检查结果", "数据"]
    assert report.outputs[0].name == "b.xlsx"
    after = check(tmp_path / "b.xlsx")
    assert {f.code for f in after.findings} <= {f.code for f in report.findings}


def test_the_sheet_asked_for_is_the_one_annotated(tmp_path: Path) -> None:
    labels = ["行政相对人名称", "行政相对人类别", "证件号码"]
    first, second = Sheet([labels, ["甲", "一", "1"]], name="一"), Sheet([["说明"], labels, ["乙", "二", "2"]], name="二")
    (tmp_path / "a.xls").write_bytes(workbook(first, second))
    check(
        tmp_path / "a.xls", dataset="administrative-licence-person", sheet="二", header_row=2, workbook=tmp_path / "b.xlsx"
    )
    data = openpyxl.load_workbook(tmp_path / "b.xlsx").worksheets[1]
    assert [cell.value for cell in data[3]][:3] == ["乙", "二", "2"]
