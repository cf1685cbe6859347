"""What pipelines are told: the place of a file, fingerprints that outlive values and counts, reasons of a missing verdict."""

from dataclasses import replace
from types import ModuleType

import machine_reports as machine
import pytest

from dgov_std.render.issues import Issue, issues, path_of
from dgov_std.report.values import Example, Report, Run, Severity


def first(report: Report) -> Issue:
    return issues([report], "zh")[0]


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("数据/a.csv", "数据/a.csv"),
        ("a.csv", "a.csv"),
        ("/home/somebody/a.csv", "x.csv"),
        ("D:/somebody/a.csv", "x.csv"),
        ("../somebody/a.csv", "x.csv"),
        ("", "x.csv"),
        ("a\u3000b\u202e\x1f.csv", "a\u3000b\\u202e\\u001f.csv"),
    ],
)
def test_paths_are_those_of_the_repository_or_names(sample: ModuleType, path: str, told: str) -> None:
    report = replace(sample.returned(), run=Run("", 0, "", path, 1), input=replace(sample.returned().input, name="x.csv"))
    assert path_of(report) == told
    assert path_of(replace(report, run=None)) == "x.csv"


def test_a_fingerprint_outlives_values_counts_and_order(sample: ModuleType) -> None:
    report = sample.returned()
    finding = replace(
        report.findings[1], number=7, rows=3, cells=3, examples=(Example("别的", 3),), first=(), severity=Severity.WARNING
    )
    told = {issue.rule: issue.fingerprint for issue in issues([report], "zh")}
    (other,) = issues([replace(report, findings=(finding,), receipt="X", rows=replace(report.rows, total=9))], "en")
    assert other.fingerprint == issues([report], "zh")[1].fingerprint
    assert other.fingerprint in told.values() or other.rule == "COD101"


@pytest.mark.parametrize(
    "change",
    [{"element": "another"}, {"cause": "look-alike"}, {"checks": ("another",)}, {"code": "TYP205"}],
)
def test_a_fingerprint_is_of_check_column_and_cause(sample: ModuleType, change: dict) -> None:
    report = replace(sample.returned(), findings=sample.returned().findings[1:2])
    assert first(report).fingerprint != first(replace(report, findings=(replace(report.findings[0], **change),))).fingerprint


def test_a_cause_is_one_whichever_checks_its_cells_fail(sample: ModuleType) -> None:
    report = replace(sample.returned(), findings=sample.returned().findings[:1])
    one, two = (replace(report.findings[0], cause="excel-number", checks=checks) for checks in (("a",), ("b", "c")))
    assert first(replace(report, findings=(one,))).fingerprint == first(replace(report, findings=(two,))).fingerprint


def test_fingerprints_differ_by_file_and_among_equals(sample: ModuleType) -> None:
    report = replace(sample.returned(), run=machine.located("a/b.csv"))
    other = replace(report, run=machine.located("a/c.csv"))
    twice = replace(report, findings=report.findings[:1] * 2)
    told = [issue.fingerprint for each in ([report, other], [twice]) for issue in issues(each, "zh")]
    assert len(set(told)) == len(told) - 1  # the first of the twins is that of the report itself


def test_a_line_is_physical_in_a_text_file_and_a_row_in_a_sheet(sample: ModuleType) -> None:
    finding = sample.returned().findings[0]
    text = replace(finding, first=(replace(finding.first[0], line=9),))
    assert first(sample.returned()).line == 5
    assert first(replace(sample.returned(), findings=(text,))).line == 9
    assert first(replace(sample.returned(), findings=(replace(finding, first=()),))).line is None


def test_an_input_that_could_not_be_read_says_why_and_no_folder() -> None:
    (issue,) = issues([machine.unreadable()], "zh")
    assert issue.head == "没查完, 不能下结论: 文件已加密, 打不开。去掉密码再检查"
    assert (issue.rule, issue.severity, issue.fails, issue.path) == ("INCOMPLETE", Severity.ERROR, True, "数据/某县.xlsx")


def test_without_a_gate_errors_fail_with_one_what_it_says(sample: ModuleType) -> None:
    assert [issue.fails for issue in issues([sample.returned()], "zh")] == [True] * 8 + [False] * 4
    told = issues([machine.gated()], "zh")
    assert [issue.fails for issue in told if issue.finding] == [False] * 3 + [True] * 5 + [False] * 4
    assert [(issue.rule, issue.fails, issue.shown) for issue in told if not issue.finding] == [
        ("GATE", False, Severity.WARNING)
    ]
