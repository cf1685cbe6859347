"""The hooks of pre-commit: what they run, and, where pre-commit is installed, that they install and run for real."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from demo_repository import BAD, EAST, WEST, repository
from pretend_runner import ROOT

from dgov_std.cli import COMMANDS

HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


def test_every_hook_runs_a_command_there_is() -> None:
    assert [hook["id"] for hook in HOOKS if hook["entry"].split()[1] not in COMMANDS] == []
    assert {hook["language"] for hook in HOOKS} == {"python"}


@pytest.mark.parametrize(
    ("name", "meant"), [("a.csv", True), ("数据/许可 1.XLSX", True), ("a.et", True), ("a.json", False), ("a.csv.md", False)]
)
def test_which_files_are_handed_over(name: str, meant: bool) -> None:
    assert bool(re.search(HOOKS[0]["files"], name)) is meant


@pytest.mark.long
@pytest.mark.skipif(shutil.which("pre-commit") is None, reason="pre-commit is not installed (.ci/surfaces installs it)")
@pytest.mark.parametrize("hook", ["dgov-std-check", "dgov-std-check-all"])
def test_pre_commit_installs_and_runs_it(tmp_path: Path, hook: str) -> None:
    source = tmp_path / "source"
    shutil.copytree(ROOT, source, ignore=shutil.ignore_patterns(".git", "__pycache__", ".*_cache", ".hypothesis", ".venv"))
    demo = repository(tmp_path / "demo")
    for place in (source, demo.path):
        if not (place / ".git").exists():
            subprocess.run(["git", "init", "--quiet"], cwd=place, check=True)
    type(demo)(source).commit({})
    environment = {**os.environ, "PRE_COMMIT_HOME": str(tmp_path / "home"), "DGOV_STD_STATE": str(tmp_path / "state")}
    environment |= {"PYTHONPATH": "", "CI": ""}

    def tried() -> subprocess.CompletedProcess[bytes]:
        command = ["pre-commit", "try-repo", str(source), hook, "--all-files", "--verbose"]
        return subprocess.run(command, cwd=demo.path, env=environment, capture_output=True, check=False, timeout=900)

    done = tried()
    assert done.returncode == 0, done.stdout.decode()
    demo.write(EAST, BAD)
    demo.git("add", "--all")
    done = tried()
    assert done.returncode == 1, done.stdout.decode()
    assert "东城 摊位.csv" in done.stdout.decode()
    assert (WEST in done.stdout.decode() or "西城.csv" in done.stdout.decode()) is True
