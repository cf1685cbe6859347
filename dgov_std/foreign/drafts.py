"""Older editions of JSON Schema, rewritten as 2020-12 so that everything behind reads one language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dgov_std.checks import CELL_CHECKS, ROW_CHECKS
from dgov_std.checks.format import DRAFT07_FORMATS, FORMATS
from dgov_std.errors import Problem, StandardError
from dgov_std.plan.crossrow import CODES as TABLE_WORDS
from dgov_std.plan.locations import NAMED_SCHEMAS
from dgov_std.pointer import pointer_to
from dgov_std.text import Text

Json = Any
CURRENT = "2020-12"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
_EDITIONS = {
    "http://json-schema.org/draft/2020-12/schema": "2020-12",
    "http://json-schema.org/draft/2019-09/schema": "2019-09",
    "http://json-schema.org/draft-07/schema": "draft-07",
    "http://json-schema.org/draft-06/schema": "draft-06",
}
# Keywords an edition does not know are annotations there, whatever they mean later.
_LATER_THAN_07 = frozenset(
    "$anchor $dynamicAnchor $dynamicRef $vocabulary dependentRequired dependentSchemas unevaluatedProperties "
    "unevaluatedItems minContains maxContains prefixItems".split()
)
_UNKNOWN_TO = {
    "2020-12": frozenset[str](),
    "2019-09": frozenset({"$dynamicAnchor", "$dynamicRef", "prefixItems"}),
    "draft-07": _LATER_THAN_07,
    "draft-06": _LATER_THAN_07 | {"if", "then", "else"},
}
_FORMATS_06 = frozenset("date-time email hostname ipv4 ipv6 uri uri-reference uri-template json-pointer".split())
_COUNTS = frozenset("minLength maxLength minItems maxItems minProperties maxProperties".split())
_ASSERTIONS = _COUNTS | frozenset(
    "pattern format enum const minimum maximum exclusiveMinimum exclusiveMaximum multipleOf uniqueItems".split()
)
OURS = (
    frozenset({*CELL_CHECKS, *ROW_CHECKS, *TABLE_WORDS, "slices", "parts", "advise", "classification", "cellType"})
    - _ASSERTIONS
)
_LISTS = frozenset({"allOf", "anyOf", "oneOf", "prefixItems"})
_SCHEMAS = frozenset(
    "additionalProperties propertyNames unevaluatedProperties items contains unevaluatedItems additionalItems "
    "not if then else contentSchema".split()
)
WORDS = (
    _ASSERTIONS
    | NAMED_SCHEMAS
    | _LISTS
    | _SCHEMAS
    | frozenset(
        "$schema $id $ref $dynamicRef $anchor $dynamicAnchor $comment $vocabulary type required dependentRequired "
        "title description default examples readOnly writeOnly deprecated minContains maxContains".split()
    )
)


class Inexact(float):
    """A number of a document that a double does not hold: harmless as an annotation, refused in an assertion."""


def edition_of(document: Mapping[str, Json]) -> str:
    """Return the edition a document names, the current one when it names none. Raises StandardError."""
    named = document.get("$schema")
    if named is None:
        return CURRENT
    found = _EDITIONS.get(str(named).rstrip("#").replace("https://", "http://", 1))
    if found is None:
        raise StandardError(
            Problem(
                Text(f"不认识的 $schema: {named}", f"unknown $schema: {named}"),
                where="/$schema",
                todo=Text("可用: 2020-12、2019-09、draft-07、draft-06", "known: 2020-12, 2019-09, draft-07, draft-06"),
            )
        )
    return found


def subschemas(schema: Json) -> Iterator[tuple[str, Json]]:
    """Yield (JSON Pointer from the schema, schema) of the schemas directly within one."""
    if not isinstance(schema, Mapping):
        return
    for key, value in schema.items():
        if key in NAMED_SCHEMAS and isinstance(value, Mapping):
            yield from ((pointer_to([key, name]), part) for name, part in value.items())
        elif (key in _LISTS or key == "items") and isinstance(value, list):
            yield from ((pointer_to([key, i]), part) for i, part in enumerate(value))
        elif key in _SCHEMAS:
            yield pointer_to([key]), value


def upgraded(schema: Json, edition: str) -> Json:
    """Return a schema as 2020-12; what it holds keeps its JSON Pointer.

    Words that only our own vocabulary knows mean nothing in a schema of another maker, and are left out.
    """
    if not isinstance(schema, Mapping):
        return schema
    unknown = OURS | _UNKNOWN_TO[edition]
    found: dict[str, Json] = {}
    for key, value in schema.items():
        if key in unknown:
            continue
        if key in NAMED_SCHEMAS and isinstance(value, Mapping):
            found[key] = {name: upgraded(part, edition) for name, part in value.items()}
        elif (key in _LISTS or key == "items") and isinstance(value, list):
            found[key] = [upgraded(part, edition) for part in value]
        elif key in _SCHEMAS:
            found[key] = upgraded(value, edition)
        else:
            found[key] = int(value) if key in _COUNTS and isinstance(value, float) else value
    if isinstance(found.get("$schema"), str):
        found["$schema"] = DIALECT
    if edition == "2019-09":
        return _from_2019(found)
    return found if edition == CURRENT else _from_07(found, edition)


def _from_2019(schema: dict[str, Json]) -> dict[str, Json]:
    if isinstance(schema.get("items"), list):
        schema["prefixItems"] = schema.pop("items")
    if schema.get("$recursiveRef") == "#":
        schema.setdefault("$ref", schema.pop("$recursiveRef"))
    return schema


def _from_07(schema: dict[str, Json], edition: str) -> dict[str, Json]:
    if "$ref" in schema:  # its siblings are ignored, but what they hold can be referred to
        return {key: value for key, value in schema.items() if key in {"$ref", "$schema", "definitions", "$defs", "title"}}
    if isinstance(schema.get("items"), list):
        schema["prefixItems"] = schema.pop("items")
    known = _FORMATS_06 if edition == "draft-06" else DRAFT07_FORMATS
    if schema.get("format") in FORMATS.keys() - known:
        del schema["format"]
    own = schema.get("$id")
    if isinstance(own, str) and own.startswith("#"):
        schema["$anchor"] = own[1:]
        del schema["$id"]
    for name, needed in schema.get("dependencies", {}).items():
        keyword = "dependentRequired" if isinstance(needed, list) else "dependentSchemas"
        schema.setdefault(keyword, {})[name] = needed
    return schema
