"""The directory of electronic licences, on tables with planted faults."""

from __future__ import annotations

from example_runs import Examples, found

TABLES = Examples("electronic-licences", "electronic-licences")


def test_a_sound_directory_has_neither_errors_nor_warnings():
    run = TABLES.run("good-directory", "csv")
    assert found(run) == {}
    assert run.report.rows.clean == 11


def test_every_planted_fault_is_found_and_nothing_else():
    assert found(TABLES.run("bad-directory", "csv")) == {
        ("IDN201", "error", "电子证照标识"): [2],
        ("REL103", "error", "证照版本号"): [3],
        ("IDN201", "error", "持证主体代码"): [4],
        ("REL104", "warning", "证照有效期截止日期"): [5],
        ("TYP101", "warning", "证照颁发机构代码"): [6],
        ("COD101", "warning", "证照状态"): [7],
        ("KEY101", "error", None): [7, 10],
        ("TYP201", "warning", "证照颁发日期"): [8],
        ("KEY202", "warning", None): [4, 5, 8, 9],
    }
