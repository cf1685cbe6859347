"""The step of the CI page runs as a runner would run it."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from dgov_std.cli.exit_codes import worst
from docs.pages.running import write_files

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = ["quickstart-ci.md", "quickstart-ci.zh.md"]
KEYS = [
    "verdict",
    "rows.with_errors",
    "findings[].code",
    "findings[].severity",
    "findings[].rows",
    "limits",
    "basis.bundle_sha256",
]


def commands(folder: Path) -> str:
    """A PATH on which `dgov-std` is this interpreter's."""
    folder.mkdir()
    script = folder / "dgov-std"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m dgov_std "$@"\n', encoding="utf-8")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return os.pathsep.join([str(folder), os.environ["PATH"]])


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest) -> str:
    return (DOCS / request.param).read_text(encoding="utf-8")


@pytest.fixture
def shell(page: str, tmp_path: Path) -> Any:
    """Run a script in the page's folder, the standard pinned, with what a runner sets."""
    folder = tmp_path / "work"
    folder.mkdir()
    write_files(page, folder)
    told = {
        "CI": "true",
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
        "DGOV_STD_LANG": "en",
        "DGOV_STD_STATE": str(tmp_path / "state"),
    }
    environment = os.environ | told | {"PYTHONPATH": str(DOCS.parent), "PATH": commands(tmp_path / "bin")}

    def run(script: str) -> int:
        return subprocess.run(["bash", "-e", "-c", script], cwd=folder, env=environment, check=False, timeout=120).returncode

    assert run("dgov-std compile market --output pinned") == 0
    return run, folder, tmp_path / "summary.md"


def step_of(page: str) -> str:
    (block,) = [block for block in re.findall(r"```yaml\n(.*?)```", page, re.DOTALL) if "run: " in block]
    (step,) = yaml.safe_load(block)
    return str(step["run"])


@pytest.mark.skipif(os.name == "nt", reason="the step is one of a shell")
def test_the_step_stops_the_pipeline_and_leaves_its_reports(page: str, shell: Any):
    run, folder, summary = shell
    assert run(step_of(page)) == 1
    report = json.loads((folder / "reports" / "stalls.json").read_text(encoding="utf-8"))
    assert report["verdict"] == "fail"
    page_of_step = (folder / "reports" / "dgov-std.summary.md").read_text(encoding="utf-8")
    assert summary.read_text(encoding="utf-8") == page_of_step
    assert summary.read_text(encoding="utf-8").startswith("#")


@pytest.mark.skipif(os.name == "nt", reason="the step is one of a shell")
def test_the_step_passes_corrected_data(page: str, shell: Any):
    run, folder, _ = shell
    (folder / "stalls.csv").write_text("摊位编号,经营者编号,状态\n0001,H1,在用\n", encoding="utf-8")
    assert run(step_of(page)) == 0


@pytest.mark.skipif(os.name == "nt", reason="the step is one of a shell")
def test_three_stays_three_and_the_standard_must_be_named(shell: Any):
    run, _, _ = shell
    assert run("dgov-std check stalls.csv --standard pinned/stalls.bundle.json --as-of 2026-10-31 --fail-on none") == 3
    assert run("dgov-std check stalls.csv --as-of 2026-10-31") == 2


@pytest.mark.skipif(os.name == "nt", reason="the step is one of a shell")
def test_the_keys_of_the_page_are_in_the_report(page: str, shell: Any):
    run, folder, _ = shell
    run(step_of(page))
    report = json.loads((folder / "reports" / "stalls.json").read_text(encoding="utf-8"))
    assert [key for key in KEYS if f"`{key}`" not in page] == []
    for key in KEYS:
        value = report
        for part in key.split("."):
            value = value[part.removesuffix("[]")]
            value = value[0] if part.endswith("[]") else value


def test_the_worst_code_is_the_one_the_page_names():
    assert [worst(codes) for codes in ([0, 1, 2, 3], [0, 1, 3], [0, 1], [0])] == [2, 3, 1, 0]
