"""The base tables of population and legal entities, on tables with planted faults."""

from __future__ import annotations

import pytest
from example_runs import Examples, found

TABLES = Examples("base-tables", "base-tables")


@pytest.mark.parametrize(("name", "rows"), [("good-population", 8), ("good-legal-entities", 9)])
def test_a_sound_table_has_neither_errors_nor_warnings(name: str, rows: int):
    run = TABLES.run(name, "csv")
    assert found(run) == {}
    assert run.report.rows.clean == rows


def test_every_planted_fault_of_the_population_table_is_found_and_nothing_else():
    assert found(TABLES.run("bad-population", "csv")) == {
        ("REL105", "error", "出生日期"): [2],
        ("REL105", "error", "性别代码"): [3],
        ("IDN201", "error", "公民身份号码"): [4],
        ("TYP101", "error", "姓名"): [5],
        ("REL111", "warning", "户籍地址"): [6],
        ("REL104", "warning", "死亡日期"): [7],
        ("TYP908", "error", "婚姻状况代码"): [8],
        ("KEY101", "error", None): [8, 10],
        ("REL101", "warning", "居住地行政区划代码"): [9],
        ("REL104", "warning", "更新时间"): [10],
    }


def test_every_planted_fault_of_the_legal_entities_is_found_and_nothing_else():
    assert found(TABLES.run("bad-legal-entities", "csv")) == {
        ("IDN201", "error", "统一社会信用代码"): [2],
        ("REL105", "error", "组织机构代码"): [3],
        ("REL103", "warning", "组织机构类型代码"): [4],
        ("REL104", "error", "核准日期"): [5],
        ("REL101", "warning", "货币种类"): [6],
        ("COD101", "error", "行业分类代码"): [7],
        ("REL111", "warning", "注册地址"): [8],
        ("KEY101", "error", None): [8, 10],
        ("KEY202", "warning", None): [8, 10],
        ("REL101", "warning", "机构注销日期"): [9],
    }
