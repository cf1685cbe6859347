"""Where the table stands in a sheet, told from its first rows alone."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dgov_std.dataset.cell_range import CellRange
from dgov_std.dataset.layout import Head, Layout, Wanted, find_layout
from dgov_std.errors import InputError

KNOWN = {"名称", "代码", "日期", "姓名", "电话", "编号", "申请人姓名", "申请人/地址", "许可/地址"}
BODY = "甲公司,A1,2020-01-01\n乙公司,A2,2020-01-02\n"


def fits(labels):
    filled = [label.strip() for label in labels if label.strip()]
    return sum(label in KNOWN for label in filled) / len(filled) if filled else 0.0


def rows_of(text):
    return [tuple(row) for row in csv.reader(io.StringIO(text))]


def layout(text, *, standard=False, merged=(), **wanted) -> Layout:
    head = Head(rows_of(text), merged=merged)
    found = find_layout(Path("表.csv"), head, Wanted(fits=fits if standard else None, **wanted))
    assert found is not None
    return found


def place(text, **wanted):
    found = layout(text, **wanted)
    return found.header_row, found.header_rows, found.header


def remarks(text, **wanted):
    return [(one.code, one.rows, one.count, one.texts) for one in layout(text, **wanted).remarks]


def refused(text, **wanted):
    with pytest.raises(InputError) as raised:
        layout(text, **wanted)
    return raised.value.problems[0].in_("zh").removeprefix("表.csv: ")


# ---- the first row stays the header -------------------------------------------------------------


PLAIN = {
    "all text": "名称,类别\n甲,企业\n乙,个人\n",
    "a label is missing": "名称,,日期\n甲,x,2020-01-01\n乙,y,2020-01-02\n",
    "a label is missing and the first record is dirty": "名称,,金额\n甲,x,无\n乙,y,3\n丙,z,4\n",
    "labels miss at the end": "名称\n甲,A1\n乙,A2\n",
    "only two of many columns have labels": "代码,城市,,,,\n110000,北京,#,replace,#=,if\n110100,北京,#,replace,#=,if\n",
    "labels are years": "地区,2022,2023,2024\n北京,1649.5,1959.29,2319.37\n天津,674.33,867.72,1124.28\n",
    "labels are numbers that count": "地区,1,2,3\n北京,12,15,17\n天津,13,18,16\n",
    "labels are numbers of questions": "人,1.1,1.2,1.3\n甲,3.5,4.5,1.5\n乙,3.5,4.5,2.5\n",
    "labels are months": "地区,2024-01,2024-02,2024-03\n北京,1,2,3\n天津,4,5,6\n",
    "sparse rows": "a,b,c,d,e,f\n1,,,,,\n2,,,,,x\n",
    "rows longer than the header": "a,b\n1,2,3,4,5\n1,2,3,4,5\n",
    "one column": "名称\n甲\n乙\n",
    "no rows": "名称,代码\n",
    "one row": "a,b,c\n1,2,3\n",
    "blank rows behind it": "名称,代码\n\n\n甲,1\n",
    "a note at the end": "名称,数\n甲,1\n乙,2\n\n注：说明\n填表人：张,日期：2020-01-01\n",
    "a dirty record behind a blank row": "名称,数\n甲,1\n乙,2\n\n丙,无\n丁,3\n戊,4\n",
    "a section row": "名称,数\n甲,1\n\n二、企业,\n丙,3\n丁,4\n",
    "a blank column": "名称,代码,,备注,说明\n甲,1,,x,y\n乙,2,,x,y\n",
    "records without a header, all text": "甲,企业\n乙,个人\n丙,企业\n",
    "two records": "甲,2020-01-01\n乙,2020-01-02\n",
    "the header comes again": "名称,数\n甲,1\n名称,数\n乙,2\n",
}


@pytest.mark.parametrize("case", PLAIN)
def test_ordinary_tables_begin_in_the_first_row(case):
    assert place(PLAIN[case]) == (1, 1, rows_of(PLAIN[case])[0])
    assert remarks(PLAIN[case]) == []


@pytest.mark.parametrize("case", PLAIN)
def test_and_so_they_do_under_a_standard(case):
    assert layout(PLAIN[case], standard=True).header_row == 1


_LABEL = st.text(min_size=1, max_size=12).filter(lambda text: bool(re.search(r"[^\W\d_]", text)) and text == text.strip())
_CELL = st.one_of(
    st.text(max_size=12),
    st.integers().map(str),
    st.dates().map(str),
    st.from_regex(r"[0-9]{6,18}", fullmatch=True),
    st.just(""),
)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_table_written_plainly_is_found_at_row_one(data):
    header = data.draw(st.lists(_LABEL, min_size=1, max_size=6, unique=True))
    width = len(header)
    body = data.draw(st.lists(st.lists(_CELL, min_size=width, max_size=width).map(tuple), max_size=8))
    wanted = Wanted(fits=data.draw(st.sampled_from([None, fits])))
    found = find_layout(Path("t.csv"), Head([tuple(header), *body]), wanted)
    assert found == Layout(tuple(header), 1, 1, (), found.fit)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_labels_the_standard_knows_are_found_below_any_titles(data):
    titles = data.draw(st.lists(st.text(max_size=20).map(lambda text: (text, "", "")), max_size=4))
    header = tuple(data.draw(st.permutations(["名称", "代码", "日期"])))
    body = data.draw(st.lists(st.tuples(_CELL, _CELL, _CELL), max_size=6))
    found = find_layout(Path("t.csv"), Head([*titles, header, *body]), Wanted(fits=fits))
    assert (found.header_row, found.header, found.fit) == (len(titles) + 1, header, 1.0)


# ---- titles and notes above ---------------------------------------------------------------------


TITLED = {
    "above values": "某县许可表,,\n名称,代码,日期\n" + BODY,
    "above text alone": "某县许可表\n名称,类别,区划\n甲,企业,城东\n乙,个人,城西\n",
    "above two columns": "附件1：名单\n名称,金额\n甲,1\n乙,2\n",
    "above a blank row": "P,,\n,,\n名称,数,单位\n甲,1,个\n乙,2,只\n",
    "three of them": "数据库：年度\n指标：人口\n时间：最近\n地区,2025年,2024年,2023年\n北京市,,22470,23018\n天津市,,14037,14362\n",
}


@pytest.mark.parametrize("case", TITLED)
def test_titles_above_the_header_are_passed_over(case):
    rows = rows_of(TITLED[case])
    header = next(i for i, row in enumerate(rows) if len([cell for cell in row if cell]) > 1)
    assert place(TITLED[case]) == (header + 1, 1, rows[header])


def test_what_stands_above_is_told():
    assert remarks(TITLED["three of them"]) == [("STR401", (1, 2, 3), 3, ("数据库：年度", "指标：人口", "时间：最近"))]
    assert remarks("单位：某局,,日期：3月\n名称,代码,日期\n" + BODY, standard=True) == [
        ("STR401", (1,), 1, ("单位：某局 日期：3月",))
    ]


def test_only_the_first_notes_are_quoted_and_all_are_counted():
    ((code, rows, count, texts),) = remarks("说明一点\n" * 30 + "名称,代码,日期\n" + BODY, standard=True)
    assert (code, rows, count, len(texts)) == ("STR401", tuple(range(1, 11)), 30, 10)


def test_blank_rows_above_are_no_notes():
    assert place("\n,,\n名称,代码,日期\n" + BODY) == (3, 1, ("名称", "代码", "日期"))
    assert remarks("\n,,\n名称,代码,日期\n" + BODY) == []


def test_a_title_is_a_header_where_no_row_below_could_be_one():
    text = "某县许可表,,\n甲公司,无,2020-01-01\n乙公司,无,2020-01-02\n"
    assert place(text) == (1, 1, ("某县许可表", "", ""))


# ---- labels the standard knows ------------------------------------------------------------------


def test_the_row_that_names_columns_of_the_standard_is_the_header():
    text = "单位：某局,编制：张,日期：3月\n名称,代码,别的\n甲,1,2\n"
    assert layout(text).header_row == 1
    assert place(text, standard=True) == (2, 1, ("名称", "代码", "别的"))
    assert layout(text, standard=True).fit == pytest.approx(2 / 3)


def test_less_than_sixty_in_a_hundred_do_not_fit():
    text = "单位：某局,编制：张,日期：3月\n名称,别的,还有\n甲,1,2\n"
    assert layout(text, standard=True).header_row == 1


def test_a_title_that_is_called_like_a_column_is_no_header():
    assert layout("名称\n名称,代码,日期\n" + BODY, standard=True).header_row == 2


def test_a_single_known_label_far_down_is_no_header():
    assert layout("甲\n乙\n名称\n丙\n", standard=True).header_row == 1


def test_who_knows_every_label_whatever_tells_nothing():
    head = Head(rows_of("某县许可表,,\n名称,代码,日期\n" + BODY))
    found = find_layout(Path("t.csv"), head, Wanted(fits=lambda labels: 1.0))
    assert (found.header_row, found.header_rows) == (2, 1)


# ---- headers of several rows --------------------------------------------------------------------

BANNER = "名称,申请人,,许可,\n,姓名,电话,编号,日期\n甲,张,139,1,2020-01-01\n乙,李,138,2,2020-01-02\n"


def test_banners_are_joined_to_the_labels_below():
    labels = ("名称", "申请人/姓名", "申请人/电话", "许可/编号", "许可/日期")
    assert place(BANNER) == (2, 2, labels)
    assert remarks(BANNER) == [("STR406", (1, 2), 2, labels)]


def test_the_lowest_labels_stand_alone_where_the_standard_knows_them():
    assert place(BANNER, standard=True) == (2, 2, ("名称", "姓名", "电话", "编号", "日期"))


def test_banners_count_where_the_standard_knows_the_labels_joined():
    text = "申请人,,许可,\n姓名,地址,编号,地址\n张,a,1,b\n李,c,2,d\n"
    assert place(text, standard=True) == (2, 2, ("申请人/姓名", "申请人/地址", "许可/编号", "许可/地址"))


def test_banner_and_label_may_be_one_word():
    text = "申请人,,\n姓名,许可证号,盖章\n张,1,b\n"
    assert place(text, standard=True, header_row=2, header_rows=2)[2][0] == "申请人/姓名"
    known = {"申请人姓名", "申请人电话"}
    head = Head(rows_of("申请人,\n姓名,电话\n张,1\n"))
    found = find_layout(Path("t.csv"), head, Wanted(fits=lambda labels: sum(one in known for one in labels) / 2))
    assert found.header == ("申请人姓名", "申请人电话")


def test_three_rows():
    text = "A,,,,x\nB,,C,,\na,b,c,d,\n1,2,3,4,5\n1,2,3,4,5\n"
    assert place(text) == (3, 3, ("A/B/a", "A/B/b", "A/C/c", "A/C/d", "x"))


def test_a_banner_ends_where_the_next_begins():
    text = "A,,,Z,\nB,,C,,\na,b,c,d,e\n1,2,3,4,5\n1,2,3,4,5\n"
    assert place(text, header_row=3, header_rows=3)[2] == ("A/B/a", "A/B/b", "A/C/c", "Z/d", "Z/e")


def test_a_title_above_banners():
    assert place("某县登记表,,,,\n" + BANNER)[:2] == (3, 2)
    assert [code for code, *_ in remarks("某县登记表,,,,\n" + BANNER)] == ["STR401", "STR406"]


def test_a_header_written_twice_is_one():
    assert place("名称,数\n名称,数\n名称,数\n甲,1\n") == (3, 3, ("名称", "数"))


def test_merged_cells_tell_banners_above_text_alone():
    text = "申请人,,备注\n姓名,单位,\n张,甲,x\n李,乙,y\n"
    assert place(text) == (1, 1, ("申请人", "", "备注"))
    assert place(text, merged=[CellRange(1, 0, 1, 1)]) == (2, 2, ("申请人/姓名", "申请人/单位", "备注"))


# ---- what was asked for -------------------------------------------------------------------------


def test_header_row():
    assert place("某局\n名称,代码\n甲,1\n", header_row=2) == (2, 1, ("名称", "代码"))
    assert remarks("某局\n名称,代码\n甲,1\n", header_row=2) == [("STR401", (1,), 1, ("某局",))]


def test_a_blank_header_row_is_refused():
    said = refused("名称,代码\n,\n甲,1\n", header_row=2)
    assert said == "第 2 行没有列名。请检查指定的表头行号"


def test_header_rows_alone():
    assert place("甲类,,乙类\na,b,c\nx,y,z\n", header_rows=2) == (2, 2, ("甲类/a", "甲类/b", "乙类/c"))
    assert place("申请人,\n姓名,电话\n张,1\n", header_rows=2, standard=True) == (2, 2, ("姓名", "电话"))
    assert place("某县\n" + BANNER, header_rows=2, standard=True)[:2] == (3, 2)


def test_skipped_rows_are_never_the_header():
    text = "名称,代码\n某局,1\n名称,日期\n甲,2\n"
    assert place(text, skip_rows=2) == (3, 1, ("名称", "日期"))
    assert place(text, skip_rows=2, standard=True) == (3, 1, ("名称", "日期"))
    assert remarks(text, skip_rows=2)[0][:3] == ("STR401", (1, 2), 2)


def test_a_range_blanks_what_lies_left_of_it_and_ends_at_its_right():
    text = "x,x,x,x\nx,名称,代码,x\nx,甲,1,x\nx,乙,2,x\n"
    assert place(text, cells=CellRange(2, 1, 3, 2)) == (2, 1, ("", "名称", "代码"))
    assert remarks(text, cells=CellRange(2, 1, 3, 2)) == []


def test_columns_at_the_left_without_anything_keep_the_letters_true():
    assert place(",,名称,代码\n,,甲,1\n,,乙,2\n") == (1, 1, ("", "", "名称", "代码"))


def test_without_a_header_the_columns_are_numbered():
    text = "\n甲,2020-01-01,1\n乙,2020-01-01,2\n丙,2020-01-02\n"
    assert place(text, header_rows=0) == (1, 0, ("1", "2", "3"))
    assert place("某局,,\n" + text, header_rows=0, skip_rows=1) == (2, 0, ("1", "2", "3"))
    assert place(text, header_rows=0, cells=CellRange(1, 1, None, None)) == (1, 0, ("", "1", "2"))


def test_a_blank_sheet_has_no_table():
    assert find_layout(Path("t.csv"), Head([("",), (" ", "")])) is None
    assert find_layout(Path("t.csv"), Head([("a", "b")]), Wanted(skip_rows=1)) is None


# ---- refused with advice ------------------------------------------------------------------------


def test_no_header():
    said = refused("甲,2020-01-01,1\n乙,2020-01-01,2\n丙,2020-01-02,3\n")
    assert said == ("没有表头: 第 1 行已经是数据。请在第一行补上列名; 各列与标准的顺序完全相同时, 也可以用 --no-header")
    assert refused("2005,0.8715,北京市\n2006,0.8756,北京市\n2007,0.8512,北京市\n").startswith("没有表头")


def test_a_title_above_records_without_a_header():
    said = refused("某县名单,,\n甲,330106,2020-01-01\n乙,330106,2020-01-02\n丙,330106,2020-01-03\n")
    assert said.startswith("没有表头: 第 2 行已经是数据")


def test_a_row_that_names_one_column_is_a_header_all_the_same():
    text = "名称,2020-01-01,1\n乙,2020-01-01,2\n丙,2020-01-02,3\n"
    assert layout(text, standard=True).header_row == 1
    assert refused(text).startswith("没有表头")


@pytest.mark.parametrize(
    "text",
    [
        "1-1 国民经济指标\n地区,2020,2021,2022\n北京,1649.5,1959.29,2319.37\n天津,674.33,867.72,1124.28\n",
        "1-1 国民经济指标,,,\n,,,单位：亿元\n地区,2020,2021,2022\n北京,12,15,17\n天津,13,18,16\n",
    ],
)
def test_years_below_a_title_are_labels(text):
    assert place(text)[2] == ("地区", "2020", "2021", "2022")


def test_labels_merged_over_a_blank_row_below_them_reach_down():
    text, down = "名册,,\n名称,代码,日期\n,,\n" + BODY, [CellRange(top=2, left=i, bottom=3, right=i) for i in range(3)]
    assert place(text, standard=True, merged=down) == (3, 2, ("名称", "代码", "日期"))
    assert place(text, merged=down)[:2] == (3, 2)
    assert place(text)[:2] == (2, 1)
    assert place("名称,代码,日期\n" + BODY, merged=[CellRange(top=1, left=0, bottom=2, right=0)])[:2] == (1, 1)


def test_years_below_banners_are_labels():
    text = "地区,产量,,产值,\n,2020,2021,2020,2021\n北京,12,15,17,16\n天津,13,18,16,14\n"
    assert place(text) == (2, 2, ("地区", "产量/2020", "产量/2021", "产值/2020", "产值/2021"))


def test_years_that_follow_no_order_or_stand_in_the_records_are_no_labels():
    assert place("名册\n甲,2020,1999\n乙,12,15\n丙,13,18\n")[0] == 1
    assert place("名册\n甲,2020,2021\n乙,2012,2015\n丙,2013,2018\n")[0] == 1


def test_a_long_label_below_a_title_is_no_hindrance():
    text = f"某县许可表,,\n名称,代码,日期（{'填写说明' * 20}）\n甲,A1,2020-01-01\n"
    assert layout(text, standard=True).header_row == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("丙公司,A3,2020-01-03\n名称,代码,日期\n" + BODY, "表头在第 2 行, 它上面的第 1 行已经是数据"),
        ("丙公司,A3,无\n丁公司,A4,2020-01-04\n\n名称,代码,日期\n" + BODY, "表头在第 4 行, 它上面的第 2 行已经是数据"),
        ("某县名册,,\n丙公司,A3,2020-01-03\n名称,代码,日期\n" + BODY, "表头在第 3 行, 它上面的第 2 行已经是数据"),
        (BODY + "名称,代码,日期\n", "表头在第 3 行, 它上面的第 1 行已经是数据"),
        ("甲,浙江\n乙,浙江\n姓名,名称\n丙,浙江\n丁,浙江\n", "表头在第 3 行, 它上面的第 1 行已经是数据"),
    ],
)
def test_records_above_the_header_are_no_notes(text, said):
    assert refused(text, standard=True).startswith(said)


def test_a_row_of_two_numbered_columns_is_no_record():
    assert place("1,2\n代码,名称\n11,甲\n12,乙\n", standard=True)[0] == 2


@pytest.mark.parametrize(
    "above",
    [
        "某县名册,,\n",
        "填表单位：某局,,2020-01-05\n",
        "某局,某科,2020年\n",
        "1,2,3\n",
        "name,code,date\n",
        "A01,A02,A03\n",
        "必填,必填,选填\n",
    ],
)
def test_what_is_no_record_above_the_header_is_a_note(above):
    assert place(above + "名称,代码,日期\n" + BODY, standard=True)[:2] == (2, 1)


def test_the_advice_for_records_above_the_header_works():
    text = "丙公司,A3,2020-01-03\n名称,代码,日期\n" + BODY
    assert "--header-row 2" in refused(text, standard=True)
    assert layout(text, standard=True, header_row=2).remarks[0].code == "STR401"


def test_a_turned_table():
    said = refused("名称,甲公司,乙公司\n代码,1,2\n日期,2020-01-01,2020-02-02\n", standard=True)
    assert said == (
        "表格是横过来的: 列名在 A 列从上往下排。请在 Excel 或 WPS 里复制整张表, 用“选择性粘贴-转置”转成列名在第一行"
    )
    assert "列名在 B 列" in refused("1,名称,甲\n2,代码,1\n3,日期,2020-01-01\n", standard=True)


def test_a_turned_table_below_a_title():
    text = "某县登记表,,\n名称,甲公司,乙公司\n代码,1,2\n日期,2020-01-01,2020-02-02\n"
    assert refused(text, standard=True).startswith("表格是横过来的")


@pytest.mark.parametrize(
    "text",
    [
        "序号,字段,类型\n1,名称,文本\n2,代码,文本\n3,日期,日期\n",
        "字段\n名称\n代码\n日期\n",
        "数据字典,,\n字段,类型,长度\n名称,文本,1\n代码,文本,2\n日期,文本,3\n",
    ],
)
def test_a_list_of_the_columns_is_no_turned_table(text):
    assert "字段" in layout(text, standard=True).header


def test_tables_side_by_side():
    said = refused("名称,数,,名称,数\n甲,1,,丙,3\n乙,2,,丁,4\n")
    assert said == ("并排有几张表: A1:B3 和 D1:E3。请每张表单独存一个文件或工作表; 只检查其中一张时用 --range A1:B3")
    longer = "类,数,,项,额\nA,1,,x,1\n" + "".join(f",,,{c},5\n" for c in "yzw")
    assert refused(longer).startswith("并排有几张表: A1:B5 和 D1:E5")


def test_tables_of_two_datasets_side_by_side():
    two = [{"名称", "代码"}, {"姓名", "电话"}]
    rows = rows_of("名称,代码,,姓名,电话\n甲,1,,张,3\n")

    def best(labels):
        return max(sum(label in known for label in labels) / len(list(filter(None, labels))) for known in two)

    with pytest.raises(InputError, match="side by side"):
        find_layout(Path("t.csv"), Head(rows), Wanted(fits=best))
    found = find_layout(Path("t.csv"), Head(rows), Wanted(fits=fits))  # one dataset with a blank column between
    assert found.header == ("名称", "代码", "", "姓名", "电话")


def test_columns_of_one_dataset_behind_a_blank_column_are_no_second_table():
    text = "名称,代码,,姓名,电话\n甲,1,,张,3\n" + "".join(f"乙{i},2,,,\n" for i in range(5))
    assert layout(text, standard=True).header == ("名称", "代码", "", "姓名", "电话")
    assert refused(text).startswith("并排有几张表")


def test_a_list_with_keys_of_its_own_beside_the_table():
    keys = "名称,代码,,甲类,乙类\n" + "".join(f"甲,1,,k{i},x\n" for i in range(5))
    assert refused(keys, standard=True).startswith("并排有几张表: A1:B6 和 D1:E6")
    assert layout(keys).header_row == 1
    assert layout(keys.replace("k3", "k2"), standard=True).header_row == 1


def test_notes_below_one_side_make_no_second_table():
    text = "类,数,,项,额\nA,1,,x,1\n注：一,,,,\n数据来源：二,,,,\n填表人：三,,,,\n"
    assert layout(text).header_row == 1


BELOW = {
    "other columns behind a blank row": "名称,数\n甲,1\n乙,2\n\n类别,说明,额\nA,x,3\nB,y,4\n",
    "with a title of its own": "名称,数\n甲,1\n乙,2\n\n附表二\n类别,说明,额\nA,x,3\nB,y,4\n",
    "fewer of the same columns": "名称,数,说明\n甲,1,x\n乙,2,y\n名称,数\n丙,3\n丁,4\n",
    "more of the same columns": "名称,数\n甲,1\n乙,2\n名称,数,说明\n丙,3,x\n丁,4,y\n",
}


@pytest.mark.parametrize("case", BELOW)
def test_tables_one_below_the_other(case):
    text = BELOW[case]
    row = next(i for i, line in enumerate(text.splitlines()) if i and line.startswith(("类别", "名称")))
    assert f"下一张从第 {row + 1} 行开始" in refused(text)
    assert "上下有几张表: 一张是 A1:" in refused(text)


AGAIN = "名称,数\n甲,1\n乙,2\n\n{title}\n名称,数\n丙,3\n丁,4\n"


def test_the_same_header_below_another_title():
    assert "下一张从第 6 行开始" in refused(AGAIN.format(title="其他登记事项"))
    assert layout(AGAIN.format(title="二、事业单位")).header_row == 1
    assert layout("登记表\n" + AGAIN.format(title="登记表")).header_row == 2


def test_the_advice_works():
    text = BELOW["with a title of its own"]
    assert "--range A1:B3" in refused(text)
    assert layout(text, cells=CellRange(1, 0, 3, 1)).header == ("名称", "数")
    assert layout(text, cells=CellRange(5, 0, None, None)).header == ("类别", "说明", "额")
    assert layout(text, header_row=1).header == ("名称", "数")
