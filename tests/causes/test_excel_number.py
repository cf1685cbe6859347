"""Long numbers mangled by a spreadsheet: each fixture is one finding, which replaces all others of its cells."""

from pathlib import Path

import pytest
from caused import of_schema, of_standard

SCHEME = """---
kind: identifier
id: resident
title: {zh: 公民身份号码, en: identity number}
source: {standard: GB 11643-1999, confidence: high}
alphabet: 0123456789X
segments: [{name: body, length: 17}, {name: check, length: 1}]
check: {method: iso7064, variant: 11-2}
"""


def codes(folder: Path, values: list[object]) -> list[tuple[str, int]]:
    found = of_standard(folder, "identifier: resident", values, more=SCHEME)
    return [(each.code, each.cells) for each in found]


def test_scientific_notation(tmp_path: Path) -> None:
    assert codes(tmp_path, ["1.10101E+17", "1.10102E+17"]) == [("TYP901", 2)]


def test_zeros_at_the_end_of_nearly_all(tmp_path: Path) -> None:
    assert codes(tmp_path, [f"1101011990{day:05}000" for day in range(30)]) == [("TYP901", 30)]


def test_numbers_of_more_than_fifteen_digits_in_a_workbook(tmp_path: Path) -> None:
    assert codes(tmp_path, [110101199003074511, 110101199003074512]) == [("TYP901", 2)]


def test_a_column_with_a_pattern_is_as_good_as_an_identifier() -> None:
    assert [found.code for found in of_schema(["1.10101E+17"], pattern="^[0-9]{18}$")] == ["TYP901"]


@pytest.mark.parametrize("column", [{"type": "number"}, {"type": "string"}])
def test_amounts_may_have_an_exponent(column: dict[str, str]) -> None:
    assert of_schema(["3.2E+05"], **column) == []


def test_a_measurement_may_be_wrong_otherwise(tmp_path: Path) -> None:
    assert [found.code for found in of_schema(["3.2E+05"], type="number", maximum=10)] == ["TYP204"]
    found = of_standard(tmp_path, "decimal: {fraction_digits: 2}", ["3.2E+05"])
    assert [each.code for each in found] == ["TYP202"]
