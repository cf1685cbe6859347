"""References, grouped conditions and row counts, from YAML to the report."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from dgov_std.api.check import check
from dgov_std.api.options import Options
from dgov_std.errors import InputError, UsageError
from dgov_std.render.wording import title
from dgov_std.report.json_form import report_from_dict, report_to_dict
from dgov_std.report.values import Finding, Report, Status, Verdict

Sites = Callable[..., Report]
PROVINCE = Path(__file__).parent / "province"
GOOD = ("a,1,市容局,330102,", "b,2,城管局,330106,a", "c,,,,b")


def found(report: Report, check: str) -> Finding | None:
    return next((finding for finding in report.findings if check in finding.checks), None)


def rows(report: Report, check: str) -> list[int]:
    finding = found(report, check)
    return [] if finding is None else [place.record for place in finding.first]


def test_a_table_without_fault_passes(sites: Sites) -> None:
    report = sites(*GOOD)
    assert (report.verdict, [f.code for f in report.findings if f.code[:3] == "KEY"]) == (Verdict.PASS, [])
    assert {c.id: c.evaluated for c in report.checks if c.code.startswith("KEY2")} == {
        "office-known": 2,
        "district-known": 2,
        "parent-known": 2,
        "one-name.office-name": 2,
        "one-name.district": 2,
        "few-sites": 2,
        "few-offices": 2,
        "rows.min": 1,
        "rows.max": 1,
    }


def test_a_key_that_is_not_in_the_other_table_fails_its_row(sites: Sites) -> None:
    report = sites(*GOOD, "d,1,城管局,330102,", "e,9,环保局,330102,")
    finding = found(report, "office-known")
    assert finding is not None
    assert (finding.code, finding.severity, finding.rows, finding.facts.groups) == ("KEY201", "error", 2, 2)
    assert (rows(report, "office-known"), finding.columns, report.verdict) == ([4, 5], (1, 2), Verdict.FAIL)
    assert title(finding, "zh", report.columns) == "“单位编号、单位名称”在“offices”里没有, 共 2 个"
    assert title(finding, "en", report.columns) == '"office number, office name" not in offices, keys: 2'


def test_a_key_with_a_missing_part_says_nothing(sites: Sites) -> None:
    report = sites(*GOOD, "d,9,,,", "e,,环保局,,")
    assert found(report, "office-known") is None


def test_a_missing_value_of_the_other_table_is_no_target(sites: Sites) -> None:
    assert rows(sites(*GOOD, "d,3,无,,"), "office-known") == [4]


def test_a_reference_within_the_table(sites: Sites) -> None:
    report = sites(*GOOD, "d,,,,z", "e,,,,d")
    assert rows(report, "parent-known") == [4]
    assert title(found(report, "parent-known"), "zh", report.columns) == "“上级站点”引用的内容找不到, 共 1 个"


def test_a_warning_does_not_fail(sites: Sites) -> None:
    report = sites(*GOOD, "d,,,310000,")
    assert (rows(report, "district-known"), report.verdict, report.rows.with_warnings) == ([4], Verdict.PASS, 1)


def test_a_table_not_given_is_told_and_a_warning_changes_no_verdict(sites: Sites) -> None:
    report = sites(*GOOD, districts=None)
    (check,) = [c for c in report.checks if c.id == "district-known"]
    assert (report.verdict, report.complete, check.status, check.evaluated) == (Verdict.PASS, True, Status.SKIPPED, 0)
    assert check.reason.zh == "没有给出参照表“districts.csv”, 用 --reference districts.csv=文件"


def test_one_value_per_key(sites: Sites) -> None:
    report = sites(*GOOD, "d,1,,330106,", "e,1,市容局,,")
    assert rows(report, "one-name.district") == [1, 4]
    assert found(report, "one-name.office-name") is None
    finding = found(report, "one-name.district")
    assert title(finding, "zh", report.columns) == "同一“单位编号”有几种“区县代码”, 共 1 组"
    assert title(finding, "en", report.columns) == '"office number" with several "district code", groups: 1'


def test_at_most_so_many_rows_per_key(sites: Sites) -> None:
    report = sites(*GOOD, *(f"{x},,,330106," for x in "def"))
    assert rows(report, "few-sites") == [2, 4, 5, 6]
    assert title(found(report, "few-sites"), "zh", report.columns) == "同一“区县代码”超过 3 行, 共 1 组"


def test_at_most_so_many_values_per_key(sites: Sites) -> None:
    report = sites(*GOOD, "d,1,市容局,330106,", "e,3,,330106,", "f,,,330106,")
    assert rows(report, "few-offices") == [2, 4, 5]
    assert title(found(report, "few-offices"), "zh", report.columns) == "同一“区县代码”的“单位编号”超过 2 种, 共 1 组"


@pytest.mark.parametrize(
    ("count", "check", "said"),
    [(1, "rows.min", "只有 1 行, 至少应有 2 行"), (9, "rows.max", "有 9 行, 最多 8 行")],
)
def test_too_few_and_too_many_rows(sites: Sites, count: int, check: str, said: str) -> None:
    report = sites(*(f"{i},,,," for i in range(count)), "")
    finding = found(report, check)
    assert (finding.code, finding.unit, report.verdict) == ("KEY203", "file", Verdict.FAIL)
    assert title(finding, "zh", report.columns) == said


def test_the_rows_that_fail_are_counted_once(sites: Sites) -> None:
    report = sites(*GOOD, "a,9,环保局,330102,z")
    assert (report.rows.with_errors, report.rows.clean) == (2, 2)


def test_the_report_says_which_tables_took_part_and_reads_back(sites: Sites) -> None:
    report = sites(*GOOD, "d,9,环保局,330102,z")
    assert report.options["reference.offices"].startswith("offices-given.csv sha256:")
    assert report_from_dict(json.loads(json.dumps(report_to_dict(report)))) == report


@pytest.mark.parametrize(
    ("offices", "said"),
    [
        ("单位编号,名字\n1,x\n", "不能当作参照表“offices”: 没有“单位名称”这一列"),
        ("单位编号,单位名称\n", "不能当作参照表“offices”: 没有数据行"),
        ("单位编号,单位名称\n1,市容局\n2\n", "不能当作参照表“offices”: 有损坏的行"),
    ],
)
def test_a_table_that_would_wrongly_reject_is_refused(sites: Sites, offices: str, said: str) -> None:
    with pytest.raises(InputError) as refused:
        sites(*GOOD, offices=offices)
    assert refused.value.problems[0].what.zh == said


def test_a_table_nobody_refers_to_is_refused(tmp_path: Path) -> None:
    data = tmp_path / "sites.csv"
    data.write_text("站点编号\n1\n", encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        check(data, standard=str(PROVINCE), options=Options(references={"office": data}, dataset="sites"))
    assert refused.value.problems[0].in_("zh") == "--reference: 标准里没有名为“office”的参照表。可用: districts.csv、offices"


@pytest.mark.parametrize(("severity", "clean"), [("info", 3), ("warning", 1)])
def test_a_row_with_a_remark_only_is_clean(tmp_path: Path, severity: str, clean: int) -> None:
    source = "source: {standard: S, confidence: high}"
    (tmp_path / "s.yaml").write_text(
        f"kind: standard\nid: s\ntitle: {{zh: 甲, en: s}}\n{source}\n"
        f"---\nkind: element\nid: a\ntitle: {{zh: 甲, en: A}}\n{source}\n"
        f"---\nkind: dataset\nid: d\ntitle: {{zh: 表, en: d}}\n{source}\nelements: [{{use: a}}]\n"
        f"keys: [{{id: k, columns: [a], severity: {severity}}}]\n",
        encoding="utf-8",
    )
    (tmp_path / "a.csv").write_text("甲\nx\nx\ny\n", encoding="utf-8")
    report = check(tmp_path / "a.csv", standard=tmp_path / "s.yaml")
    assert (report.rows.clean, report.rows.with_warnings, report.findings[0].rows) == (clean, 3 - clean, 2)
