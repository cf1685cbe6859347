"""Old workbooks (BIFF8) say the same beside their cells as new ones do."""

from __future__ import annotations

import struct
from pathlib import Path

from biff8 import Sheet, container, label, record, stream, workbook

from dgov_std.dataset.excel_old import open_excel_old
from dgov_std.dataset.table import Remark

ROWS = [["地区", "名称", "人数"], ["东城区", "甲", 1], [None, "乙", 2], [None, "丙", 3]]


def look(path: Path, data: bytes) -> tuple[list[str], tuple[Remark, ...]]:
    path.write_bytes(data)
    table = open_excel_old(path)
    told = []
    for batch in map(table.parse, table.blocks()):
        told += [f"{d.kind} {batch.rows[d.index]} {d.column} {d.detail}".strip() for d in batch.damage]
    return told, table.form.remarks


def cells() -> bytes:
    return b"".join(label(i, j, str(v)) for i, row in enumerate(ROWS) for j, v in enumerate(row) if v is not None)


def raw(*more: bytes) -> bytes:
    """Return a workbook whose sheet holds ROWS and other records."""
    return workbook(Sheet(raw=cells() + b"".join(more)))


def test_a_plain_sheet_has_nothing_to_tell(tmp_path: Path) -> None:
    assert look(tmp_path / "t.xls", raw()) == ([], ())


def test_merged_cells(tmp_path: Path) -> None:
    merged = record(0x00E5, struct.pack("<HHHHH", 1, 1, 3, 0, 0))
    assert look(tmp_path / "t.xls", raw(merged)) == (["merged 3 0 A2:A4", "merged 4 0"], ())


def test_hidden_rows_and_columns(tmp_path: Path) -> None:
    row = record(0x0208, struct.pack("<HHHHHHI", 2, 0, 3, 300, 0, 0, 0x0120))
    column = record(0x007D, struct.pack("<HHHHHH", 2, 2, 2000, 15, 1, 0))
    assert look(tmp_path / "t.xls", raw(row, column)) == ([], (Remark("STR408", (3,), (2,), 2, ("3:3", "C:C")),))


def test_formats_without_contents(tmp_path: Path) -> None:
    blank = record(0x0201, struct.pack("<HHH", 9, 0, 15))
    blanks = record(0x00BE, struct.pack("<HHHHHH", 5, 2, 15, 15, 15, 4))
    assert look(tmp_path / "t.xls", raw(blank, blanks))[1] == (Remark("STR407", count=8, texts=("A5:E10", "D:E")),)


def test_links_to_other_files_are_told_by_name(tmp_path: Path) -> None:
    path = "\x01\x01C王某\x032025.xls"
    link = record(0x01AE, struct.pack("<HHB", 1, len(path), 1) + path.encode("utf-16-le"))
    own = record(0x01AE, struct.pack("<HH", 1, 0x0401) + b"\0\0")
    data = container({"Workbook": stream(Sheet(rows=ROWS), extra=own + link)})
    assert look(tmp_path / "t.xls", data)[1] == (Remark("STR303", count=1, texts=("2025.xls",)),)


def test_other_sheets_with_data(tmp_path: Path) -> None:
    others = [Sheet(rows=ROWS, name="字典", hidden=True), Sheet(rows=[["说明"], ["如实填写"]], name="说明")]
    told = look(tmp_path / "t.xls", workbook(Sheet(rows=ROWS, name="数据"), *others))
    assert told == ([], (Remark("STR409", count=1, texts=("字典",)),))
