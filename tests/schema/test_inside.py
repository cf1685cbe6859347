"""Texts that hold an identifier somewhere: what is found, and what only looks a little like it."""

import re
from pathlib import Path

import pytest

import dgov_std
from dgov_std.schema.inside import holding
from dgov_std.standard import load_standard

STANDARDS = Path(__file__).resolve().parents[2] / "standards"
NUMBER = "000000190001010000"
SPLIT = """
kind: standard
id: notices
title: {zh: 告示, en: notices}
source: {standard: test, confidence: high}
extends: [national]
---
kind: codelist
id: measures
title: {zh: 措施, en: measures}
source: {standard: test, confidence: high}
codes: {罚款: 罚款, 其他: {zh: 其他, explained: "-"}}
---
kind: element
id: measure
title: {zh: 措施, en: measure}
source: {standard: test, confidence: high}
codelist: {value: measures, separator: ";"}
---
kind: element
id: facts
title: {zh: 事实, en: facts}
source: {standard: test, confidence: high}
free_of: citizen-number-18
max_length: 30
---
kind: dataset
id: notices
title: {zh: 告示, en: notices}
source: {standard: test, confidence: high}
elements: [{use: measure}, {use: facts}]
rules:
  - {id: other-says-why, title: {zh: 其他要写事实, en: 其他 needs facts}, when: {measure: {holds: [其他]}}, then: {required: [facts]}}
"""


@pytest.fixture(scope="module")
def pattern() -> re.Pattern[str]:
    national = load_standard(STANDARDS / "national", search=(STANDARDS,))
    return re.compile(holding(national.identifiers["citizen-number-18"]))


@pytest.mark.parametrize(
    "text", [NUMBER, f"ID{NUMBER}", f"当事人{NUMBER}。", f"一行\n{NUMBER[:-1]}X\n三行", f"号{NUMBER[:-1]}x", f"({NUMBER})"]
)
def test_a_number_is_found_in_a_text(pattern: re.Pattern[str], text: str) -> None:
    assert pattern.search(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "当事人",
        NUMBER[:-1],
        "9" + NUMBER,
        NUMBER + "9",
        "000000190013010000",
        "91110000TE00000000",
        NUMBER + "A",
        "1" * 18,
    ],
)
def test_other_texts_hold_none(pattern: re.Pattern[str], text: str) -> None:
    assert not pattern.search(text)


def codes(tmp_path: Path, measure: str, facts: str) -> list[str]:
    """The findings about a row of a standard with a text that must be free of citizen numbers."""
    (tmp_path / "notices.yaml").write_text(SPLIT, encoding="utf-8")
    (tmp_path / "data.csv").write_text(f"措施,事实\n{measure},{facts}\n", encoding="utf-8")
    report = dgov_std.check(tmp_path / "data.csv", standard=tmp_path / "notices.yaml")
    return [finding.code for finding in report.values.findings]


def test_chinese_brackets_are_not_what_is_wrong_with_a_text(tmp_path: Path) -> None:
    assert codes(tmp_path, "罚款", f"当事人（{NUMBER}）") == ["SEC101"]
    assert codes(tmp_path, "罚款", "（长）" * 11) == ["TYP206"]


def test_a_code_with_an_explanation_is_that_code(tmp_path: Path) -> None:
    assert codes(tmp_path, "罚款;其他-责令改正", "无") == []
    assert codes(tmp_path, "罚款;其他-责令改正", "") == ["REL101"]
    assert codes(tmp_path, "罚款-五千", "无") == ["COD101"]
    assert codes(tmp_path, "其他-", "") == ["COD101"]
