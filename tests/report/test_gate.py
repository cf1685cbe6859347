"""The gate in the JSON form of a report: there where one was asked for, read back alike, valid under the schema."""

import json
from dataclasses import replace

import jsonschema
import pytest
from sample_report import returned

from dgov_std.cli.exit_codes import of_report
from dgov_std.errors import InputError
from dgov_std.report.gate import ApprovedException, Gate, Gone, KnownIssues, Ruling, Threshold
from dgov_std.report.json_form import canonical_bytes, report_digest, report_from_dict
from dgov_std.report.schema import report_schema
from dgov_std.report.values import Verdict

GATE = Gate(
    passed=False,
    fail_on="warning",
    day="2026-10-31",
    rulings=(Ruling(1, 74, 70, 0, 4, "fails"),),
    thresholds=(Threshold("IDN201", "code", "max_rate", "0.5%", 5, 312, None, measured=True, kept=False, findings=(5,)),),
    baseline=KnownIssues("0" * 64, listed=True, key=("number",), known=70, new=4, gone=(Gone("a", "b", 1),)),
    exceptions=(ApprovedException("a", None, None, None, None, "r", "o", "2026-12-31", "used", 1, (1,)),),
)


def plain(gate=GATE) -> dict:
    return json.loads(canonical_bytes(replace(returned(), gate=gate)))


def test_it_is_read_back_alike_and_valid() -> None:
    assert report_from_dict(plain()) == replace(returned(), gate=GATE)
    jsonschema.Draft202012Validator(report_schema()).validate(plain())


def test_it_stands_before_the_run_and_only_where_there_is_one() -> None:
    names = list(plain())
    assert names[-1] == "run"
    assert "gate" in names
    assert "gate" not in plain(None)
    jsonschema.Draft202012Validator(report_schema()).validate(plain(None))
    assert report_from_dict(plain(None)).gate is None


@pytest.mark.parametrize("change", [{"passed": "no"}, {"fail_on": "all"}, {"rulings": [1]}, {"later": 1}])
def test_what_is_no_gate_is_refused(change) -> None:
    with pytest.raises(InputError, match="/gate/"):
        report_from_dict({**plain(), "gate": {**plain()["gate"], **change}})
    assert not jsonschema.Draft202012Validator(report_schema()).is_valid({**plain(), "gate": {**plain()["gate"], **change}})


def test_it_is_no_part_of_what_was_found() -> None:
    assert report_digest(returned()) == report_digest(replace(returned(), gate=GATE))


@pytest.mark.parametrize(
    ("verdict", "passed", "code"),
    [
        (Verdict.PASS, True, 0),
        (Verdict.FAIL, True, 0),
        (Verdict.PASS, False, 1),
        (Verdict.FAIL, False, 1),
        (Verdict.INCOMPLETE, True, 3),
        (Verdict.NOT_EVALUATED, True, 1),
    ],
)
def test_the_exit_code_follows_it_but_never_for_what_was_not_checked(verdict, passed, code) -> None:
    report = replace(returned(), verdict=verdict, gate=replace(GATE, passed=passed))
    assert of_report(report, "none") == code
