"""The page about one run names functions that exist, and shows values that are the functions' own."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from docs.pages.one_run import FUNCTION, trace

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = ["one-run.md", "one-run.zh.md"]


def named(page: str) -> list[str]:
    return FUNCTION.findall((DOCS / page).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", sorted({name for page in PAGES for name in named(page)}))
def test_what_the_page_names_exists(name: str):
    module, _, attribute = name.partition(":")
    assert hasattr(importlib.import_module(f"dgov_std.{module}"), attribute)


def test_both_pages_name_the_same_functions_in_every_station():
    stations = [
        [sorted(FUNCTION.findall(part)) for part in (DOCS / page).read_text(encoding="utf-8").split("\n## ")]
        for page in PAGES
    ]
    assert stations[0] == stations[1]
    assert sum(map(len, stations[0])) > 20


def test_the_stations_agree_with_each_other():
    run = trace()
    assert run.result.errors.tolist() == [False, True, True]
    assert run.examined.outcome.row_counts() == (3, 1, 2, 0)
    assert [finding.number for finding in run.report.findings] == [1, 2]
    assert run.report.findings[1].examples[0].masked
