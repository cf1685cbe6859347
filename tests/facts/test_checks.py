"""Facts across elements, end to end: what each rule finds, where, and what it leaves alone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from valley_people import GOOD, VALLEY

import dgov_std
from dgov_std.report.values import Report

People = Callable[..., Report]
BAD = [
    ({"出生日期": "1991-02-04"}, ("REL105", "error", "birth", "number.birth")),
    ({"编号": "910203111", "出生日期": "2091-02-03"}, ("REL105", "error", "birth", "number.birth")),
    ({"性别": "2"}, ("REL105", "error", "sex", "number.sex")),
    ({"编号": "910203112"}, ("REL105", "error", "sex", "number.sex")),
    ({"市": "12"}, ("REL112", "error", "lower", "lower.city")),
    ({"区名": "后退区"}, ("REL111", "warning", "lower-name", "lower.name")),
    ({"地址": "东山省甲河市后退区人民路1号"}, ("REL111", "warning", "address", "lower.address")),
    ({"地址": "西山省"}, ("REL111", "warning", "address", "lower.address")),
    ({"经度": "30.2", "纬度": "120.1"}, ("REL110", "error", "east", "east.axes")),
    ({"更新日期": "2031-05-25"}, ("DES103", "error", "updated", "updated.fresh")),
    ({"更新周期": "每日"}, ("DES103", "error", "updated", "updated.fresh")),
]
FINE: list[dict[str, str]] = [
    {},
    {"编号": "910203113"},
    {"编号": "19910203115", "性别": "2"},  # the map says nothing of 5
    {"市": "10"},
    {"市": "111"},
    {"地址": "人民路1号"},
    {"地址": "前进区西山省大厦"},
    {"经度": "10", "纬度": "20"},
    {"更新周期": "不定期", "更新日期": "2001-01-01"},
    {"编号": "", "区": "", "地址": "西山省", "市": "12", "经度": "", "更新周期": ""},
]


def found(report: Report) -> list[tuple[str, str, str | None, str]]:
    return [(each.code, str(each.severity), each.element, each.checks[0]) for each in report.findings]


@pytest.mark.parametrize(("cells", "finding"), BAD)
def test_what_contradicts_is_found(people: People, cells: dict[str, str], finding: tuple[str, str, str, str]) -> None:
    assert found(people(**cells)) == [finding]


@pytest.mark.parametrize("cells", FINE)
def test_what_agrees_or_is_missing_is_not(people: People, cells: dict[str, str]) -> None:
    assert found(people(**cells)) == []


def test_without_a_reference_date_freshness_is_not_judged(people: People) -> None:
    report = people(as_of=None, 更新日期="2001-01-01")
    (check,) = [check for check in report.checks if check.id == "updated.fresh"]
    assert (str(check.status), check.reason and check.reason.en) == ("not applicable", "no reference date, see --as-of")
    assert found(report) == []


def test_a_column_of_nothing_is_not_evaluated(people: People) -> None:
    report = people(编号="", 区="", 经度="", 更新周期="")
    names = {"number.birth", "number.sex", "lower.city", "lower.name", "lower.address", "east.axes", "updated.fresh"}
    assert {check.id: check.evaluated for check in report.checks if check.id in names} == dict.fromkeys(names, 0)


def test_a_workbook_is_judged_the_same(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(list(GOOD))
    sheet.append(list((GOOD | {"市": "12", "经度": "30.2", "纬度": "120.1", "地址": "乙河市"}).values()))
    book.save(tmp_path / "people.xlsx")
    report = dgov_std.check(tmp_path / "people.xlsx", standard=VALLEY, as_of="2031-06-30").values
    assert {each.code for each in report.findings} == {"REL110", "REL111", "REL112"}


def test_a_personal_value_is_never_shown(people: People) -> None:
    report = people(地址="东山省甲河市后退区甲小区9号", 性别="2")
    said = {each.element: [(example.value, example.masked) for example in each.examples] for each in report.findings}
    assert said["sex"] == []  # what does not follow from a number tells something of it
    assert said["address"] == []
    assert "甲小区" not in str(report)
    assert "19910203111" not in str(report)


ABOUT = """---
kind: description
id: about
title: {zh: 说明, en: About}
source: {standard: 虚构 5-2031, confidence: high}
fields:
  - {id: published, title: {zh: 发布日期, en: published}, date: [YYYY-MM-DD]}
  - {id: renewed, title: {zh: 更新日期, en: renewed}, date: [YYYY-MM-DD]}
  - {id: rhythm, title: {zh: 更新周期, en: rhythm}, enum: [每日, 每月, 不定期]}
rules:
  - {id: in-order, compare: [published, "<=", renewed]}
  - {id: fresh, when: {rhythm: [每日, 每月]}, fresh: {updated: renewed, cycle: rhythm, days: {每日: 1, 每月: 31}, tolerance: 2}}
"""
GIVEN = {"published": "2031-01-01", "renewed": "2031-06-27", "rhythm": "每月"}


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ({}, []),
        ({"rhythm": "每日"}, []),
        ({"renewed": "2031-05-27"}, []),
        ({"renewed": "2031-06-25", "rhythm": "每日"}, ["DES103"]),
        ({"renewed": "2031-05-26"}, ["DES103"]),
        ({"renewed": "2030-12-31", "rhythm": "不定期"}, ["DES102"]),
    ],
)
def test_fields_of_a_description_are_compared(
    valley: Path, tmp_path: Path, fields: dict[str, str], codes: list[str]
) -> None:
    text = valley.read_text(encoding="utf-8").replace(
        "confidence: high}\n---", "confidence: high}\ndescription: about\n---", 1
    )
    valley.write_text(text + ABOUT, encoding="utf-8")
    data = tmp_path / "people.csv"
    data.write_text(f"{','.join(GOOD)}\n{','.join(GOOD.values())}\n", encoding="utf-8")
    report = dgov_std.check(data, standard=valley, as_of="2031-06-29", metadata=GIVEN | fields).values
    assert [each.code for each in report.findings] == codes
    assert [each.unit for each in report.findings] == ["file"] * len(codes)
