"""What the cells of a column stand for follows from the types its own schema names."""

from typing import Any

import pytest

from dgov_std.plan.plan import standing
from dgov_std.plan.reading import FALSE, TEXT, TRUE, Reading

NUMBER = Reading(number=True)
TRUTH = Reading(true=TRUE, false=FALSE)


def reading(row: Any, column: str = "a") -> Reading:
    place, _ = standing({"schema": row, "codelists": {}}, "", ["a", "b"], None)
    return place.reading(column)


@pytest.mark.parametrize(
    ("schema", "wanted"),
    [
        ({}, TEXT),
        (True, TEXT),
        ({"type": "string"}, TEXT),
        ({"type": "integer"}, NUMBER),
        ({"type": ["number", "null"]}, Reading(number=True, null=True)),
        ({"type": ["string", "integer"]}, TEXT),
        ({"type": ["string", "null"]}, Reading(null=True)),
        ({"type": "boolean"}, TRUTH),
        ({"enum": [1, 2]}, NUMBER),
        ({"enum": [1, "x"]}, TEXT),
        ({"const": None}, Reading(null=True)),
        ({"$ref": "#/$defs/n"}, NUMBER),
        ({"allOf": [{"type": "number"}, {"type": "integer"}]}, NUMBER),
        ({"allOf": [{"type": ["string", "integer"]}, {"type": "integer"}]}, NUMBER),
        ({"allOf": [{"type": "string"}, {"type": "integer"}]}, TEXT),
        ({"anyOf": [{"type": "integer"}, {"type": "null"}]}, Reading(number=True, null=True)),
        ({"anyOf": [{"type": "integer"}, {"maxLength": 1}]}, TEXT),
        ({"not": {"type": "integer"}}, TEXT),
        ({"if": {}, "then": {"type": "integer"}}, TEXT),
    ],
)
def test_of_its_own_schema(schema: Any, wanted: Reading) -> None:
    assert reading({"properties": {"a": schema}, "$defs": {"n": {"type": "number"}}}) == wanted


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ({"additionalProperties": {"type": "integer"}}, NUMBER),
        ({"patternProperties": {"^a$": {"type": "integer"}}}, NUMBER),
        ({"patternProperties": {"^b$": {"type": "integer"}}}, TEXT),
        ({"properties": {"a": {}}, "additionalProperties": {"type": "integer"}}, TEXT),
        ({"allOf": [{"properties": {"a": {"type": "integer"}}}]}, NUMBER),
        ({"$ref": "#/$defs/r", "$defs": {"r": {"properties": {"a": {"type": "integer"}}}}}, NUMBER),
        ({"oneOf": [{"properties": {"a": {"type": "integer"}}}, {"properties": {"b": True}}]}, NUMBER),
        ({"oneOf": [{"properties": {"a": {"type": "integer"}}}, {"properties": {"a": {"type": "string"}}}]}, TEXT),
        ({"properties": {"a": {"type": "string"}}, "if": True, "then": {"properties": {"a": {"type": "integer"}}}}, TEXT),
    ],
)
def test_of_the_row_schema(row: Any, wanted: Reading) -> None:
    assert reading(row) == wanted


def test_a_circle_of_references_names_nothing() -> None:
    assert reading({"properties": {"a": {"$ref": "#/$defs/x"}}, "$defs": {"x": {"$ref": "#/$defs/x"}}}) == TEXT
