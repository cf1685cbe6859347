"""SARIF: valid under the published schema, one result a finding, fingerprints that stay, text that stays text."""

import json
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import unquote

import jsonschema
import machine_reports as machine
import pytest

from dgov_std.render.sarif import MOST, render
from dgov_std.report.values import Report
from dgov_std.text import Text

SCHEMA = json.loads(Path(__file__).with_name("published").joinpath("sarif-2.1.0.json").read_bytes())
VALID = jsonschema.Draft202012Validator(SCHEMA)


def log(*reports: Report) -> dict[str, Any]:
    (found,) = json.loads(render(reports, language="en"))["runs"]
    return found


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("case", machine.CASES)
def test_valid_under_the_published_schema(case: str, language: str) -> None:
    assert not [error.message for error in VALID.iter_errors(json.loads(render(machine.reports(case), language=language)))]


def test_the_schema_refuses_what_is_not_sarif() -> None:
    bad = json.loads(render(machine.reports("faults"), language="en"))
    bad["runs"][0]["results"][0]["level"] = "fatal"
    assert [error.json_path for error in VALID.iter_errors(bad)] == ["$.runs[0].results[0].level"]


def test_one_result_for_each_finding_with_its_rule(sample: ModuleType) -> None:
    run = log(sample.returned())
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert [each["ruleId"] for each in run["results"]] == [each.code for each in sample.returned().findings]
    assert all(rules[each["ruleIndex"]] == each["ruleId"] for each in run["results"])
    assert rules == sorted(set(rules))
    assert {each["level"] for each in run["results"]} == {"error", "warning", "note"}


def test_the_rules_do_not_depend_on_what_was_found(sample: ModuleType) -> None:
    few, many = log(sample.accepted())["tool"]["driver"]["rules"], log(sample.returned())["tool"]["driver"]["rules"]
    assert few
    assert all(rule in many for rule in few)


def test_places_are_relative_uris_and_physical_lines(sample: ModuleType) -> None:
    (report,) = machine.reports("faults")
    spot = replace(report.findings[0].first[0], line=17)
    report = replace(report, findings=(replace(report.findings[0], first=(spot,)),))
    place = log(report)["results"][0]["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 17}
    assert place["artifactLocation"]["uri"] == "%E6%95%B0%E6%8D%AE/%E6%9F%90%E5%8E%BF%20%E8%AE%B8%E5%8F%AF.csv"
    assert unquote(place["artifactLocation"]["uri"]) == "数据/某县 许可.csv"


def test_what_is_excused_is_suppressed_and_says_why() -> None:
    results = log(*machine.reports("gated"))["results"]
    told = {each["ruleId"]: [reason["justification"] for reason in each["suppressions"]] for each in results}
    assert (told["TYP901"], told["IDN104"]) == (["known"], [])
    assert "suppressions" not in log(*machine.reports("faults"))["results"][0]


def test_unfinished_is_an_error_of_its_own_and_no_success() -> None:
    run = log(*machine.reports("several"))
    assert run["invocations"][0]["executionSuccessful"] is False
    assert next(each["ruleId"] for each in run["results"]) == "INCOMPLETE"
    assert run["invocations"][0]["toolExecutionNotifications"][0]["level"] == "note"
    assert run["results"][-1]["ruleId"] == "NOT-EVALUATED"


def test_no_link_and_no_placeholder_comes_out_of_a_value(sample: ModuleType) -> None:
    evil = "[here](https://evil.example) {0}"
    report = sample.returned()
    columns = tuple(replace(column, label=evil, title=Text(evil, evil)) for column in report.columns)
    text = log(replace(report, columns=columns))["results"][0]["message"]["text"]
    assert "\\[here\\](https://evil.example) {{0}}" in text
    assert "[here](" not in text.replace("\\[", "")


def test_the_gravest_are_kept_where_there_are_too_many(sample: ModuleType) -> None:
    note, error = sample.returned().findings[-1], sample.returned().findings[0]
    many = tuple(replace(note, number=i, element=f"e{i}") for i in range(1, MOST + 3))
    run = log(replace(sample.returned(), findings=(*many, replace(error, number=MOST + 3))))
    assert len(run["results"]) == MOST
    assert run["results"][-1]["level"] == "error"
    assert run["invocations"][0]["toolExecutionNotifications"][-1]["message"]["text"] == "3 more in the report"
