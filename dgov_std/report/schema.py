"""The published JSON Schema (2020-12) of the report's JSON form.

`report.schema.json` is what others read and what `report_schema` returns; `build_report_schema`
derives it from the typed values, and a test keeps the two the same.
"""

from __future__ import annotations

import json
from dataclasses import is_dataclass
from enum import StrEnum
from importlib.resources import files
from types import NoneType, UnionType
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from dgov_std.report.codes import CODES
from dgov_std.report.facts import NoFacts
from dgov_std.report.json_form import FACT_KINDS, FORMAT
from dgov_std.report.unchecked import NotChecked
from dgov_std.report.values import Indicator, Report

_SCALARS: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer", "minimum": 0},
    float: {"type": "number", "minimum": 0},
    bool: {"type": "boolean"},
}
# Tighter than the Python type: (class name, field) -> schema.
_SHA256 = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_CODE = {"enum": list(CODES)}
_TIGHT: dict[tuple[str, str], dict[str, Any]] = {
    ("Report", "receipt"): {"type": "string", "pattern": "^([0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4})?$"},
    ("Finding", "code"): _CODE,
    ("Finding", "number"): {"type": "integer", "minimum": 1},
    ("CheckResult", "code"): _CODE,
    ("NotChecked", "code"): _CODE,
    ("Output", "sha256"): _SHA256,
    ("KnownIssues", "sha256"): _SHA256,
    ("Ruling", "finding"): {"type": "integer", "minimum": 1},
}


def report_schema() -> dict[str, Any]:
    """Return the published schema."""
    text = files("dgov_std.report").joinpath("report.schema.json").read_text(encoding="utf-8")
    return cast("dict[str, Any]", json.loads(text))


def build_report_schema() -> dict[str, Any]:
    """Return the schema as the typed values have it."""
    definitions: dict[str, Any] = {}
    _record(Report, definitions)
    report = definitions.pop("Report")
    _record(NotChecked, definitions)
    report["properties"] = {
        "format": {"const": FORMAT},
        **{name: schema for name, schema in report["properties"].items() if name != "run"},
        "not_checked": {"type": "array", "items": {"$ref": "#/$defs/NotChecked"}},
        "run": report["properties"]["run"],
    }
    report["required"] = [name for name in report["properties"] if name != "gate"]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:dgov-std:report:1",
        "title": "dgov-std check report",
        **report,
        "$defs": dict(sorted(definitions.items())),
    }


def _record(kind: type[Any], definitions: dict[str, Any], tag: str | None = None) -> dict[str, Any]:
    name = kind.__name__
    if name not in definitions:
        definitions[name] = {}  # taken, in case the type refers to itself
        properties: dict[str, Any] = {"kind": {"const": tag}} if tag else {}
        for field, hint in get_type_hints(kind).items():
            properties[field] = _TIGHT.get((name, field)) or _schema(hint, definitions)
        if kind is Indicator:
            properties["value"] = {"type": ["number", "null"]}
        definitions[name] = {
            "description": " ".join((kind.__doc__ or "").split()),
            "type": "object",
            "properties": properties,
            "required": list(properties),
            "additionalProperties": False,
        }
    return {"$ref": f"#/$defs/{name}"}


def _schema(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:  # noqa: ANN401 - a type hint
    origin, members = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        if NoFacts in members:
            return {"oneOf": [_record(kind, definitions, tag) for tag, kind in FACT_KINDS.items()]}
        (wanted,) = (member for member in members if member is not NoneType)
        return {"oneOf": [_schema(wanted, definitions), {"type": "null"}]}
    if origin is Literal:
        return {"enum": list(members)}
    if origin is tuple and members[-1] is Ellipsis:
        return {"type": "array", "items": _schema(members[0], definitions)}
    if origin is tuple:
        parts = [_schema(member, definitions) for member in members]
        return {"type": "array", "prefixItems": parts, "items": False, "minItems": len(parts)}
    if origin is dict:
        return {"type": "object", "additionalProperties": {"type": "string"}}
    if isinstance(hint, type) and is_dataclass(hint):
        return _record(hint, definitions)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return {"enum": [str(each) for each in hint]}
    return _SCALARS[hint]
