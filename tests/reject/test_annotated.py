"""The marked copy: her own workbook, with comments where the faults are."""

import os
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from dgov_std.errors import InputError, UsageError
from dgov_std.reject.values import Flaw, Written
from dgov_std.reject.workbook import annotate_xlsx
from dgov_std.render.annotation import AnnotationWords
from dgov_std.report.values import Report

FLAWS = [
    Flaw(5, 2, 1),
    Flaw(5, 2, 5, "91350100M000100Y40"),
    Flaw(9, 12, 2, "普通"),
    Flaw(14, None, 8),
    Flaw(11, 6, 10),
    Flaw(9, 14, 12, "1"),
]


@pytest.fixture
def source(tmp_path: Path, sample: ModuleType) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "许可's"
    for column, label in enumerate(sample.LABELS, start=1):
        sheet.cell(1, column, label).font = Font(bold=True)
        for row in range(2, 20):
            sheet.cell(row, column, f"{row}-{column}")
    sheet["C5"].comment = Comment("张: 此格待核", "张")
    sheet["D7"].fill = PatternFill("solid", start_color="00FF00")
    sheet["B3"].number_format = "000000"
    sheet["Q9"] = "=1+1"
    sheet.merge_cells("F10:G11")
    book.create_sheet("说明")["A1"] = "填表说明"
    book.save(tmp_path / "in.xlsx")
    return tmp_path / "in.xlsx"


def _annotate(source: Path, target: Path, report: Report, flaws: list[Flaw] = FLAWS, **more: object) -> Written:
    words = AnnotationWords("zh", report.columns)
    return annotate_xlsx(source, target, sheet="许可's", flaws=flaws, report=report, words=words, **more)  # type: ignore[arg-type]


def test_marks_and_comments(source: Path, tmp_path: Path, sample: ModuleType) -> None:
    written = _annotate(source, tmp_path / "out.xlsx", sample.returned())
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["许可's"]
    assert written.marked == 5
    assert sheet["M9"].comment.text == (
        "[dgov-std]\n【2】必须改: 不在 6 个规定值之中\n请改成: 普通\n依据: 统一社会信用代码 GB 32100-2015 5.2 (可信度高)"
    )
    tints = {cell: sheet[cell].fill.start_color.rgb[-6:] for cell in ("M9", "A14", "F10", "O9", "D7")}
    assert tints == {"M9": "FFC7CE", "A14": "FFC7CE", "F10": "FFEB9C", "O9": "DDEBF7", "D7": "00FF00"}


def test_flaws_of_one_cell_share_its_comment_below_the_old_one(source: Path, tmp_path: Path, sample: ModuleType) -> None:
    _annotate(source, tmp_path / "out.xlsx", sample.returned())
    lines = openpyxl.load_workbook(tmp_path / "out.xlsx")["许可's"]["C5"].comment.text.splitlines()
    assert lines[:3] == ["张: 此格待核", "[dgov-std]", "【1】必须改: 被表格软件改坏"]
    assert lines[6:8] == ["【5】必须改: 校验码不对", "请改成: 91350100M000100Y40"]


def test_everything_else_is_kept(source: Path, tmp_path: Path, sample: ModuleType) -> None:
    _annotate(source, tmp_path / "out.xlsx", sample.returned())
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    sheet = book["许可's"]
    assert book.sheetnames == ["检查结果", "许可's", "说明"]
    assert (sheet["Q9"].value, sheet["B3"].number_format, sheet["A1"].font.bold) == ("=1+1", "000000", True)
    assert str(sheet.merged_cells) == "F10:G11"
    assert book["说明"]["A1"].value == "填表说明"
    assert [each.sheet_view.tabSelected for each in book.worksheets] == [True, False, False]


def _cells(path: Path) -> list[list[tuple[object, ...]]]:
    book = openpyxl.load_workbook(path)
    return [
        [(c.coordinate, c.value, c.comment.text if c.comment else None, c.fill.start_color.rgb) for r in s for c in r]
        for s in book.worksheets
    ]


def test_annotating_again_changes_nothing(source: Path, tmp_path: Path, sample: ModuleType) -> None:
    _annotate(source, tmp_path / "one.xlsx", sample.returned())
    _annotate(tmp_path / "one.xlsx", tmp_path / "two.xlsx", sample.returned())
    assert _cells(tmp_path / "one.xlsx") == _cells(tmp_path / "two.xlsx")


def test_marks_of_an_earlier_run_go_away(source: Path, tmp_path: Path, sample: ModuleType) -> None:
    _annotate(source, tmp_path / "one.xlsx", sample.returned())
    _annotate(tmp_path / "one.xlsx", tmp_path / "two.xlsx", sample.accepted(), [])
    sheet = openpyxl.load_workbook(tmp_path / "two.xlsx")["许可's"]
    assert sheet["C5"].comment.text == "张: 此格待核"
    assert sheet["M9"].comment is None
    assert sheet["M9"].fill.fill_type is None
    assert sheet["D7"].fill.start_color.rgb[-6:] == "00FF00"


def test_the_index(source: Path, tmp_path: Path, sample: ModuleType) -> None:
    _annotate(source, tmp_path / "out.xlsx", sample.returned())
    index = openpyxl.load_workbook(tmp_path / "out.xlsx")["检查结果"]
    column = [row[0].value for row in index.iter_rows()]
    assert column[:3] == [
        "数据检查结果 (dgov-std)",
        "结论: 退回修改   必须改 8 类, 请核对 3 类, 提示 1 类",
        "本工作簿含个人信息, 请勿转发或公开。",
    ]
    assert "名称与代码是否相符: 没有提供主体名录" in column
    assert "GB/T 36344-2018 0501 数据重复率: 0.64% = 2 / 312 行 (越低越好)" in column
    first = next(row for row in index.iter_rows() if row[0].value == 1)
    assert (first[3].value, first[3].hyperlink.location) == ("C5", "'许可''s'!C5")
    assert (first[6].value, first[6].data_type) == (74, "n")


def test_no_personal_columns_no_warning(source: Path, tmp_path: Path, sample: ModuleType) -> None:
    report = sample.returned()
    report = replace(report, columns=tuple(replace(column, personal=False) for column in report.columns))
    _annotate(source, tmp_path / "out.xlsx", report)
    index = openpyxl.load_workbook(tmp_path / "out.xlsx")["检查结果"]
    assert not [cell for row in index.iter_rows() for cell in row if "个人信息" in str(cell.value)]


def test_a_sheet_of_the_same_name_that_is_not_ours_stays(source: Path, tmp_path: Path, sample: ModuleType) -> None:
    book = openpyxl.load_workbook(source)
    book.create_sheet("检查结果")["A1"] = "自己的"
    book.save(source)
    _annotate(source, tmp_path / "out.xlsx", sample.returned())
    again = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert again.sheetnames == ["检查结果 (2)", "许可's", "说明", "检查结果"]
    assert again["检查结果"]["A1"].value == "自己的"


def test_hostile_texts_become_no_formula(source: Path, tmp_path: Path, sample: ModuleType) -> None:
    flaws = [Flaw(3, 0, 1, "=HYPERLINK(1)\x1b"), Flaw(4, None, 2, "\x00"), Flaw(5, None, 3), Flaw(6, None, 4)]
    _annotate(source, tmp_path / "out.xlsx", sample.hostile(), flaws)
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    kinds = {cell.data_type for row in book["检查结果"].iter_rows() for cell in row if cell.value is not None}
    assert kinds == {"s", "n"}
    assert "=1+1\n{value}%s\\u000d" in [row[5].value for row in book["检查结果"].iter_rows()]
    assert "=HYPERLINK(1)\\u001b" in book["许可's"]["A3"].comment.text


def test_same_input_same_bytes(source: Path, tmp_path: Path, sample: ModuleType) -> None:
    one = _annotate(source, tmp_path / "one.xlsx", sample.returned())
    two = _annotate(source, tmp_path / "two.xlsx", sample.returned())
    assert one == two
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.xlsx") as parts:
        assert b">2000-01-01T00:00:00Z</dcterms:modified>" in parts.read("docProps/core.xml")
        assert {part.date_time[0] for part in parts.infolist()} == {1980}


def test_too_many_flaws_are_capped_and_the_index_says_so(source: Path, tmp_path: Path, sample: ModuleType) -> None:
    flaws = [Flaw(row, 0, 1) for row in range(2, 12)]
    written = _annotate(source, tmp_path / "out.xlsx", sample.returned(), flaws, cap=4)
    index = openpyxl.load_workbook(tmp_path / "out.xlsx")["检查结果"]
    assert written.marked == 4
    assert "第 1 类只标出前 4 格。" in [row[0].value for row in index.iter_rows()]


def test_an_unknown_sheet(source: Path, tmp_path: Path, sample: ModuleType) -> None:
    words = AnnotationWords("zh", sample.COLUMNS)
    with pytest.raises(UsageError, match='there is no sheet "无"'):
        annotate_xlsx(source, tmp_path / "o.xlsx", sheet="无", flaws=[], report=sample.accepted(), words=words)


def test_the_submitted_file_is_never_replaced(source: Path, sample: ModuleType) -> None:
    before = source.read_bytes()
    with pytest.raises(UsageError, match="must not replace the submitted file"):
        _annotate(source, source, sample.returned())
    assert source.read_bytes() == before


def test_what_is_no_workbook(tmp_path: Path, sample: ModuleType) -> None:
    (tmp_path / "in.xlsx").write_bytes(b"a,b\n")
    with pytest.raises(InputError, match="the workbook is damaged or incomplete"):
        _annotate(tmp_path / "in.xlsx", tmp_path / "out.xlsx", sample.returned())
    assert sorted(os.listdir(tmp_path)) == ["in.xlsx"]


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")
def test_only_the_owner_can_read_it(source: Path, tmp_path: Path, sample: ModuleType) -> None:
    _annotate(source, tmp_path / "out.xlsx", sample.returned())
    assert (tmp_path / "out.xlsx").stat().st_mode & 0o777 == 0o600
    assert sorted(os.listdir(tmp_path)) == ["in.xlsx", "out.xlsx"]
