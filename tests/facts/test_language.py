"""What is wrong with a rule is said when the standard is loaded; what is right is told apart."""

import re
from pathlib import Path

import jsonschema
import pytest

from dgov_std.api.library import compile_bundle
from dgov_std.errors import StandardError
from dgov_std.schema.bundle import lists_in
from dgov_std.schema.vocabulary import vocabulary_schema
from dgov_std.standard import load_standard

MISTAKES = [
    ("within: {code: birth, above: upper}", 'the element of "birth" has no codelist to look its codes up in.'),
    ("named: {code: birth, name: lower-name}", 'the element of "birth" has no codelist to look its codes up in.'),
    ("axes: {longitude: birth, latitude: north}", '"birth" is no number and no coordinate.'),
    (
        "axes: {longitude: east, latitude: north, longitude_range: [9, 1]}",
        "longitude_range must be [smallest, greatest].",
    ),
    (
        "fresh: {updated: sex, cycle: cycle, days: {每日: 1}}",
        '"sex" is no date: it cannot tell when the data were updated.',
    ),
    (
        "fresh: {updated: updated, cycle: cycle, days: {每周: 7}}",
        'the cycle "每周" in the rule "own" can never occur.',
    ),
    (
        "fresh: {updated: updated, cycle: cycle, days: {每日: 1}, tolerance: {每月: 3}}",
        'days has no cycle "每月".',
    ),
    (
        "derive: {column: sex, equals: {segment: sequence, of: number, character: 4}}",
        'the segment "sequence" of the identifier "number-long" has 3 characters, not 4.',
    ),
    ("derive: {column: sex, equals: {segment: region, of: number}}", 'the identifier of "number" has no segment "region".'),
    ("named: {code: lower, text: address, at: as_of}", "at belongs to name, not to text."),
    ("named: {code: lower, name: lower-name, text: address}", '"name" and "text" cannot stand together.'),
    ("named: {code: lower}", "one of name, text is missing."),
]


def problems(file: Path) -> list[str]:
    with pytest.raises(StandardError) as raised:
        load_standard(file)
    return [re.sub(r"^\S*:[0-9]+:[0-9]+: ", "", problem.in_("en")) for problem in raised.value.problems]


@pytest.mark.parametrize(("body", "said"), MISTAKES)
def test_a_mistake_is_named_in_a_dataset(valley: Path, body: str, said: str) -> None:
    text = valley.read_text(encoding="utf-8")
    valley.write_text(f"{text}rules: [{{id: own, {body}}}]\n", encoding="utf-8")
    assert any(problem.startswith(said) for problem in problems(valley)), problems(valley)


@pytest.mark.parametrize(("body", "said"), MISTAKES)
def test_and_in_an_element(valley: Path, body: str, said: str) -> None:
    text = valley.read_text(encoding="utf-8")
    valley.write_text(text.replace("rules: [{id: fresh,", f"rules: [{{id: own, {body}}}, {{id: fresh,"), encoding="utf-8")
    assert any(problem.startswith(said) for problem in problems(valley)), problems(valley)


def test_an_element_that_is_not_there_is_a_mistake(valley: Path) -> None:
    text = valley.read_text(encoding="utf-8")
    valley.write_text(text.replace("above: upper}}", "above: uper}}"), encoding="utf-8")
    assert problems(valley) == ['there is no element "uper". Did you mean "upper"?']


def test_several_codes_in_a_cell_have_no_place_below_another(valley: Path) -> None:
    text = valley.read_text(encoding="utf-8")
    valley.write_text(
        text.replace("codelist: unit\n---", 'codelist: {value: unit, separator: ";"}\n---', 1), encoding="utf-8"
    )
    assert problems(valley) == [
        'a cell of "upper" holds several codes: this rule is for columns with one code. Name another column.'
    ]


def test_one_id_names_one_rule_of_an_element(valley: Path) -> None:
    text = valley.read_text(encoding="utf-8")
    valley.write_text(text.replace("id: address, named", "id: city, named"), encoding="utf-8")
    assert [said.split(",")[0] for said in problems(valley)] == ['the id "city" is used twice']


def test_the_bundle_carries_the_lists_and_fits_the_vocabulary(valley: Path) -> None:
    bundle = compile_bundle(valley, "people")
    row = bundle["schema"]["$defs"]["row"]
    assert set(lists_in({"codeWithin": {"list": "a", "aboveList": "b"}, "codeNamed": {"list": "c"}})) == {"a", "b", "c"}
    assert set(bundle["codelists"]) == {"unit"}  # the other is written out as an enum
    jsonschema.Draft202012Validator(vocabulary_schema()).validate(bundle["schema"])
    assert row["codeWithin"] == {"code": "lower", "above": "upper", "list": "unit", "aboveList": "unit"}


def test_a_segment_of_several_forms_is_looked_for_by_length(valley: Path) -> None:
    row = compile_bundle(valley, "people")["schema"]["$defs"]["row"]
    assert row["segmentEquals"] == {
        "column": "birth",
        "of": "number",
        "forms": ["YYYY-MM-DD"],
        "pieces": [{"length": 9, "start": 0, "end": 6}, {"length": 11, "start": 0, "end": 8}],
    }
    (sex,) = [part["segmentEquals"] for part in row["allOf"] if "segmentEquals" in part]
    assert sex["pieces"] == [{"length": 9, "start": 8, "end": 9}, {"length": 11, "start": 10, "end": 11}]


def test_one_form_keeps_its_guard(valley: Path) -> None:
    text = valley.read_text(encoding="utf-8")
    valley.write_text(text.replace("personal: true\nidentifier: number\n", "identifier: number-long\n"), encoding="utf-8")
    row = compile_bundle(valley, "people")["schema"]["$defs"]["row"]
    assert row["if"]["properties"] == {"number": {"minLength": 11, "maxLength": 11}}
    assert row["then"]["segmentEquals"]["start"] == 0


def test_rules_of_low_confidence_are_advice(valley: Path) -> None:
    checks = {check["id"]: check["severity"] for check in compile_bundle(valley, "people")["checks"]}
    assert checks["lower.address"] == "warning"
    assert checks["lower.city"] == "error"
