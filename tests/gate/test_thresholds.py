"""Thresholds: kept and not kept, for every kind of target; they decide in place of the severity."""

from dataclasses import replace

import pytest
from gated import E, I, W, faulty, finding, gate, ruled, waiver

from dgov_std.gate.rules import Rules, tolerances_of
from dgov_std.report.values import Indicator, Score, Status
from dgov_std.text import Text

T = Text("指标", "indicator")


def indicator(a: int, b: int, **changes) -> Indicator:
    return replace(Indicator("0302", "GB/T 36344-2018", T, "conformity", "higher", "cell", "passed", (), a, b), **changes)


def threshold(report, *limits, **rules):
    (found,) = gate(report, Rules(tolerances=tolerances_of(limits), **rules)).thresholds
    return found


@pytest.mark.parametrize("target", ["COD101", "cod101-许可类别", "许可类别", "element-12", "M"])
@pytest.mark.parametrize(
    ("limit", "kept"),
    [
        ("max_rate=0.5%", True),
        ("max_rate=0.4%", False),
        ("max_rate=0.005", True),
        ("max_count=12", True),
        ("max_count=11", False),
    ],
)
def test_a_check_a_code_and_a_column_may_have_so_many_faults(target, limit, kept) -> None:
    report = faulty()
    columns = tuple(replace(each, present=2400, missing=0) for each in report.columns)
    report = replace(report, columns=columns)
    found = threshold(report, f"{target}:{limit}")
    assert (found.a, found.b, found.kept, found.findings) == (12, 2400, kept, (1,))
    assert ruled(report, f"{target}:{limit}") == ["within" if kept else "fails"]


def test_a_row_that_one_column_is_to_blame_for_counts_in_that_column() -> None:
    lost = replace(finding("KEY201", E, "许可类别", 12, 9), unit="row")
    assert threshold(faulty(lost), "许可类别:max_count=11").kept is False
    two = replace(lost, columns=(0, 1))
    assert threshold(faulty(two), "许可类别:max_count=0").kept is True


def test_a_threshold_makes_a_warning_fail_and_lets_an_error_pass() -> None:
    warned = faulty(finding("COD104", W, "机关代码", 3, 80))
    assert ruled(warned) == ["below"]
    assert ruled(warned, "COD104:max_count=2") == ["fails"]
    assert gate(faulty(), Rules(tolerances=tolerances_of(["COD101:max_count=12"]))).passed


def test_what_it_does_not_name_fails_as_ever() -> None:
    report = faulty(finding("COD101", E, "许可类别", 12, 9), finding("TYP101", E, "决定日期", 4, 50))
    assert ruled(report, "COD101:max_count=12") == ["within", "fails"]


def test_of_two_limits_both_must_be_kept() -> None:
    assert ruled(faulty(), "COD101:max_count=20,max_rate=0.5%") == ["within"]
    assert ruled(faulty(), "COD101:max_count=20,max_rate=0.1%") == ["fails"]


def test_a_code_counts_all_its_columns_together() -> None:
    report = faulty(finding("COD101", E, "许可类别", 8, 9), finding("COD101", E, "状态", 8, 9))
    assert ruled(report, "COD101:max_count=15") == ["fails", "fails"]
    assert ruled(report, "COD101:max_count=16") == ["within", "within"]


def test_notes_do_not_count_in_a_column() -> None:
    report = faulty(finding("COD101", E, "许可类别", 1, 9), finding("TYP901", I, "许可类别", 40, 9))
    assert threshold(report, "许可类别:max_count=1").a == 1
    assert threshold(report, "许可类别:max_count=1", fail_on="info").a == 41


def test_what_is_excused_does_not_count() -> None:
    excused = Rules(tolerances=tolerances_of(["COD101:max_count=2"]), waivers=(waiver(most=10),), day="2026-10-31")
    assert gate(faulty(), excused).passed
    assert not gate(faulty(), replace(excused, waivers=(waiver(most=9),))).passed


def test_what_names_nothing_here_is_about_another_file() -> None:
    found = gate(faulty(), Rules(tolerances=tolerances_of(["XXX999:max_count=0", "none:min_value=1", "a:min_score=1"])))
    assert found.thresholds == ()


def test_a_check_that_could_not_run_is_not_kept() -> None:
    report = faulty(finding("COD104", W, "机关代码", 3, 80))
    skipped = replace(report.checks[0], id="later", code="COD102", status=Status.SKIPPED, evaluated=0, failed=0)
    found = threshold(replace(report, checks=(*report.checks, skipped)), "COD102:max_rate=1%")
    assert (found.measured, found.kept) == (False, False)
    found = threshold(replace(report, checks=(replace(skipped, status=Status.NOT_APPLICABLE),)), "COD102:max_rate=1%")
    assert (found.measured, found.kept) == (True, True)


@pytest.mark.parametrize(
    ("values", "limit", "kept"),
    [
        (((95, 100),), "min_value=95%", True),
        (((95, 100),), "min_value=0.951", False),
        (((95, 100), (5, 10)), "min_value=95%", False),
        (((5, 100),), "max_value=5%", True),
        (((6, 100),), "max_value=5%", False),
        (((0, 0),), "min_value=0", False),
        (((9_499_999, 10_000_000),), "min_value=95%", False),  # 0.950000 to six places
        (((500_001, 10_000_000),), "max_value=5%", False),
    ],
)
def test_an_indicator_reaches_its_value(values, limit, kept) -> None:
    report = replace(faulty(), indicators=tuple(indicator(a, b) for a, b in values))
    found = threshold(report, f"0302:{limit}", fail_on="none")
    assert found.kept is kept
    assert gate(report, Rules("none", tolerances_of([f"0302:{limit}"]))).passed is kept


@pytest.mark.parametrize(("a", "kept"), [(5, True), (6, False)])
def test_an_indicator_that_is_the_rest(a, kept) -> None:
    report = replace(faulty(), indicators=(indicator(a, 100, formula="complement"),))
    assert threshold(report, "0302:min_value=95%").kept is kept


@pytest.mark.parametrize(("points", "kept"), [(90.0, True), (89.99, False), (None, False)])
@pytest.mark.parametrize("target", ["score", "GB/T 36344-2018"])
def test_a_score_reaches_its_points(target, points, kept) -> None:
    report = replace(faulty(), scores=(Score("GB/T 36344-2018", T, points, 1.0, (), ()),))
    assert threshold(report, f"{target}:min_score=90").kept is kept
