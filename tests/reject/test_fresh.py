"""A new workbook for inputs that are none: every cell a text."""

import zipfile
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import openpyxl
import pytest

from dgov_std.reject import fresh
from dgov_std.reject.values import Flaw, Written
from dgov_std.reject.workbook import new_workbook
from dgov_std.render.annotation import AnnotationWords

HEADER = ["名称", "=代码", "日期"]
ROWS = [
    ["甲", "007", "2026-01-01"],
    ["=1+1", "１２", None],
    ["+cmd|' /C calc'!A0", "#N/A", "http://x.cn"],
    ["\x07x", "1e5"],
]
FLAWS = [Flaw(2, 1, 2, "07"), Flaw(3, 2, 6), Flaw(5, None, 8), Flaw(5, 2, 6)]


def _write(tmp_path: Path, sample: ModuleType, name: str = "out.xlsx", **more: object) -> Written:
    report = sample.returned()
    words = AnnotationWords("zh", report.columns)
    given = {"header": HEADER, "rows": ROWS, "flaws": FLAWS, "report": report, "words": words, **more}
    return new_workbook(tmp_path / name, **given)  # type: ignore[arg-type]


def test_every_cell_is_the_text_it_was(tmp_path: Path, sample: ModuleType) -> None:
    _write(tmp_path, sample)
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert book.sheetnames == ["检查结果", "数据"]
    values = [[cell.value for cell in row] for row in book["数据"].iter_rows()]
    assert values[:4] == [HEADER, *[[*row] for row in ROWS[:3]]]
    filled = [cell for row in book["数据"].iter_rows() for cell in row if cell.value is not None]
    assert {cell.number_format for cell in filled} == {"@"}
    xml = zipfile.ZipFile(tmp_path / "out.xlsx").read("xl/worksheets/sheet2.xml")
    assert b"<f>" not in xml
    assert b"<v>" not in xml


def test_comments_tints_and_links(tmp_path: Path, sample: ModuleType) -> None:
    written = _write(tmp_path, sample)
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    sheet, index = book["数据"], book["检查结果"]
    assert written.marked == 4
    assert sheet["B2"].comment.text.startswith("【2】必须改: 不在 6 个规定值之中\n请改成: 07\n依据: ")
    assert sheet["C3"].comment.text.startswith("【6】必须改: 必填, 却空着\n怎么办: 补填")
    assert sheet["A5"].comment.text.startswith("【8】")
    assert {sheet[cell].fill.start_color.rgb[-6:] for cell in ("B2", "C3", "A5", "C5")} == {"FFC7CE"}
    assert sheet.freeze_panes == "A2"
    second = next(row for row in index.iter_rows() if row[0].value == 2)
    assert second[3].hyperlink.location == "'数据'!B2"


def test_row_numbers_are_those_of_the_report(tmp_path: Path, sample: ModuleType) -> None:
    report = sample.returned()
    report = replace(report, input=replace(report.input, header_row=3))
    _write(tmp_path, sample, report=report, numbers=[4, 7, 8, 9], flaws=[Flaw(7, 0, 2)])
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["数据"]
    assert [sheet.cell(row, 1).value for row in (3, 4, 5, 6, 7)] == ["名称", "甲", None, None, "=1+1"]
    assert sheet["A7"].comment.text.startswith("【2】")


def test_same_input_same_bytes(tmp_path: Path, sample: ModuleType) -> None:
    assert _write(tmp_path, sample, "one.xlsx") == _write(tmp_path, sample, "two.xlsx")


def test_more_rows_than_a_sheet_holds(tmp_path: Path, sample: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fresh, "_LAST_ROW", 3)
    _write(tmp_path, sample)
    index = openpyxl.load_workbook(tmp_path / "out.xlsx")["检查结果"]
    assert "表格软件放不下全部数据: 只写出前 2 行。" in [row[0].value for row in index.iter_rows()]


def test_in_english(tmp_path: Path, sample: ModuleType) -> None:
    _write(tmp_path, sample, words=AnnotationWords("en", sample.COLUMNS), sheet="data")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert book.sheetnames == ["Check result", "data"]
    assert book["data"]["B2"].comment.text.startswith("[2] must fix: not one of the 6 values\nChange it to: 07\n")
