"""Codes that are stored as numbers."""

from pathlib import Path

from caused import of_schema, of_standard, told


def test_a_number_where_a_code_belongs(tmp_path: Path) -> None:
    found = of_standard(tmp_path, 'pattern: "[0-9]{4}-[0-9]{2}"', [202401, 202402.5])
    assert told(found) == {"TYP913": {"202401": None, "202402.5": None}}


def test_the_end_of_a_fraction_is_taken_away() -> None:
    assert told(of_schema(["100080.0"], pattern="^[0-9]{6}$")) == {"TYP913": {"100080.0": "100080"}}


def test_a_text_is_none_nor_what_has_another_cause(tmp_path: Path) -> None:
    found = of_standard(tmp_path, 'pattern: "[0-9]{6}"', ["1000800", 10008, 100080])
    assert {each.code: each.cells for each in found} == {"TYP205": 1, "TYP903": 1}


def test_amounts_are_numbers(tmp_path: Path) -> None:
    found = of_standard(tmp_path, 'decimal: {maximum: "100"}', [100080])
    assert [each.code for each in found] == ["TYP204"]
