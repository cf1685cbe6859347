"""Codes that a spreadsheet takes for numbers."""

from __future__ import annotations

import pytest

SAID = "spreadsheets take an E between digits for an exponent, as in "


@pytest.mark.parametrize(
    ("facet", "shown"),
    [
        ('pattern: "[0-9]{3}E[0-9]{2}"', "111E11"),
        ('pattern: "[0-9]{3}[A-Z][0-9]{2}"', "111E11"),
        ('pattern: "[0-9A-F]{6}"', "11E111"),
        ('pattern: "[0-9A-Z]{6}"', None),  # many letters: seldom this one
        ('pattern: "[^*]*"', None),  # any text
        ('pattern: "[0-9]{3}[A-DF-Z][0-9]{2}"', None),
        ('pattern: "[0-9]{6}"', None),
        ('pattern: "[A-Z]{2}[0-9]E[0-9]"', None),
        ("enum: ['219E01', '7e2', 219EA]", "219E01, 7e2"),
        ("enum: [E1, 1E, '12']", None),
    ],
)
def test_an_e_between_digits(remarks, element, facet, shown):
    found = remarks(element("a", "甲", facet), "LNT205")
    assert found == ([] if shown is None else [("LNT205", "a", SAID + shown)])


IDENTIFIER = """
---
kind: identifier
id: number
title: {{zh: 号, en: number}}
source: {{standard: S, confidence: high}}
segments: [{{name: all, length: 9{constraint}}}]
alphabet: "0123456789ABCDE"
{check}
"""


@pytest.mark.parametrize(
    ("constraint", "check", "shown"),
    [
        ("", "", "11111E111"),
        (", pattern: '[0-9]{3}E[0-9]{5}'", "", None),  # the exponent is too large for a spreadsheet
        ("", "check: {method: iso7064, variant: 37-36}", None),
    ],
)
def test_an_identifier_without_a_check_character(remarks, constraint, check, shown):
    found = remarks(IDENTIFIER.format(constraint=constraint, check=check), "LNT205")
    assert found == ([] if shown is None else [("LNT205", "number", SAID + shown)])
