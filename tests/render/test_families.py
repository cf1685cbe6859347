"""Equal faults are told together, with the kind of slip and what to type."""

from types import ModuleType

import pytest
from timing import within

from dgov_std.render.wording import Family, families
from dgov_std.report.values import Example

CASES = [
    ("男", "1", "填了名称, 应填代码", "labels where codes belong"),
    (" 1", "1", "首尾有空格", "blanks around the value"),
    ("１２", "12", "全角半角不对", "full-width and half-width mixed up"),
    ("abc", "ABC", "大小写不对", "upper and lower case mixed up"),
    ("1,234,567.80", "1234567.80", "写了千位分隔符", "thousands separators"),
    ("120万元", "120", "写了单位", "unit written with the number"),
    ("2024/1/5", "2024-01-05", "日期写法不对", "date written otherwise"),
    ("A1O", "A10", "第 3 位 O 应为 0", "character 3 is O, not 0"),
    ("x", "y", "", ""),
    ("abc", "xyz", "", ""),
]


def found(sample: ModuleType, *examples: Example) -> ModuleType:
    return sample.finding("COD101", sample.E, "状态", 9, 2, *examples)


@pytest.mark.parametrize(("wrong", "right", "zh", "en"), CASES)
def test_the_kind_of_slip(sample: ModuleType, wrong: str, right: str, zh: str, en: str) -> None:
    finding = found(sample, Example(wrong, 3, suggestion=right))
    assert families(finding, "zh") == (Family(wrong, 3, zh, right, masked=False),)
    assert families(finding, "en") == (Family(wrong, 3, en, right, masked=False),)


def test_the_most_frequent_comes_first(sample: ModuleType) -> None:
    finding = found(sample, Example("审批", 3), Example("备案", 9))
    assert [(each.value, each.cells) for each in families(finding, "zh")] == [("备案", 9), ("审批", 3)]


def test_a_masked_value_tells_neither_slip_nor_suggestion(sample: ModuleType) -> None:
    finding = found(sample, Example("999999", 2, masked=True, suggestion="999990"))
    assert families(finding, "zh") == (Family("999999", 2, "", None, masked=True),)


def test_what_is_shown_is_safe_and_short(sample: ModuleType) -> None:
    (family,) = families(found(sample, Example("\u202e" + "x" * 80, 1, suggestion="x" * 80)), "en")
    assert family.value == "\\u202e" + "x" * 51 + "..."
    assert family.suggestion is None


def test_a_long_value_is_cut_before_it_is_made_visible(sample: ModuleType) -> None:
    long = found(sample, Example("\u202e" * 20_000_000, 1, suggestion="x" * 20_000_000))
    (family,) = within(0.5, lambda: families(long, "en"))
    assert family.value == "\\u202e" * 9 + "\\u2..."
    assert (family.slip, family.suggestion) == ("", None)
