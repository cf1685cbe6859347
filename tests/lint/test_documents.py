"""Duplicates, uses, sources, examples, definitions, maskings: each rule with what passes and what does not."""

from __future__ import annotations

from pathlib import Path

LIST = """
---
kind: codelist
id: {id}
title: {{zh: {id}, en: {id}}}
source: {{standard: S-2000, confidence: {confidence}}}
{keys}
"""


def listed(name: str, *keys: str, confidence: str = "high") -> str:
    return LIST.format(id=name, confidence=confidence, keys="\n".join(keys))


def codes(found):
    return [(code, name) for code, name, _ in found]


def test_one_name_of_two_elements(remarks, element):
    same = element("a", "甲") + element("b", "甲")
    assert codes(remarks(same.replace("en: b", "en: a"), "LNT301")) == [("LNT301", "b")]
    assert remarks(same, "LNT301") == []


def test_one_definition_of_two_elements(remarks, element):
    definition = "definition: {zh: 某物, en: a thing}"
    assert codes(remarks(element("a", "甲", definition) + element("b", "乙", definition), "LNT302")) == [("LNT302", "b")]


def test_one_concept_with_the_same_constraints(remarks, element):
    words = "object_class: {zh: 人, en: p}", "property: {zh: 姓, en: n}", "representation: {zh: 名, en: n}"
    documents = element("a", "甲", *words, "max_length: 5")
    assert codes(remarks(documents + element("b", "乙", *words, "max_length: 5"), "LNT303")) == [("LNT303", "b")]
    assert remarks(documents + element("b", "乙", *words, "max_length: 6"), "LNT303") == []


def test_one_list_under_two_ids(remarks):
    same = "codes: {'1': 甲}"
    assert codes(remarks(listed("a", same) + listed("b", same), "LNT303")) == [("LNT303", "b")]


def test_a_list_nobody_uses(remarks, element):
    documents = listed("a", "codes: {'1': 甲}")
    assert ("LNT401", "a") in codes(remarks(documents, "LNT401"))
    assert ("LNT401", "a") not in codes(remarks(documents + element("b", "乙", "codelist: a"), "LNT401"))


def test_a_superseded_list_that_is_still_used(remarks, element):
    old = listed("old", "status: superseded", "replaced_by: new", "codes: {'1': 甲}") + listed("new", "codes: {'2': 甲}")
    assert remarks(old + element("b", "乙", "codelist: old"), "LNT402") == [
        ("LNT402", "b", '"old" is superseded or retired: use "new"')
    ]
    assert remarks(old + element("b", "乙", "codelist: new"), "LNT402") == []


def test_an_old_form_beside_the_new_one_is_no_mistake(remarks):
    form = "\n---\nkind: identifier\nid: {}\ntitle: {{zh: {}, en: a}}\nsource: {{standard: S, confidence: high}}\npattern: '{}'\n{}"
    forms = form.format("old", "旧", "[0-9]", "status: superseded\nreplaced_by: new") + form.format(
        "new", "新", "[0-9]{2}", ""
    )
    both = "\n---\nkind: identifier\nid: both\ntitle: {zh: 两, en: b}\nsource: {standard: S, confidence: high}\nforms: [old, new]"
    assert remarks(forms + both, "LNT402") == []


def test_replacements_that_lead_nowhere(remarks):
    circle = listed("a", "status: superseded", "replaced_by: b", "codes: {'1': 甲}")
    circle += listed("b", "status: superseded", "replaced_by: a", "codes: {'2': 甲}")
    assert codes(remarks(circle, "LNT403")) == [("LNT403", "a"), ("LNT403", "b")]
    assert codes(remarks(listed("a", "replaced_by: b", "codes: {'2': 乙}") + listed("b", "codes: {'1': 甲}"), "LNT403")) == [
        ("LNT403", "a")
    ]


def test_a_relation_to_itself(remarks, element):
    assert codes(remarks(element("a", "甲", "relations: [{type: used-with, element: a}]"), "LNT404")) == [("LNT404", "a")]


def test_sources_of_low_confidence_are_noted(remarks):
    assert codes(remarks(listed("a", "codes: {'1': 甲}", confidence="low"), "LNT50")) == [("LNT502", "a")]


def test_a_copied_list_names_its_origin(remarks, tmp_path: Path):
    (tmp_path / "a.csv").write_text("code,name\n1,甲\n", encoding="utf-8")
    assert remarks(listed("a", "file: a.csv", "rows: 1", "licence: MIT"), "LNT503") == [
        ("LNT503", "a", "the file a.csv has no sha256, origin")
    ]


def test_three_examples_of_either_kind(remarks, element):
    few = element("a", "甲", "max_length: 1", "examples: {valid: [甲, 乙, 丙], invalid: [甲乙], doubtful: [丙丁]}")
    assert remarks(few, "LNT601") == [("LNT601", "a", "3 valid and 2 invalid examples, wanted are 3 and 3")]
    assert remarks(few.replace("[甲乙]", "[甲乙, 丙丁]"), "LNT601") == []
    assert remarks(few.replace("max_length: 1\n", ""), "LNT601") == []
    assert remarks(few.replace("max_length: 1\n", "max_length: 1\nformat: c1\n"), "LNT601") == []


def test_no_more_valid_examples_than_there_are_values(remarks, element):
    two = element("a", "甲", "enum: ['0', '1']", "examples: {valid: ['0', '1'], invalid: [甲乙, 丙丁, 戊]}")
    assert remarks(two, "LNT601") == []
    assert remarks(two.replace("valid: ['0', '1']", "valid: ['0']", 1), "LNT601") == [
        ("LNT601", "a", "1 valid and 3 invalid examples, wanted are 2 and 3")
    ]


def test_no_examples_at_all(remarks, element):
    assert codes(remarks(element("a", "甲"), "LNT604")) == [("LNT604", "a")]


def test_reasons_are_codes(remarks, element):
    examples = (
        "examples: {invalid: [{value: ab, because: TYP2}, {value: ab, because: date}, {value: ab, because: XYZ1}, ab]}"
    )
    found = remarks(element("a", "甲", "max_length: 1", examples), "LNT60")
    assert [code for code, _, _ in found] == ["LNT601", "LNT603", "LNT603", "LNT602"]


def test_codes_without_an_example(remarks):
    documents = listed("a", "codes: {'1': 甲, '2': 乙}", "examples: {valid: ['1'], invalid: ['3']}")
    assert remarks(documents, "LNT605") == [("LNT605", "a", "1 codes are in no valid example (2)")]


TABLE = """
---
kind: dataset
id: table
title: {zh: 表, en: table}
source: {standard: S, confidence: high}
elements: [{use: a, required: true}, {use: b, required: true}]
"""


def test_examples_of_datasets(remarks, element):
    documents = element("a", "甲") + element("b", "乙") + TABLE
    assert codes(remarks(documents, "LNT60"))[-1] == ("LNT604", "table")
    documents += (
        "examples: {valid: [{a: '1', b: '2'}], invalid: [{without: [a], because: required}, {change: {a: x}, because: no}]}"
    )
    assert [each for each in remarks(documents, "LNT60") if each[1] == "table"] == [
        ("LNT605", "table", "no example leaves out 1 required columns (b)"),
        ("LNT603", "table", '"no" is no rule, no code of a finding, nor the beginning of one'),
    ]


def test_definitions_say_something(remarks, element):
    assert codes(remarks(element("a", "机构名称"), "LNT70")) == [("LNT701", "a")]
    cases = (("机构的名称", "what it is called", True), ("它自称什么", "The a", False), ("名称机构", "the a", True))
    for zh, en, said in cases:
        found = remarks(element("a", "机构名称", f"definition: {{zh: {zh}, en: {en}}}"), "LNT702")
        assert bool(found) is said, (zh, en)


def test_maskings_hide_something(remarks, element):
    assert remarks(element("a", "甲", "max_length: 18", "masking: {start: 6, end: 4}"), "LNT80") == []
    assert remarks(element("a", "甲", "max_length: 10", "masking: {start: 6, end: 4}"), "LNT80") == [
        ("LNT801", "a", "at most 10 characters, of which 10 are kept")
    ]
    assert codes(remarks(element("a", "甲", "personal: true"), "LNT80")) == [("LNT802", "a")]


def test_what_is_doubtful_of_a_list_itself_is_told_once(remarks):
    def alike(count: int) -> str:
        codes = ", ".join(f"'{n}': {{zh: 甲, en: a, parent: '0'}}" for n in range(1, count + 1))
        return listed("a", f"codes: {{'0': 上, {codes}}}")

    assert len(remarks(alike(2), "LNT504")) == 1
    (found,) = remarks(alike(6), "LNT504")
    assert found[2].endswith("; and 4 more")
