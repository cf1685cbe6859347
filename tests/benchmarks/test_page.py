"""docs/benchmarks.md and its drawing come from the recorded results."""

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import page
import plot
import questions
from processes import Series, Usage, ratio

ROOT = Path(__file__).resolve().parents[2]
RESULTS = json.loads((ROOT / "benchmarks" / "results.json").read_text(encoding="utf-8"))


def read(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def test_the_page_is_made_of_the_results():
    assert read("benchmarks.md") == page.page(RESULTS)


def test_the_drawing_is_made_of_the_results():
    assert read("benchmarks.svg") == plot.svg(RESULTS)
    assert ET.fromstring(read("benchmarks.svg")).tag.endswith("svg")


def test_a_ratio_is_the_median_of_the_ratios_within_a_round():
    over = Series((Usage(2, 1, 1), Usage(9, 1, 1), Usage(8, 1, 1)), "")
    under = Series((Usage(1, 1, 1), Usage(3, 1, 1), Usage(2, 2, 1)), "")
    assert ratio(over, under) == 3
    assert ratio(over, under, "cpu") == 1


def test_a_bar_is_met_from_its_side():
    assert questions.Figure("x", 3.0, bar=3.0).met is True
    assert questions.Figure("x", 1.9, sense=">=", bar=2.0).met is False
    assert questions.Figure("x", 1.9).met is None
