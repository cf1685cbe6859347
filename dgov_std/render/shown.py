"""What is shown of each code: the fault as it stands in a file, and the same without it.

The same pairs stand in the case files of the tests, where they are run.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["value", "header", "rows", "name", "metadata", "encoding", "workbook"]


@dataclass(frozen=True, slots=True)
class Shown:
    """A failing and a passing text: the value of a cell, or lines of the file where those are at fault."""

    kind: Kind
    failing: str
    passing: str


def _header(failing: str, passing: str) -> Shown:
    return Shown("header", failing, passing)


def _rows(failing: str, passing: str) -> Shown:
    return Shown("rows", failing, passing)


def _value(failing: str, passing: str) -> Shown:
    return Shown("value", failing, passing)


def _workbook(failing: str, passing: str = "plain") -> Shown:
    return Shown("workbook", failing, passing)


SHOWN: dict[str, Shown] = {
    "STR101": _header("名称", "名称,代码"),
    "STR102": _header("名称", "名称,代码"),
    "STR103": _header("名称,代码,颜色", "名称,代码"),
    "STR104": _header("名称,代码,名称", "名称,代码"),
    "STR105": _header("名称,代码,", "名称,代码"),
    "STR106": _header("名 称,代码", "名称,代码"),
    "STR107": _rows("name,colour\nAnna,red", "name,colour\nAnna,"),
    "STR108": _header("名单名称,失信主体名称,失信主体类别,列入事由,列入依据,认定单位,列入日期", "名称,代码"),
    "STR201": _rows("名称,代码\n甲公司,A1,多出一格", "名称,代码\n甲公司,A1"),
    "STR202": _rows("乙公\\xff,A2", "乙公司,A2"),
    "STR203": _rows('"乙公司,A2', '"乙公司",A2'),
    "STR204": _rows("甲公司,A1\n\n乙公司,A2", "甲公司,A1\n乙公司,A2"),
    "STR205": _value("=1+1", "2"),
    "STR206": _value("#N/A", "A1"),
    "STR207": _workbook("merged A2:A3"),
    "STR208": _rows(",丙公司,100082,2026-01-31,12", "丙公司,100082,2026-01-31,12,A3"),
    "STR302": _rows("甲公司，A1", "甲公司,A1"),
    "STR303": _workbook("linked 2025.xlsx"),
    "STR401": _rows("某县许可表,,\n名称,代码,人数", "名称,代码,人数"),
    "STR402": _rows("甲公司,A1,3\n注：数据截至6月底", "甲公司,A1,3"),
    "STR403": _rows("甲公司,A1,3\n合计,,3", "甲公司,A1,3"),
    "STR404": _rows("一、企业,,\n甲公司,A1,3", "甲公司,A1,3"),
    "STR405": _rows("甲公司,A1\n名称,代码\n乙公司,A2", "甲公司,A1\n乙公司,A2"),
    "STR406": _rows("许可,,人数\n名称,代码,", "名称,代码,人数"),
    "STR407": _workbook("formatted A4:B9"),
    "STR408": _workbook("hidden row 3"),
    "STR410": _workbook("shown as 000000"),
    "STR409": _workbook("another sheet 2025"),
    "STR301": Shown("encoding", "GB18030", "UTF-8"),
    "NAM101": _header("名 称,代码", "名称,代码"),
    "NAM102": _header("名称,代码,需要说明的其他有关情况", "名称,代码,备注"),
    "NAM201": Shown("name", "final_version.csv", "licences_202610.csv"),
    "DES101": Shown("metadata", "share-type: open", "share-type: open\nresource-title: 许可"),
    "DES102": Shown("metadata", "share-type: public", "share-type: open"),
    "DES103": Shown("metadata", "update-date: 2026-01-01", "update-date: 2026-06-01"),
    "IDN101": _value("MA2-TEST71", "MA2TEST71"),
    "IDN102": _value("C2026", "B2026"),
    "IDN103": _value("1101990001", "1101020001"),
    "IDN104": _value("2026023001", "2026022801"),
    "IDN105": _value("1101032015", "1101032008"),
    "IDN201": _value("MA2TEST72", "MA2TEST71"),
    "IDN202": _value("01MA2TEST72", "01MA2TEST71"),
    "IDN203": _value("12A", "12345"),
    "COD101": _value("3", "1"),
    "COD102": _value("110103", "110101"),
    "COD103": _value("110100", "110101"),
    "COD104": _value("110120", "110101"),
    "COD105": _value("110100", "110101"),
    "TYP101": _rows("名称,代码\n甲公司,", "名称,代码\n甲公司,A1"),
    "TYP201": _value("2026-02-30", "2026-02-28"),
    "TYP202": _value("十二", "12"),
    "TYP203": _value("12.345", "12.34"),
    "TYP204": _value("120", "100"),
    "TYP205": _value("1000800", "100080"),
    "TYP206": _value("北京市东城区", "东城区"),
    "TYP207": _value("王", "王某"),
    "TYP208": _value("ground floor", "3"),
    "TYP209": _value("12", "15"),
    "TYP210": _value("office.example.org", "office@example.org"),
    "TYP211": _value("other", "shop"),
    "TYP212": _value("maybe", "true"),
    "TYP901": _value("2.02601E+17", "202601310000000001"),
    "TYP902": _value("１０００８０", "100080"),
    "TYP903": _value("5031", "05031"),
    "TYP904": _value("46053", "2026-01-31"),
    "TYP905": _value("100080\u3000", "100080"),
    "TYP906": _value("缁熶竴绀句細", "统一社会"),
    "TYP907": _value("1OOO80", "100080"),
    "TYP908": _value("男", "1"),
    "TYP909": _value("暂无", "100080"),
    "TYP910": _value("1,234.50", "1234.50"),
    "TYP911": _value("2026/1/31", "2026-01-31"),
    "TYP912": _rows("MA2TEST71\nMA2TEST72\nMA2TEST73", "MA2TEST71\nMA2TEST8X\nMA2TEST98"),
    "TYP913": _value("100080.0", "100080"),
    "TYP914": _value("'100080", "100080"),
    "TYP915": _value("xk-01", "XK-01"),
    "KEY101": _rows("编号,名称\nXK-1,甲公司\nXK-1,乙公司", "编号,名称\nXK-1,甲公司\nXK-2,乙公司"),
    "KEY102": _rows("XK-1,甲公司\nXK-1,甲公司", "XK-1,甲公司\nXK-2,甲公司"),
    "KEY201": _rows("编号,上级编号\n1,\n2,9", "编号,上级编号\n1,\n2,1"),
    "KEY202": _rows("代码,名称\nA1,甲公司\nA1,乙公司", "代码,名称\nA1,甲公司\nA1,甲公司"),
    "KEY203": _rows("编号,名称\nXK-1,甲公司", "编号,名称\nXK-1,甲公司\nXK-2,乙公司"),
    "REL101": _rows("类别,代码\n企业,", "类别,代码\n企业,A1"),
    "REL102": _rows("类别,代码\n个人,A1", "类别,代码\n个人,"),
    "REL103": _rows("类别,代码\n企业,B1", "类别,代码\n企业,A1"),
    "REL104": _rows("有效期自,有效期至\n2026-05-01,2025-04-30", "有效期自,有效期至\n2026-05-01,2027-04-30"),
    "REL105": _rows("类别,代码\nA,B2026", "类别,代码\nB,B2026"),
    "REL106": _rows("合计,罚款,没收\n300,100,100", "合计,罚款,没收\n200,100,100"),
    "REL107": _rows("name,tel,mail\nAnna,,", "name,tel,mail\nAnna,555,"),
    "REL108": _rows("name,tel,mail\nAnna,,", "name,tel,mail\nAnna,555,"),
    "REL109": _rows("决定日期,报送日期\n2026-09-28,2026-10-14", "决定日期,报送日期\n2026-09-28,2026-10-13"),
    "REL110": _rows("经度,纬度\n30.2,120.1", "经度,纬度\n120.1,30.2"),
    "REL111": _rows("地区,名称\n110101,海淀区", "地区,名称\n110101,东城区"),
    "REL112": _rows("市,县\n120000,110101", "市,县\n110000,110101"),
    "CLS101": Shown("metadata", "share-type: open", "share-type: shared"),
    "CLS102": Shown("metadata", "open-flag: 是", "open-flag: 否"),
    "SEC101": _rows("违法事实\n当事人000000190001010000未测试", "违法事实\n当事人未测试"),
}
