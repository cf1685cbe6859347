"""Workbooks: cells as the spreadsheet shows them, rows as the sheet numbers them."""

# ruff: noqa: DTZ001  (spreadsheets know no time zones)
from __future__ import annotations

import datetime as dt
import hashlib

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from dgov_std.dataset.excel import open_excel
from dgov_std.dataset.layout import Wanted
from dgov_std.errors import InputError


@pytest.fixture
def read_book(tmp_path, drain):
    def read(fill, **options):
        book = openpyxl.Workbook()
        fill(book)
        book.save(tmp_path / "t.xlsx")
        return drain(open_excel(tmp_path / "t.xlsx", **options))

    return read


def _sheet(*rows):
    def fill(book):
        for row in rows:
            book.active.append(row)

    return fill


def test_values_follow_the_table(read_book):
    row = [
        "007",
        110101,
        0.1 + 0.2,
        330106198003071012,
        True,
        dt.date(2024, 1, 5),
        dt.datetime(2024, 1, 5, 8, 30),
        dt.time(8, 5),
    ]
    seen = read_book(_sheet(list("abcdefgh"), row))
    assert seen.cells == [
        ("007", "110101", "0.3", "330106198003071000", "TRUE", "2024-01-05", "2024-01-05 08:30:00", "08:05:00")
    ]
    assert seen.numeric == [(False, True, True, True, False, False, False, False)]


def test_text_is_kept_byte_for_byte(read_book):
    texts = ["  two  ", "a\nb", "<&>\"'", "\u3000", "１２", "𠀀", "#N/A?", "NA"]
    assert read_book(_sheet(list("abcdefgh"), texts)).cells == [tuple(texts)]


def test_escapes_of_control_characters_are_resolved(tmp_path, drain):
    book = xlsxwriter.Workbook(tmp_path / "t.xlsx")
    sheet = book.add_worksheet()
    for row, text in enumerate(["h", "a\x01b", "a\r\nb", "_x0041_"]):
        sheet.write_string(row, 0, text)
    book.close()
    assert drain(open_excel(tmp_path / "t.xlsx")).cells == [("a\x01b",), ("a\r\nb",), ("_x0041_",)]


def test_rich_text_is_joined(tmp_path, drain):
    book = xlsxwriter.Workbook(tmp_path / "t.xlsx")
    sheet = book.add_worksheet()
    sheet.write(0, 0, "h")
    sheet.write_rich_string(1, 0, "甲 ", book.add_format({"bold": True}), " 乙")
    book.close()
    assert drain(open_excel(tmp_path / "t.xlsx")).cells == [("甲  乙",)]


def test_error_cells_arrive_as_their_text(tmp_path, drain):
    book = xlsxwriter.Workbook(tmp_path / "t.xlsx")
    sheet = book.add_worksheet()
    sheet.write(0, 0, "h")
    sheet.write_formula(1, 0, "=NA()", None, "#N/A")
    sheet.write_formula(2, 0, "=1/0", None, "#DIV/0!")
    book.close()
    assert drain(open_excel(tmp_path / "t.xlsx")).cells == [("#N/A",), ("#DIV/0!",)]


def test_formula_without_result_is_damaged(read_book):
    seen = read_book(_sheet(["a", "b"], ["1", "=1+1"]))
    assert seen.cells == [("1", None)]
    assert seen.damage == [("no-result", 0, 1, "")]


def test_zeros_format_does_not_pad(read_book):
    def fill(book):
        _sheet(["a"], [110])(book)
        book.active["A2"].number_format = "000000"

    seen = read_book(fill)
    assert (seen.cells, seen.numeric) == ([("110",)], [(True,)])


def test_1904_workbook(read_book):
    def fill(book):
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
        _sheet(["a"], [dt.date(2024, 1, 5)])(book)

    assert read_book(fill).cells == [("2024-01-05",)]


def test_rows_keep_the_numbers_of_the_sheet(read_book):
    def fill(book):
        for cell, value in {"A3": "a", "B3": "b", "A4": "1", "B7": "2", "A9": " "}.items():
            book.active[cell] = value

    seen = read_book(fill)
    assert seen.header == ("a", "b")
    assert seen.rows == [4, 5, 6, 7]
    assert seen.cells == [("1", None), (None, None), (None, None), (None, "2")]


def test_a_gap_of_600_rows_is_read_over(read_book):
    def fill(book):
        _sheet(["a"], ["1"])(book)
        book.active["A603"] = "2"

    seen = read_book(fill)
    assert (len(seen.cells), seen.rows[-1], seen.cells[-1]) == (602, 603, ("2",))


def test_values_beyond_the_header_make_the_row_ragged(read_book):
    seen = read_book(_sheet(["a"], ["1", None, "note"], ["2"]))
    assert seen.cells == [("1",), ("2",)]
    assert seen.damage == [("ragged", 0, None, "cells=3")]


def test_header_row_skips_titles(read_book):
    seen = read_book(_sheet(["某县"], ["甲", "乙"], ["1", "2"]), wanted=Wanted(2))
    assert (seen.header, seen.rows) == (("甲", "乙"), [3])


def test_header_row_without_names(read_book):
    with pytest.raises(InputError, match="row 9 holds no column names"):
        read_book(_sheet(["a"], ["1"]), wanted=Wanted(9))


def _three(book):
    book.active.title = "空"
    hidden = book.create_sheet("隐藏")
    hidden.append(["h"])
    hidden.sheet_state = "hidden"
    book.create_sheet("检查结果").append(["ours"])
    book.create_sheet("数据").append(["d"])


def test_first_visible_sheet_with_data_that_is_not_ours(tmp_path, read_book):
    assert read_book(_three).header == ("d",)
    table = open_excel(tmp_path / "t.xlsx")
    assert (table.form.sheet, table.form.sheets) == ("数据", ("空", "隐藏", "检查结果", "数据"))
    table.close()


@pytest.mark.parametrize("sheet", ["隐藏", "2"])
def test_sheet_by_name_or_number(read_book, sheet):
    assert read_book(_three, sheet=sheet).header == ("h",)


@pytest.mark.parametrize("sheet", ["没有", "0", "5"])
def test_no_such_sheet(read_book, sheet):
    with pytest.raises(InputError, match=f'there is no sheet "{sheet}". the sheets are: 空, 隐藏, 检查结果, 数据'):
        read_book(_three, sheet=sheet)


def test_empty_workbook(read_book):
    with pytest.raises(InputError, match="the file is empty"):
        read_book(lambda book: None)


def test_annotated_workbook_reads_like_the_original(read_book):
    rows = [["代码", "名称"], ["007", "甲"], [5, dt.date(2024, 1, 5)], [None, None], ["8", "=1"]]

    def annotate(book):
        _sheet(*rows)(book)
        for cell in book.active[2]:
            cell.fill = PatternFill("solid", fgColor="FFFF00")
            cell.comment = Comment("必须改", "dgov-std")
        book.create_sheet("检查结果", 0).append(["第 1 类"])

    assert read_book(annotate) == read_book(_sheet(*rows))


def test_fingerprint_is_of_the_file(tmp_path, read_book):
    read_book(_sheet(["a"], ["1"]))
    data = (tmp_path / "t.xlsx").read_bytes()
    table = open_excel(tmp_path / "t.xlsx")
    list(table.blocks())
    assert table.fingerprint() == (len(data), hashlib.sha256(data).hexdigest())
    table.close()
