"""What a sheet says beside its cells: merged ranges, hidden rows and columns, formats without contents, other sheets."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.styles import PatternFill

from dgov_std.dataset import excel_marks
from dgov_std.dataset.block import Batch
from dgov_std.dataset.excel import open_excel
from dgov_std.dataset.table import Remark
from dgov_std.errors import InputError

HEADER = ["地区", "名称", "人数"]
ROWS = [HEADER, ["东城区", "甲", 1], ["东城区", "乙", 2], ["西城区", "丙", 3]]
Change = Callable[[Any], None]


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., tuple[list[str], list[Remark]]]:
    """Return what is read of a workbook of ROWS once it was changed: damage and asides, and remarks."""

    def read(change: Change, rows: list[list[Any]] = ROWS) -> tuple[list[str], list[Remark]]:
        made = openpyxl.Workbook()
        for row in rows:
            made.active.append(row)
        change(made)
        made.save(tmp_path / "t.xlsx")
        return look(tmp_path / "t.xlsx")

    return read


def look(path: Path, **options: Any) -> tuple[list[str], list[Remark]]:
    table = open_excel(path, **options)
    told = []
    for batch in batches(table):
        rows = batch.rows.tolist()
        told += [f"{d.kind} {rows[d.index]} {d.column} {d.detail}".strip() for d in batch.damage]
        told += [f"{a.kind} {rows[a.index]}" for a in batch.asides]
    table.close()
    return told, list(table.form.remarks)


def batches(table: Any) -> Iterator[Batch]:
    return map(table.parse, table.blocks())


def merge(*ranges: str) -> Change:
    def change(made: Any) -> None:
        for one in ranges:
            made.active.merge_cells(one)

    return change


def test_a_plain_sheet_has_nothing_to_tell(book):
    assert book(lambda _: None) == ([], [])


def test_cells_covered_by_a_vertical_merge_are_damage_and_the_first_names_the_range(book):
    assert book(merge("A2:A4")) == (["merged 3 0 A2:A4", "merged 4 0"], [])


def test_a_merge_across_covers_too(book):
    assert book(merge("A3:B3"))[0] == ["merged 3 1 A3:B3"]


def test_ranges_of_the_header_or_beside_the_table_are_not_told(book):
    assert book(merge("A1:B1", "E2:E4"), [["地区", None, "人数"], *ROWS[1:]])[0] == []


def test_a_range_without_a_value_covers_nothing(book):
    assert book(merge("A3:A4"), [HEADER, ROWS[1], [None, "乙", 2], [None, "丙", 3]])[0] == []


def test_a_range_whose_covered_cells_hold_values_counts_not(tmp_path):
    made = xlsxwriter.Workbook(tmp_path / "t.xlsx")
    sheet = made.add_worksheet()
    for i, row in enumerate(ROWS):
        sheet.write_row(i, 0, row)
    sheet.merge_range("A2:A3", "东城区")
    sheet.write("A3", "西城区")
    made.close()
    assert look(tmp_path / "t.xlsx")[0] == []


def test_a_row_that_is_covered_wholly_is_blank(book):
    assert book(merge("A2:C3"), [HEADER, ["东城区", None, None], [None] * 3, ROWS[3]])[0] == ["section 2"]


def test_a_merged_banner_is_a_heading_and_a_merged_note_a_note(book):
    rows = [HEADER, ["城区", None, None], *ROWS[1:], ["以上为测试", None, None]]
    assert book(merge("A2:C2", "A6:C8"), rows)[0] == ["section 2", "note 6"]


def test_a_lone_cell_that_is_not_merged_is_a_record(book):
    rows = [HEADER, ["城区", None, None], *ROWS[1:], ["以上为测试", None, None]]
    assert book(lambda _: None, rows)[0] == []


def test_ranges_are_known_before_the_first_row_of_a_large_sheet(tmp_path, monkeypatch, book):
    wanted = book(merge("A2:A4"))
    monkeypatch.setattr(excel_marks, "KEPT", 100)
    assert look(tmp_path / "t.xlsx", window=64) == wanted


def test_a_range_that_goes_through_several_batches_is_one(tmp_path, book):
    rows = [HEADER, *[["东城区" if i == 0 else None, f"甲{i}", i] for i in range(40)]]
    book(merge("A2:A41"), rows)
    told, _ = look(tmp_path / "t.xlsx", window=512)
    assert told == ["merged 3 0 A2:A41", *[f"merged {i} 0" for i in range(4, 42)]]


def test_more_merged_cells_than_anybody_merges_are_refused(tmp_path, monkeypatch, book):
    monkeypatch.setattr("dgov_std.dataset.excel_merged.MOST", 1)
    with pytest.raises(InputError):
        book(merge("A2:A4"))


def test_hidden_rows_and_columns_are_told_and_read(book):
    def hide(made: Any) -> None:
        for row in (2, 3):
            made.active.row_dimensions[row].hidden = True
        made.active.column_dimensions["C"].hidden = True

    assert book(hide) == ([], [Remark("STR408", (2,), (2,), 3, ("2:3", "C:C"))])


def test_hidden_rows_and_columns_outside_the_table_are_not_told(book):
    def hide(made: Any) -> None:
        made.active.row_dimensions[1].hidden = True
        made.active.row_dimensions[9].hidden = True
        made.active.column_dimensions["E"].hidden = True

    assert book(hide) == ([], [])


def test_formats_without_contents_are_told(book):
    def fill(made: Any) -> None:
        for row in made.active["A5:D7"]:
            for cell in row:
                cell.fill = PatternFill("solid", fgColor="FFFF00")

    assert book(fill)[1] == [Remark("STR407", count=4, texts=("A5:D7", "D:D"))]


def test_blanks_behind_the_last_row_are_no_rows(book):
    assert book(lambda _: None, [*ROWS, ["  ", None, "\u3000"]])[1] == [Remark("STR407", count=1, texts=("A5:C5",))]


def test_data_after_a_gap_of_600_rows_are_read(book):
    told = book(lambda _: None, [*ROWS, *[[None] * 3] * 600, ["东城区", "丁", 4]])
    assert told == ([], [])


def test_formats_to_the_last_row_cost_little(tmp_path):
    made = xlsxwriter.Workbook(tmp_path / "t.xlsx", {"constant_memory": True})
    sheet, colour = made.add_worksheet(), made.add_format({"bg_color": "#FFFF00"})
    for i in range(200_000):
        for j in range(3):
            sheet.write(i, j, ROWS[i][j], colour) if i < len(ROWS) else sheet.write_blank(i, j, None, colour)
    made.close()
    table = open_excel(tmp_path / "t.xlsx")
    assert [len(batch) for batch in batches(table)] == [3]
    assert table.form.remarks == (Remark("STR407", count=199_996, texts=("A5:C200000",)),)
    table.close()


def test_a_cell_in_the_last_corner_is_read_and_does_not_widen_the_table(book):
    told, remarks = book(lambda made: made.active.cell(1_048_576, 16_384, "x"))
    assert told == ["ragged 1048576 None cells=16384"]
    assert remarks == []


def test_other_sheets_with_data_are_told_whether_shown_or_not(book):
    def add(made: Any) -> None:
        for name, state in (("字典", "visible"), ("底稿", "hidden")):
            sheet = made.create_sheet(name)
            sheet.sheet_state = state
            for row in ROWS:
                sheet.append(row)

    assert book(add)[1] == [Remark("STR409", count=2, texts=("字典", "底稿"))]


def test_sheets_of_notes_and_our_own_are_not_told(book):
    def add(made: Any) -> None:
        for text in ("填表说明", "一、请如实填写", "二、不要合并单元格"):
            made.create_sheet("说明") if "说明" not in made.sheetnames else None
            made["说明"].append([text])
        made.create_sheet("空")
        ours = made.create_sheet("检查结果")
        for row in ROWS:
            ours.append(row)

    assert book(add)[1] == []


def linked(tmp_path: Path) -> Path:
    """Return a workbook with parts of every kind that leads elsewhere."""
    made = openpyxl.Workbook()
    for row in ROWS:
        made.active.append(row)
    made.save(tmp_path / "plain.xlsx")
    target = r"file:///\\server\share\王某\2025.xlsx"
    relation = f'<Relationship Id="rId1" Type="externalLinkPath" Target="{target}" TargetMode="External"/>'
    rels = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relation}</Relationships>'
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    more = {
        "xl/externalLinks/externalLink1.xml": f"<externalLink {main}/>",
        "xl/externalLinks/_rels/externalLink1.xml.rels": rels,
        "xl/connections.xml": f'<connections {main}><connection id="1" name="库"/></connections>',
        "xl/embeddings/oleObject1.bin": "x",
    }
    with zipfile.ZipFile(tmp_path / "plain.xlsx") as old, zipfile.ZipFile(tmp_path / "t.xlsx", "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        for name, text in more.items():
            new.writestr(name, text)
    return tmp_path / "t.xlsx"


def test_links_are_told_without_their_folders(tmp_path):
    remark = Remark("STR303", count=3, texts=("库", "OLE", "2025.xlsx"))
    assert look(linked(tmp_path)) == ([], [remark])


_SEEN: list[str] | None = None


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if _SEEN is not None and event in ("open", "socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system"):
        _SEEN.append(str(arguments[0]))


def test_nothing_that_is_linked_is_opened(tmp_path):
    global _SEEN  # noqa: PLW0603 - an audit hook cannot be taken away
    path = linked(tmp_path)
    look(path)  # what is imported on the way is opened now
    sys.addaudithook(_watch)
    _SEEN = []
    look(path)
    seen, _SEEN = _SEEN, None
    assert set(seen) <= {str(path)}
