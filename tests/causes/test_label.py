"""Labels where their codes belong."""

from pathlib import Path

from caused import of_standard, told

SEX = """---
kind: codelist
id: sex
title: {zh: 性别代码, en: sex code}
source: {standard: EXAMPLE 1-2026, confidence: high}
codes: {"1": {zh: 男, en: male}, "2": {zh: 女, en: female}}
"""


def test_a_label_and_its_code(tmp_path: Path) -> None:
    found = of_standard(tmp_path, "codelist: sex", ["男", "女", "男"], more=SEX)
    assert told(found) == {"TYP908": {"男": "1", "女": "2"}}
    assert [each.cells for each in found] == [3]


def test_what_is_no_label_is_none(tmp_path: Path) -> None:
    found = of_standard(tmp_path, "codelist: sex", ["雄", "3"], more=SEX)
    assert [(each.code, each.cells) for each in found] == [("COD101", 2)]
