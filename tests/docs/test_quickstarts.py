"""A first-time reader follows each quick start from an empty folder, with the installed command, and reaches the result shown."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from docs.pages.running import COMMAND, expected, shown, with_receipt, write_files

DOCS = Path(__file__).resolve().parents[2] / "docs"
QUICKSTARTS = sorted(path.name for path in DOCS.glob("quickstart-*.md"))
MADE = re.compile(r"`([^`\s]+\.(?:html|xlsx|json|docx))`")


def dgov_std() -> list[str]:
    """The command beside this interpreter where the package is installed, else the package itself."""
    installed = Path(sys.executable).parent / ("dgov-std.exe" if os.name == "nt" else "dgov-std")
    return [str(installed)] if installed.exists() else [sys.executable, "-m", "dgov_std"]


def environment(state: Path, language: str) -> dict[str, str]:
    """What the reader's shell says: the language of the page, nothing of CI."""
    kept = {name: value for name, value in os.environ.items() if name not in {"CI", "PYTHONPATH", "GITHUB_ACTIONS"}}
    told = {"DGOV_STD_STATE": str(state), "DGOV_STD_LANG": language, "PYTHONUTF8": "1", "PYTHONPATH": str(DOCS.parent)}
    return kept | told


def language_of(name: str) -> str:
    return "zh" if name.endswith(".zh.md") else "en"


def run(line: str, folder: Path, state: Path, language: str) -> tuple[int, str]:
    """Run what follows `dgov-std` on a line of a page; what is sent to a file is not shown."""
    arguments, _, target = line.partition(" > ")
    done = subprocess.run(
        [*dgov_std(), *shlex.split(with_receipt(arguments, state))],
        cwd=folder,
        env=environment(state, language),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        timeout=120,
    )
    text = done.stdout.decode("utf-8")
    if target:
        (folder / target).write_text(text, encoding="utf-8")
        return done.returncode, ""
    return done.returncode, shown(text)


@pytest.mark.parametrize("name", QUICKSTARTS)
def test_following_the_page_reaches_what_it_shows(name: str, tmp_path: Path):
    text = (DOCS / name).read_text(encoding="utf-8")
    folder, state = tmp_path / "empty", tmp_path / "state"
    folder.mkdir()
    write_files(text, folder)
    wanted = expected(text)
    assert len(wanted) == text.count("```sh\n")
    for step in wanted:
        assert (step[0], *run(step[0], folder, state, language_of(name))) == step
    assert [made for made in MADE.findall(text) if not (folder / made).exists()] == []


@pytest.mark.parametrize("name", [name for name in QUICKSTARTS if name.endswith(".zh.md")])
def test_both_languages_of_a_page_tell_the_same_steps(name: str):
    chinese, english = ((DOCS / each).read_text(encoding="utf-8") for each in (name, name.replace(".zh.md", ".md")))
    options = [
        [re.findall(r"(?<= )--?[a-z-]+", found["line"]) for found in COMMAND.finditer(text)] for text in (chinese, english)
    ]
    assert options[0] == options[1]
    assert [code for _, code, _ in expected(chinese)] == [code for _, code, _ in expected(english)]
