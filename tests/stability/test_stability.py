"""Reports of earlier versions parse and render; codes, exit codes and formats keep their meaning.

A failure here means that pipelines and archives of others would break: change the program back. New codes and formats are
added to declared.json by freeze.py.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from freeze import HERE, declared

import dgov_std
from dgov_std.api.result import read_report
from dgov_std.render import SUFFIXES

SAVED = sorted((HERE / "reports").rglob("*.json"))
FROZEN = json.loads((HERE / "declared.json").read_text(encoding="utf-8"))


def grown(before: Any, after: Any, where: str = "") -> list[str]:
    """Return what of a JSON value is not in another, which may only have more members."""
    if isinstance(before, dict) and isinstance(after, dict):
        lost = [f"{where}/{name}" for name in before if name not in after]
        return lost + [
            each for name in before if name in after for each in grown(before[name], after[name], f"{where}/{name}")
        ]
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        return [each for i, pair in enumerate(zip(before, after, strict=True)) for each in grown(*pair, f"{where}/{i}")]
    return [] if before == after else [f"{where}: {before!r} -> {after!r}"]


def test_there_are_reports_of_this_minor_version() -> None:
    version = ".".join(dgov_std.__version__.split(".")[:2])
    assert len([path for path in SAVED if path.parent.name == version]) >= 8, "run tests/stability/freeze.py"


@pytest.mark.parametrize("path", SAVED, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_saved_report_parses_and_says_the_same(path: Path) -> None:
    data = path.read_bytes()
    assert grown(json.loads(data), read_report(data).to_dict()) == []


@pytest.mark.parametrize("path", SAVED, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_saved_report_renders_in_every_format(path: Path) -> None:
    report = read_report(path.read_bytes())
    for name in SUFFIXES:
        for language in ("zh", "en"):
            assert isinstance(report.render(name, language=language), bytes)
    assert report.terminal(everything=True)


@pytest.mark.parametrize("kind", ["codes", "exit_codes"])
def test_what_is_declared_keeps_its_meaning(kind: str) -> None:
    now = declared()[kind]
    assert grown(FROZEN[kind], now) == []
    assert set(now) == set(FROZEN[kind]), "declare what is new: run tests/stability/freeze.py"


def test_formats_keep_their_names() -> None:
    assert set(FROZEN["formats"]) <= set(declared()["formats"])


@pytest.mark.parametrize(
    ("before", "after", "lost"),
    [
        ({"a": 1}, {"a": 1, "b": 2}, []),
        ({"a": 1, "b": 2}, {"a": 1}, ["/b"]),
        ({"a": [1, 2]}, {"a": [1, 3]}, ["/a/1: 2 -> 3"]),
        ({"a": [1, 2]}, {"a": [1]}, ["/a: [1, 2] -> [1]"]),
    ],
)
def test_what_counts_as_lost(before: Any, after: Any, lost: list[str]) -> None:
    assert grown(before, after) == lost
