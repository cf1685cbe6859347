"""Damage with one cause each, in CSV and xlsx, and what only looks like it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from fixture_files import HEADER, MANY, RECORDS, Fixture, Row, both, changed, csv_text, text_file, workbook

_KNOWN = {name: HEADER.index(name) for name in HEADER}


def _table(column: str, *cells: Any, rows: list[list[str]] = RECORDS) -> list[Row]:
    return [HEADER, *changed(column, *cells, rows=rows)]


def _same(name: str, column: str, *cells: str, rows: list[list[str]] = RECORDS, **found: int | None) -> list[Fixture]:
    return both(name, _table(column, *cells, rows=rows), rows=changed(column, *cells, rows=rows), found=found)


def _numbers(
    name: str, column: str, *cells: float, shown: list[str], rows: list[list[str]] = RECORDS, **found: int | None
) -> Fixture:
    """Return a workbook in which cells of a column are stored as numbers, and what they read as."""
    return Fixture(
        f"{name}.xlsx", workbook(_table(column, *cells, rows=rows)), rows=changed(column, *shown, rows=rows), found=found
    )


def _serial(text: str) -> str:
    return str((dt.date.fromisoformat(text) - dt.date(1899, 12, 30)).days)


_PERSONS = [row[2] for row in RECORDS]
_CREDITS = [row[1] for row in RECORDS]
_FILLED = [f"{33010619150101001 * 10 + 3 + i}" for i in range(12)]  # dragged down: 1 more in each row
_CUT = [f"{row[2][:15]}000" for row in MANY]

NUMBERS = [
    *_same("scientific-text", "身份证号", *["3.30106E+17"] * 12, TYP901=12),
    *_same("scientific-some", "身份证号", "3.30106E+17", "3.30106191501E+17", TYP901=2),
    *_same("zeroed-tail", "身份证号", *_CUT, rows=MANY, TYP901=40),
    _numbers("stored-as-number-18", "身份证号", *[330106191501010000.0 + i * 1000 for i in range(12)],
             shown=[str(330106191501010000 + i * 1000) for i in range(12)], TYP901=12),
    *_same("zeros-lost", "行业代码", "111", "112", "113", TYP903=3),
    _numbers("zeros-lost-number", "行业代码", 111, 112, 113, shown=["111", "112", "113"], TYP903=3),
    _numbers("code-as-number", "行业代码", 1311, 9111, shown=["1311", "9111"], TYP913=2),
    *_same("serial-dates", "成立日期", *[_serial(row[5]) for row in RECORDS[:4]], TYP904=4),
    _numbers("serial-dates-number", "成立日期", *[float(_serial(row[5])) for row in RECORDS[:4]],
             shown=[_serial(row[5]) for row in RECORDS[:4]], TYP904=4),
    *_same("filled-down", "身份证号", *_FILLED, TYP912=11),
    *_same("apostrophe", "行业代码", "'0111", "'0112", TYP914=2),
]  # fmt: skip

CHARACTERS = [
    *_same("full-width-digits", "行业代码", "０１１１", "０１１２", TYP902=2),
    *_same(
        "full-width-credit",
        "统一社会信用代码",
        _CREDITS[0].translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789"}),
        TYP902=1,
    ),
    *_same("no-break-space", "统一社会信用代码", f"{_CREDITS[0]}\u00a0", TYP905=1),
    *_same("zero-width-space", "身份证号", f"{_PERSONS[0]}\u200b", TYP905=1),
    *_same("byte-order-mark-inside", "行业代码", "\ufeff0111", TYP905=1),
    *_same("ideographic-space-behind", "行业代码", "0111\u3000", TYP905=1),
    *_same("tab-inside", "行业代码", "0111\t", TYP905=1),
    *_same("line-break-behind", "行业代码", "0111\n", TYP905=1),
    *_same("invisible-in-text", "单位名称", "某市\u200b测试有限公司", TYP905=1),
    *_same("blank-behind-text", "单位名称", "某市测试有限公司 ", TYP905=1),
    *_same("replacement-characters", "单位名称", "某\ufffd\ufffd测试有限公司", TYP906=1),
    *_same("kun-jin-kao", "单位名称", "锟斤拷锟斤拷有限公司", TYP906=1),
    *_same("utf8-as-latin", "单位名称", "某市".encode().decode("cp1252", "replace"), TYP906=1),
    *_same("utf8-as-gbk", "单位名称", "统一社会信用代码".encode().decode("gb18030", "replace"), TYP906=1),
    *_same("letter-o", "统一社会信用代码", *[code.replace("0", "O") for code in _CREDITS[:3]], TYP907=3),
    *_same("letter-l", "身份证号", _PERSONS[0].replace("1", "l"), TYP907=1),
]

WORDS = [
    *_same("label-for-code", "性别", *["男", "女"] * 6, TYP908=12),
    *_same("label-for-industry", "行业代码", "稻谷种植", TYP908=1),
    *_same("missing-slash", "注册资金", "/", "—", "无", "NULL", TYP909=4),
    *_same("missing-dash", "行业代码", "-", "-", TYP909=2),
    *_same("unit-behind", "注册资金", "100万元", "50 万元", TYP910=2),
    *_same("thousands", "注册资金", "1,234.50", "12,345,678", TYP910=2),
    *_same("percent", "注册资金", "12%", TYP910=1),
    *_same("dates-slashes", "成立日期", "2024/1/5", "2024/11/12", TYP911=2),
    *_same("dates-mixed", "成立日期", "2024/1/5", "2024年1月5日", "20240105", "2024.1.5", TYP911=4),
    *_same("spreadsheet-errors", "注册资金", "#REF!", "#N/A", STR206=2),
]

_SHIFTED = [*[list(row) for row in MANY[:20]], *[["", *row[:7]] for row in MANY[20:]]]
_SWAPPED = [[row[1], row[0], *row[2:]] for row in RECORDS]

ROWS = [
    *both("shifted-right", [HEADER, *_SHIFTED], rows=_SHIFTED, found={"STR208": 20}),
    *both("one-bad-column", _table("统一社会信用代码", *["ABC"] * 12), rows=changed("统一社会信用代码", *["ABC"] * 12),
          found={"IDN101": 12}),
    *both("wrong-check-digit", _table("统一社会信用代码", _CREDITS[0][:17] + ("0" if _CREDITS[0][17] != "0" else "1")),
          rows=changed("统一社会信用代码", _CREDITS[0][:17] + ("0" if _CREDITS[0][17] != "0" else "1")), found={"IDN201": 1}),
    *both("duplicate-label-values", [HEADER, *RECORDS]),
]  # fmt: skip

# Nothing of this is damage.
SILENT = [
    *_same("measure-in-scientific-text", "备注", "3.2E+05"),
    *_same("remark-full-width", "备注", "（一）详见《办法》　第三条，ＡＢＣ"),
    *_same("remark-line-breaks", "备注", "第一行\n第二行"),
    *_same("remark-missing-words", "备注", "无", "/", "—"),
    *_same("remark-long-number", "备注", "330106191501010000"),
    *_same("name-with-latin", "单位名称", "IBM 某市测试有限公司", "O2O 测试有限公司"),
    *_same("name-with-middle-dot", "单位名称", "阿不都·某某测试合作社"),
    *_same("zero-amounts", "注册资金", "0", "0.00", "1.10"),
    *_same("emoji-joined", "备注", "👨\u200d👩\u200d👧 家庭"),
    Fixture(
        "silent-question-marks.csv",
        text_file(csv_text(_table("备注", "真的吗？", "what?"))),
        rows=changed("备注", "真的吗？", "what?"),
    ),
]

FIXTURES = [*NUMBERS, *CHARACTERS, *WORDS, *ROWS, *SILENT]
