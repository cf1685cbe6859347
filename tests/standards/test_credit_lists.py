"""Credit blacklists and redlists, on tables with planted faults."""

from __future__ import annotations

import pytest
from example_runs import AS_OF, Examples, found

from dgov_std.api.check import check
from dgov_std.api.options import Options

TABLES = Examples("credit-lists", "credit-lists")
SUBJECT = {"blacklist": "失信主体类别", "redlist": "守信主体类别"}


@pytest.mark.parametrize("colour", SUBJECT)
def test_a_sound_list_has_neither_errors_nor_warnings(colour: str):
    run = TABLES.run(f"good-{colour}", "csv")
    assert found(run) == {}
    assert run.report.rows.clean == 10


@pytest.mark.parametrize("colour", SUBJECT)
def test_every_planted_fault_is_found_and_nothing_else(colour: str):
    assert found(TABLES.run(f"bad-{colour}", "csv")) == {
        ("IDN201", "error", "统一社会信用代码"): [2],
        ("REL104", "warning", "移出日期"): [3],
        ("REL103", "warning", SUBJECT[colour]): [4],
        ("SEC101", "warning", "证件号码"): [5],
        ("SEC101", "warning", "列入事由"): [6],
        ("TYP101", "warning", "列入依据"): [7],
        ("KEY202", "warning", None): [7, 10],
        ("REL104", "warning", "公示截止日期"): [8],
        ("REL101", "warning", "统一社会信用代码"): [9],
    }


def test_the_report_does_not_publish_the_number_again():
    report = check(TABLES.data("bad-blacklist", "csv"), standard="credit-lists", options=Options(as_of=AS_OF))
    examples = [example for finding in report.findings if finding.code == "SEC101" for example in finding.examples]
    assert [example.masked for example in examples] == [True, True]
    assert "11010519491231002X" not in str(report)
