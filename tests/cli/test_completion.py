"""Completion in shells: the script, and what it is answered."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from children import ROOT, spawn

from dgov_std.cli.completion import PLACES, VARIABLE


@pytest.mark.parametrize("shell", PLACES)
def test_the_script_asks_this_program(run: Callable, shell: str) -> None:
    ran = run("completion", shell)
    assert (ran.code, ran.err) == (0, "")
    assert VARIABLE in ran.out
    assert f"{shell}_complete" in ran.out


def test_an_unknown_shell(run: Callable) -> None:
    assert run("completion", "tcsh").code == 2


@pytest.mark.parametrize(
    ("words", "place", "answer"),
    [
        ("dgov-std c", 1, {"check", "compile", "codes", "completion"}),
        ("dgov-std check --change", 2, {"--changed-since"}),
        ("dgov-std check -s licence", 3, {"licence-publicity"}),
        ("dgov-std check --fail-on w", 3, {"warning"}),
    ],
)
def test_what_is_completed(words: str, place: int, answer: set[str]) -> None:
    told = {VARIABLE: "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(place)}
    ran = spawn(**told)
    said = [line.partition(",") for line in ran.stdout.decode().splitlines()]
    assert answer <= {value for _, _, value in said}
    assert ran.stderr == b""


def test_files_are_left_to_the_shell() -> None:
    told = {VARIABLE: "bash_complete", "COMP_WORDS": "dgov-std check 许", "COMP_CWORD": "2"}
    assert spawn(**told, PYTHONUTF8="1").stdout.decode() == "file,许\n"


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash")
def test_bash_completes_with_the_script(tmp_path: Path) -> None:
    program = tmp_path / "dgov-std"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m dgov_std "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    script = (
        "source <(dgov-std completion bash)\nCOMP_WORDS=(dgov-std check --upd)\nCOMP_CWORD=2\n_dgov_std_completion dgov-std\n"
        'echo "${COMPREPLY[@]}"\n'
    )
    environment = {**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(["bash", "-c", script], env=environment, capture_output=True, check=False, timeout=60)
    assert (done.stdout.decode(), done.stderr.decode()) == ("--update-lock\n", "")
