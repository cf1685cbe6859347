"""Every keyword of JSON Schema 2020-12 is executed, an annotation, or refused: none is silently dropped."""

import csv
import json
import re
from pathlib import Path
from typing import Any

import jsonschema_specifications
import pytest
from judging import bundle_of, by_engine

import dgov_std
from dgov_std.errors import StandardError

ROOT = Path(__file__).resolve().parents[2]
DOCS = (ROOT / "docs" / "json-schema.md").read_text(encoding="utf-8")
INTEGER = {"type": "integer"}
STRING = {"type": "string"}
CELL: dict[str, tuple[Any, dict[str, Any], str, str]] = {
    "type": ("integer", {}, "1", "x"),
    "const": ("x", {}, "x", "y"),
    "enum": (["x", "z"], {}, "z", "y"),
    "multipleOf": (0.01, {"type": "number"}, "0.07", "0.071"),
    "maximum": (5, INTEGER, "5", "6"),
    "exclusiveMaximum": (5, INTEGER, "4", "5"),
    "minimum": (5, INTEGER, "5", "4"),
    "exclusiveMinimum": (5, INTEGER, "6", "5"),
    "maxLength": (2, {}, "ab", "abc"),
    "minLength": (2, {}, "ab", "a"),
    "pattern": ("^a$", {}, "a", "b"),
    "format": ("date", {}, "2024-02-29", "2023-02-29"),
}
"""Keyword of a cell -> (value, its neighbours, a text that passes, one that fails)."""

Row = dict[str, str]
B = {"required": ["b"]}
ROW: dict[str, tuple[Any, dict[str, Any], Row, Row]] = {
    "additionalProperties": (False, {}, {}, {"a": "1"}),
    "properties": ({"a": INTEGER}, {}, {"a": "1"}, {"a": "x"}),
    "patternProperties": ({"^a": INTEGER}, {}, {"a": "1"}, {"a": "x"}),
    "dependentSchemas": ({"a": B}, {}, {"a": "1", "b": "1"}, {"a": "1"}),
    "dependentRequired": ({"a": ["b"]}, {}, {"a": "1", "b": "1"}, {"a": "1"}),
    "propertyNames": ({"maxLength": 1}, {}, {"a": "1"}, {"aa": "1"}),
    "if": ({"required": ["a"]}, {"then": B}, {"b": "1"}, {"a": "1"}),
    "then": (B, {"if": {"required": ["a"]}}, {"b": "1"}, {"a": "1"}),
    "else": (B, {"if": {"required": ["a"]}}, {"a": "1"}, {"c": "1"}),
    "allOf": ([B], {}, {"b": "1"}, {"a": "1"}),
    "anyOf": ([B, {"required": ["c"]}], {}, {"c": "1"}, {"a": "1"}),
    "oneOf": ([B, {"required": ["c"]}], {}, {"c": "1"}, {"b": "1", "c": "1"}),
    "not": (B, {}, {"a": "1"}, {"b": "1"}),
    "unevaluatedProperties": (False, {"allOf": [{"properties": {"a": {}}}]}, {"a": "1"}, {"a": "1", "b": "1"}),
    "maxProperties": (1, {}, {"a": "1"}, {"a": "1", "b": "1"}),
    "minProperties": (2, {}, {"a": "1", "b": "1"}, {"a": "1"}),
    "required": (["b"], {}, {"b": "1"}, {"a": "1"}),
    "$ref": ("#/$defs/x", {"$defs": {"x": B}}, {"b": "1"}, {"a": "1"}),
    "$defs": ({"x": B}, {"$ref": "#/$defs/x"}, {"b": "1"}, {"a": "1"}),
    "$dynamicRef": ("#x", {"$defs": {"x": {"$dynamicAnchor": "x", **B}}}, {"b": "1"}, {"a": "1"}),
    "$anchor": ("x", {"anyOf": [{"$anchor": "y", **B}], "$ref": "#y"}, {"b": "1"}, {"a": "1"}),
    "$dynamicAnchor": ("x", {"anyOf": [{"$dynamicAnchor": "y", **B}], "$dynamicRef": "#y"}, {"b": "1"}, {"a": "1"}),
    "$id": ("https://example.org/r", {"$ref": "https://example.org/r#/$defs/x", "$defs": {"x": B}}, {"b": "1"}, {"a": "1"}),
}
"""Keyword of a row -> (value, its neighbours, a row that passes, one that fails)."""

OF_ROWS = {"items": {"properties": {"a": INTEGER}}, "minItems": 2, "maxItems": 1, "uniqueItems": True}
ANNOTATIONS: dict[str, Any] = {
    "$comment": "c",
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$vocabulary": {"https://json-schema.org/draft/2020-12/vocab/core": True},
    "title": "t",
    "description": "d",
    "default": {"a": 1},
    "deprecated": True,
    "readOnly": True,
    "writeOnly": True,
    "examples": [1],
    "contentEncoding": "base64",
    "contentMediaType": "application/json",
    "contentSchema": {"type": "integer"},
}
REFUSED = {"prefixItems": [{}], "contains": {}, "minContains": 2, "maxContains": 1, "unevaluatedItems": False}
STATUS = {
    **dict.fromkeys([*CELL, *ROW], "executed"),
    **dict.fromkeys(OF_ROWS, "over the rows"),
    **dict.fromkeys(ANNOTATIONS, "annotation"),
    **dict.fromkeys(REFUSED, "refused"),
}


def keywords() -> set[str]:
    """Every keyword of the vocabularies, from their meta-schemas."""
    folder = Path(jsonschema_specifications.__file__).parent / "schemas" / "draft202012" / "vocabularies"
    return {word for path in folder.iterdir() for word in json.loads(path.read_text(encoding="utf-8"))["properties"]}


def test_every_keyword_is_in_the_table_and_in_the_documentation():
    assert keywords() == set(STATUS)
    documented = dict(re.findall(r"^\| `([^`]+)` \| ([a-z ]+) \|", DOCS, re.MULTILINE))
    assert {word: documented.get(word) for word in STATUS} == STATUS


@pytest.mark.parametrize("word", CELL)
def test_keywords_of_a_cell_are_executed(word: str):
    value, beside, good, bad = CELL[word]
    bundle = bundle_of({"properties": {"a": {**beside, word: value}}})
    assert by_engine(bundle, [{"a": good}, {"a": bad}], ["a"], None) == [True, False]
    if beside:
        without = bundle_of({"properties": {"a": beside}})
        assert by_engine(without, [{"a": bad}], ["a"], None) == [True]


@pytest.mark.parametrize("word", ROW)
def test_keywords_of_a_row_are_executed(word: str):
    value, beside, good, bad = ROW[word]
    bundle = bundle_of({**beside, word: value})
    good, bad = {"k": "" if word == "additionalProperties" else "x", **good}, {"k": "", **bad}
    if word in {"additionalProperties", "unevaluatedProperties", "propertyNames", "maxProperties", "minProperties"}:
        good.pop("k")
    columns = sorted({*good, *bad})
    rows = [row for row in (good, bad) if any(row.values())]
    assert by_engine(bundle, rows, columns, None) == [row is good for row in rows]


@pytest.mark.parametrize("word", OF_ROWS)
def test_keywords_over_the_rows_are_executed(word: str, tmp_path: Path):
    rows = {"items": ["1", "x"], "minItems": ["1"], "maxItems": ["1", "2"], "uniqueItems": ["1", "1"]}[word]
    path = tmp_path / "rows.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["a", "b"], *([text, "x"] for text in rows)])
    plain: dict[str, Any] = {"type": "array", "items": {}}
    assert dgov_std.check(path, standard=bundle_of(plain)).verdict == "not evaluated"  # it asserts nothing
    assert dgov_std.check(path, standard=bundle_of({**plain, word: OF_ROWS[word]})).verdict == "fail"


@pytest.mark.parametrize("word", ANNOTATIONS)
def test_annotations_say_nothing(word: str):
    schema = {"properties": {"a": {"type": "string", word: ANNOTATIONS[word]}}, "required": ["b"], word: ANNOTATIONS[word]}
    if word in {"$schema", "$vocabulary"}:
        del schema["properties"]["a"][word]
    rows = [{"a": "1", "b": "2"}, {"a": "1"}]
    assert by_engine(bundle_of(schema), rows, ["a", "b"], None) == [True, False]


@pytest.mark.parametrize("word", REFUSED)
def test_what_speaks_of_rows_by_place_is_refused(word: str):
    beside = {"contains": {}} if word in {"minContains", "maxContains"} else {}  # without it they say nothing
    schema = {"type": "array", "items": {}, **beside, word: REFUSED[word]}
    with pytest.raises(StandardError) as raised:
        bundle_of(schema)
    assert [problem.where for problem in raised.value.problems] == [f"/{next(iter(beside), word)}"]
