"""The dictionary of a naming: a CSV file with known columns, roles and constraints; examples of datasets; element keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from dgov_std.errors import StandardError
from dgov_std.standard import load_standard
from dgov_std.standard.model import Impact, Mark, Masking, Relation

HEAD = "kind: standard\nid: small\ntitle: {zh: 小, en: small}\nsource: {standard: S, confidence: high}\n---\n"
NAMING = (
    HEAD + "kind: naming\nid: n\ntitle: {zh: 名, en: n}\nsource: {standard: S, confidence: high}\ndictionary: words.csv\n"
)
HEADER = "term,en,short,role,expects\n"


def problems(folder: Path, text: str, words: str) -> list[str]:
    (folder / "s.yaml").write_text(text, encoding="utf-8")
    (folder / "words.csv").write_text(words, encoding="utf-8")
    try:
        load_standard(folder / "s.yaml")
    except StandardError as error:
        return [problem.in_("en").removeprefix(f"{folder}/") for problem in error.problems]
    return []


def test_words_are_read_with_what_they_expect(tmp_path: Path):
    assert problems(tmp_path, NAMING, HEADER + "代码,code,dm,representation,codelist|enum\n机构,body,jg,object,\n") == []
    words = load_standard(tmp_path / "s.yaml").namings["n"].words
    assert [(w.term, w.en, w.short, w.role, w.expects, w.mark.line) for w in words] == [
        ("代码", "code", "dm", "representation", ("codelist", "enum"), 2),
        ("机构", "body", "jg", "object", (), 3),
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("term,en\n", "words.csv:1:1: the first line must be term,en,short,role,expects, found term,en. Change it."),
        (HEADER + "代码,code\n", "words.csv:2:1: this line has 2 cells, the header 5. Look at the commas and quotes."),
        (HEADER + ",code,dm,object,\n", "words.csv:2:1: the term is empty. Add the term."),
        (HEADER + "甲,a,j,objekt,\n", 'words.csv:2:1: unknown role "objekt". Did you mean "object"?'),
        (HEADER + "甲,a,j,representation,dates\n", 'words.csv:2:1: unknown constraint "dates". Did you mean "date"?'),
        (HEADER + "甲,a,j,object,date\n", "words.csv:2:1: expects belongs to terms of the role representation. Delete it."),
        (
            HEADER + "甲,a,j,object,\n甲,b,j,object,\n",
            'words.csv:3:1: the term "甲" is written twice, first at {}/words.csv:2:1. Delete one of them.',
        ),
        (HEADER + '"甲\n', "words.csv:2:1: this is not valid CSV. Look at the quotes in this line."),
    ],
)
def test_mistakes_are_told_with_their_line(tmp_path: Path, words: str, said: str):
    assert problems(tmp_path, NAMING, words) == [said.format(tmp_path)]


ELEMENTS = (
    HEAD
    + """
kind: element
id: whole
title: {zh: 全, en: whole}
source: {standard: S, confidence: high}
datatype: character
masking: {start: 6, end: 4}
classification: {impact: {object: individual, degree: serious}}
relations: [{type: composed-of, element: part}]
---
kind: element
id: part
title: {zh: 部, en: part}
source: {standard: S, confidence: high}
"""
)


def test_an_element_says_how_it_is_masked_and_related(tmp_path: Path):
    assert problems(tmp_path, ELEMENTS, "") == []
    file, whole = str(tmp_path / "s.yaml"), load_standard(tmp_path / "s.yaml").elements["whole"]
    assert whole.datatype == "character"
    assert whole.masking == Masking(6, 4, Mark(file, 12, 10))
    assert whole.relations == (Relation("composed-of", "part", Mark(file, 14, 42)),)
    assert whole.impact == Impact("individual", "serious", Mark(file, 13, 26))


def test_a_relation_to_nobody_is_a_mistake(tmp_path: Path):
    assert problems(tmp_path, ELEMENTS.replace("element: part", "element: parts"), "") == [
        's.yaml:14:42: there is no element "parts". Did you mean "part"?'
    ]


def test_an_override_without_them_has_those_of_its_base(tmp_path: Path):
    assert problems(tmp_path, ELEMENTS, "") == []
    (tmp_path / "s.yaml").rename(tmp_path / "small.yaml")
    child = (
        "kind: standard\nid: child\ntitle: {zh: 子, en: c}\nsource: {standard: S, confidence: high}\nextends: [small]\n---\n"
    )
    child += "kind: element\nid: whole\ntitle: {zh: 全, en: w}\nsource: {standard: S, confidence: high}\nmax_length: 9\n"
    (tmp_path / "child.yaml").write_text(child, encoding="utf-8")
    whole = load_standard(tmp_path / "child.yaml", search=(tmp_path,)).elements["whole"]
    assert (whole.datatype, whole.masking.start, whole.relations[0].element, whole.impact.degree) == (
        "character", 6, "part", "serious",
    )  # fmt: skip
