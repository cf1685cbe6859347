"""The YAML of references, groups and row counts: what it becomes, its mistakes, and overriding it."""

import shutil
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from dgov_std.api.library import compile_bundle, load_standard
from dgov_std.errors import StandardError
from dgov_std.schema.vocabulary import vocabulary_schema

PROVINCE = Path(__file__).parent / "province"
OWN = """
kind: standard
id: city
title: {zh: 市, en: City}
source: {standard: C, confidence: high}
extends: [province]
datasets: [sites]
---
kind: dataset
id: sites
title: {zh: 站点, en: Sites}
source: {standard: C, confidence: high}
"""


def problems(folder: Path, old: str, new: str) -> list[str]:
    """Load the province with one line changed, and return what is said of it."""
    copy = folder / "province"
    shutil.copytree(PROVINCE, copy)
    file = copy / "standard.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(StandardError) as raised:
        load_standard(copy)
    return [problem.in_("en").partition(": ")[2] for problem in raised.value.problems]


def test_what_it_compiles_to() -> None:
    bundle = compile_bundle(str(PROVINCE), "sites")
    rows = bundle["schema"]["$defs"]["rows"]
    assert (rows["minItems"], rows["maxItems"]) == (2, 8)
    assert rows["references"] == [
        {
            "columns": ["office-number", "office-name"],
            "to": {"table": "offices", "columns": ["office-number", "office-name"]},
        }
    ]
    parts = {key: value for part in rows["allOf"] for key, value in part.items()}
    assert parts["references"] == [{"columns": ["parent-site"], "to": {"columns": ["site-number"]}}]
    assert rows["groups"] == [{"by": ["office-number"], "atMost": 1, "distinct": "office-name"}]
    advice = {key: item["schema"][key] for item in rows["advise"] for key in item["schema"]}
    assert advice["groups"] == [{"by": ["district"], "atMost": 3}]
    assert advice["references"][0]["to"] == {"table": "districts.csv", "columns": ["代码"]}
    Draft202012Validator(vocabulary_schema()).validate(rows)


def test_the_bundle_knows_how_the_other_columns_may_be_named() -> None:
    districts, offices = compile_bundle(str(PROVINCE), "sites")["binding"]["references"]
    assert (districts["name"], [column["names"] for column in districts["columns"]]) == ("districts.csv", [["代码"]])
    assert (offices["name"], offices["missing_values"]) == ("offices", ["无"])
    assert offices["columns"][0]["names"] == ["单位编号", "主管单位编号", "office number", "office-number"]


def test_a_dataset_that_refers_nowhere_has_no_other_tables() -> None:
    assert "references" not in compile_bundle(str(PROVINCE), "offices")["binding"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "{self: true, columns: [site-number]}",
            "{columns: [site-number]}",
            ["to must say which table it leads to. Write one of dataset, file and self: true."],
        ),
        (
            "{self: true, columns: [site-number]}",
            "{self: true, columns: [site-number, district]}",
            ["1 columns refer, but to 2. The columns of the two sides go together one by one."],
        ),
        (
            "{self: true, columns: [site-number]}",
            "{self: true, columns: [site-numbr]}",
            ['there is no column "site-numbr". Did you mean "site-number"?'],
        ),
        (
            "{file: districts.csv, columns",
            '{file: "a=b", columns',
            ['the name of a file is not empty and holds no "=". Choose another one, such as offices.csv.'],
        ),
        (
            "by: [district], at_most: 3",
            "by: [district]",
            [
                "a group has either one or at_most. Write one: [columns], or at_most: n (with distinct: column to count values)."
            ],
        ),
        (
            "one: [office-name, district]",
            "one: [office-name, office-number]",
            ['the column "office-number" is in by already. Delete it from one of the two.'],
        ),
        ("rows: {min: 2, max: 8}", "rows: {}", ["rows has neither min nor max. Write at least one of them."]),
        ("rows: {min: 2, max: 8}", "rows: {min: 9, max: 8}", ["max 8 is less than min 9. Correct one of them."]),
        ("at_most: 3", "at_most: 0", ['"at_most" must be a whole number from 1, found "0".']),
        ("id: few-sites", "id: site-once", ['the id "site-once" is used twice']),
    ],
)
def test_mistakes(tmp_path: Path, old: str, new: str, said: list[str]) -> None:
    found = problems(tmp_path, old, new)
    assert len(found) == len(said), found
    assert len(found) == len(said)
    assert all(wanted in text for text, wanted in zip(found, said, strict=True)), found


def city(folder: Path, text: str) -> Path:
    """Put a standard beside a copy of the one it extends."""
    shutil.copytree(PROVINCE, folder / "province")
    (folder / "city").mkdir()
    (folder / "city" / "standard.yaml").write_text(OWN + text, encoding="utf-8")
    return folder / "city"


def test_an_override_adds_and_tightens(tmp_path: Path) -> None:
    own = city(tmp_path, "groups: [{id: two-sites, by: [district], at_most: 2}]\nrows: {max: 5}\n")
    dataset = load_standard(own).datasets["sites"]
    assert [group.id for group in dataset.groups] == ["one-name", "few-sites", "few-offices", "two-sites"]
    assert (dataset.rows.minimum, dataset.rows.maximum) == (2, 5)
    assert [reference.id for reference in dataset.references] == ["office-known", "district-known", "parent-known"]


def test_an_override_drops_what_it_says_it_drops(tmp_path: Path) -> None:
    relax = "relax: [{rule: parent-known, reason: {zh: 无, en: none}}, {facet: rows, reason: {zh: 无, en: none}}]\n"
    dataset = load_standard(city(tmp_path, relax)).datasets["sites"]
    assert [reference.id for reference in dataset.references] == ["office-known", "district-known"]
    assert dataset.rows is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rows: {max: 9}\n", "rows is wider than the base has it"),
        ("groups: [{id: site-once, by: [district], at_most: 2}]\n", 'the rule "site-once" already stands at'),
    ],
)
def test_an_override_does_not_loosen_unsaid(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(StandardError) as raised:
        load_standard(city(tmp_path, text))
    (problem,) = raised.value.problems
    assert said in problem.in_("en")
