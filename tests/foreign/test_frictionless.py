"""A file of every type, by us and by frictionless-py: the differences are exactly the documented ones."""

import importlib.util
import json
from pathlib import Path

import pytest
from compare_frictionless import Cell, ours, theirs

HERE = Path(__file__).parent / "table-schema"
DATA = HERE / "all-types.csv"
SCHEMA = json.loads((HERE / "all-types.schema.json").read_text(encoding="utf-8"))
VERDICTS = json.loads((HERE / "all-types.verdicts.json").read_text(encoding="utf-8"))
DOCUMENT = Path(__file__).parents[2] / "docs" / "table-schema.md"
# (row, field) -> the difference in docs/table-schema.md that explains it
EXPLAINED = {
    (3, "datetime"): "D15",
    (3, "duration"): "D18",
    (3, "position"): "D19",
    (4, "alternatives"): "D8",
    (4, "binary"): "D20",
    (4, "duration"): "D18",
    (4, "european"): "D4",
    (4, "geojson"): "D20",
    (4, "place"): "D19",
    (4, "topojson"): "D20",
    (4, "year"): "D17",
    (4, "yearmonth"): "D17",
    (5, "date"): "D13",
    (5, "european"): "D4",
    (5, "geopoint"): "D19",
    (5, "object"): "D20",
    (5, "pattern"): "D9",
    (5, "time"): "D14",
    (5, "year"): "D17",
    (6, "duration"): "D18",
    (6, "integer"): "D2",
    (6, "year"): "D17",
    (7, "number"): "D2",
    (8, "number"): "D3",
    (9, "number"): "D25",
    (11, "id"): "D24",
    (12, ""): "D23",
    (12, "number"): "D3",
}


def told(name: str) -> set[Cell]:
    return {(row, field, constraint) for row, field, constraint in VERDICTS[name]}


def test_our_verdicts_are_the_recorded_ones() -> None:
    assert ours(DATA, SCHEMA)[0] == told("dgov-std")


def test_the_differences_are_exactly_those_documented() -> None:
    differing = {(row, field) for row, field, _ in told("dgov-std") ^ told("frictionless 5.21.0")}
    assert differing == set(EXPLAINED)
    documented = DOCUMENT.read_text(encoding="utf-8")
    assert [number for number in EXPLAINED.values() if f"\n| {number} |" not in documented] == []


def test_their_verdicts_are_the_recorded_ones() -> None:
    if importlib.util.find_spec("frictionless") is None:
        pytest.skip("frictionless is not installed")
    assert theirs(DATA, SCHEMA)[0] == told("frictionless 5.21.0")
