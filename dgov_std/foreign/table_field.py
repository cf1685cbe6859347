"""One field of a Table Schema -> the keywords its cells are judged by, each with its place in the descriptor.

What a property means is said by the Table Schema specification (v1 and v2); what is neither executed
nor a documented annotation is refused by name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dgov_std.arrays import strings
from dgov_std.checks.field_enum import plain_reading
from dgov_std.checks.field_reading import COUNTED, FALSE, ORDERED, TRUE, reader_of
from dgov_std.checks.setting import Setting
from dgov_std.checks.xsd_pattern import compile_xsd_pattern
from dgov_std.errors import Problem, StandardError
from dgov_std.foreign.field_titles import type_title
from dgov_std.pointer import escaped
from dgov_std.text import Text

Json = Any
BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
LENGTHS = ("minLength", "maxLength")
CONSTRAINTS = frozenset({"required", "unique", "enum", "pattern", "jsonSchema", *BOUNDS, *LENGTHS})
# Table Schema lets a field carry any other property: these and unknown ones are annotations.
TEMPORAL = frozenset({"date", "time", "datetime"})
TYPES = frozenset(
    "string number integer boolean object array list date time datetime year yearmonth duration geopoint geojson any".split()
)
ITEMS = frozenset("string integer boolean number datetime date time".split())
FORMATS: Mapping[str, frozenset[str]] = {
    "string": frozenset({"default", "email", "uri", "binary", "uuid"}),
    "geopoint": frozenset({"default", "array", "object"}),
    "geojson": frozenset({"default", "topojson"}),
}
# property -> (the types that have it, the type of its value, what to say of a wrong value)
PROPERTIES: Mapping[str, tuple[frozenset[str], type, Text]] = {
    "decimalChar": (frozenset({"number"}), str, Text("文字", "a text")),
    "groupChar": (frozenset({"number", "integer"}), str, Text("文字", "a text")),
    "bareNumber": (frozenset({"number", "integer"}), bool, Text("true 或 false", "true or false")),
    "trueValues": (frozenset({"boolean"}), list, Text("文字的列表", "a list of texts")),
    "falseValues": (frozenset({"boolean"}), list, Text("文字的列表", "a list of texts")),
    "delimiter": (frozenset({"list"}), str, Text("文字", "a text")),
    "itemType": (frozenset({"list"}), str, Text("文字", "a text")),
}
_SHORTHANDS = {
    "%F": "%Y-%m-%d",
    "%T": "%H:%M:%S",
    "%R": "%H:%M",
    "%D": "%m/%d/%y",
    "%e": "%d",
    "%h": "%b",
    "%n": " ",
    "%t": " ",
}
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Asserted:
    """One keyword of a column's schema and what the check table says of it.

    `constraint` names it in the check's id; `pointer` is its place in the descriptor.
    """

    keyword: str
    value: Json
    constraint: str
    pointer: str
    code: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Field:
    """A field descriptor, checked: its name, how its cells are read, and what it demands."""

    name: str
    title: str
    description: str
    reading: Mapping[str, Any]
    asserted: tuple[Asserted, ...]
    required: str | None
    unique: str | None
    missing: tuple[str, ...] | None


def read_field(descriptor: Json, pointer: str, default_type: str, *, lenient_time: bool) -> Field:
    """Read one entry of `fields`.

    Args:
        descriptor: the field descriptor, parsed JSON.
        pointer: its JSON Pointer in the document.
        default_type: the type of a field that names none: `string` in v1, `any` in v2.
        lenient_time: read a default time as ISO 8601 (v1), with fraction and zone, and not as `hh:mm:ss` only (v2).

    Raises:
        StandardError: a property is malformed, or one that cannot be executed; says where.
    """
    if not isinstance(descriptor, Mapping):
        raise malformed(pointer, Text("字段应为一个对象", "a field should be an object"))
    name = descriptor.get("name")
    if not isinstance(name, str) or not name:
        raise malformed(f"{pointer}/name", Text("字段没有名称", "the field has no name"))
    for key in descriptor.keys() & CONSTRAINTS:
        raise malformed(
            f"{pointer}/{key}",
            Text(f"{key} 应写在 constraints 里", f"{key} stands outside constraints"),
            Text(f"写成 constraints.{key}", f"write it as constraints.{key}"),
        )
    reading = _reading(descriptor, pointer, default_type, lenient_time=lenient_time)
    constraints = _mapping(descriptor.get("constraints", {}), f"{pointer}/constraints")
    for key in constraints:
        if key not in CONSTRAINTS or key == "jsonSchema":
            raise unsupported(f"{pointer}/constraints/{escaped(key)}", key)
    at = f"{pointer}/constraints"
    demands = [
        *_typed(reading, pointer),
        *_constrained(reading, constraints, at),
        *_categories(descriptor, reading, pointer),
    ]
    return Field(
        name=name,
        title=_text(descriptor, "title", pointer) or name,
        description=_text(descriptor, "description", pointer),
        reading=reading,
        asserted=tuple(demands),
        required=f"{at}/required" if _truth(constraints, "required", at) else None,
        unique=f"{at}/unique" if _truth(constraints, "unique", at) else None,
        missing=missing_values(descriptor["missingValues"], f"{pointer}/missingValues")
        if "missingValues" in descriptor
        else None,
    )


def missing_values(value: Json, pointer: str) -> tuple[str, ...]:
    """Return the missing values, which may carry labels. Raises StandardError."""
    if not isinstance(value, list):
        raise malformed(pointer, Text("missingValues 应为列表", "missingValues should be a list"))
    found: list[Any] = [item.get("value") if isinstance(item, Mapping) else item for item in value]
    for i, item in enumerate(found):
        if not isinstance(item, str):
            raise malformed(f"{pointer}/{i}", Text("缺失值应为文字", "a missing value should be a text"))
    return tuple(dict.fromkeys(found))


def _reading(descriptor: Mapping[str, Any], pointer: str, default_type: str, *, lenient_time: bool) -> Mapping[str, Any]:
    """Return how cells are read, with what differs from the type's defaults only."""
    kind = descriptor.get("type", default_type)
    if not isinstance(kind, str) or kind not in TYPES:
        raise malformed(f"{pointer}/type", Text(f"没有 {kind} 这种类型", f"there is no type {kind}"), _KNOWN_TYPES)
    found: dict[str, Any] = {"type": kind}
    form = _text(descriptor, "format", pointer).removeprefix("fmt:") or "default"
    if kind in TEMPORAL:
        found["format"] = re.sub("%.", lambda m: _SHORTHANDS.get(m.group(), m.group()), form)
        if lenient_time and kind == "time" and form == "default":
            found["format"] = "iso8601"
        elif form == "iso8601":
            raise unsupported(f"{pointer}/format", form)
        if "%" not in form and form not in {"default", "any"}:
            raise unsupported(f"{pointer}/format", form)
    elif form not in FORMATS.get(kind, {"default"}):
        raise unsupported(f"{pointer}/format", f"{kind}/{form}")
    else:
        found["format"] = form
    if found["format"] == "default":
        del found["format"]
    found |= _properties(descriptor, kind, pointer)
    try:
        reader_of(found)
    except StandardError as error:
        problem = error.problems[0]
        raise StandardError(Problem(problem.what, f"{pointer}/format", problem.todo)) from None
    return found


_KNOWN_TYPES = Text(f"可用 {', '.join(sorted(TYPES))}", f"use one of {', '.join(sorted(TYPES))}")


def _properties(descriptor: Mapping[str, Any], kind: str, pointer: str) -> Iterator[tuple[str, Any]]:
    """Yield the properties that change how the type is written; one of another type is refused."""
    for key, (types, value_type, wanted) in PROPERTIES.items():
        if key not in descriptor:
            continue
        value, at = descriptor[key], f"{pointer}/{key}"
        if kind not in types:
            raise malformed(
                at,
                Text(f"{kind} 类型没有 {key}", f"the type {kind} has no {key}"),
                Text("去掉它, 或改类型", "take it out, or change the type"),
            )
        texts = isinstance(value, list) and all(isinstance(item, str) for item in value)
        if not isinstance(value, value_type) or (value_type is list and not texts):
            raise malformed(at, Text(f"{key} 应为{wanted.zh}", f"{key} should be {wanted.en}"))
        if key == "itemType" and value not in ITEMS:
            raise unsupported(at, f"itemType {value}")
        if value != "":
            yield key, value
    both = set(descriptor.get("trueValues", TRUE)) & set(descriptor.get("falseValues", FALSE)) if kind == "boolean" else ()
    for value in sorted(both):
        raise malformed(pointer, Text(f"“{value}”既是真又是假", f'"{value}" means both true and false'))
    if kind == "number" and descriptor.get("decimalChar", ".") == descriptor.get("groupChar"):
        raise malformed(f"{pointer}/groupChar", Text("小数点和分组符相同", "groupChar and decimalChar are the same"))


def _typed(reading: Mapping[str, Any], pointer: str) -> Iterator[Asserted]:
    kind, form = reading["type"], reading.get("format")
    if kind == "any" or (kind == "string" and form is None):
        return
    if kind == "string" and form != "binary":
        yield Asserted("format", form, "type", f"{pointer}/format", "TYP210", {"kind": "forms", "forms": [form]})
        return
    facts = {"kind": "forms", "forms": [], "titles": [type_title(reading).to_dict()]}
    yield Asserted("fieldType", dict(reading), "type", f"{pointer}/type", "TYP212", facts)


def _constrained(reading: Mapping[str, Any], constraints: Mapping[str, Any], at: str) -> Iterator[Asserted]:
    kind = reading["type"]
    for key in (*LENGTHS, "pattern", *BOUNDS, "enum"):
        if key not in constraints:
            continue
        pointer, value = f"{at}/{key}", constraints[key]
        if not _applies(key, kind):
            raise malformed(
                pointer,
                Text(f"{kind} 类型不能有 {key}", f"{key} does not apply to the type {kind}"),
                Text("去掉它, 或改类型", "take it out, or change the type"),
            )
        if key in LENGTHS:
            yield _length(reading, key, value, pointer)
        elif key == "pattern":
            yield _pattern(value, pointer)
        elif key == "enum":
            yield _listed(reading, value, "enum", pointer)
        else:
            yield _bound(reading, key, value, pointer)


def _applies(key: str, kind: str) -> bool:
    if key in LENGTHS:
        return kind == "string" or kind in COUNTED
    if key == "pattern":
        return kind == "string"
    return key == "enum" or kind in ORDERED


def _length(reading: Mapping[str, Any], key: str, value: Json, pointer: str) -> Asserted:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise malformed(pointer, Text(f"{key} 应为非负整数", f"{key} should be a whole number, 0 or more"))
    code = "TYP207" if key == "minLength" else "TYP206"
    if reading["type"] == "string":
        return Asserted(key, value, key, pointer, code, {"kind": "limit", "limit": str(value), "unit": "char"})
    body = {"field": dict(reading), "minimum" if key == "minLength" else "maximum": value}
    return Asserted("fieldLength", body, key, pointer, code, {"kind": "limit", "limit": str(value), "unit": "item"})


def _pattern(value: Json, pointer: str) -> Asserted:
    if not isinstance(value, str):
        raise malformed(pointer, Text("pattern 应为文字", "pattern should be a text"))
    try:
        compile_xsd_pattern(value, Setting({}))
    except StandardError as error:
        problem = error.problems[0]
        raise StandardError(Problem(problem.what, pointer, problem.todo)) from None
    return Asserted("xsdPattern", value, "pattern", pointer, "TYP205", {"kind": "forms", "forms": [value]})


_SIGNS = {"minimum": "≥ ", "maximum": "≤ ", "exclusiveMinimum": "> ", "exclusiveMaximum": "< "}


def _bound(reading: Mapping[str, Any], key: str, value: Json, pointer: str) -> Asserted:
    if reading.get("format") == "any":
        raise malformed(
            pointer,
            Text("format 为 any 时次序不明, 不能有界限", "the format any leaves the order open, so there can be no bound"),
            Text("写明 format", "name the format"),
        )
    text = _lexical(reading, value, pointer)
    facts = {"kind": "limit", "limit": _SIGNS[key] + text, "unit": "value"}
    return Asserted("fieldRange", {"field": dict(reading), key: text}, key, pointer, "TYP204", facts)


def _listed(reading: Mapping[str, Any], value: Json, constraint: str, pointer: str) -> Asserted:
    if not isinstance(value, list) or not value:
        raise malformed(pointer, Text(f"{constraint} 应为非空列表", f"{constraint} should be a list that is not empty"))
    texts = [_lexical(reading, item, f"{pointer}/{i}") for i, item in enumerate(value)]
    facts = {"kind": "listed", "title": None, "values": texts[:_SHOWN], "size": len(texts)}
    if reading["type"] in {"string", "any"}:
        return Asserted("enum", texts, constraint, pointer, "COD101", facts)
    body = {"field": dict(reading), "values": texts}
    return Asserted("fieldEnum", body, constraint, pointer, "COD101", facts)


def _categories(descriptor: Mapping[str, Any], reading: Mapping[str, Any], pointer: str) -> Iterator[Asserted]:
    """`categories` restricts like `enum`; its labels and order are annotations."""
    if "categories" not in descriptor:
        return
    at, value = f"{pointer}/categories", descriptor["categories"]
    if reading["type"] not in {"string", "integer"}:
        raise malformed(
            at, Text(f"{reading['type']} 类型不能有 categories", f"categories does not apply to the type {reading['type']}")
        )
    items = value if isinstance(value, list) else []
    yield _listed(reading, [item.get("value") if isinstance(item, Mapping) else item for item in items], "categories", at)


def _lexical(reading: Mapping[str, Any], value: Json, pointer: str) -> str:
    """Return a value of the descriptor as a text the field's reader reads; numbers and truth values plainly."""
    kind = reading["type"]
    text: str | None = None
    if isinstance(value, str):
        text = value
        if kind in {"number", "integer", "boolean"}:
            found = reader_of(reading).canonical(strings([value]))
            text = found.to_pylist()[0]
    elif isinstance(value, bool):
        text = json.dumps(value) if kind in {"boolean", "any"} else None
    elif isinstance(value, int | float):
        # An integer constraint may be written 5.0: as a value of its type it is 5.
        whole = kind != "number" and value == int(value)
        text = None if kind in {"boolean", "string"} else str(int(value) if whole else value)
        if text is not None and kind == "year":
            text = f"{int(value):05d}" if value < 0 else f"{int(value):04d}"
    elif isinstance(value, list | dict):
        text = json.dumps(value, ensure_ascii=False)
    plain = plain_reading(reading)
    if text is None or not reader_of(plain).good(strings([text]))[0] or _unbound(kind, text):
        shown = json.dumps(value, ensure_ascii=False)
        raise malformed(pointer, Text(f"{shown} 不是 {kind} 类型的值", f"{shown} is no value of the type {kind}"))
    return text


def _unbound(kind: str, text: str) -> bool:
    return kind == "number" and text.upper() == "NAN"


def _truth(constraints: Mapping[str, Any], key: str, at: str) -> bool:
    value = constraints.get(key, False)
    if not isinstance(value, bool):
        raise malformed(f"{at}/{key}", Text(f"{key} 应为 true 或 false", f"{key} should be true or false"))
    return value


def _text(descriptor: Mapping[str, Any], key: str, pointer: str) -> str:
    value = descriptor.get(key, "")
    if not isinstance(value, str):
        raise malformed(f"{pointer}/{key}", Text(f"{key} 应为文字", f"{key} should be a text"))
    return value


def _mapping(value: Json, pointer: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise malformed(pointer, Text("应为一个对象", "this should be an object"))
    return value


def malformed(pointer: str, what: Text, todo: Text | None = None) -> StandardError:
    """Return the error for something in the descriptor that means nothing."""
    return StandardError(Problem(what, pointer, todo))


def unsupported(pointer: str, name: str) -> StandardError:
    """Return the error for something that cannot be executed."""
    return malformed(
        pointer,
        Text(f"不支持 {name}", f"{name} is not supported"),
        Text("见 docs/table-schema.md, 或去掉它", "see docs/table-schema.md, or take it out"),
    )
