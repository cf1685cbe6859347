"""Thresholds as they are written: read exactly, or refused with what is wanted."""

from fractions import Fraction

import pytest

from dgov_std.errors import UsageError
from dgov_std.gate.rules import tolerances_in, tolerances_of


@pytest.mark.parametrize(
    ("text", "target", "limit", "value"),
    [
        ("IDN201:max_rate=0.5%", "IDN201", "max_rate", Fraction(1, 200)),
        ("a:b:max_count=10", "a:b", "max_count", Fraction(10)),
        (" 许可类别 : max_rate = 0.1 ", "许可类别", "max_rate", Fraction(1, 10)),
        ("score:min_score=99.5", "score", "min_score", Fraction(199, 2)),
        ("0302:min_value=100%", "0302", "min_value", Fraction(1)),
    ],
)
def test_read(text, target, limit, value) -> None:
    (found,) = tolerances_of([text])
    assert (found.target, found.limit, found.value) == (target, limit, value)


def test_several_limits_of_one_target() -> None:
    assert [each.limit for each in tolerances_of(["COD101:max_count=3,max_rate=1%"])] == ["max_count", "max_rate"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("IDN201", "看不懂阈值“IDN201”"),
        (":max_rate=1%", "看不懂阈值“:max_rate=1%”"),
        ("IDN201:max_rat=1%", "没有“max_rat”这种阈值。是不是 max_rate?"),
        ("IDN201:most=1%", "没有“most”这种阈值。可用: max_count、max_rate、min_value、max_value、min_score"),
        ("IDN201:max_rate=5", "max_rate=“5”不对, 应为 0 到 1 的数或百分比, 如 0.5%"),
        ("IDN201:max_rate=-1", "max_rate=“-1”不对"),
        ("IDN201:max_rate=1e-3", "max_rate=“1e-3”不对"),
        ("IDN201:max_rate=１%", "max_rate=“１%”不对"),
        ("IDN201:max_count=1.5", "max_count=“1.5”不对, 应为整数, 如 10"),
        ("score:min_score=101", "min_score=“101”不对, 应为 0 到 100 的分数, 如 90"),
        ("score:min_score=90%", "min_score=“90%”不对"),
    ],
)
def test_refused(text, said) -> None:
    with pytest.raises(UsageError) as caught:
        tolerances_of([text])
    assert said in caught.value.problems[0].in_("zh")


def test_a_table_of_a_configuration() -> None:
    table = {"COD101": {"max_rate": 0.00001, "max_count": 3}, "0302": {"min_value": "99%"}}
    assert [(each.target, each.wanted) for each in tolerances_in(table, "x")] == [
        ("COD101", "0.00001"),
        ("COD101", "3"),
        ("0302", "99%"),
    ]


@pytest.mark.parametrize("table", [{"COD101": 3}, {"COD101": {}}, {"COD101": {"max_count": True}}, {"a": {"max_rate": [1]}}])
def test_a_table_that_makes_no_sense(table) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        tolerances_in(table, "dgov-std.toml")
