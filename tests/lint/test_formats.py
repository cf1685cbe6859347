"""Formats against facets, examples and data types."""

from __future__ import annotations

import pytest


def test_a_format_that_cannot_be_read(remarks, element):
    assert remarks(element("a", "甲", "format: q9"), "LNT2") == [("LNT201", "a", 'the format "q9" cannot be read')]


@pytest.mark.parametrize(
    ("format_", "constraint", "said"),
    [
        ("an..20", "max_length: 30", "at most 20 characters, max_length is 30"),
        ("an..20", "max_length: 20", None),
        ("c..20", "max_length: {value: 30, unit: gbk_byte}", None),
        ("an..20", "min_length: 21", "at most 20 characters, min_length is 21"),
        ("n6", "decimal: {total_digits: 6}", "has a fixed number of digits, decimal is a number"),
        ("n..18,2", "decimal: {total_digits: 18, fraction_digits: 2}", None),
        ("n..18,2", "decimal: {total_digits: 17, fraction_digits: 2}", "at most 18 digits, total_digits is 17"),
        ("n..18", "decimal: {fraction_digits: 2}", "0 decimals, fraction_digits is 2"),
        ("n..18,2", "max_length: 18", "has decimals, but there is no constraint decimal"),
        ("c..18", "decimal: {total_digits: 18}", "is no number, but there is a constraint decimal"),
        ("YYYYMMDD", "date: [YYYY-MM-DD, YYYYMMDD]", None),
        ("YYYYMMDD", "date: [YYYY-MM-DD]", "YYYYMMDD is not in the constraint date (YYYY-MM-DD)"),
        ("YYYYMMDD", "max_length: 8", "is a date, but there is no constraint date"),
        ("n8", "date: [YYYYMMDD]", "is no date, but there is a constraint date (YYYYMMDD)"),
        ("n1", "enum: ['1', '2']", None),
        ("n1", "enum: ['1', 甲, 乙]", "2 of the values do not fit (甲, 乙)"),
    ],
)
def test_a_format_against_a_constraint(remarks, element, format_, constraint, said):
    found = remarks(element("a", "甲", f"format: '{format_}'", constraint), "LNT202")
    assert found == ([] if said is None else [("LNT202", "a", f"the format {format_}: {said}")])


IDENTIFIER = """
---
kind: identifier
id: number
title: {zh: 号, en: number}
source: {standard: S, confidence: high}
segments: [{name: all, length: 9}]
alphabet: "0123456789"
strip: "-"
"""


def test_a_format_has_room_for_the_identifier(remarks, element):
    assert remarks(IDENTIFIER + element("a", "甲", "format: n9", "identifier: number"), "LNT2") == []
    assert remarks(IDENTIFIER + element("a", "甲", "format: n8", "identifier: number"), "LNT202") == [
        ("LNT202", "a", "the format n8: has no room for the 9 characters of the identifier number")
    ]


def test_a_valid_example_fits_the_format(remarks, element):
    documents = IDENTIFIER + element(
        "a", "甲", "format: n9", "identifier: number", "examples: {valid: ['123456789', '12345678-9', '12 456789']}"
    )
    assert remarks(documents, "LNT203") == [("LNT203", "a", 'the valid example "12 456789" does not fit the format n9')]


@pytest.mark.parametrize(
    ("datatype", "format_", "fits"),
    [("character", "c..20", True), ("amount", "n..18,2", True), ("amount", "c..20", False), ("date", "YYYYMMDD", True)],
)
def test_a_data_type_goes_with_the_format(remarks, element, datatype, format_, fits):
    found = remarks(element("a", "甲", f"datatype: {datatype}", f"format: '{format_}'"), "LNT204")
    assert (found == []) is fits
