"""Every renderer named in the registry exists; a saved report renders from its bytes alone."""

import json
import subprocess
import sys
from dataclasses import replace
from importlib import import_module
from types import ModuleType

import pytest

from dgov_std.api.result import Report as ApiReport
from dgov_std.render import EXTRAS, JOINT, RENDERERS, SUFFIXES
from dgov_std.render.json import render
from dgov_std.report.json_form import canonical_bytes, report_from_dict
from dgov_std.report.values import Report
from dgov_std.text import Language

BINARY = {"conformance-docx"}
TERSE = {"badge-json"}  # a platform shows four words of it


@pytest.mark.parametrize("target", RENDERERS.values())
def test_the_registry_names_functions(target: str) -> None:
    module, name = target.split(":")
    assert callable(getattr(import_module(module), name))


def test_json_is_the_canonical_form(sample: ModuleType) -> None:
    assert render(sample.returned(), language="zh") == canonical_bytes(sample.returned())


def test_a_saved_report_renders_the_same(sample: ModuleType) -> None:
    saved = report_from_dict(json.loads(canonical_bytes(sample.returned())))
    screen = import_module("dgov_std.render.terminal").render
    assert screen(saved, language="zh", width=80, colour=False) == screen(
        sample.returned(), language="zh", width=80, colour=False
    )


def test_rendering_needs_no_engine() -> None:
    code = (
        "import sys, dgov_std.render.terminal, dgov_std.render.annotation\n"
        "print(sorted({'pyarrow','numpy','pandas','yaml','openpyxl','duckdb','jsonschema'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def unknown(report: Report) -> Report:
    """The report as a later version could have made it, or somebody who means harm."""
    code = "GEO101\x1b[2J|<b>" + "X" * 500
    return replace(
        report,
        findings=tuple(replace(each, code=code) for each in report.findings),
        checks=tuple(replace(each, code=code) for each in report.checks),
    )


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", SUFFIXES)
@pytest.mark.parametrize("kind", ["returned", "hostile", "crowded", "unknown"])
def test_every_file_format_is_made_of_every_report(sample: ModuleType, kind: str, name: str, language: Language) -> None:
    made = unknown(sample.returned()) if kind == "unknown" else sample.ALL[kind]()
    data = ApiReport(made).render(name, language=language)
    if name in BINARY:
        return
    text = data.decode()
    assert made.receipt in text or name in TERSE
    assert "\x1b" not in text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_code_of_a_later_version_is_said_to_be_unknown(sample: ModuleType, language: Language) -> None:
    report = ApiReport(unknown(sample.returned()))
    said = {"zh": "程序版本较旧, 不认识这个代码", "en": "unknown code (program too old)"}[language]
    assert said[:12] in report.terminal(language=language, everything=True)
    assert said in report.render("markdown", language=language).decode()
    assert said in report.render("html", language=language).decode()
    alone = report.finding(1, language=language)
    assert said in alone
    assert "GEO101\\u001b[2J" in alone
    assert "\x1b" not in alone
    assert "dgov-std explain" not in alone


def test_the_registry_names_no_format_that_it_lacks() -> None:
    assert set(RENDERERS) == {"terminal", *SUFFIXES}
    assert set(JOINT) | set(EXTRAS) <= set(SUFFIXES)
    assert len(set(SUFFIXES.values())) == len(SUFFIXES)
