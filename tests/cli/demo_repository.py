"""A repository as a publishing bureau has one: an invented standard, its tables, a configuration; made with git."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

STANDARD = """kind: standard
id: market
title: {zh: 摊位登记规范（虚构）, en: Register of stalls (invented)}
source: {standard: 某市标准（虚构）, confidence: high}
edition: "1"
---
kind: element
id: stall
title: {zh: 摊位编号, en: Stall}
source: {standard: 某市标准（虚构）, confidence: high}
pattern: "[0-9]{4}"
---
kind: element
id: status
title: {zh: 状态, en: Status}
source: {standard: 某市标准（虚构）, confidence: high}
codelist: stall-status
---
kind: codelist
id: stall-status
title: {zh: 摊位状态, en: Status of stalls}
source: {standard: 某市标准（虚构）, confidence: high}
known_until: 2026-12-31
codes: {"1": 在用, "2": 停用}
---
kind: dataset
id: stalls
title: {zh: 摊位, en: Stalls}
source: {standard: 某市标准（虚构）, confidence: high}
elements: [{use: stall, required: true}, {use: status}]
"""
CONFIG = """as_of = 2026-10-31

[[datasets]]
files = "data/**/*.csv"
standard = "standards/market"
"""
GOOD = "摊位编号,状态\n0001,1\n0002,2\n"
BAD = "摊位编号,状态\n0001,1\n02,2\n"
EAST, WEST = "data/2026 年 10 月/东城 摊位.csv", "data/西城.csv"


class Repository:
    """A working copy; `git` runs git in it as nobody in particular, whatever the machine's own configuration."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def git(self, *arguments: str) -> str:
        told = {
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
            "GIT_AUTHOR_NAME": "n",
            "GIT_AUTHOR_EMAIL": "n@example.invalid",
            "GIT_COMMITTER_NAME": "n",
            "GIT_COMMITTER_EMAIL": "n@example.invalid",
        }
        done = subprocess.run(
            ["git", "-c", "protocol.file.allow=always", *arguments],
            cwd=self.path,
            env=os.environ | told,
            capture_output=True,
            check=True,
            encoding="utf-8",
        )
        return done.stdout

    def write(self, name: str, text: str) -> Path:
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def commit(self, files: dict[str, str]) -> None:
        for name, text in files.items():
            self.write(name, text)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "change")

    def clone(self, path: Path, *options: str) -> Repository:
        self.git("clone", "--quiet", *options, f"file://{self.path}", str(path))
        return Repository(path)


def repository(path: Path) -> Repository:
    """Return a new repository on the branch main, with two good tables in it."""
    path.mkdir()
    made = Repository(path)
    made.git("init", "--quiet", "--initial-branch", "main")
    made.commit({"standards/market/standard.yaml": STANDARD, "dgov-std.toml": CONFIG, EAST: GOOD, WEST: GOOD})
    return made
