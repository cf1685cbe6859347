"""Failing rows as CSV, Parquet and a workbook: every cell the text it was, formulas harmless, the same bytes each time."""

import csv
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import numpy as np
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook

from dgov_std.arrays import strings
from dgov_std.errors import UsageError
from dgov_std.reject import rows_parquet, rows_xlsx
from dgov_std.reject.existing import is_strange, is_strange_rows
from dgov_std.reject.rows import LEADING, Heading, Picked, column_names, joined
from dgov_std.reject.rows_csv import guarded
from dgov_std.reject.rows_file import write_rows
from dgov_std.render.failing_rows import FailingRowsWords
from dgov_std.report.values import FailingRows

LABELS = ("名称", "=代码", "备注")
CELLS = [
    ["甲", "007", None],
    ["=1+1", "110105194912310021", 'a "b", c'],
    ["+cmd|' /C calc'!A0", "-12.50", "一\n二"],
    [" x ", "", "_x0041_&<b>\x07\r\uffff"],
]


def picked(cells: list[list[str | None]], first: int = 2) -> Picked:
    count = len(cells)
    columns = tuple(strings(row[i] for row in cells) for i in range(len(cells[0])))
    rows = np.arange(first, first + count)
    return Picked(rows, rows - 1, strings(["1;3"] * count), strings(["TYP101"] * count), columns)


@pytest.fixture
def heading(sample: ModuleType) -> Heading:
    return Heading(LABELS, personal=True, report=sample.returned(), words=FailingRowsWords("zh"))


def written(path: Path, heading: Heading, *parts: list[list[str | None]]) -> FailingRows:
    return write_rows(path, heading, iter([picked(part) for part in parts]))[1]


def test_csv_is_what_a_spreadsheet_opens(tmp_path: Path, heading: Heading) -> None:
    path = tmp_path / "a.csv"
    assert written(path, heading, CELLS[:2], CELLS[2:]) == FailingRows(4, guarded=2)
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbfrow,record,findings,codes,\xe5")
    assert data.endswith(b"\r\n")
    found = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert found[0] == [*LEADING, "名称", "'=代码", "备注"]
    assert found[1] == ["2", "1", "1;3", "TYP101", "甲", "007", ""]
    assert found[2][4:] == ["'=1+1", "110105194912310021", 'a "b", c']
    assert found[3][4:] == ["'+cmd|' /C calc'!A0", "-12.50", "一\n二"]
    assert found[4][4:] == [" x ", "", CELLS[3][2]]


@pytest.mark.parametrize(
    "cell",
    [
        "=1",
        "+A1",
        "-A1",
        "@SUM(1)",
        "\t=1",
        "\rx",
        "\v=1",
        "\nx",
        " =1",
        "\u3000=1",
        "\u00a0=1",
        "＝1",
        "＋1a",
        "－x",
        "＠x",
        "-1+2",
        "+86 10",
        "--1",
    ],
)
def test_what_begins_like_a_formula_gets_an_apostrophe(cell: str) -> None:
    safe, count = guarded(strings([cell]))
    assert (safe.to_pylist(), count) == (["'" + cell], 1)


@pytest.mark.parametrize(
    "cell", ["-1", "+1", "-12.50", "+.5", "1e5", "-1E-5", "-", "--", "－", "1=2", "甲=乙", "", "'=1", "　x", None, "A-1"]
)
def test_numbers_dashes_and_other_texts_stay(cell: str | None) -> None:
    assert guarded(strings([cell]))[1] == 0


def test_a_slice_is_guarded_like_the_whole() -> None:
    assert guarded(strings(["=0", "a", "=1", None, "=2"]).slice(1, 3))[0].to_pylist() == ["a", "'=1", None]


def test_parquet_holds_the_bytes_as_they_were(tmp_path: Path, heading: Heading) -> None:
    path = tmp_path / "a.parquet"
    assert written(path, heading, CELLS[:2], CELLS[2:]) == FailingRows(4)
    table = pq.read_table(path)
    assert table.column_names == [*LEADING, *LABELS]
    assert [str(each) for each in table.schema.types] == ["int64", "int64", *["string"] * 5]
    assert [list(row.values())[4:] for row in table.to_pylist()] == CELLS
    assert table["row"].to_pylist() == [2, 3, 2, 3]
    said = json.loads(pq.read_metadata(path).metadata[b"dgov-std"])
    assert (said["format"], said["personal"], said["notice"]) == ("dgov-std-rows/1", True, "含个人信息")
    assert said["receipt"] == heading.report.receipt


def test_parquet_groups_are_bounded(tmp_path: Path, heading: Heading, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows_parquet, "_GROUP_ROWS", 3)
    written(tmp_path / "a.parquet", heading, CELLS[:2], CELLS[2:], CELLS[:1])
    known = pq.read_metadata(tmp_path / "a.parquet")
    assert [known.row_group(i).num_rows for i in range(known.num_row_groups)] == [4, 1]


def test_every_column_has_a_name_of_its_own() -> None:
    assert column_names(["row", "", "a", "a", "a_2", ""])[4:] == ["row_2", "column_2", "a", "a_2", "a_2_2", "column_6"]


def test_a_workbook_holds_texts_only(tmp_path: Path, heading: Heading) -> None:
    path = tmp_path / "a.xlsx"
    assert written(path, heading, CELLS[:2], CELLS[2:]) == FailingRows(4)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["问题行(含个人信息)", "说明"]
    assert book.properties.keywords == "含个人信息"
    assert book["说明"]["A1"].value == "含个人信息, 请勿转发或公开。"
    sheet = book.worksheets[0]
    found = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert found[0] == [*LEADING, *LABELS]
    assert found[2] == [3, 2, "1;3", "TYP101", *CELLS[1]]
    assert found[3][4:] == CELLS[2]
    assert found[4][4:6] == [" x ", None]
    texts = [cell for row in sheet.iter_rows(min_col=3) for cell in row if cell.value is not None]
    assert {(cell.data_type, cell.number_format) for cell in texts} == {("s", "@")}
    assert sheet.freeze_panes == "A2"
    xml = zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in xml
    assert "_x005F_x0041_&amp;&lt;b&gt;_x0007__x000D__xFFFF_" in xml


def test_another_reader_reads_the_same(tmp_path: Path, heading: Heading) -> None:
    written(tmp_path / "a.xlsx", heading, CELLS[:3])
    found = CalamineWorkbook.from_path(str(tmp_path / "a.xlsx")).get_sheet_by_index(0).to_python()
    assert found[0] == [*LEADING, *LABELS]
    assert found[1:] == [[i, i - 1, "1;3", "TYP101", *(cell or "" for cell in row)] for i, row in enumerate(CELLS[:3], 2)]


def test_more_rows_than_a_sheet_holds(tmp_path: Path, heading: Heading, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows_xlsx, "LAST_ROW", 4)
    assert written(tmp_path / "a.xlsx", heading, CELLS[:2], CELLS, CELLS[:1]) == FailingRows(3, left_out=4)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.worksheets[0].max_row == 4
    assert "工作表放不下, 还有 4 行没有写入; 需要时改写 .csv 或 .parquet" in [
        row[0].value for row in book["说明"].iter_rows()
    ]


def test_more_bytes_than_a_part_may_have(tmp_path: Path, heading: Heading, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows_xlsx, "_MOST_XML", 4000)
    long = [["x" * 500, "", ""]] * 5
    found = written(tmp_path / "a.xlsx", heading, long, CELLS)
    assert (found.rows + found.left_out, 0 < found.rows < 5) == (9, True)
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0].max_row == found.rows + 1


def test_a_text_longer_than_a_cell_is_cut_and_counted(tmp_path: Path, heading: Heading) -> None:
    cells = [["𠮷" * 20_000, "甲" * 32_767, "x" * 40_000]]
    assert written(tmp_path / "a.xlsx", heading, cells) == FailingRows(1, cut=2)
    row = [cell.value for cell in openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0][2]]
    assert row[4:] == ["𠮷" * 16_383, "甲" * 32_767, "x" * 32_767]
    assert written(tmp_path / "a.csv", heading, cells) == FailingRows(1)


def test_more_columns_than_a_sheet_holds(tmp_path: Path, heading: Heading) -> None:
    wide = replace(heading, labels=("x",) * 16_381)
    with pytest.raises(UsageError) as caught:
        write_rows(tmp_path / "a.xlsx", wide, iter([]))
    assert str(caught.value.problems[0].what.zh) == "工作表放不下 16385 列"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".xlsx"])
def test_a_lone_surrogate_harms_no_reader(tmp_path: Path, heading: Heading, suffix: str) -> None:
    heading = replace(heading, labels=("a\ud800", "b"))
    written(tmp_path / f"a{suffix}", heading, [["x\ud83dy", "好"], [None, "\udfff"]])
    if suffix == ".csv":
        found = (tmp_path / "a.csv").read_text(encoding="utf-8-sig").splitlines()
        assert [line.split(",")[4:] for line in found] == [["a\ufffd", "b"], ["x\ufffdy", "好"], ["", "\ufffd"]]
    elif suffix == ".parquet":
        assert pq.read_table(tmp_path / "a.parquet")["a\ufffd"].to_pylist() == ["x\ufffdy", None]
    else:
        sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
        assert [sheet["E1"].value, sheet["E2"].value, sheet["F3"].value] == ["a\ufffd", "x\ufffdy", "\ufffd"]


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".xlsx"])
def test_no_rows_is_a_file_with_a_header(tmp_path: Path, heading: Heading, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    assert written(path, heading) == FailingRows(0)
    if suffix == ".csv":
        assert path.read_text(encoding="utf-8-sig") == "row,record,findings,codes,名称,'=代码,备注\n"
    elif suffix == ".parquet":
        assert pq.read_table(path).shape == (0, 7)
    else:
        assert openpyxl.load_workbook(path).worksheets[0].max_row == 1


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".xlsx"])
def test_same_rows_same_bytes_and_the_owner_only(tmp_path: Path, heading: Heading, suffix: str) -> None:
    one, two = (write_rows(tmp_path / f"{name}{suffix}", heading, iter([picked(CELLS)])) for name in "ab")
    assert one == two
    assert (tmp_path / f"a{suffix}").stat().st_mode & 0o777 == 0o600


def test_texts_of_the_findings_of_a_row() -> None:
    masks = {1: np.array([True, False, True]), 4: np.array([True, False, False]), 9: np.array([False, False, True])}
    rows = np.array([0, 2])
    assert joined(masks, rows, {1: "1", 4: "4", 9: "9"}).to_pylist() == ["1;4", "1;9"]
    assert joined(masks, rows, {1: "A", 4: "A", 9: "B"}).to_pylist() == ["A", "A;B"]
    assert joined({}, rows, {}).to_pylist() == ["", ""]


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".xlsx"])
def test_what_this_program_wrote_may_be_replaced(tmp_path: Path, heading: Heading, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    assert not is_strange_rows(path)
    path.write_bytes(b"")
    assert not is_strange_rows(path)
    written(path, heading, CELLS)
    assert not is_strange_rows(path)


def test_other_peoples_data_may_not(tmp_path: Path, heading: Heading) -> None:
    (tmp_path / "a.csv").write_text("row,record,findings,codes\n1,1,1,x\n", encoding="utf-8")
    pq.write_table(pa.table({"row": [1]}), tmp_path / "a.parquet")
    (tmp_path / "b.parquet").write_bytes(b"PAR1 no more")
    book = openpyxl.Workbook()
    book.active.title = "问题行"  # somebody's own sheet of that name
    book.save(tmp_path / "a.xlsx")
    (tmp_path / "b.xlsx").write_bytes(b"no archive")
    assert [path.name for path in sorted(tmp_path.iterdir()) if not is_strange_rows(path)] == []
    assert is_strange(tmp_path / "a.xlsx")
    written(tmp_path / "c.xlsx", heading, CELLS)
    assert not is_strange(tmp_path / "c.xlsx")
