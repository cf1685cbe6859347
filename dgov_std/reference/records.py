"""A row of texts as the JSON object that a schema judges.

What a column's cells stand for follows from the types its own schema names. This is the plain
reading of the rule stated in `dgov_std.plan.reading`; nothing is shared with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from referencing import Registry
from referencing.exceptions import Unresolvable
from referencing.jsonschema import DRAFT202012

from dgov_std.reference.cells import pattern
from dgov_std.reference.numbers import instance
from dgov_std.reference.setting import Setting

_NUMBERS = {"number", "integer"}


def record(root: Any, pointer: str, row: Mapping[str, str], columns: list[str]) -> dict[str, Any]:  # noqa: ANN401
    """Return the JSON object of a row.

    Args:
        root: the schema document.
        pointer: `#` and the JSON Pointer of the row's schema within it.
        row: the present cells by property name.
        columns: all property names the file has a column for; a missing cell there may be null.
    """
    resolver = Registry().with_resource("", DRAFT202012.create_resource(root)).resolver("")
    start = resolver.lookup(pointer)
    found = {}
    for name in columns:
        value = instance(row.get(name), column_types(start.contents, start.resolver, name))
        if value is not ...:
            found[name] = value
    return found


def column_types(schema: Any, resolver: Any, name: str) -> set[str] | None:  # noqa: ANN401
    """Return the types that the row's schema names for a column."""
    own = _meet([_types(part, where) for part, where in _own(schema, resolver, name)])
    if own is not None:
        return own
    told = [types for types in _branch_types(schema, resolver, name) if types is not None]
    return set().union(*told) if told else None


def _refs(schema: Any, resolver: Any) -> list[tuple[Any, Any]]:  # noqa: ANN401
    found = []
    for keyword in ("$ref", "$dynamicRef"):
        if keyword in schema:
            try:
                target = resolver.lookup(schema[keyword])
            except Unresolvable:
                continue
            found.append((target.contents, target.resolver))
    return found


def _enter(schema: Any, resolver: Any) -> Any:  # noqa: ANN401
    return resolver.in_subresource(DRAFT202012.create_resource(schema)) if "$id" in schema else resolver


def _own(schema: Any, resolver: Any, name: str) -> list[tuple[Any, Any]]:  # noqa: ANN401
    """Return the schemas that say something of the column in every row."""
    if not isinstance(schema, dict):
        return []
    resolver = _enter(schema, resolver)
    direct = []
    if name in schema.get("properties", {}):
        direct.append((schema["properties"][name], resolver))
    for expression, part in schema.get("patternProperties", {}).items():
        if pattern(expression, name, Setting({})):
            direct.append((part, resolver))
    if not direct and "additionalProperties" in schema:
        direct.append((schema["additionalProperties"], resolver))
    found = list(direct)
    for target, where in _refs(schema, resolver):
        found += _own(target, where, name)
    for part in schema.get("allOf", []):
        found += _own(part, resolver, name)
    if not direct and "unevaluatedProperties" in schema:
        found.append((schema["unevaluatedProperties"], resolver))
    return found


def _branch_types(schema: Any, resolver: Any, name: str) -> list[set[str] | None]:  # noqa: ANN401
    if not isinstance(schema, dict):
        return []
    resolver = _enter(schema, resolver)
    branches = [*schema.get("anyOf", []), *schema.get("oneOf", [])]
    branches += [schema[keyword] for keyword in ("if", "then", "else") if keyword in schema]
    branches += list(schema.get("dependentSchemas", {}).values())
    found = []
    for branch in branches:
        found.append(_meet([_types(part, where) for part, where in _own(branch, resolver, name)]))
        found += _branch_types(branch, resolver, name)
    for target, where in _refs(schema, resolver):
        found += _branch_types(target, where, name)
    for part in schema.get("allOf", []):
        found += _branch_types(part, resolver, name)
    return found


def _types(schema: Any, resolver: Any) -> set[str] | None:  # noqa: ANN401
    if not isinstance(schema, dict):
        return None
    resolver = _enter(schema, resolver)
    told: list[set[str] | None] = []
    if "type" in schema:
        told.append({schema["type"]} if isinstance(schema["type"], str) else set(schema["type"]))
    if "enum" in schema:
        told.append({_kind(value) for value in schema["enum"]})
    if "const" in schema:
        told.append({_kind(schema["const"])})
    told += [_types(target, where) for target, where in _refs(schema, resolver)]
    told += [_types(part, resolver) for part in schema.get("allOf", [])]
    for keyword in ("anyOf", "oneOf"):
        if keyword in schema:
            each = [_types(part, resolver) for part in schema[keyword]]
            told.append(None if None in each else set().union(*[types for types in each if types]))
    return _meet(told)


def _kind(value: Any) -> str:  # noqa: ANN401
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "integer" if value.is_integer() else "number"
        case str():
            return "string"
        case list():
            return "array"
        case _:
            return "object"


def _meet(told: list[set[str] | None]) -> set[str] | None:
    """Return what all of those that say something allow; an integer is a number."""
    known = [types for types in told if types is not None]
    if not known:
        return None
    found = known[0]
    for types in known[1:]:
        kept = found & types
        if found & _NUMBERS and types & _NUMBERS:
            kept |= {"number"} if "number" in found & types else {"integer"}
        found = kept
    return found
