"""Two reports compared, in words."""

from __future__ import annotations

import json
from dataclasses import replace
from types import ModuleType

import pytest
from rich.cells import cell_len

from dgov_std.diff.reports import compare_reports
from dgov_std.render.difference import render
from dgov_std.report.differences import Difference
from dgov_std.report.values import Report


@pytest.fixture
def found(sample: ModuleType) -> Difference:
    old: Report = sample.returned()
    gone, grown, *rest = old.findings
    findings = (replace(grown, number=1, rows=grown.rows + 5), *(replace(f, number=i) for i, f in enumerate(rest, start=2)))
    lost = tuple(check for check in old.checks if check.id not in gone.checks)
    new = replace(old, findings=findings, checks=lost, receipt="AAAA-BBBB", versions=old.versions | {"pyarrow": "99"})
    return compare_reports(old, new)


def test_chinese(found: Difference):
    lines = render(found, "terminal", language="zh").splitlines()
    assert lines[2] == "结论      变坏了: 1 类问题增多、1 类问题没有再查"
    assert "问题      新出现 0 类, 已解决 0 类, 有变化 1 类, 没变 10 类, 没有再查 1 类" in lines
    assert "另有不同  程序版本 pyarrow: - -> 99" in lines
    assert [line for line in lines if line and not line.startswith(" ")][-2:] == ["有变化的", "没有再查的(不算解决)"]


def test_english(found: Difference):
    text = render(found, "terminal", language="en")
    assert "worse: findings with more faults: 1, findings not looked at again: 1" in " ".join(text.split())
    assert "Not looked at again (not resolved)" in text


def test_nothing_worse_is_said(sample: ModuleType):
    report = sample.returned()
    assert "没有变坏" in render(compare_reports(report, report), "terminal")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("name", ["returned", "hostile", "crowded", "bare"])
def test_no_line_is_wider_than_the_screen(sample: ModuleType, name: str, width: int, language: str):
    reports = sample.accepted(), getattr(sample, name)()
    for old, new in (reports, reports[::-1]):
        text = render(compare_reports(old, new), "terminal", language=language, width=width)  # type: ignore[arg-type]
        assert [line for line in text.splitlines() if cell_len(line) > width] == []


def test_hostile_reports_stay_text(sample: ModuleType):
    found = compare_reports(sample.accepted(), sample.hostile())
    screen, page = render(found, "terminal"), render(found, "markdown")
    assert "\x1b" not in screen + page
    assert "<script" not in page


def test_json_names_findings_by_their_numbers_in_both_reports(found: Difference):
    told = json.loads(render(found, "json"))
    assert (told["format"], told["worse"]) == (
        "dgov-std-difference/1",
        [{"kind": "more", "count": 1}, {"kind": "unjudged", "count": 1}],
    )
    (changed,) = told["changed"]
    assert (changed["old"]["number"], changed["new"]["number"], changed["new"]["rows"] - changed["old"]["rows"]) == (2, 1, 5)
    assert len(told["same"]) == len(found.new.findings) - 1


def test_no_example_of_a_report_is_repeated(sample: ModuleType):
    report = sample.returned()
    texts = "".join(render(compare_reports(sample.accepted(), report), form) for form in ("terminal", "json", "markdown"))
    values = {e.value for f in report.findings for e in f.examples if len(e.value) > 5}
    assert values
    assert [value for value in values if value in texts] == []
