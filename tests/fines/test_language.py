"""The YAML of cells with several codes, of external lists and of working days: what it becomes, its mistakes, overriding."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from dgov_std.api.library import compile_bundle, load_standard
from dgov_std.errors import StandardError
from dgov_std.schema.bundle import plain_schemas
from dgov_std.schema.draft import one_part
from dgov_std.schema.vocabulary import vocabulary_schema
from dgov_std.standard import kind_schema

COUNTY = Path(__file__).parent / "county"
OWN = """
kind: standard
id: town
title: {zh: 镇, en: Town}
source: {standard: T, confidence: high}
extends: [county]
---
"""
HEAD = "title: {zh: 甲, en: A}\nsource: {standard: T, confidence: high}\n"


@pytest.fixture(scope="module")
def bundle() -> dict[str, Any]:
    return compile_bundle(COUNTY)


def town(folder: Path, text: str) -> Path:
    """Put a standard beside a copy of the one it extends."""
    shutil.copytree(COUNTY, folder / "county")
    (folder / "town").mkdir()
    (folder / "town" / "standard.yaml").write_text(OWN + text, encoding="utf-8")
    return folder / "town"


def said(folder: Path) -> list[str]:
    with pytest.raises(StandardError) as raised:
        load_standard(folder)
    return [problem.in_("en").partition(": ")[2] for problem in raised.value.problems]


def changed(folder: Path, old: str, new: str) -> list[str]:
    """Load the county with one line changed, and return what is said of it."""
    copy = folder / "county"
    shutil.copytree(COUNTY, copy)
    file = copy / "standard.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return said(copy)


def test_what_it_compiles_to(bundle: dict[str, Any]) -> None:
    row, element = bundle["schema"]["$defs"]["row"], bundle["schema"]["$defs"]["element.kinds"]
    assert element["codeList"] == {"list": "fine-kind", "at": "ever", "separator": ";"}
    dated = {"list": "fine-kind", "column": "kinds", "date": "decided", "forms": ["YYYY-MM-DD", "YYYY/MM/DD"]}
    assert row["codeListOn"] == {**dated, "separator": ";"}
    (advice,) = row["advise"]
    assert advice["schema"]["workingDays"] == {
        "from": "decided",
        "to": "received",
        "atMost": 7,
        "list": "working-days",
        "forms": ["YYYY-MM-DD", "YYYY/MM/DD"],
    }
    assert bundle["codelists"]["working-days"]["external"] is True
    assert bundle["codelists"]["working-days"]["rows"] == []
    for schema in (bundle["schema"], *plain_schemas(bundle).values()):
        Draft202012Validator.check_schema(schema)
        Draft202012Validator(vocabulary_schema()).validate(schema)


DOCUMENTS = json.loads(json.dumps(list(yaml.safe_load_all((COUNTY / "standard.yaml").read_bytes())), default=str))


@pytest.mark.parametrize("document", DOCUMENTS, ids=[f"{each['kind']}-{each['id']}" for each in DOCUMENTS])
def test_editors_accept_it(document: dict[str, Any]) -> None:
    Draft202012Validator(kind_schema(document["kind"])).validate(document)


def test_other_validators_hear_what_a_cell_holds_and_no_more(bundle: dict[str, Any]) -> None:
    other = Draft202012Validator(plain_schemas(bundle)["rows"])
    assert other.is_valid([{"kinds": "no code;;", "decided": "2031-08-01", "received": "2031-12-31"}])
    assert not other.is_valid([{"kinds": "警告;罚款"}])
    assert other.is_valid([{"kinds": "警告;罚款", "amount": "1"}])


@pytest.mark.parametrize("separator", [";", "^", "]", "\\", "-", ".", "|", "、", "\U0001f600"])
def test_what_a_cell_holds_is_one_of_its_parts(separator: str) -> None:
    other = Draft202012Validator({"pattern": one_part(["a*b", "c$"], separator, {})})
    for parts, held in (
        (["a*b"], True),
        (["x", "c$"], True),
        (["c$", "x\n", ""], True),
        (["aab"], False),
        (["a*bc$"], False),
    ):
        assert other.is_valid(separator.join(parts)) is held


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        (
            'separator: ";"',
            'separator: ";;"',
            ['"separator" must be one character, found ";;". Change it to one character.'],
        ),
        (
            'separator: ";"',
            'separator: "、"',
            [
                'the code "没收违法所得、没收非法财物" holds the separator "、" and can never occur. Choose another separator.'
            ],
        ),
        (
            "when: {kinds: {holds: [罚款]}}",
            "when: {kinds: {holds: [罚金]}}",
            [
                '"罚金" in the rule "fine-has-amount" is not in the code list of "kinds" and can never occur. Write a code of the list.'
            ],
        ),
        (
            "when: {kinds: {holds: [罚款]}}",
            "when: {place: {holds: [罚款]}}",
            [
                'a cell of "place" is one code only: holds has no meaning there. Write a list, or give its codelist a separator.'
            ],
        ),
        (
            "to: received",
            "to: amount",
            ['"amount" is no date: no working days can be counted. Give its element date:, or name another column.'],
        ),
        (
            "calendar: working-days}",
            "calendar: working-day}",
            ['there is no code list "working-day". Did you mean "working-days"?'],
        ),
        ("at_most: 7, ", "", ['the key "at_most" is missing. Add at_most: a whole number of at least 0.']),
        (
            "external: true",
            "external: false",
            ["external can only be true. Write external: true, or file or codes instead."],
        ),
        (
            "calendar: working-days}",
            "calendar: fine-kind}",
            [
                '"警告" in the calendar has no kind. Write holiday, workday, or year for a year.',
                '"罚款" in the calendar has no kind. Write holiday, workday, or year for a year.',
                '"没收违法所得、没收非法财物" in the calendar has no kind. Write holiday, workday, or year for a year.',
                '"没收违法所得" in the calendar has no kind. Write holiday, workday, or year for a year.',
                '"没收非法财物" in the calendar has no kind. Write holiday, workday, or year for a year.',
                "the calendar does not say which years it covers. "
                "For each year whose exceptional days are all listed, add a code such as 2031 of kind year.",
            ],
        ),
    ],
)
def test_mistakes(tmp_path: Path, old: str, new: str, wanted: list[str]) -> None:
    assert changed(tmp_path, old, new) == wanted


DAYS = f"kind: codelist\nid: working-days\n{HEAD}"


@pytest.mark.parametrize(
    ("codes", "wanted"),
    [
        ("{2031: {zh: 年, kind: holiday}}", ['"2031" is no date. Write it as 2031-10-01.', "the calendar does not say"]),
        ("{2031-02-30: {zh: 年, kind: workday}, 2031: {zh: 年, kind: year}}", ['"2031-02-30" is no date.']),
        ("{2031-01-01: {zh: 年, kind: year}}", ['"2031-01-01" is no year. Write it as 2031.']),
        ("{2031: {zh: 年, kind: weekday}}", ['"kind" must be one of holiday, workday, year, found "weekday".']),
    ],
)
def test_mistakes_of_a_calendar(tmp_path: Path, codes: str, wanted: list[str]) -> None:
    found = said(town(tmp_path, f"{DAYS}codes: {codes}\n"))
    assert len(found) == len(wanted), found
    assert all(text.startswith(start) for text, start in zip(found, wanted, strict=True)), found


def test_who_extends_a_standard_fills_its_external_list(tmp_path: Path) -> None:
    folder = town(
        tmp_path,
        f"{DAYS}known_from: 2031-04-01\nknown_until: 2031-06-30\ncodes: {{2031-05-01: {{zh: 假, kind: holiday}}}}\n",
    )
    entry = compile_bundle(folder, "fines")["codelists"]["working-days"]
    assert (entry["known_from"], entry["known_until"], entry["external"]) == ("2031-04-01", "2031-06-30", True)
    assert (entry["columns"][-1], [(row[0], row[-1]) for row in entry["rows"]]) == ("kind", [("2031-05-01", "holiday")])


def test_a_calendar_known_backwards_is_refused(tmp_path: Path) -> None:
    folder = town(tmp_path, f"{DAYS}known_from: 2032\nknown_until: 2031\ncodes: {{2031-05-01: {{zh: 假, kind: holiday}}}}\n")
    assert said(folder) == ["known_until (2031) is before known_from (2032). Correct one of them."]


ELEMENT = f"kind: element\nid: kinds\n{HEAD}"


@pytest.mark.parametrize("facet", ["fine-kind", '{value: fine-kind, separator: ","}'])
def test_another_separator_is_a_loosening(tmp_path: Path, facet: str) -> None:
    (found,) = said(town(tmp_path, f"{ELEMENT}codelist: {facet}\n"))
    assert found.startswith(
        f"the separator of codelist is changed from ; to {'none' if facet == 'fine-kind' else ','}, which"
    )
    assert found.endswith("Tighten it, or declare relax: [{facet: codelist, reason: …}]")


def test_a_declared_separator_takes_the_place_of_the_base(tmp_path: Path) -> None:
    relax = "relax: [{facet: codelist, reason: {zh: 系统如此, en: The system does so}}]\n"
    folder = town(tmp_path, f'{ELEMENT}codelist: {{value: fine-kind, separator: ","}}\n{relax}')
    defs = compile_bundle(folder, "fines")["schema"]["$defs"]
    assert defs["element.kinds"]["codeList"]["separator"] == ","
    assert "codeList" not in defs["element.kinds.base"]
    assert "codeListOn" not in defs["row"]


def test_the_date_of_the_base_stays(tmp_path: Path) -> None:
    folder = town(tmp_path, f'{ELEMENT}codelist: {{value: fine-kind, separator: ";", leaf_only: true}}\n')
    assert compile_bundle(folder, "fines")["schema"]["$defs"]["row"]["codeListOn"]["date"] == "decided"


def test_more_days_must_be_declared(tmp_path: Path) -> None:
    rule = "rules: [{id: in-time, working_days: {from: decided, to: received, at_most: 9, calendar: working-days}}]\n"
    dataset = f"kind: dataset\nid: fines\n{HEAD}{rule}"
    folder = town(tmp_path, dataset)
    (found,) = said(folder)
    assert found.startswith('the rule "in-time" already stands at')
    relaxed = OWN + dataset + "relax: [{rule: in-time, reason: {zh: 山区, en: Mountains}}]\n"
    (folder / "standard.yaml").write_text(relaxed, encoding="utf-8")
    (rule_,) = [rule for rule in load_standard(folder).datasets["fines"].rules if rule.id == "in-time"]
    assert rule_.body["at_most"] == 9


def test_a_new_table_needs_the_date_that_an_inherited_element_asks_for(tmp_path: Path) -> None:
    (found,) = said(town(tmp_path, f"kind: dataset\nid: other\n{HEAD}elements: [{{use: kinds}}]\n"))
    assert found.startswith('the dataset "other" has no column "decided".')
