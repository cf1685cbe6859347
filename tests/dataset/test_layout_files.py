"""The table is found alike in text files and workbooks, and every number of a row stays true."""

from __future__ import annotations

import csv
import io

import pytest
import xlsxwriter

from dgov_std.dataset.open import open_table, reopen_table
from dgov_std.errors import InputError, UsageError

KNOWN = {"名称", "代码", "日期"}
DATA = [["甲公司", "A00001", "2020-01-01"], ["乙公司", "A00002", "2020-01-02"], ["丙公司", "A00003", "2020-01-03"]]
TABLE = [["名称", "代码", "日期"], *DATA]


def fits(labels):
    filled = [label for label in labels if label.strip()]
    return sum(label in KNOWN for label in filled) / len(filled) if filled else 0.0


def write_csv(path, sheets):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(next(iter(sheets.values())))
    path.write_text(text.getvalue(), encoding="utf-8")


def write_xlsx(path, sheets):
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for i, row in enumerate(rows):
                for j, cell in enumerate(row):
                    if cell:
                        sheet.write_string(i, j, cell)


@pytest.fixture(params=["csv", "xlsx"])
def opened(request, tmp_path):
    def read(rows, **options):
        path = tmp_path / f"t.{request.param}"
        {"csv": write_csv, "xlsx": write_xlsx}[request.param](path, {"S": rows})
        return open_table(path, **options)

    return read


def seen_of(drain, table):
    seen = drain(table)
    return seen.header, seen.rows, [tuple(cell or "" for cell in row) for row in seen.cells], seen.damage


ALL = [("甲公司", "A00001", "2020-01-01"), ("乙公司", "A00002", "2020-01-02"), ("丙公司", "A00003", "2020-01-03")]


def test_titles_above(opened, drain):
    table = opened([["某县许可表"], ["单位：某局"], [], *TABLE])
    assert (table.form.header_row, table.form.header_rows) == (4, 1)
    assert [(one.code, one.rows, one.texts) for one in table.form.remarks] == [
        ("STR401", (1, 2), ("某县许可表", "单位：某局"))
    ]
    assert seen_of(drain, table) == (("名称", "代码", "日期"), [5, 6, 7], ALL, [])


def test_banners(opened, drain):
    table = opened([["名称", "许可", ""], ["", "代码", "日期"], *DATA], fits=fits)
    assert (table.form.header_row, table.form.header_rows) == (2, 2)
    assert seen_of(drain, table) == (("名称", "代码", "日期"), [3, 4, 5], ALL, [])


def test_columns_at_the_left(opened, drain):
    header, rows, cells, damage = seen_of(drain, opened([["", "", *row] for row in TABLE]))
    assert (header, rows, damage) == (("", "", "名称", "代码", "日期"), [2, 3, 4], [])
    assert cells == [("", "", *row) for row in ALL]


AROUND = [["x", "x", "x", "x", "x"], *[["x", *row, "x"] for row in TABLE], ["", "合计", "", "", ""]]


def test_a_range(opened, drain):
    table = opened(AROUND, cells="B2:D4")
    assert table.form.cells == "B2:D4"
    header, rows, cells, damage = seen_of(drain, table)
    assert (header, rows, damage) == (("", "名称", "代码", "日期"), [3, 4], [])
    assert cells == [("", *row) for row in ALL[:2]]
    assert table.fingerprint() is not None


def test_a_range_of_columns(opened, drain):
    header, rows, cells, _ = seen_of(drain, opened(AROUND, cells="B:C", skip_rows=1))
    assert (header, rows[:3]) == (("", "名称", "代码"), [3, 4, 5])
    assert cells[:3] == [("", *row[:2]) for row in ALL]


def test_a_range_below_everything(opened):
    with pytest.raises(InputError) as raised:
        opened(TABLE, cells="A9:C20")
    (problem,) = raised.value.problems
    assert problem.what.zh == "--range 指的地方是空的, 没有表头也没有数据"
    assert problem.todo is not None
    assert problem.todo.zh == "请去掉 --range, 或换成表格所在的位置"


def test_skipped_rows_up_to_the_end(opened):
    with pytest.raises(InputError, match="--skip-rows points to where there is neither header nor data"):
        opened(TABLE, skip_rows=len(TABLE) + 5)


def test_skipped_rows(opened, drain):
    table = opened([["名称", "代码", "x"], *TABLE], skip_rows=1)
    assert seen_of(drain, table) == (("名称", "代码", "日期"), [3, 4, 5], ALL, [])


def test_without_a_header(opened, drain):
    table = opened(DATA, header_rows=0)
    assert (table.form.header_row, table.form.header_rows) == (0, 0)
    assert seen_of(drain, table) == (("1", "2", "3"), [1, 2, 3], ALL, [])
    table = opened([["某局"], [], *DATA], header_rows=0, skip_rows=1)
    assert seen_of(drain, table) == (("1", "2", "3"), [3, 4, 5], ALL, [])


def test_no_header_is_refused(opened):
    with pytest.raises(InputError) as raised:
        opened(DATA)
    assert raised.value.problems[0].what.zh == "没有表头: 第 1 行已经是数据"


def test_several_tables_are_refused(opened):
    with pytest.raises(InputError) as raised:
        opened([*TABLE, [], ["项目", "金额"], ["x", "1"], ["y", "2"]])
    assert raised.value.problems[0].what.en == (
        "there are several tables, one below the other: A1:C4, and the next from row 6"
    )


@pytest.mark.parametrize(
    "options", [{}, {"cells": "A3:B5"}, {"header_rows": 0}, {"header_row": 3}, {"header_rows": 2}], ids=str
)
def test_a_file_is_read_alike_when_opened_again(opened, drain, tmp_path, options):
    table = opened([["某县许可表"], ["单位：某局"], *TABLE], fits=fits, **options)
    path, form = next(tmp_path.iterdir()), table.form
    before = drain(table)
    again = reopen_table(path, form, table.header)
    assert again.header == table.header
    after = drain(again)
    assert (before.rows, before.cells, before.damage) == (after.rows, after.cells, after.damage)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"header_row": 0}, "--header-row: 表头行号从 1 开始。请写表格里显示的行号"),
        ({"header_row": 2, "skip_rows": 2}, "--skip-rows: 跳过的行数不对。应少于表头的行号"),
        ({"skip_rows": -1}, "--skip-rows: 跳过的行数不对。应少于表头的行号"),
        ({"header_row": 2, "header_rows": 3}, "--header-rows: 表头不能有 3 行。请写表头共有几行; 没有表头写 0"),
        ({"header_rows": 21}, "--header-rows: 表头不能有 21 行。请写表头共有几行; 没有表头写 0"),
        ({"cells": "B3"}, "--range: “B3”不是单元格区域。写成 B3:H200 的形式"),
    ],
    ids=str,
)
def test_senseless_wishes(opened, options, said):
    with pytest.raises(UsageError) as raised:
        opened(TABLE, **options)
    assert raised.value.problems[0].in_("zh") == said


# ---- text files ---------------------------------------------------------------------------------


def test_numbers_stay_true_behind_banners_breaks_and_bad_bytes(read_csv):
    # T: of P5: three embedded newlines, a byte order mark, two banner rows and one bad byte.
    text = '某县许可表,,\n"单位：\n某局",,\n名称,代码,日期\n"甲\n公司",A00001,2020-01-01\n\n乙#公司,A00002,2020-01-02\n"丙\n公司",A00003,2020-01-03\n'
    seen = read_csv(b"\xef\xbb\xbf" + text.encode().replace(b"#", b"\xff"))
    assert seen.header == ("名称", "代码", "日期")
    assert (seen.rows, seen.lines) == ([4, 5, 6, 7], [5, 7, 8, 9])
    assert seen.damage == [("bad-bytes", 2, 0, seen.damage[0][3])]
    assert (len(seen.rows), seen.cells[-1]) == (4, ("丙\n公司", "A00003", "2020-01-03"))


@pytest.mark.parametrize("size", [1, 50, 1000])
def test_a_range_cut_at_any_block(tmp_path, drain, size):
    from dgov_std.dataset.cell_range import CellRange
    from dgov_std.dataset.csv import open_csv
    from dgov_std.dataset.layout import Wanted

    path = tmp_path / "t.csv"
    write_csv(path, {"S": [["a", "b", "c"], *[[f"x{i}", f"y{i}", f"z{i}"] for i in range(300)]]})
    seen = drain(open_csv(path, wanted=Wanted(cells=CellRange(1, 1, 250, 1)), block_size=size))
    assert (seen.header, seen.rows) == (("", "b"), list(range(2, 251)))
    assert seen.cells[-1][1] == "y248"


def test_ragged_rows_count_within_the_range_only(read_csv):
    from dgov_std.dataset.cell_range import CellRange
    from dgov_std.dataset.layout import Wanted

    data = b"a,b,c\n1,2\n1\n1,2,3,4\n"
    assert [one[1] for one in read_csv(data).damage] == [0, 1, 2]
    seen = read_csv(data, wanted=Wanted(cells=CellRange(1, 0, None, 1)))
    assert [(one[0], one[1]) for one in seen.damage] == [("ragged", 1)]


def test_only_the_head_of_a_large_file_is_looked_at(tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes(b"a,b\n" + b"1,2\n" * 3_000_000)
    asked = []
    table = open_table(path, fits=lambda labels: asked.append(labels) or 0.0)
    table.close()
    assert len(asked) < 200


def test_an_open_quote_below_the_header_does_not_draw_in_the_file(tmp_path, drain):
    path = tmp_path / "t.csv"
    path.write_bytes(b'a,b\n1,"2\n' + b"1,2\n" * 200_000)
    table = open_table(path)
    assert table.header == ("a", "b")
    assert [one[0] for one in drain(table).damage] == ["open-quote"]


# ---- workbooks ----------------------------------------------------------------------------------


def test_the_sheet_that_fits_best_is_read(tmp_path):
    path = tmp_path / "t.xlsx"
    write_xlsx(path, {"说明": [["填表说明"]], "代码表": [["代码", "名称"], ["1", "甲"]], "数据": TABLE})
    assert open_table(path).form.sheet == "说明"
    assert open_table(path, fits=fits).form.sheet == "数据"
    assert open_table(path, fits=fits, sheet="说明").form.sheet == "说明"
    assert open_table(path, fits=lambda labels: 0.0).form.sheet == "说明"


def test_a_sheet_that_cannot_be_read_is_no_hindrance_where_another_fits(tmp_path):
    path = tmp_path / "t.xlsx"
    write_xlsx(path, {"无表头": DATA, "数据": TABLE})
    assert open_table(path, fits=fits).form.sheet == "数据"
    with pytest.raises(InputError, match="no header"):
        open_table(path)
    with pytest.raises(InputError, match="no header"):
        open_table(path, fits=lambda labels: 0.0)


def test_rows_far_down_in_a_sheet(tmp_path, drain):
    path = tmp_path / "t.xlsx"
    write_xlsx(path, {"S": [[]] * 700 + [["某县许可表"], *TABLE]})
    table = open_table(path)
    assert (table.form.header_row, table.form.remarks[0].rows) == (702, (701,))
    assert drain(table).rows == [703, 704, 705]


def test_a_cell_at_the_far_corner(tmp_path):
    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("S")
        for i, row in enumerate(TABLE):
            sheet.write_row(i, 0, row)
        sheet.write_string(1_048_575, 16_383, "x")
    assert open_table(path).header == ("名称", "代码", "日期")
