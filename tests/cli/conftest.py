"""Run the command line in this process, or for real in a child."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from dgov_std.cli.group import main_group
from dgov_std.cli.shell import run as run_group

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Ran:
    """What a command printed and its exit code."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Run `dgov-std ARGUMENTS…` in Chinese unless DGOV_STD_LANG says otherwise."""
    monkeypatch.setenv("DGOV_STD_LANG", "zh")
    for name in ("CI", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "argv", ["dgov-std"])

    def call(*arguments: object) -> Ran:
        code = run_group(main_group, [str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return call
