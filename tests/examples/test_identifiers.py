"""The generator's own check characters, on documented values."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

FILE = Path(__file__).parents[2] / "examples" / "common" / "identifiers.py"


@pytest.fixture(scope="module")
def made():
    spec = importlib.util.spec_from_file_location("example_identifiers", FILE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("code", ["D2143569X", "600037341", "MA8RE8BT1", "MB0327169", "000013338"])
def test_organisation_codes(made, code: str):
    assert made.organisation_code(code[:8]) == code


@pytest.mark.parametrize("code", ["91110000600037341L", "11100000MB0341032Y", "91350100M000100Y43"])
def test_credit_codes(made, code: str):
    assert made.credit_code(code[:2], code[2:8], code[8:17]) == code


@pytest.mark.parametrize("number", ["11010519491231002X", "440524188001010014", "911124198108030024"])
def test_citizen_numbers(made, number: str):
    assert made.mod_11_2(number[:17]) == number


@pytest.mark.parametrize("number", ["110108000000016", "310230001716146"])
def test_registration_numbers(made, number: str):
    assert made.registration_number(number[:6], number[6:14]) == number


def test_two_makers_of_one_seed_give_the_same(made):
    assert made.Maker(7).credit_code("91") == made.Maker(7).credit_code("91")
