"""Causes of damage: what shows them, and what must stay silent."""

import pandas as pd
import pytest
from failing import failing

import dgov_std
from dgov_std.arrays import strings
from dgov_std.causes import excel_number, full_width
from dgov_std.texts import Texts


@pytest.mark.parametrize(
    ("value", "shown"),
    [("1.10105E+17", True), ("9.1E+17", True), ("3e+17", True), ("219E01BE", False), ("3.2E5x", False), ("12.5", False)],
)
def test_scientific_notation(value: str, shown: bool) -> None:
    assert excel_number.scientific(Texts(strings([value]))).tolist() == [shown]


@pytest.mark.parametrize(
    ("value", "long", "cut"),
    [
        ("110101199003074000", True, True),
        ("110101199003074511", True, False),
        ("11010119900307451X", False, False),
        ("1101011990030740", False, False),
        ("6222020200010000000", True, True),
    ],
)
def test_long_numbers(value: str, long: bool, cut: bool) -> None:
    assert [mask.tolist() for mask in excel_number.long_numbers(Texts(strings([value])))] == [[long], [cut]]


def test_zeros_prove_damage_only_together() -> None:
    assert excel_number.is_conclusive(20, 20)
    assert excel_number.is_conclusive(100, 95)
    assert not excel_number.is_conclusive(19, 19)
    assert not excel_number.is_conclusive(100, 94)


def test_full_width_forms_and_their_repair() -> None:
    cells = failing(["１２Ａ", "\u3000x", "中文，标点", "12A", "某县"])
    assert full_width.seen(cells).tolist() == [True, True, True, False, False]
    assert full_width.mended(cells).to_pylist() == ["12A", " x", "中文,标点", "12A", "某县"]


@pytest.mark.parametrize(
    ("value", "codes"),
    [
        ("ａｂ", ["TYP902"]),
        ("（中）", ["TYP205"]),
        ("ａｂ中", ["TYP205"]),
        ("ab", []),
        ("ａｂｃｄｅｆ", ["TYP206", "TYP902"]),
    ],
)
def test_full_width_explains_only_what_its_repair_mends(value: str, codes: list[str]) -> None:
    schema = {"type": "object", "properties": {"a": {"type": "string", "pattern": "^[a-z]+$", "maxLength": 5}}}
    report = dgov_std.check(pd.DataFrame({"a": [value]}), schema=schema)
    assert sorted(finding.code for finding in report.findings) == codes
