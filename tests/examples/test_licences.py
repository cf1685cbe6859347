"""What the licence examples hold."""

from __future__ import annotations

import re

import pytest
from example_files import EXAMPLES, NAMES, column, expected, kinds, table


def test_there_are_more_than_thirty_kinds_of_fault():
    assert len(kinds("licences")) > 60
    assert len({code for code, _, _ in kinds("licences")}) > 20


@pytest.mark.parametrize("name", NAMES)
def test_the_tables_are_long_enough_to_have_many_sound_rows(name: str):
    assert expected("licences", name)["rows"] >= 300


def test_a_spreadsheet_cut_every_all_digit_number_of_the_persons():
    long = [value for value in column("licences", "bad-persons", "证件号码") if re.fullmatch(r"[0-9]{16,}", value)]
    assert len(long) >= 20
    assert {value[15:] for value in long} == {"000"}


def test_rows_and_lines_differ_behind_a_quoted_newline():
    text = (EXAMPLES / "licences" / "bad-organisations.csv").read_bytes().decode("utf-8-sig")
    assert text.count("\n") == len(table("licences", "bad-organisations")) + 1
