"""The judgement: what fails, what does not, and that nothing else in a report is changed."""

from dataclasses import replace

import pytest
from gated import E, I, W, faulty, finding, gate, ruled, waiver

from dgov_std.cli.exit_codes import of_report
from dgov_std.gate.baseline import Baseline, section_of
from dgov_std.gate.faults import Fault, Found, found_in
from dgov_std.gate.judge import judge
from dgov_std.gate.rules import Rules, tolerances_of
from dgov_std.render.gate import gate_heading
from dgov_std.report.values import Verdict

WARNED = faulty(finding("COD104", W, "机关代码", 3, 80))
NOTED = faulty(finding("COD101", I, "状态", 2, 9))


@pytest.mark.parametrize(
    ("report", "fail_on", "passed"),
    [
        (faulty(), "error", False),
        (faulty(), "none", True),
        (WARNED, "error", True),
        (WARNED, "warning", False),
        (NOTED, "warning", True),
        (NOTED, "info", False),
    ],
)
def test_the_severity_that_fails(report, fail_on, passed) -> None:
    assert gate(report, Rules(fail_on)).passed is passed


def test_each_finding_is_ruled_on() -> None:
    report = faulty(finding("COD101", E, "许可类别", 12, 9), finding("COD104", W, "机关代码", 3, 80))
    assert ruled(report) == ["fails", "below"]
    assert ruled(report, fail_on="warning") == ["fails", "fails"]


@pytest.mark.parametrize("verdict", [Verdict.INCOMPLETE, Verdict.NOT_EVALUATED])
def test_what_is_not_finished_or_not_evaluated_never_passes(verdict) -> None:
    rules = Rules("none", waivers=(waiver(),), day="2026-10-31")
    assert gate(faulty(verdict=verdict), rules).passed is False
    assert gate(replace(faulty(verdict=verdict), findings=()), rules).passed is False


def test_a_file_of_another_standard_never_passes_for_nothing_in_it_was_checked() -> None:
    report = faulty(replace(finding("STR108", E, None, 0, 1), checks=("structure.STR108",)))
    held = section_of(report, found_in(report), "error")
    rules = [
        Rules("none"),
        Rules(baseline=Baseline("0" * 64, (held,))),
        Rules(waivers=(waiver(code="STR108"),), day="2026-10-31"),
        Rules(tolerances=tolerances_of(["STR108:max_count=1"])),
    ]
    assert [gate(report, each).passed for each in rules] == [False] * 4
    judged = judge(report, rules[1])
    assert gate_heading(judged, "zh") == "门禁: 不通过 (没有检查; 1 类不计)"
    assert of_report(judged, "none") == 1


def test_a_threshold_on_one_check_of_a_finding_does_not_decide_about_the_others() -> None:
    report = faulty(replace(finding("TYP901", E, "许可类别", 12, 9), checks=("a", "b")))
    found = Found("x.csv", (Fault(1, "a", "element-12", 8), Fault(1, "b", "element-12", 4)))
    assert ruled(report, "a:max_count=8", faults=found) == ["fails"]
    assert ruled(report, "a:max_count=8", "b:max_count=4", faults=found) == ["within"]


def test_nothing_else_in_the_report_is_changed() -> None:
    report = faulty()
    judged = judge(report, Rules("none", waivers=(waiver(),), day="2026-10-31"))
    assert judged.verdict is Verdict.FAIL
    assert replace(judged, gate=None) == report


def test_a_finding_about_the_file_counts_once() -> None:
    (ruling,) = gate(faulty(finding("STR103", W, None, 0, 1)), Rules("warning")).rulings
    assert (ruling.count, ruling.left, ruling.outcome) == (1, 1, "fails")


def test_the_day_is_recorded_where_exceptions_are_judged() -> None:
    assert gate(faulty(), Rules(day="2026-10-31")).day is None
    assert gate(faulty(), Rules(day="2026-10-31", waivers=(waiver(),))).day == "2026-10-31"
