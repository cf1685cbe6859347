"""A JSON Schema of another maker becomes a bundle, or is refused with the place of the culprit."""

import json
from pathlib import Path
from typing import Any

import pytest

from dgov_std import check
from dgov_std.errors import InputError, StandardError, UsageError
from dgov_std.foreign.json_schema import json_schema_bundle
from dgov_std.foreign.reading import read_schema
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
    with pytest.raises(StandardError, match="has more digits than can be kept"):
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
