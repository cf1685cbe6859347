"""The bar of long work: on terminals only."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from children import ROOT

from dgov_std.api.options import Options
from dgov_std.cli import progress
from dgov_std.cli.progress import Bar, is_shown

LONG = """
import time
from dgov_std.cli import progress
progress._SOON = 0.0
from dgov_std.cli import main
main()
"""


class Terminal:
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("told", "shown"), [({}, True), ({"CI": "true"}, False), ({"TERM": "dumb"}, False), ({"CI": "false"}, True)]
)
def test_where_it_is_shown(monkeypatch: pytest.MonkeyPatch, told: dict[str, str], shown: bool) -> None:
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "stdout", Terminal())
    monkeypatch.setattr(sys, "stderr", Terminal())
    assert is_shown() is shown


def test_a_pipe_is_not_watched() -> None:
    options = Options()
    with progress.progress(Path("a.csv"), options) as watched:
        assert watched is options


def test_short_work_draws_nothing() -> None:
    bar = Bar(Path("a.csv"), 10, clock=lambda: 0.0)
    bar.advance(10)
    assert bar._drawn is None
    bar.close()


def screen(tmp_path: Path, **told: str) -> str:
    """What a terminal gets on standard error while a file is checked that takes long."""
    rows = "".join(f"{i:04}\n" for i in range(1, 9999))
    (tmp_path / "摊位 [b]x.csv").write_text("摊位编号\n" + rows, encoding="utf-8")
    main, side = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "DGOV_STD_STATE": str(tmp_path), "CI": "", **told}
    command = [sys.executable, "-c", LONG, "check", "摊位 [b]x.csv", "-f", "terminal"]
    child = subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=side, stderr=side)
    os.close(side)
    seen = b""
    while True:
        try:
            piece = os.read(main, 4096)
        except OSError:
            break
        if not piece:
            break
        seen += piece
    child.wait(timeout=60)
    os.close(main)
    return seen.decode()


@pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminals")
def test_a_terminal_sees_a_bar_that_goes_away(tmp_path: Path) -> None:
    seen = screen(tmp_path)
    assert "摊位 [b]x.csv \x1b" in seen
    assert "%" in seen
    assert "\x1b[2K" in seen


@pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminals")
def test_ci_sees_none_even_on_a_terminal(tmp_path: Path) -> None:
    assert "\x1b[2K" not in screen(tmp_path, CI="true")
