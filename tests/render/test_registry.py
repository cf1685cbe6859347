"""Every renderer named in the registry exists; a saved report renders from its bytes alone."""

import json
import subprocess
import sys
from importlib import import_module
from types import ModuleType

import pytest

from dgov_std.render import RENDERERS
from dgov_std.render.json import render
from dgov_std.report.json_form import canonical_bytes, report_from_dict


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
