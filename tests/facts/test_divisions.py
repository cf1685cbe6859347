"""The real divisions: an address made of a division's own names never contradicts its code, one of a neighbour does."""

import csv
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from dgov_std.arrays import strings
from dgov_std.checks.code_named import compile_code_named
from dgov_std.checks.setting import Setting

FILE = Path(__file__).parents[2] / "standards" / "national" / "codelists" / "division.csv"
COLUMNS = ["code", "name", "parent", "valid_from", "valid_to"]


@cache
def rows() -> dict[str, dict[str, str]]:
    """Return the divisions in force by code."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row for row in csv.DictReader(file) if not row["valid_to"]}


def passes(codes: list[str], texts: list[str]) -> np.ndarray:
    with FILE.open(encoding="utf-8", newline="") as file:
        listed = [[row[name] or None for name in COLUMNS] for row in csv.DictReader(file)]
    setting = Setting({"division": {"columns": COLUMNS, "rows": listed}})
    kernel = compile_code_named({"code": "a", "text": "b", "list": "division"}, setting)
    return kernel(strings(codes), strings(texts))


def names(code: str) -> list[str]:
    found = []
    while code in rows():
        found.append(rows()[code]["name"])
        code = rows()[code]["parent"]
    return found


@pytest.mark.parametrize("levels", [slice(None), slice(1), slice(1, None), slice(2)])
def test_its_own_names_never_contradict_a_code(levels: slice) -> None:
    codes = list(rows())
    assert passes(codes, ["".join(reversed(names(code)[levels])) + "人民路1号" for code in codes]).all()


def test_the_names_of_a_neighbour_do_unless_they_are_short() -> None:
    codes, texts = [], []
    for code, row in rows().items():
        others = [other for other, each in rows().items() if each["parent"] == row["parent"] and other != code]
        if others and len(rows()[others[0]]["name"]) > 2:
            codes.append(code)
            texts.append("".join(reversed(names(others[0]))) + "人民路1号")
    assert len(codes) > 3000
    assert passes(codes, texts).mean() < 0.02
