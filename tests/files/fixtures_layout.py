"""Sheets as people lay them out: titles, notes, sections, totals, several tables, hidden and merged parts."""

from __future__ import annotations

from typing import Any

from fixture_files import HEADER, RECORDS, Fixture, both, byte_file, csv_text, text_file, workbook, workbook_bytes

TABLE = [HEADER, *RECORDS]
WIDTH = len(HEADER)
TITLE = ["某市法人单位登记簿"]
NOTES = [["注：注册资金单位为万元"], ["数据来源：某市登记机关"]]
TOTAL = ["合计", "", "", "", "", "", "5678.9", ""]


def _with(*rows: tuple[int, list[str]]) -> list[list[str]]:
    """Return the table with rows put in before the given places of the plain one."""
    out = [list(row) for row in TABLE]
    for place, row in sorted(rows, key=lambda one: one[0], reverse=True):
        out.insert(place, row)
    return out


def _merged(first: int, last: int, left: int = 0, right: int = WIDTH - 1, text: str = "") -> Any:
    return lambda book, sheet: sheet.merge_range(first, left, last, right, text)


def _hidden_rows(book: Any, sheet: Any) -> None:
    for row in (3, 4):
        sheet.set_row(row, None, None, {"hidden": True})


def _hidden_column(book: Any, sheet: Any) -> None:
    sheet.set_column(3, 3, None, None, {"hidden": True})


def _formatted_below(book: Any, sheet: Any) -> None:
    grey = book.add_format({"bg_color": "#eeeeee"})
    for row in range(len(TABLE), len(TABLE) + 500):
        for column in range(WIDTH):
            sheet.write_blank(row, column, None, grey)


def _formatted_right(book: Any, sheet: Any) -> None:
    grey = book.add_format({"bg_color": "#eeeeee"})
    for row in range(len(TABLE)):
        for column in range(WIDTH, WIDTH + 30):
            sheet.write_blank(row, column, None, grey)


def _merged_cells(book: Any, sheet: Any) -> None:
    sheet.merge_range(3, 5, 5, 5, RECORDS[2][5])


def _sheets(name: str, sheets: dict[str, Any], **expected: Any) -> Fixture:
    return Fixture(name, byte_file(workbook_bytes(sheets)), **expected)


def _hide_second(book: Any, sheet: Any) -> None:
    book.worksheets()[1].hide()


ABOVE = [
    *both("above-title", [TITLE, *TABLE], found={"STR401": None}),
    *both(
        "above-title-and-notes",
        [TITLE, ["填表单位：某市某局", "", "", "", "", "单位：万元"], *TABLE],
        found={"STR401": None},
    ),
    *both(
        "above-three-lines", [["数据库：分省年度数据"], ["指标：法人单位"], ["时间：2025年"], *TABLE], found={"STR401": None}
    ),
    *both("above-blank-rows", [[""] * WIDTH, [""] * WIDTH, *TABLE]),
    *both("above-title-blank", [TITLE, [""] * WIDTH, *TABLE], found={"STR401": None}),
    *both("above-title-full-width", [[*TITLE, *[""] * (WIDTH - 1)], *TABLE], found={"STR401": None}),
    Fixture(
        "above-title-merged.xlsx", workbook([[""] * WIDTH, *TABLE], _merged(0, 0, text=TITLE[0])), found={"STR401": None}
    ),
    Fixture("above-quoted-newline.csv", text_file('"某市\n登记簿\n(2025)"\n' + csv_text(TABLE)), found={"STR401": None}),
    Fixture(
        "above-bom-title-crlf.csv", text_file(csv_text([TITLE, *TABLE], end="\r\n"), "utf-8-sig"), found={"STR401": None}
    ),
    Fixture(
        "above-header-row-asked.csv", text_file(csv_text([TITLE, *TABLE])), options={"header_row": 2}, found={"STR401": None}
    ),
    *both("above-skip-rows-asked", [HEADER, *TABLE], options={"skip_rows": 1}, found={"STR401": None}),
]

_TWO_ROWS = [
    ["单位", "", "证件号码", "", "性别", "登记", "", "备注"],
    ["单位名称", "统一社会信用代码", "身份证号", "行业代码", "", "成立日期", "注册资金", ""],
]
_TWO_LABELS = ["单位名称", "统一社会信用代码", "身份证号", "行业代码", "性别", "成立日期", "注册资金", "备注"]


def _banner(book: Any, sheet: Any) -> None:
    for left, right, text in ((0, 1, "单位"), (2, 3, "证件号码"), (5, 6, "登记")):
        sheet.merge_range(0, left, 0, right, text)
    for column, text in ((4, "性别"), (7, "备注")):
        sheet.merge_range(0, column, 1, column, text)


HEADERS = [
    Fixture("header-two-rows.csv", text_file(csv_text([*_TWO_ROWS, *RECORDS])), header=_TWO_LABELS, found={"STR406": None}),
    Fixture("header-two-rows-merged.xlsx", workbook([*_TWO_ROWS, *RECORDS], _banner), header=_TWO_LABELS, found={"STR406": None}),
    *both("header-reordered", [list(reversed(row)) for row in TABLE], header=list(reversed(HEADER)),
          rows=[list(reversed(row)) for row in RECORDS]),
    *both("header-trailing-blank", [[f"{HEADER[0]} ", *HEADER[1:]], *RECORDS], header=[f"{HEADER[0]} ", *HEADER[1:]],
          found={"STR106": None}),
    *both("header-full-width-brackets", [["机构名称(全称)", *HEADER[1:]], *RECORDS], header=["机构名称(全称)", *HEADER[1:]],
          found={"STR106": None}),
    *both("header-line-break", [["单位\n名称", *HEADER[1:]], *RECORDS], header=["单位\n名称", *HEADER[1:]], found={"STR106": None}),
    *both("header-missing-required", [row[:6] + row[7:] for row in TABLE], header=HEADER[:6] + HEADER[7:],
          rows=[row[:6] + row[7:] for row in RECORDS], found={"STR101": None}),
    *both("header-extra", [[*HEADER, "经办人"], *[[*row, "某某"] for row in RECORDS]], header=[*HEADER, "经办人"],
          rows=[[*row, "某某"] for row in RECORDS], found={"STR103": None}),
    *both("header-nearly", [["单位名", *HEADER[1:]], *RECORDS], header=["单位名", *HEADER[1:]],
          found={"STR101": None, "STR103": None}),
    *both("header-doubled", [[*HEADER, "性别"], *[[*row, row[4]] for row in RECORDS]], header=[*HEADER, "性别"],
          rows=[[*row, row[4]] for row in RECORDS], found={"STR104": None}),
    *both("header-blank-label", [[*HEADER[:7], ""], *[[*row[:7], "x"] for row in RECORDS]], header=[*HEADER[:7], ""],
          rows=[[*row[:7], "x"] for row in RECORDS], found={"STR102": None, "STR105": None}),
    *both("header-none", RECORDS, rows=None, refused="表头"),
    *both("header-none-asked", RECORDS, options={"header_rows": 0}),
    # Empty columns keep their place, so that column letters stay those of the sheet.
    *both("header-empty-left-column", [["", *row] for row in TABLE], header=["", *HEADER], rows=[["", *row] for row in RECORDS]),
]  # fmt: skip

INSIDE = [
    *both("below-notes", [*TABLE, *NOTES], found={"STR402": None}),
    *both("below-blank-and-notes", [*TABLE, [""] * WIDTH, *NOTES], found={"STR402": None}),
    *both("below-signature", [*TABLE, ["填表人：某某　　审核人：某某　　2025年1月5日"]], found={"STR402": None}),
    *both("above-and-below", [TITLE, *TABLE, *NOTES], found={"STR401": None, "STR402": None}),
    *both("total-last", [*TABLE, TOTAL], found={"STR403": 1}),
    *both("total-spaced", [*TABLE, ["合　计", *TOTAL[1:]]], found={"STR403": 1}),
    *both("total-and-subtotals", _with((5, ["小计", *TOTAL[1:]]), (len(TABLE), TOTAL)), found={"STR403": 2}),
    *both("total-first", _with((1, ["总计", *TOTAL[1:]])), found={"STR403": 1}),
    *both("total-and-notes", [*TABLE, TOTAL, *NOTES], found={"STR403": 1, "STR402": None}),
    *both("sections", _with((1, ["一、企业", *[""] * (WIDTH - 1)]), (7, ["二、事业单位", *[""] * (WIDTH - 1)])), found={"STR404": 2}),
    Fixture("sections-merged.xlsx",
            workbook(_with((1, [""] * WIDTH)), lambda book, sheet: sheet.merge_range(1, 0, 1, WIDTH - 1, "企业部分")),
            found={"STR404": 1}),
    *both("header-repeated", _with((6, HEADER)), found={"STR405": 1}),
    *both("blank-rows-inside", _with((6, [""] * WIDTH), (6, [""] * WIDTH)), found={"STR204": 2}),
    *both("blank-rows-below", [*TABLE, *[[""] * WIDTH] * 20]),
    *both("blank-gap-600", [*TABLE[:6], *[[""] * WIDTH] * 600, *TABLE[6:]], found={"STR204": 600}),
    # What only looks like one of these stays a record.
    *both("record-named-total", _with((3, ["合计", *RECORDS[1][1:]])), rows=[*RECORDS[:2], ["合计", *RECORDS[1][1:]], *RECORDS[2:]]),
    *both("record-cut-off", [*TABLE, ["某市癸测试有限公司", *[""] * (WIDTH - 1)]],
          rows=[*RECORDS, ["某市癸测试有限公司", *[""] * (WIDTH - 1)]], found={"TYP101": 6}),
]  # fmt: skip

WORKBOOKS = [
    Fixture("book-hidden-rows.xlsx", workbook(TABLE, _hidden_rows), found={"STR408": None}),
    Fixture("book-hidden-column.xlsx", workbook(TABLE, _hidden_column), found={"STR408": None}),
    Fixture("book-formatted-below.xlsx", workbook(TABLE, _formatted_below), found={"STR407": None}),
    Fixture("book-formatted-right.xlsx", workbook(TABLE, _formatted_right), found={"STR407": None}),
    Fixture("book-merged-cells.xlsx", workbook([*TABLE[:4], *[[*row[:5], "", *row[6:]] for row in TABLE[4:6]], *TABLE[6:]],
            _merged_cells), rows=[*RECORDS[:3], *[[*row[:5], "", *row[6:]] for row in RECORDS[3:5]], *RECORDS[5:]],
            found={"STR207": 2}),
    _sheets("book-notes-sheet-first.xlsx", {"填表说明": [["填表说明"], ["一、本表由各单位填报。"]], "数据": TABLE}),
    _sheets("book-two-data-sheets.xlsx", {"一季度": TABLE, "二季度": TABLE}, found={"STR409": None}),
    _sheets("book-empty-sheet-first.xlsx", {"Sheet1": [], "数据": TABLE}),
    _sheets("book-sheet-asked.xlsx", {"一": [["别的", "表"], ["1", "2"]], "二": TABLE}, options={"sheet": "二"}, found={"STR409": None}),
    Fixture("book-hidden-data-sheet.xlsx", byte_file(workbook_bytes({"数据": TABLE, "备份": TABLE}, _hide_second)),
            found={"STR409": None}),
    Fixture("book-range-asked.xlsx", workbook([["", "", *["x"] * 3], ["", "", *[""] * 8], *[["", "", *row] for row in TABLE]]),
            header=["", "", *HEADER], rows=[["", "", *row] for row in RECORDS], options={"cells": f"C3:J{len(TABLE) + 2}"}),
    Fixture("book-range-asked.csv", text_file(csv_text([["x", "y"], *[["", *row] for row in TABLE], ["尾", "巴"]])),
            header=["", *HEADER], rows=[["", *row] for row in RECORDS], options={"cells": f"B2:I{len(TABLE) + 1}"}),
]  # fmt: skip

_SIDE = [
    [*row, "", *other]
    for row, other in zip(TABLE, [["代码", "名称"], *[[str(i), f"项目{i}"] for i in range(12)]], strict=True)
]
_TURNED = [list(column) for column in zip(*TABLE, strict=True)]

REFUSED = [
    *both("tables-side-by-side", _SIDE, rows=None, refused="几张表"),
    *both(
        "tables-below-each-other", [*TABLE, [""] * WIDTH, ["其他登记事项"], HEADER, *RECORDS], rows=None, refused="几张表"
    ),
    *both("header-below-records", [*RECORDS[:3], HEADER, *RECORDS[3:]], rows=None, refused="已经是数据"),
    *both("table-turned", _TURNED, rows=None, refused="横过来"),
]

FIXTURES = [*ABOVE, *HEADERS, *INSIDE, *WORKBOOKS, *REFUSED]
