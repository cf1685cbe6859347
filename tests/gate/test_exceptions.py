"""Approved exceptions: what they excuse, until when, and what is said of them."""

import pytest
from gated import E, W, faulty, finding, gate, waiver

from dgov_std.errors import UsageError
from dgov_std.gate.exceptions import Record, waivers_of
from dgov_std.gate.faults import Found, found_in
from dgov_std.gate.rules import Rules
from dgov_std.report.values import Verdict

DAY = "2026-12-31"


def judged(*waivers, report=None, day=DAY, file=None):
    report = report or faulty()
    found = found_in(report)
    return gate(report, Rules(waivers=waivers, day=day), Found(file or found.file, found.faults))


def states(*waivers, **given):
    return [(each.state, each.count) for each in judged(*waivers, **given).exceptions]


@pytest.mark.parametrize(
    "changes", [{}, {"check": "cod101-许可类别"}, {"column": "许可类别"}, {"column": "element-12"}, {"column": "M"}]
)
def test_it_excuses(changes) -> None:
    found = judged(waiver(**changes))
    assert found.passed
    assert (found.rulings[0].approved, found.rulings[0].left, found.rulings[0].outcome) == (12, 0, "approved")
    assert (found.exceptions[0].state, found.exceptions[0].findings) == ("used", (1,))


@pytest.mark.parametrize(("day", "passed"), [("2026-12-31", True), ("2027-01-01", False)])
def test_it_holds_to_the_end_of_its_last_day(day, passed) -> None:
    found = judged(waiver(), day=day)
    assert found.passed is passed
    assert [(each.state, each.count) for each in found.exceptions] == [("used" if passed else "expired", 12)]


@pytest.mark.parametrize(("most", "left"), [(12, 0), (11, 1), (1, 11)])
def test_it_excuses_so_many_at_most(most, left) -> None:
    assert judged(waiver(most=most)).rulings[0].left == left


def test_what_it_excuses_is_counted_over_all_columns() -> None:
    report = faulty(finding("COD101", E, "许可类别", 8, 9), finding("COD101", E, "状态", 8, 9))
    assert [each.left for each in judged(waiver(most=10), report=report).rulings] == [0, 6]


def test_two_do_not_excuse_the_same_fault() -> None:
    assert states(waiver(most=10), waiver(most=10)) == [("used", 10), ("used", 2)]


@pytest.mark.parametrize(
    ("pattern", "state"),
    [
        ("*.xlsx", "used"),
        ("2026/*", "used"),
        ("2026/10/某县_*.xlsx", "used"),
        ("*.csv", "elsewhere"),
        ("2025/*", "elsewhere"),
        ("某县.xlsx", "elsewhere"),
    ],
)
def test_it_may_be_of_some_files_only(pattern, state) -> None:
    found = judged(waiver(file=pattern), file="2026/10/某县_许可.xlsx")
    assert (found.exceptions[0].state, found.passed) == (state, state == "used")


def test_what_nothing_needs_is_unused_what_is_of_another_table_elsewhere() -> None:
    report = faulty(finding("COD101", E, "许可类别", 12, 9), finding("COD104", W, "机关代码", 3, 80))
    assert states(waiver(column="相对人名称"), report=report) == [("unused", 0)]
    assert states(waiver(code="KEY101"), report=report) == [("elsewhere", 0)]
    assert states(waiver(column="没有这一栏"), report=report) == [("elsewhere", 0)]
    assert states(waiver(check="other.enum"), report=report) == [("elsewhere", 0)]


@pytest.mark.parametrize("verdict", [Verdict.INCOMPLETE, Verdict.NOT_EVALUATED])
def test_it_never_excuses_what_was_not_checked(verdict) -> None:
    found = judged(waiver(), report=faulty(verdict=verdict))
    assert found.rulings[0].outcome == "approved"
    assert not found.passed


def test_without_a_day_none_holds() -> None:
    assert states(waiver(), day=None) == [("expired", 12)]


GOOD = {"code": "COD101", "reason": "目录待更新", "owner": "王五", "expires": "2026-12-31"}


def read(**values):
    given = {key: value for key, value in (GOOD | values).items() if value is not None}
    return waivers_of([Record("x.yaml:2:5", given, {key: f"x.yaml:{key}" for key in given})])


def test_read() -> None:
    (found,) = read(code=None, check="a.enum", column="M", file="*.csv", max_count="3")
    assert (found.check, found.code, found.column, found.file, found.most) == ("a.enum", None, "M", "*.csv", 3)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"reason": None}, "x.yaml:2:5: 例外要写明 reason。写明理由 reason、负责人 owner、截止日期 expires"),
        ({"owner": " "}, "x.yaml:owner: 例外要写明 owner。写明理由 reason、负责人 owner、截止日期 expires"),
        ({"expires": None}, "x.yaml:2:5: 例外要写明 expires。写明理由 reason、负责人 owner、截止日期 expires"),
        ({"expires": "31.12.2026"}, "x.yaml:expires: “31.12.2026”不是日期。写成 2026-12-31 的形式"),
        ({"expires": "20261231"}, "x.yaml:expires: “20261231”不是日期。写成 2026-12-31 的形式"),
        ({"code": None}, "x.yaml:2:5: 例外要写 check 或 code, 只写一个。如 code: IDN201"),
        ({"check": "a"}, "x.yaml:2:5: 例外要写 check 或 code, 只写一个。如 code: IDN201"),
        ({"code": "COD1O1"}, "x.yaml:code: 没有代号 COD1O1。是不是 COD101?"),
        ({"max_count": "0"}, "x.yaml:max_count: max_count 应为大于 0 的整数"),
        ({"max_count": "some"}, "x.yaml:max_count: max_count 应为大于 0 的整数"),
        ({"expire": "x"}, "x.yaml:expire: 没有“expire”这一项。是不是 expires?"),
    ],
)
def test_refused(values, said) -> None:
    with pytest.raises(UsageError) as caught:
        read(**values)
    assert [problem.in_("zh") for problem in caught.value.problems] == [said]


def test_every_mistake_is_told() -> None:
    with pytest.raises(UsageError) as caught:
        read(reason=None, owner=None, expires="x", code=None)
    assert len(caught.value.problems) == 4
