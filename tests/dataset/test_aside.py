"""Rows that are no records are set aside; records, however odd or damaged, never are."""

from pathlib import Path

import numpy as np
import pytest

from dgov_std.arrays import strings
from dgov_std.dataset.aside import set_aside
from dgov_std.dataset.block import AsideKind, Batch, Damage, DamageKind
from dgov_std.dataset.csv import open_csv

HEADER = ("名称", "代码", "人数", "金额")
RECORDS = ("甲公司,A1,3,100.5", "乙公司,A2,4,200", "丙公司,A3,5,300")


def batch(*rows: str, width: int = 4) -> Batch:
    """Return rows of cells separated by commas; one with fewer cells than the header is damaged."""
    cells = [row.split(",") for row in rows]
    columns = tuple(strings([row[j] if j < len(row) else None for row in cells]) for j in range(width))
    ragged = [(i, len(row)) for i, row in enumerate(cells) if len(row) not in (width, 1) or row == ["cut"]]
    damage = tuple(Damage(DamageKind.RAGGED, i, None, f"cells={size}") for i, size in ragged)
    return Batch(columns, 1, np.arange(2, 2 + len(rows)), None, damage)


def asides(*rows: str, header: tuple[str, ...] = HEADER, last: bool = True, spread: set[int] | None = None) -> list[str]:
    """Return what is set aside, `kind index`."""
    found = set_aside(batch(*rows, width=len(header)), header, last=last, spread=spread or set())
    return [f"{aside.kind} {aside.index}" for aside in found.asides]


def test_a_table_of_records_is_returned_as_it_is() -> None:
    whole = batch(*RECORDS)
    assert set_aside(whole, HEADER, last=True) is whole


@pytest.mark.parametrize(
    "note",
    [
        "注：本表数据截至2026年6月底",
        "注1.不含个体工商户",
        "说明:口径有调整",
        "数据来源：市统计局",
        "资料来源 : 年报",
        "备注：无",
        "填表人：张三",
        "Source: city council",
        "Note 1: excluding branches",
        "注：口径有调整,不含分支机构",
        "填表人：张三,,审核人：李四",
        "以上各项数据由各区县主管部门逐级汇总后报送,,,",
        "说明 口径有调整",
        "制表时间：2026-07-01",
        "经办人:李四",
        ",,,填表人：张三",
        "经办人：李四,,日期：2026-07-01",
    ],
)
def test_notes_below_the_table_are_set_aside(note: str) -> None:
    assert asides(*RECORDS, note) == ["note 3"]
    assert asides(*RECORDS, "", note, "", note) == ["note 4", "note 6"]


@pytest.mark.parametrize(
    "row",
    [
        "丁公司",  # cut off: nothing says that it is a note
        "注册资本管理公司",
        "丁公司,A4",
        "丁公司,,,",
        "来源地公司,,,",
        "注：,A4,5,6",  # all cells are filled
        "注：丁公司,A4,5,",  # most cells are filled, one with a number
        "说明：丁公司,,5,6.5",
        "https://example.org/a/very/long/address/without/blanks",
        ",,,以上各项数据由各区县主管部门逐级汇总后报送",
        "12345678901234567890",
        "备注科技公司",
        "联系人协会",
        "说明书印刷厂",
        "Notes Ltd",
        "https://example.org",
        "12:30",
    ],
)
def test_what_may_be_a_record_stays_one(row: str) -> None:
    assert asides(*RECORDS, row) == []


def test_a_note_of_several_lines_is_set_aside_with_all_of_them() -> None:
    assert asides(*RECORDS, "注：1.不含个体工商户", "2.金额单位万元", "以年报为准") == ["note 3", "note 4", "note 5"]
    assert asides(*RECORDS, "", "填报说明：", "1、逐项填写", "", "2、不得留空") == ["note 4", "note 5", "note 7"]
    assert asides(*RECORDS, "丁公司", "戊公司") == []
    assert asides(*RECORDS, "注：口径有调整", "丁公司,A4,1,2") == []
    assert asides(*RECORDS, "以上各项数据由各区县主管部门逐级汇总后报送,,,", "丁公司") == []  # not said to be a note


def test_where_records_are_labelled_like_notes_a_lone_one_is_a_record() -> None:
    assert asides("公告：甲,A1,3,1", "公告：乙,A2,4,2", "通知：丙") == []


def test_a_note_with_records_behind_it_is_a_record() -> None:
    assert asides("注：本表数据截至6月底", *RECORDS) == []
    assert asides(*RECORDS, "注：本表数据截至6月底", last=False) == []


def test_in_narrow_tables_a_lone_cell_is_a_record() -> None:
    assert asides("甲,1", "说明书管理处有限责任公司及其分支机构,", header=("名称", "人数")) == []


def test_a_long_text_is_no_note_where_texts_are_long() -> None:
    long = "以上各项数据由各区县主管部门逐级汇总后报送"
    assert asides(f"{long},A1,1,1", f"{long}等,,,") == []


@pytest.mark.parametrize(
    "row",
    (
        "合计,,12,600.5|总 计,,12,600.5|小计：,,12,|合计（万元）,,,600.50|Total,,12,600|SUBTOTAL,,12,600|共计,/,-,600|"
        "合计,3家,12人,600.5元|,合计,12,600.5|合计,,,|全省合计,,12,600|本页小计,3,12,600"
    ).split("|"),
)
def test_totals_are_set_aside(row: str) -> None:
    assert asides(*RECORDS, row) == ["total 3"]
    assert asides(row, *RECORDS, last=False) == ["total 0"]


@pytest.mark.parametrize(
    "row",
    [
        "合计,A4,12,600",  # a code of letters: a firm may be called so
        "合计,综合,按年,元",
        "全省合计,A4,12,600",
        "全省合计,,,",
        "丁公司,合计,12,600",
        "设计,,12,600",
        "会计师事务所,,12,600",
        "Total Energy,,12,600",
        "合计算公司,,12,600",
        "Susum,,1,2",
    ],
)
def test_records_that_are_no_totals_stay(row: str) -> None:
    assert asides(*RECORDS, row) == []


@pytest.mark.parametrize("row", ["一、行政许可", "（二）行政处罚", "第一部分 行政许可", "1.行政许可", "三、行政检查,,,"])
def test_headings_of_sections_are_set_aside(row: str) -> None:
    assert asides("甲公司,A1,3,1", row, "乙公司,A2,4,2", last=False) == ["section 1"]


@pytest.mark.parametrize(
    "row", ["行政许可", "1.5", "2026.1", "一、行政许可,A1,3", "A.行政许可", ",,一、行政许可,", "十一建设公司"]
)
def test_a_lone_cell_that_is_no_heading_stays(row: str) -> None:
    assert asides("甲公司,A1,3,1", row, "乙公司,A2,4,2") == []


def test_where_records_are_numbered_like_headings_none_is_set_aside() -> None:
    assert asides("1.甲公司,A1,3,1", "2.乙公司", "3.丙公司,A3,5,3") == []


def test_a_cell_merged_across_the_row_is_a_heading_or_a_note() -> None:
    assert asides("甲公司,A1,3,1", "行政许可,,,", "乙公司,A2,4,2", spread={1}) == ["section 1"]
    assert asides("甲公司,A1,3,1", "行政许可,,,", spread={1}) == ["note 1"]


def test_the_header_once_more_is_set_aside() -> None:
    assert asides("甲公司,A1,3,1", "名称,代码,人数,金额", "乙公司,A2,4,2") == ["header 1"]
    assert asides("甲公司,A1,3,1", "名称, 代码 ,人数,", "乙公司,A2,4,2") == ["header 1"]


def test_the_title_above_the_header_once_more_is_no_record() -> None:
    page = ("某县登记表（续）", "名称,代码,人数,金额")
    assert asides("甲公司,A1,3,1", *page, "乙公司,A2,4,2") == ["section 1", "header 2"]
    assert asides("甲公司,A1,3,1", ",,某县登记表", "", page[1], "乙公司,A2,4,2") == ["section 1", "header 3"]
    assert asides("甲公司,A1,3,1", "丁公司", "乙公司,A2,4,2", page[1]) == ["header 3"]


@pytest.mark.parametrize("row", ["名称,A1,3,1", "名称,,,", "名称,代码,,"])
def test_a_row_that_shares_a_label_or_two_is_a_record(row: str) -> None:
    assert asides(*RECORDS, row) == []


def test_a_header_that_looks_like_a_record_is_not_found_again() -> None:
    assert asides("甲公司,1", "甲公司,1", header=("甲公司", "1")) == []


def test_the_damage_of_a_row_set_aside_goes_with_it() -> None:
    found = set_aside(batch("甲公司,A1", *RECORDS, "注：无,有"), HEADER, last=True)
    assert [damage.index for damage in found.damage] == [0]
    assert [(aside.kind, aside.index, aside.text) for aside in found.asides] == [(AsideKind.NOTE, 4, "注：无 有")]


@pytest.mark.parametrize("kind", [DamageKind.BAD_BYTES, DamageKind.OPEN_QUOTE])
def test_a_damaged_row_is_never_set_aside(kind: DamageKind) -> None:
    made = batch(*RECORDS, "注：口径有调整", "合计,,1,2", "名称,代码,人数,金额", "一、甲")
    harmed = Batch(made.columns, 1, made.rows, None, tuple(Damage(kind, i, 0) for i in range(3, 7)))
    assert set_aside(harmed, HEADER, last=True) is harmed


def test_a_row_that_reaches_beyond_the_header_is_never_set_aside() -> None:
    made = batch(*RECORDS, "合计,,1,2")
    harmed = Batch(made.columns, 1, made.rows, None, (Damage(DamageKind.RAGGED, 3, None, "cells=5"),))
    assert set_aside(harmed, HEADER, last=True) is harmed


def test_a_csv_file_ends_with_its_last_block(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("\n".join([",".join(HEADER), *RECORDS * 50, "注：口径有调整"]) + "\n", encoding="utf-8")
    for size in (64, 100, 4096, path.stat().st_size, path.stat().st_size - 25):
        table = open_csv(path, block_size=size)
        blocks = list(table.blocks())
        assert [block.last for block in blocks] == [False] * (len(blocks) - 1) + [True]
        found = [(batch.rows[a.index], a.kind) for batch in map(table.parse, blocks) for a in batch.asides]
        assert found == [(152, AsideKind.NOTE)]
        table.close()
