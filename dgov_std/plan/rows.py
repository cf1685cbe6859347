"""The schema of one row -> an expression over its cells.

The columns of the file are known here, so keywords that speak of all properties
(`additionalProperties` and its kin) become one expression per column.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dgov_std.checks import ROW_CHECKS
from dgov_std.plan.cells import APPLICATORS, applicator, at_null, cell, either, text_passes, together
from dgov_std.plan.expression import Across, Cell, Const, Expression, Filled, Not, Present
from dgov_std.plan.place import Place

PER_COLUMN = ("properties", "patternProperties", "additionalProperties", "propertyNames")
_EVALUATING = PER_COLUMN[:3]


def row(place: Place, schema: Any) -> Expression:  # noqa: ANN401 - any JSON value
    """Compile a schema of one row."""
    if isinstance(schema, bool):
        return Const(schema)
    place_of = (id(schema), place.base, place.scope)
    known = place.document.rows
    if place_of not in known or id(schema) not in place.document.locations.pointers:
        known[place_of] = _row(place.within(schema), schema)
    return known[place_of]


def _row(here: Place, schema: Mapping[str, Any]) -> Expression:
    parts = [applicator(here, key, schema, row) for key in schema if key in APPLICATORS]
    for key in schema:
        if key in PER_COLUMN:
            parts += [column(here, name, part) for name, part in columns_under(here, key, schema)]
        elif key not in APPLICATORS:
            parts.append(row_leaf(here, key, schema))
    return together(parts)


def column(place: Place, name: str, schema: Any) -> Expression:  # noqa: ANN401 - any JSON value
    """Compile what a row's schema says of one column."""
    if schema is False:
        return Not(Present(name))
    inside, reading = place.in_cell(), place.reading(name)
    found = cell(inside, schema, reading)
    null = at_null(inside, schema) if reading.null else True
    return Const(True) if found == Const(True) and null else Cell(name, found, null)


def columns_under(place: Place, key: str, schema: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield (column, schema) for what one keyword of a row's schema says of columns of the file."""
    value = schema[key]
    match key:
        case "properties":
            yield from value.items()
        case "patternProperties":
            for pattern, part in value.items():
                yield from ((name, part) for name in place.columns if place.matches(pattern, name))
        case "additionalProperties":
            patterns = schema.get("patternProperties", {})
            for name in place.columns:
                if name not in schema.get("properties", {}) and not any(place.matches(p, name) for p in patterns):
                    yield name, value
        case "propertyNames":
            names = cell(place.in_cell(), value)
            yield from ((name, False) for name in place.columns if not text_passes(names, name))


def row_leaf(place: Place, key: str, schema: Mapping[str, Any]) -> Expression:
    """Compile one keyword that speaks of the row as a whole."""
    value = schema[key]
    match key:
        case "type":
            return Const(value == "object" or "object" in value)
        case "required":
            return together([Present(name) for name in value])
        case "enum":
            return either([_equals(place, item) for item in value])
        case "const":
            return _equals(place, value)
        case "minProperties" | "maxProperties":
            low, high = (int(value), None) if key == "minProperties" else (0, int(value))
            return Filled(place.columns, low, high)
        case "dependentRequired":
            return together(
                [either([Not(Present(name)), together([Present(n) for n in names])]) for name, names in value.items()]
            )
        case "dependentSchemas":
            return together([either([Not(Present(name)), row(place, part)]) for name, part in value.items()])
        case "unevaluatedProperties":
            return together([unevaluated(place, name, schema) for name in place.columns])
        case _ if key in ROW_CHECKS:
            kernel = ROW_CHECKS[key](value, place.setting)
            needed = kernel.columns[:1] if key == "sumColumns" else kernel.columns
            return Across(key, value, kernel.columns, kernel, needed)
        case _:
            return Const(True)


def _equals(place: Place, record: Any) -> Expression:  # noqa: ANN401 - any JSON value
    """Whether the row is the record: the same columns there, each with its value."""
    if not isinstance(record, Mapping):
        return Const(False)
    parts: list[Expression] = []
    for name in dict.fromkeys([*place.columns, *record]):
        if name in record:
            parts += [Present(name), column(place, name, {"const": record[name]})]
        else:
            parts.append(Not(Present(name)))
    return together(parts)


def unevaluated(place: Place, name: str, schema: Mapping[str, Any]) -> Expression:
    """Whether a column is evaluated by the schema's other keywords, or passes `unevaluatedProperties`."""
    others = {key: value for key, value in schema.items() if key != "unevaluatedProperties"}
    return either([evaluated(place, name, others), column(place, name, schema["unevaluatedProperties"])])


def evaluated(place: Place, name: str, schema: Any) -> Expression:  # noqa: ANN401 - any JSON value
    """Where a schema has evaluated the column, given that the schema passes (JSON Schema 2020-12 core, 11.3)."""
    if isinstance(schema, bool):
        return Const(False)
    here = place.within(schema)
    named = (other for key in _EVALUATING if key in schema for other, _ in columns_under(here, key, schema))
    if "unevaluatedProperties" in schema or name in named:
        return Const(True)
    parts: list[Expression] = []
    for key, value in schema.items():
        match key:
            case "$ref" | "$dynamicRef":
                there, found = here.follow(schema, key)
                parts.append(evaluated(there, name, found.schema))
            case "allOf":
                parts += [evaluated(here, name, part) for part in value]
            case "anyOf" | "oneOf":
                parts += [together([row(here, part), evaluated(here, name, part)]) for part in value]
            case "dependentSchemas":
                parts += [together([Present(other), evaluated(here, name, part)]) for other, part in value.items()]
            case "if":
                test, then = row(here, value), evaluated(here, name, schema.get("then", True))
                parts.append(together([test, either([evaluated(here, name, value), then])]))
                parts.append(together([Not(test), evaluated(here, name, schema.get("else", True))]))
            case _:
                pass
    return either(parts)
