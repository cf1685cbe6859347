"""The hooks of pre-commit: what they run, and, where pre-commit is installed, that they install and run for real."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from demo_repository import BAD, CONFIG, EAST, GOOD, WEST, Repository, repository
from pretend_runner import ROOT, program

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


@pytest.mark.parametrize(("text", "code"), [(GOOD, 0), (BAD, 1)])
def test_what_a_hook_is_handed_decides(tmp_path: Path, text: str, code: int) -> None:
    demo = repository(tmp_path / "demo")
    demo.write(EAST, text)
    told = {**os.environ, "PATH": program(tmp_path / "bin"), "PYTHONPATH": str(ROOT), "CI": ""}
    command = [*HOOKS[0]["entry"].split(), EAST, WEST]
    assert subprocess.run(command, cwd=demo.path, env=told, capture_output=True, check=False).returncode == code


@pytest.mark.long
@pytest.mark.skipif(shutil.which("pre-commit") is None, reason="pre-commit is not installed (.ci/surfaces installs it)")
def test_pre_commit_installs_and_runs_them(tmp_path: Path) -> None:
    """Both hooks of data from one environment: a text is none of the tables of a commit, but one of the configuration."""
    source = tmp_path / "source"
    shutil.copytree(ROOT, source, ignore=shutil.ignore_patterns(".git", "__pycache__", ".*_cache", ".hypothesis", ".venv"))
    made = Repository(source)
    made.git("init", "--quiet")
    made.commit({})
    demo = repository(tmp_path / "demo")
    demo.commit({"data/南 城.txt": BAD, "dgov-std.toml": CONFIG.replace("*.csv", "*")})
    environment = {**os.environ, "PRE_COMMIT_HOME": str(tmp_path / "home"), "DGOV_STD_STATE": str(tmp_path / "state")}
    environment |= {"PYTHONPATH": "", "CI": "", "SKIP": "dgov-std-test,dgov-std-lint"}
    command = ["pre-commit", "try-repo", str(source), "--all-files", "--verbose", "--color=never"]
    done = subprocess.run(command, cwd=demo.path, env=environment, capture_output=True, check=False, timeout=900)
    said = done.stdout.decode()
    assert sorted(re.findall(r"^(.+?)\.{3,}(?:\(.*\))?(Passed|Failed|Skipped)$", said, re.MULTILINE)) == [
        ("dgov-std check", "Passed"),
        ("dgov-std check (all files of the configuration)", "Failed"),
        ("dgov-std lint", "Skipped"),
        ("dgov-std test", "Skipped"),
    ], said
    one, all_of_them = said.split("dgov-std check (all files")
    assert [name in one for name in ("东城 摊位.csv", "西城.csv", "南 城.txt")] == [True, True, False]
    assert "exit code: 1" in all_of_them
    assert "南 城.txt" in all_of_them
