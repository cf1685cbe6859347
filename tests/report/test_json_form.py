"""The JSON form keeps everything, says it the same way each time, and refuses what is no report."""

import json
from dataclasses import replace
from types import ModuleType
from typing import Any

import pytest

from dgov_std.errors import InputError
from dgov_std.report import facts
from dgov_std.report.json_form import canonical_bytes, report_digest, report_from_dict, report_to_dict
from dgov_std.report.values import Run
from dgov_std.text import Text

NAMES = ["accepted", "returned", "empty", "unfinished", "hostile", "crowded", "bare"]
FACTS = [
    facts.NoFacts(),
    facts.Limit("200", "char"),
    facts.Forms(("YYYY",)),
    facts.Listed(None, (), 0),
    facts.Identified(Text("码", "code"), None, 1, 2),
    facts.Compared(Text("甲", "a"), "<=", Text("乙", "b")),
    facts.Conditional(((Text("甲", "a"), ("1", "2")),), ("3",)),
    facts.Keyed((Text("甲", "a"),), 4),
    facts.Named("x", None),
    facts.Labels(("甲", "乙"), 3),
]


@pytest.mark.parametrize("name", NAMES)
def test_reading_back_gives_the_same_report(sample: ModuleType, name: str) -> None:
    report = sample.ALL[name]()
    again = report_from_dict(json.loads(canonical_bytes(report)))
    assert again == report
    assert again.run == report.run


@pytest.mark.parametrize("value", FACTS, ids=lambda value: type(value).__name__)
def test_every_kind_of_facts_comes_back(sample: ModuleType, value: facts.Facts) -> None:
    report = sample.returned()
    report = replace(report, findings=(replace(report.findings[0], facts=value),))
    assert report_from_dict(report_to_dict(report)).findings[0].facts == value


def test_only_run_differs_between_runs(sample: ModuleType) -> None:
    first = sample.returned()
    second = replace(first, run=Run("2027-01-01T00:00:00Z", 9.5, "other", "/x", 8))
    one, two = report_to_dict(first), report_to_dict(second)
    assert one.pop("run") != two.pop("run")
    assert one == two
    assert report_digest(first) == report_digest(second)


def test_the_digest_sees_findings_but_not_outputs(sample: ModuleType) -> None:
    report = sample.returned()
    assert report_digest(report) == report_digest(replace(report, outputs=(), receipt=""))
    assert report_digest(report) != report_digest(replace(report, findings=report.findings[1:]))


def test_the_bytes_are_plain_utf8(sample: ModuleType) -> None:
    written = canonical_bytes(sample.returned())
    assert written == canonical_bytes(sample.returned())
    assert written.endswith(b"}\n")
    assert "许可类别".encode() in written
    assert written.startswith(b'{\n"format": "dgov-std-report/1",\n"receipt": "K8F2-PF2D"')


def test_a_file_name_that_is_no_utf8_survives(sample: ModuleType) -> None:
    report = sample.accepted()
    report = replace(report, input=replace(report.input, name="a\udcb0.csv"))
    assert report_from_dict(json.loads(canonical_bytes(report))).input.name == "a\udcb0.csv"


def test_checks_that_did_not_run_are_listed(sample: ModuleType) -> None:
    listed = report_to_dict(sample.accepted())["not_checked"]
    assert [(entry["code"], entry["status"], entry["reason"]["zh"]) for entry in listed] == [
        ("REL104", "skipped", "没有提供主体名录"),
        ("COD102", "not applicable", "没有参照日期"),
    ]


def _set(data: dict[str, Any], path: str, value: Any) -> None:
    *parents, last = path.split("/")
    target: Any = data
    for part in parents:
        target = target[int(part) if part.isdigit() else part]
    target[last] = value


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        ("format", "other/1", 'format 处应为 "dgov-std-report/1"'),
        ("verdict", "great", "/verdict 处应为 pass | fail | incomplete | not evaluated"),
        ("rows/total", "12", "/rows/total 处应为 int"),
        ("rows/total", True, "/rows/total 处应为 int"),
        ("findings/0/facts/kind", "unheard", "/findings/0/facts/kind 处应为 none | limit"),
        ("findings/0/surprise", 1, "/findings/0/surprise 处应为 no such key"),
        ("columns/0/matched_by", "guess", "/columns/0/matched_by 处应为 name | alias | normalised"),
        ("limits", "none", "/limits 处应为 array"),
        ("versions", {"a": 1}, "/versions 处应为 object of texts"),
        ("input", None, "/input 处应为 object"),
        ("findings/0/facts/kind", [], "/findings/0/facts/kind 处应为 none | limit"),
        ("run/seconds", float("inf"), "/run/seconds 处应为 float"),
        ("run/seconds", float("nan"), "/run/seconds 处应为 float"),
        ("rows/total", -1, "/rows/total 处应为 int"),
        ("rows/total", 10**400, "/rows/total 处应为 int"),
        ("indicators/0/value", float("nan"), "/indicators/0/value 处应为 float"),
        ("not_checked", [[]], "/not_checked/0 处应为 object"),
    ],
)
def test_what_is_no_report_is_refused_with_the_place(sample: ModuleType, path: str, value: Any, place: str) -> None:
    data = report_to_dict(sample.returned())
    _set(data, path, value)
    with pytest.raises(InputError) as caught:
        report_from_dict(data)
    assert caught.value.problems[0].in_("zh").startswith(f"不是本程序的检查报告: {place}")


def test_a_missing_key_is_refused(sample: ModuleType) -> None:
    data = report_to_dict(sample.accepted())
    del data["rows"]["clean"]
    with pytest.raises(InputError, match="no check report of this program: /rows/clean wants a value"):
        report_from_dict(data)


def test_a_report_of_an_earlier_version_has_plain_ratios_and_no_scores(sample: ModuleType) -> None:
    older = report_to_dict(sample.returned())
    del older["scores"]
    for indicator in older["indicators"]:
        for name in ("formula", "parts", "reason", "weight"):
            del indicator[name]
    assert report_from_dict(older) == sample.returned()


def test_a_report_of_an_earlier_version_does_not_say_how_many_cells_are_faulty(sample: ModuleType) -> None:
    older = report_to_dict(sample.returned())
    for column in older["columns"]:
        del column["faulty"]
    assert {column.faulty for column in report_from_dict(older).columns} == {None}


def test_a_report_with_a_code_of_a_later_version_is_read(sample: ModuleType) -> None:
    later = report_to_dict(sample.returned())
    later["findings"][0]["code"] = "GEO101"
    assert report_from_dict(later).findings[0].code == "GEO101"
