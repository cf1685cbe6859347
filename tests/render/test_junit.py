"""JUnit XML: valid under the schema of Jenkins; a failure for each finding that fails, every check that ran or not a case."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import machine_reports as machine
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dgov_std.render.junit import render
from dgov_std.report.values import Column, Report

SCHEMA = Path(__file__).with_name("published") / "junit-10.xsd"


def suite(report: Report) -> ET.Element:
    (found,) = ET.fromstring(render([report], language="en").encode())
    return found


def outcomes(found: ET.Element) -> list[tuple[str, str]]:
    return [(case.attrib["name"], each.tag) for case in found.iter("testcase") for each in case]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("case", machine.CASES)
def test_valid_under_the_published_schema(case: str, language: str) -> None:
    etree = pytest.importorskip("lxml.etree", reason="lxml judges XML Schema; it comes with the test extra by python-docx")
    schema = etree.XMLSchema(etree.parse(str(SCHEMA)))
    schema.assertValid(etree.fromstring(render(machine.reports(case), language=language).encode()))
    assert not schema.validate(etree.fromstring(b"<testsuites><testsuite/></testsuites>"))


def test_counts_are_those_of_the_cases(sample: ModuleType) -> None:
    found = suite(sample.returned())
    counts = {
        name: len(list(found.iter(tag)))
        for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped"))
    }
    assert {name: int(found.attrib[name]) for name in counts} == counts == {"failures": 8, "errors": 0, "skipped": 2}
    assert int(found.attrib["tests"]) == len(list(found.iter("testcase")))


def test_a_warning_fails_nothing_and_is_told(sample: ModuleType) -> None:
    found = suite(sample.returned())
    assert not [name for name, tag in outcomes(found) if tag == "failure" and "TYP205" in name]
    assert "please check K 决定文书号" in (found.findtext("system-out") or "")


def test_the_gate_says_what_fails(sample: ModuleType) -> None:
    failing = [name[:6] for name, tag in outcomes(suite(machine.gated())) if tag == "failure"]
    assert failing == ["REL104", "IDN201", "TYP101", "IDN104", "KEY101"]
    assert outcomes(suite(machine.too_low()))[0] == ("Gate", "failure")


@pytest.mark.parametrize(
    ("case", "kind"), [("unreadable", "incomplete"), ("unfinished", "incomplete"), ("empty", "not evaluated")]
)
def test_no_verdict_is_an_error_never_a_pass(case: str, kind: str) -> None:
    (report,) = machine.reports(case)
    first = next(suite(report).iter("testcase"))
    assert (first.attrib["name"], first[0].tag, first[0].attrib["type"]) == ("Verdict", "error", kind)


def test_a_check_that_did_not_run_is_skipped_with_its_reason(sample: ModuleType) -> None:
    skipped = [each.text for each in suite(sample.returned()).iter("skipped")]
    assert skipped == ["no register of subjects given", "no reference date"]


def test_a_check_has_one_name_whether_it_fails_or_not(sample: ModuleType) -> None:
    failing = sample.returned()
    checks = tuple(replace(each, id="idn201-相对人代码_1") if each.code == "IDN201" else each for each in failing.checks)
    name = "IDN201 相对人代码_1: check characters [idn201-相对人代码_1]"
    assert (name, "failure") in outcomes(suite(replace(failing, checks=checks)))
    passing = suite(replace(sample.accepted(), checks=checks))
    assert [case.attrib["name"] for case in passing.iter("testcase")].count(name) == 1
    assert name not in dict(outcomes(passing))


def test_no_two_cases_share_a_name() -> None:
    report = machine.faults()
    found = ET.fromstring(render([report, report], language="zh").encode())
    names = [(case.attrib["classname"], case.attrib["name"]) for case in found.iter("testcase")]
    assert len(names) == len(set(names))


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=30))
def test_any_text_stays_text(sample: ModuleType, text: str) -> None:
    columns = tuple(Column(i, "A", text) for i in range(len(sample.COLUMNS)))
    report = replace(sample.returned(), columns=columns, input=replace(sample.returned().input, name=text), sender=text)
    assert len(list(suite(report).iter("failure"))) == 8
