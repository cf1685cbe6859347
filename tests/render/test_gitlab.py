"""GitLab Code Quality: all documented properties of every violation, since GitLab stops at the first that lacks one."""

import json
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import jsonschema
import machine_reports as machine
import pytest

from dgov_std.render.gitlab import render

SCHEMA = json.loads(Path(__file__).with_name("published").joinpath("gitlab-code-quality.schema.json").read_bytes())
VALID = jsonschema.Draft202012Validator(SCHEMA)


@pytest.mark.parametrize("case", machine.CASES)
def test_valid_under_what_is_documented(case: str) -> None:
    found = json.loads(render(machine.reports(case), language="zh"))
    assert not [error.message for error in VALID.iter_errors(found)]
    assert len({each["fingerprint"] for each in found}) == len(found)


def test_the_schema_refuses_what_gitlab_would() -> None:
    (bad,) = json.loads(render(machine.reports("million"), language="zh"))
    for name in bad:
        assert [*VALID.iter_errors([{key: value for key, value in bad.items() if key != name}])]


def test_severities(sample: ModuleType) -> None:
    found = json.loads(render([sample.returned(), sample.empty()], language="zh"))
    assert [each["severity"] for each in found] == ["major"] * 8 + ["minor"] * 3 + ["info", "blocker"]
    assert found[-1]["check_name"] == "NOT-EVALUATED"


def test_what_the_gate_excuses_is_only_noted() -> None:
    found = json.loads(render(machine.reports("gated"), language="zh"))
    assert [each["severity"] for each in found if each["check_name"] in ("TYP901", "REL102")] == ["info", "info"]
    (shut,) = json.loads(render(machine.reports("too_low"), language="zh"))
    assert (shut["check_name"], shut["severity"]) == ("GATE", "blocker")


def test_the_place_is_the_file_in_the_repository(sample: ModuleType) -> None:
    report = replace(sample.returned(), run=machine.located("数据/某县 许可.csv"))
    found = json.loads(render([report], language="zh"))
    assert found[0]["location"] == {"path": "数据/某县 许可.csv", "lines": {"begin": 5}}
