"""Names end in representation terms, the terms' constraints are there, short names are initials."""

from __future__ import annotations

import pytest


def test_a_name_ends_in_a_representation_term(remarks, element):
    assert remarks(element("a", "机构名称"), "LNT10") == []
    assert remarks(element("a", "机构"), "LNT10") == [
        (
            "LNT101",
            "a",
            'the name "机构" does not end in a representation term of the dictionary, nor is one given as its representation',
        )
    ]


def test_a_common_name_may_leave_the_term_out(remarks, element):
    assert remarks(element("a", "机构", "representation: {zh: 名称, en: name}"), "LNT10") == [
        ("LNT106", "a", 'the name "机构" leaves out its representation term "名称"')
    ]
    assert remarks(element("a", "成立", "representation: {zh: 日期, en: date}", "datatype: date"), "LNT102") == [
        ("LNT102", "a", 'the representation term "日期" asks for date, there is none')
    ]


def test_a_unit_in_brackets_is_no_part_of_the_name(remarks, element):
    assert remarks(element("a", '"机构名称（全称）"'), "LNT101") == []


def test_the_constraints_a_term_asks_for_are_there(remarks, element):
    assert remarks(element("a", "成立日期", "date: [YYYY-MM-DD]"), "LNT102") == []
    assert remarks(element("a", "成立日期", "max_length: 8"), "LNT102") == [
        ("LNT102", "a", 'the representation term "日期" asks for date, there is none')
    ]


@pytest.mark.parametrize("constraint", ['enum: ["1"]'])
def test_an_enumeration_does_as_a_list(remarks, element, constraint):
    assert remarks(element("a", "机构代码", constraint), "LNT102") == []


def test_another_representation_than_the_name_says(remarks, element):
    found = remarks(element("a", "机构名称", "representation: {zh: 日期, en: date}", "date: [YYYY-MM-DD]"), "LNT10")
    assert found == [("LNT105", "a", 'the name ends in "名称", the representation is "日期"')]


@pytest.mark.parametrize("short", ["jgmc", "jgmc2", "jgmcheng", "JG_MC"])
def test_a_short_name_is_the_initials_or_a_prescribed_field_name(remarks, element, short):
    assert remarks(element("a", "机构名称", f"short_name: {short}"), "LNT103") == []


def test_another_short_name_is_told_with_the_initials(remarks, element):
    assert remarks(element("a", "机构名称", "short_name: jgmx"), "LNT103") == [
        ("LNT103", "a", 'the short name "jgmx" is not the pinyin initials of "机构名称" (jgmc)')
    ]


def test_one_short_name_of_two_elements(remarks, element):
    documents = element("a", "机构名称", "short_name: jgmc") + element("b", "警官名称", "short_name: jgmc")
    assert [(code, name) for code, name, _ in remarks(documents, "LNT104")] == [("LNT104", "b")]


def test_nothing_said_of_the_form_is_noted(remarks, element):
    assert remarks(element("a", "成立日期"), "LNT10") == [
        ("LNT107", "a", "nothing is said of its form, neither a format nor a constraint")
    ]
