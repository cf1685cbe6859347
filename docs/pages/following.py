"""How-to pages, followed to the letter: in a copy of the project their files are written, their edits made, their commands run."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from docs.pages.markdown import ROOT
from docs.pages.running import shown

COPIED = (
    "dgov_std",
    "standards",
    "tests",
    "docs",
    "examples",
    "pyproject.toml",
    "README.md",
    "README.zh.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
)
QUIETLY = ("-q", "-p", "no:cacheprovider", "-p", "no:xdist")
STEP = re.compile(
    r"^New file `(?P<new>[^`\n]+)`:\n\n```\w+\n(?P<body>.*?)```"
    r"|^In `(?P<edited>[^`\n]+)`, (?P<where>after|before|instead of) (?P<tick>`{1,2})(?P<line>[^\n]+?)(?P=tick):\n\n```\w+\n(?P<lines>.*?)```"
    r"|^```sh\n(?P<command>(?:dgov-std|pytest|python) [^\n]+)\n```\n"
    r"(?:\n(?P<says>[^`]*?(?P<code>\d)[^`]*)```text\n(?P<output>.*?)```)?",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Done:
    """A command of a page: what the page shows of it (exit code, output), and what came of it."""

    command: str
    shown: tuple[int, str]
    came: tuple[int, str]
    place: tuple[int, int]


def copy_project(folder: Path) -> None:
    """Copy what a change to the project may touch."""
    unwanted = shutil.ignore_patterns("__pycache__", ".*cache", "*.pyc", "_bundles", "_standards")
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=unwanted)
        else:
            shutil.copy(source, folder / name)


def follow(text: str, folder: Path) -> Iterator[Done]:
    """Do what a page says, in its order, in a copy of the project. Yields the commands.

    Raises:
        ValueError: a line that the page names is not in the file, or there several times.
    """
    for step in STEP.finditer(text):
        if step["new"]:
            path = folder / step["new"]
            if path.exists():
                msg = f"{step['new']} is no new file"
                raise ValueError(msg)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(step["body"], encoding="utf-8", newline="\n")
        elif step["edited"]:
            edit(folder / step["edited"], step["where"], step["line"], step["lines"])
        else:
            wanted = int(step["code"] or 0), step["output"] or ""
            yield Done(
                step["command"], wanted, run(step["command"], folder, show=step["output"] is not None), step.span("output")
            )


def edit(path: Path, where: str, line: str, lines: str) -> None:
    """Put lines after or before the one line that reads so, blanks around it aside, or in its place."""
    found = path.read_text(encoding="utf-8").split("\n")
    places = [i for i, each in enumerate(found) if each.strip() == line.strip()]
    if len(places) != 1:
        msg = f"{path.name}: {len(places)} lines read {line!r}"
        raise ValueError(msg)
    start = places[0] + (where == "after")
    end = places[0] + (where != "before")
    found[start:end] = lines.removesuffix("\n").split("\n")
    path.write_text("\n".join(found), encoding="utf-8", newline="\n")


def run(command: str, folder: Path, *, show: bool) -> tuple[int, str]:
    """Run a command of a page in the copy, by this interpreter."""
    program, *arguments = shlex.split(command)
    started = {"dgov-std": ["-m", "dgov_std"], "pytest": ["-m", "pytest", *QUIETLY], "python": []}[program]
    kept = {name: value for name, value in os.environ.items() if name not in {"CI", "PYTHONPATH"} and "PYTEST" not in name}
    told = {"PYTHONPATH": str(folder), "PYTHONUTF8": "1", "DGOV_STD_LANG": "en", "DGOV_STD_STATE": str(folder / "state")}
    done = subprocess.run(  # noqa: S603 - the page's own commands, no shell
        [sys.executable, *started, *arguments],
        cwd=folder,
        env=kept | told,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        timeout=120,
    )
    said = done.stdout.decode("utf-8", errors="replace")
    if program != "dgov-std" and done.returncode:
        return done.returncode, said
    return done.returncode, shown(said) if show else ""


def with_results(text: str, folder: Path) -> str:
    """Return a how-to page with what its commands print today."""
    copy_project(folder)
    for done in reversed(list(follow(text, folder))):
        start, end = done.place
        if start >= 0:
            text = text[:start] + done.came[1] + text[end:]
    return text
