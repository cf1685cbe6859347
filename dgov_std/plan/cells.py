"""The schema of one cell -> an expression over its texts.

A keyword that does not apply to the value's type is true. Unknown keywords are annotations; those
that ask about objects and arrays do not apply to a cell, which is neither.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dgov_std.arrays import strings
from dgov_std.checks import CELL_CHECKS, ROW_CHECKS
from dgov_std.errors import Problem, StandardError
from dgov_std.plan.expression import All, AnyOf, Const, Expression, Leaf, Not, OneOf, Part, Slice
from dgov_std.plan.generated import unknown_format
from dgov_std.plan.place import Place
from dgov_std.plan.reading import TEXT, Reading, type_name
from dgov_std.text import Text

NUMBER_KEYWORDS = frozenset("minimum maximum exclusiveMinimum exclusiveMaximum multipleOf".split())
# Kernels the compiler itself sets in place of `type`, `enum` and `const`; in a schema they are unknown words.
INTERNAL = frozenset({"jsonType", "numberIn"})
TEXT_KEYWORDS = frozenset(CELL_CHECKS) - NUMBER_KEYWORDS - INTERNAL - {"enum", "const"}
APPLICATORS = frozenset("allOf anyOf oneOf not if then else $ref $dynamicRef".split())

Build = Callable[[Place, Any], Expression]


def cell(place: Place, schema: Any, reading: Reading = TEXT) -> Expression:  # noqa: ANN401 - any JSON value
    """Compile a schema of one cell that is present."""
    if isinstance(schema, bool):
        return Const(schema)
    here = place.within(schema)
    parts = [applicator(here, key, schema, lambda p, s: cell(p, s, reading)) for key in schema if key in APPLICATORS]
    for key, value in schema.items():
        if key == "slices":
            parts += [Slice(item["start"], item["end"], cell(here, item["schema"])) for item in value]
        elif key == "parts":
            parts += [Part(item["separator"], item["index"], cell(here, item["schema"])) for item in value]
        elif key not in APPLICATORS:
            parts.append(cell_leaf(here, key, value, reading))
    return together(parts)


def cell_leaf(place: Place, key: str, value: Any, reading: Reading = TEXT) -> Expression:  # noqa: ANN401
    """Compile one keyword over a cell that is present."""
    typed = bool(reading.number or reading.true)
    if key == "type":
        names = [value] if isinstance(value, str) else value
        return _type(place, names, reading) if typed else Const("string" in names)
    if key in {"enum", "const"}:
        values = value if key == "enum" else [value]
        return _listed(place, values, reading) if typed else _leaf(place, key, value)
    if key in NUMBER_KEYWORDS:
        return _leaf(place, key, value) if reading.number else Const(True)
    if key in TEXT_KEYWORDS:
        leaf = _leaf(place, key, value)
        return either([Not(_type(place, ["string"], reading)), leaf]) if typed else leaf
    if key in ROW_CHECKS:
        raise misplaced(key)
    return Const(True)


def _leaf(place: Place, key: str, value: Any) -> Expression:  # noqa: ANN401 - any JSON value
    try:
        kernel = CELL_CHECKS[key](value, place.setting)
    except StandardError as error:
        raise place.located(error, key) from None
    if kernel is None and key == "format":
        place.document.unknown[f"{place.pointer}/format"] = unknown_format(str(value))
    # An unknown format, or a false `decimal`, asks nothing.
    return Const(True) if kernel is None and key in {"format", "decimal"} else Leaf(key, value, kernel)


def _type(place: Place, names: list[str], reading: Reading) -> Expression:
    value = {"types": sorted(names), "number": reading.number, "literals": [*reading.true, *reading.false]}
    return _leaf(place, "jsonType", value)


def _listed(place: Place, values: list[Any], reading: Reading) -> Expression:
    """`enum` over cells that may be numbers or truth values: 1 and 1.0 are one number, "1" is another value."""
    texts = [value for value in values if isinstance(value, str)]
    numbers = [value for value in values if type_name(value) in {"integer", "number"}]
    truths = {value for value in values if isinstance(value, bool)}
    literals = [*(reading.true if True in truths else ()), *(reading.false if False in truths else ())]
    parts: list[Expression] = []
    if texts:
        parts.append(together([_type(place, ["string"], reading), _leaf(place, "enum", texts)]))
    if numbers and reading.number:
        parts.append(_leaf(place, "numberIn", numbers))
    if literals:
        parts.append(_leaf(place, "enum", literals))
    return either(parts)


def at_null(place: Place, schema: Any) -> bool:  # noqa: ANN401 - any JSON value
    """Return the verdict of a schema on null, which is the same in every row."""
    if isinstance(schema, bool):
        return schema
    here = place.within(schema)
    return all(null_leaf(here, key, schema) for key in schema)


def null_leaf(place: Place, key: str, schema: Mapping[str, Any]) -> bool:
    """Return the verdict of one keyword of a schema on null."""
    value = schema[key]
    match key:
        case "type":
            return value == "null" or "null" in value
        case "enum":
            return any(item is None for item in value)
        case "const":
            return value is None
        case "allOf":
            return all(at_null(place, part) for part in value)
        case "anyOf":
            return any(at_null(place, part) for part in value)
        case "oneOf":
            return sum(at_null(place, part) for part in value) == 1
        case "not":
            return not at_null(place, value)
        case "$ref" | "$dynamicRef":
            there, found = place.follow(schema, key)
            return at_null(there, found.schema)
        case "if":
            return at_null(place, schema.get("then" if at_null(place, value) else "else", True))
        case _:
            return True


def applicator(place: Place, key: str, schema: Mapping[str, Any], build: Build) -> Expression:
    """Compile a keyword that combines schemas of the same value; `build` compiles these."""
    value = schema[key]
    match key:
        case "$ref" | "$dynamicRef":
            there, found = place.follow(schema, key)
            return build(there, found.schema)
        case "allOf":
            return together([build(place, part) for part in value])
        case "anyOf":
            return either([build(place, part) for part in value])
        case "oneOf":
            return OneOf(tuple(build(place, part) for part in value))
        case "not":
            return Not(build(place, value))
        case "if":
            test = build(place, value)
            then = either([Not(test), build(place, schema["then"])]) if "then" in schema else Const(True)
            otherwise = either([test, build(place, schema["else"])]) if "else" in schema else Const(True)
            return together([then, otherwise])
        case _:
            return Const(True)  # then, else: read with their if


def together(parts: list[Expression]) -> Expression:
    """Return the conjunction, without the parts that are always true."""
    kept = tuple(part for part in parts if part != Const(True))
    return Const(True) if not kept else kept[0] if len(kept) == 1 else All(kept)


def either(parts: list[Expression]) -> Expression:
    """Return the disjunction, without the parts that are never true."""
    kept = tuple(part for part in parts if part != Const(False))
    if Const(True) in kept:
        return Const(True)
    return Const(False) if not kept else kept[0] if len(kept) == 1 else AnyOf(kept)


def text_passes(expression: Expression, text: str) -> bool:
    """Return the verdict of a cell's expression on one text, such as the name of a property."""
    match expression:
        case Const(value):
            return value
        case Not(part):
            return not text_passes(part, text)
        case All(parts):
            return all(text_passes(part, text) for part in parts)
        case AnyOf(parts):
            return any(text_passes(part, text) for part in parts)
        case OneOf(parts):
            return sum(text_passes(part, text) for part in parts) == 1
        case Slice(start, end, part):
            return len(text) < end or text_passes(part, text[start:end])
        case Part(separator, index, part):
            return text.count(separator) < index or text_passes(part, text.split(separator)[index])
        case Leaf(kernel=kernel):
            return kernel is None or bool(kernel(strings([text]))[0])
        case _:
            raise TypeError(expression)


def misplaced(keyword: str) -> StandardError:
    """Return the error for a keyword that compares columns, written where there is only one cell."""
    return StandardError(
        Problem(
            Text(f"{keyword} 比较几栏, 不能写在一栏里", f"{keyword} compares columns and cannot stand in the schema of one"),
            todo=Text("写到整行的模式里", "write it in the schema of the row"),
        )
    )
