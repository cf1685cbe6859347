"""A JSON Schema of another maker becomes a bundle, or is refused with the place of the culprit."""

import json
from pathlib import Path
from typing import Any

import pytest

from dgov_std import check
from dgov_std.errors import InputError, StandardError, UsageError
from dgov_std.foreign.json_schema import json_schema_bundle
from dgov_std.foreign.reading import read_schema, schema_bundle
from dgov_std.plan import build_plan

SCHEMA = {
    "title": "People",
    "type": "object",
    "properties": {"name": {"type": "string", "title": "Name"}, "age": {"type": "integer", "minimum": 0}},
    "required": ["name"],
}


def problem_of(schema: Any) -> str:
    with pytest.raises(StandardError) as caught:
        json_schema_bundle(schema, "s")
    return caught.value.problems[0].in_("en")


def test_columns_are_the_properties_wherever_they_stand() -> None:
    schema = {
        "$ref": "#/$defs/base",
        "properties": {"a": {}},
        "oneOf": [{"properties": {"b": {}}}, {"required": ["c"]}],
        "$defs": {"base": {"properties": {"d": {}}, "required": ["d"]}},
    }
    columns = json_schema_bundle(schema, "s")["binding"]["columns"]
    assert {c["id"]: c["required"] for c in columns} == {"a": None, "d": "error", "b": None, "c": None}


def test_an_array_of_records_describes_the_rows() -> None:
    bundle = json_schema_bundle({"type": "array", "items": {"$ref": "#/$defs/r"}, "$defs": {"r": SCHEMA}}, "s")
    assert (bundle["row"], bundle["rows"]) == ("/items", "")
    assert [c["id"] for c in bundle["binding"]["columns"]] == ["name", "age"]


def test_nested_parts_are_refused_by_their_pointer() -> None:
    said = problem_of({"properties": {"a/b": {"type": "object", "properties": {}}}})
    assert said == (
        "/properties/a~1b: this is a nested object or array, which no cell can hold. "
        "split it into columns, or take it out of the schema"
    )


def test_a_reference_out_of_the_document_is_refused() -> None:
    said = problem_of({"properties": {"a": {"$ref": "http://169.254.169.254/x"}}})
    assert (
        said
        == "/properties/a/$ref: http://169.254.169.254/x is not in this document. put it under $defs; nothing is ever fetched"
    )


def test_an_unknown_dialect_is_refused() -> None:
    said = problem_of({"$schema": "https://example.org/mine"})
    assert said == "/$schema: unknown $schema: https://example.org/mine. known: 2020-12, 2019-09, draft-07, draft-06"


def test_an_invalid_schema_is_refused_where_it_is_invalid() -> None:
    assert problem_of({"properties": {"a": {"maxLength": -1}}}).startswith(
        "/properties/a/maxLength: this is no valid JSON Schema"
    )


def test_numbers_are_read_exactly_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "s.json"
    path.write_text('{"properties": {"a": {"type": "number", "minimum": 0.12345678901234567890123}}}', encoding="utf-8")
    with pytest.raises(StandardError, match="/properties/a/minimum: the number has more digits than can be kept"):
        read_schema(path)


def test_what_is_no_schema_file(tmp_path: Path) -> None:
    path = tmp_path / "s.json"
    path.write_text("[1,", encoding="utf-8")
    with pytest.raises(StandardError, match="this is no JSON"):
        read_schema(path)
    with pytest.raises(InputError, match="cannot be read"):
        read_schema(tmp_path / "absent.json")


def test_a_check_by_schema(tmp_path: Path) -> None:
    data, schema = tmp_path / "p.csv", tmp_path / "s.json"
    data.write_text("name,age,extra\nAnn,12,x\n,007,\nBob,1e1,\nCid,-1,\n", encoding="utf-8")
    schema.write_text(json.dumps(SCHEMA), encoding="utf-8")
    report = check(data, schema=schema)
    assert [(f.code, f.element, [p.row for p in f.first]) for f in report.findings] == [
        ("TYP101", "name", [3]),
        ("TYP204", "age", [5]),
        ("TYP208", "age", [3]),
    ]
    assert (report.rows.total, report.rows.clean) == (4, 2)
    assert check(data, schema=SCHEMA).to_dict()["rows"] == report.to_dict()["rows"]


def test_a_schema_takes_the_place_of_a_standard(tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(UsageError, match="--schema takes the place of --standard"):
        check(tmp_path / "p.csv", schema=SCHEMA, standard="licence-publicity")


def test_an_unknown_format_is_listed_as_not_run(tmp_path: Path) -> None:
    data = tmp_path / "p.csv"
    data.write_text("a,b\nx,y\n", encoding="utf-8")
    report = check(data, schema={"properties": {"a": {"format": "colour"}, "b": {"maxLength": 1}}})
    unrun = [c for c in report.values.checks if c.element == "a"]
    assert [(c.status.value, c.reason and c.reason.en) for c in unrun] == [
        ("not applicable", "unknown format colour: an annotation")
    ]


def test_references_that_double_end_in_a_message() -> None:
    defs: dict[str, Any] = {f"d{i}": {"allOf": [{"$ref": f"#/$defs/d{i + 1}"}] * 2} for i in range(40)}
    schema = json.loads(json.dumps({"properties": {"a": {"$ref": "#/$defs/d0"}}, "$defs": defs | {"d40": {"maxLength": 3}}}))
    with pytest.raises(StandardError, match="unfolds into more than 200000 parts"):
        build_plan(json_schema_bundle(schema, "s"), {"a": 0})


def test_words_of_our_own_vocabulary_mean_nothing_in_a_schema_of_another_maker() -> None:
    schema = {"properties": {"decimal": {"decimal": True, "checkDigit": "no value of ours"}}, "compareColumns": 1}
    assert json_schema_bundle(schema, "s")["schema"] == {"properties": {"decimal": {}}}


@pytest.mark.parametrize(
    ("schema", "said"),
    [
        ({"name": "pkg", "version": "1.0.0"}, "there is no keyword of JSON Schema in it"),
        ({"propertys": {"a": {"type": "integer"}}}, "there is no keyword of JSON Schema in it"),
        (
            {"properties": {"a": {"$ref": "#/components/X"}}, "components": {"X": {"type": "interger"}}},
            "/components/X/type: this is no valid JSON Schema",
        ),
        (
            {"properties": {"a": {"$ref": "#/components/X"}}, "components": {"X": {"$ref": "#/title"}}, "title": "t"},
            "/components/X/$ref: #/title is no schema",
        ),
        (
            {"$id": "https://e.org/a", "$defs": {"b": {"$id": "b", "$schema": "http://json-schema.org/draft-07/schema"}}},
            "/$defs/b/$schema: two editions of JSON Schema in one file",
        ),
        ({"properties": {"a": {"const": "\ud800"}}}, "this is no JSON"),
        ({"properties": {1: {"maxLength": 1}}}, "this is no JSON (a name that is no text)"),
        ({"properties": {"a": {"minimum": float("nan")}}}, "this is no JSON"),
    ],
)
def test_what_is_no_schema_is_refused_with_its_place(schema: Any, said: str) -> None:
    with pytest.raises(StandardError) as caught:
        schema_bundle(schema, "s")
    assert said in caught.value.problems[0].in_("en")


def test_what_a_reference_leads_to_is_read_in_the_edition_of_the_document() -> None:
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "properties": {"a": {"$ref": "#/components/X"}},
        "components": {
            "X": {"$ref": "#/components/Y", "minLength": 5},
            "Y": {"dependencies": {"a": ["b"]}, "decimal": True},
        },
    }
    found = schema_bundle(schema, "s")["schema"]["components"]
    assert found["X"] == {"$ref": "#/components/Y"}
    assert found["Y"] == {"dependencies": {"a": ["b"]}, "dependentRequired": {"a": ["b"]}}


def test_a_schema_that_asserts_nothing_lets_nothing_pass(tmp_path: Path) -> None:
    data = tmp_path / "p.csv"
    data.write_text("a,b\nx,y\n", encoding="utf-8")
    assert check(data, schema={"definitions": {"a": {"type": "integer"}}}).verdict == "not evaluated"
    assert check(data, schema={"properties": {"a": {"maxLength": 1}}}).verdict == "pass"


def test_a_long_number_is_harmless_as_an_annotation(tmp_path: Path) -> None:
    path = tmp_path / "s.json"
    path.write_text('{"properties": {"a": {"type": "number", "default": 0.12345678901234567890123}}}', encoding="utf-8")
    assert read_schema(path)["row"] == ""


def test_a_member_that_stands_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "s.json"
    path.write_text('{"required": ["a"], "required": ["b"]}', encoding="utf-8")
    with pytest.raises(StandardError, match="'required' stands twice"):
        read_schema(path)


def test_rows_are_equal_when_their_values_are(tmp_path: Path) -> None:
    data = tmp_path / "p.csv"
    data.write_text("a,b\n1,true\n1.0,TRUE\n1,false\n", encoding="utf-8")
    columns = {"a": {"type": "number"}, "b": {"type": "boolean"}}
    report = check(data, schema={"type": "array", "uniqueItems": True, "items": {"properties": columns}})
    assert [(f.code, f.rows) for f in report.findings] == [("KEY102", 2)]


def test_an_unknown_format_is_listed_wherever_it_stands(tmp_path: Path) -> None:
    data = tmp_path / "p.csv"
    data.write_text("a,b\nx,y\n", encoding="utf-8")
    report = check(data, schema={"properties": {"a": {"anyOf": [{"format": "colour"}, {"const": "z"}]}}})
    assert [c.id for c in report.values.checks if c.status == "not applicable"] == ["properties.a.anyOf.0.format"]


def test_check_ids_are_unique(tmp_path: Path) -> None:
    data = tmp_path / "p.csv"
    data.write_text("a,a.allOf.0\nx,y\n", encoding="utf-8")
    schema = {"properties": {"a": {"allOf": [{"minLength": 2}]}, "a.allOf.0": {"minLength": 3}}}
    ids = [c.id for c in check(data, schema=schema).values.checks if c.code == "TYP207"]
    assert ids == ["properties.a.allOf.0.minLength", "properties/a.allOf.0/minLength"]


def told(report: Any) -> list[tuple[str, str | None, str]]:
    return [(f.code, f.element, str(f.facts)) for f in report.findings]


def test_a_definition_used_under_a_condition_and_without_one_is_two_checks(tmp_path: Path) -> None:
    data = tmp_path / "p.csv"
    data.write_text("kind,a,b\nx,1,12345\n", encoding="utf-8")
    short = {"$ref": "#/$defs/short"}
    schema = {
        "if": {"properties": {"kind": {"const": "x"}}, "required": ["kind"]},
        "then": {"properties": {"a": {**short, "minLength": 2}}},
        "properties": {"b": short},
        "$defs": {"short": {"maxLength": 3}},
    }
    found = told(check(data, schema=schema))
    assert [(code, element) for code, element, _ in found] == [("REL103", "a"), ("TYP206", "b")]
    assert "Limit(limit='3'" in found[1][2]


@pytest.mark.parametrize(
    "test",
    [
        {"properties": {"kind": {"const": "x"}}},  # holds where the column is empty, too
        {"properties": {"kind": {"not": {"const": "y"}}}, "required": ["kind"]},
        {"properties": {"kind": {"const": "x"}}, "required": ["kind"], "not": {"required": ["c"]}},
    ],
)
def test_a_condition_is_told_only_where_it_can_be_told_whole(tmp_path: Path, test: Any) -> None:
    data = tmp_path / "p.csv"
    data.write_text("kind,a\nx,12345\n", encoding="utf-8")
    found = told(check(data, schema={"if": test, "then": {"properties": {"a": {"maxLength": 3}}}}))
    assert [(code, element) for code, element, _ in found] == [("TYP206", "a")]
