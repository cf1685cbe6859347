"""The check table of a schema that has none: what a finding says of each keyword of a foreign schema."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from dgov_std.report.formats import FORMAT_SAMPLES, FORMAT_TITLES, MOMENT_FORMATS
from dgov_std.text import Text

DEFAULT_CODES = {
    "pattern": "TYP205",
    "format": "TYP201",
    "dateForms": "TYP201",
    "dateNotAfter": "TYP204",
    "decimal": "TYP202",
    "decimalDigits": "TYP203",
    "decimalRange": "TYP204",
    "minLength": "TYP207",
    "maxLength": "TYP206",
    "byteLength": "TYP206",
    "enum": "COD101",
    "const": "COD101",
    "codeList": "COD101",
    "codeListSince": "IDN105",
    "checkDigit": "IDN201",
    "required": "TYP101",
    "compareColumns": "REL104",
    "segmentEquals": "REL105",
    "sumColumns": "REL106",
    "codeListOn": "COD102",
    "workingDays": "REL109",
    "codeWithin": "REL112",
    "codeNamed": "REL111",
    "axes": "REL110",
    "freshness": "DES103",
    "notDuring": "CLS102",
    "type": "TYP208",
    "fieldType": "TYP212",
    "fieldRange": "TYP204",
    "fieldEnum": "COD101",
    "fieldLength": "TYP206",
    "xsdPattern": "TYP205",
    "minimum": "TYP204",
    "maximum": "TYP204",
    "exclusiveMinimum": "TYP204",
    "exclusiveMaximum": "TYP204",
    "multipleOf": "TYP209",
    "dependentRequired": "REL101",
    "properties": "STR107",
    "patternProperties": "STR107",
    "additionalProperties": "STR107",
    "propertyNames": "STR107",
    "unevaluatedProperties": "STR107",
    "minProperties": "REL108",
    "maxProperties": "REL108",
}
_SHOWN = 5
_TELLABLE = frozenset({"properties", "required", "type", "title", "description", "$comment"})
Conditions: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]
"""Columns with the values they must have; no values = any."""


def conditions(schema: Any) -> Conditions:  # noqa: ANN401 - any JSON value
    """Return what an `if` asks of columns: each with the values it must have, none = any.

    Nothing is told of a condition that these words do not tell whole, such as one that also holds
    where the column is empty.
    """
    if not isinstance(schema, Mapping) or not schema.keys() <= _TELLABLE:
        return ()
    required = schema.get("required", ())
    found: dict[str, tuple[str, ...]] = dict.fromkeys(required, ())
    for name, part in schema.get("properties", {}).items():
        if name not in required or not isinstance(part, Mapping) or len(part) != 1 or not part.keys() <= {"const", "enum"}:
            return ()
        found[name] = tuple(_said(value) for value in (part["enum"] if "enum" in part else [part["const"]]))
    return tuple(found.items())


def generated_check(
    pointer: str,
    keyword: str,
    value: Any,  # noqa: ANN401 - any JSON value
    *,
    cell: bool,
    when: Conditions = (),
) -> dict[str, Any]:
    """Return the entry of the check table for one keyword at a JSON Pointer of the schema.

    `when`: the conditions it stands under; what fails there contradicts other columns.
    """
    code = DEFAULT_CODES.get(keyword, "TYP211" if cell else "REL107")
    facts = _FACTS.get(keyword, _nothing)(value)
    if when:
        code = {"required": "REL101", "dependentRequired": "REL101", "properties": "REL102"}.get(keyword, "REL103")
        told = [[{"zh": name, "en": name}, list(values)] for name, values in when]
        facts = {"kind": "conditional", "when": told, "then": _wanted(facts)}
    elif keyword == "format" and value not in MOMENT_FORMATS:
        code = "TYP210"
    return {
        "id": check_id(pointer) or keyword,
        "pointer": pointer,
        "code": code,
        "severity": "error",
        "columns": [],
        "facts": facts,
        "title": None,
    }


def unknown_format(name: str) -> Text:
    """Say why a format is not checked."""
    return Text(f"不认识的格式 {name}, 只作说明", f"unknown format {name}: an annotation")


def check_id(pointer: str) -> str:
    """Return the id of the check at a pointer: dots for its slashes, unless a name in it holds a dot."""
    name = pointer.removeprefix("/")
    return name if "." in name else name.replace("/", ".")


def _wanted(facts: Mapping[str, Any]) -> list[str]:
    """Return what is wanted of a value, in so many words."""
    if facts["kind"] == "limit" and facts["unit"] == "value":
        return [facts["limit"]]
    return list(facts.get("forms") or facts.get("values") or ())


def _nothing(value: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON value
    return {"kind": "none"}


def _limit(unit: str) -> Callable[[Any], dict[str, Any]]:
    return lambda value: {"kind": "limit", "limit": json.dumps(value), "unit": unit}


def _forms(value: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON value
    if value in FORMAT_SAMPLES:
        return {"kind": "forms", "forms": [FORMAT_SAMPLES[value]]}
    title = FORMAT_TITLES.get(value)
    return {"kind": "forms", "forms": [] if title else [str(value)], "titles": [title.to_dict()] if title else []}


_TYPES = {
    "string": Text("文字", "text"),
    "number": Text("数字", "a number"),
    "integer": Text("整数", "a whole number"),
    "boolean": Text("true 或 false", "true or false"),
    "null": Text("空", "nothing"),
}


def _types(value: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON value
    names = [value] if isinstance(value, str) else list(value)
    return {"kind": "forms", "forms": [], "titles": [_TYPES[name].to_dict() for name in names if name in _TYPES]}


def _range(sign: str) -> Callable[[Any], dict[str, Any]]:
    return lambda value: {"kind": "limit", "limit": f"{sign} {json.dumps(value)}", "unit": "value"}


def _said(value: Any) -> str:  # noqa: ANN401 - any JSON value
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _listed(value: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON value
    values = [_said(item) for item in value if item is not None]
    return {"kind": "listed", "title": None, "values": values[:_SHOWN], "size": len(values)}


_FACTS: Mapping[str, Callable[[Any], dict[str, Any]]] = {
    "minLength": _limit("char"),
    "maxLength": _limit("char"),
    "minimum": _range(">="),
    "maximum": _range("<="),
    "exclusiveMinimum": _range(">"),
    "exclusiveMaximum": _range("<"),
    "multipleOf": _limit("value"),
    "pattern": lambda value: {"kind": "forms", "forms": [value]},
    "minProperties": _range(">="),
    "maxProperties": _range("<="),
    "format": _forms,
    "type": _types,
    "enum": _listed,
    "const": lambda value: _listed([value]),
}
