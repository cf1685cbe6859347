"""Older editions of JSON Schema, rewritten as 2020-12 so that everything behind reads one language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dgov_std.checks import CELL_CHECKS, ROW_CHECKS
from dgov_std.errors import Problem, StandardError
from dgov_std.plan.crossrow import CODES as TABLE_WORDS
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
_FORMATS_AFTER_07 = frozenset({"duration", "uuid"})
_ASSERTIONS = frozenset(
    "pattern format minLength maxLength enum const minimum maximum exclusiveMinimum exclusiveMaximum multipleOf "
    "minItems maxItems uniqueItems".split()
)
OURS = frozenset({*CELL_CHECKS, *ROW_CHECKS, *TABLE_WORDS, "slices", "advise", "classification", "cellType"}) - _ASSERTIONS
_MAPS = frozenset({"properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "dependencies"})
_LISTS = frozenset({"allOf", "anyOf", "oneOf", "prefixItems"})
_SCHEMAS = frozenset(
    "additionalProperties propertyNames unevaluatedProperties items contains unevaluatedItems additionalItems "
    "not if then else contentSchema".split()
)


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


def upgraded(document: Json, edition: str) -> Json:
    """Return the document as 2020-12. Places keep their JSON Pointer, `dependencies` aside.

    Words that only our own vocabulary knows mean nothing in a schema of another maker, and are left out.
    """
    rewrite = {CURRENT: _from_current, "2019-09": _from_2019}.get(edition, _from_07)
    return _walk(document, lambda schema: rewrite({key: value for key, value in schema.items() if key not in OURS}))


def _walk(schema: Json, rewrite: Callable[[dict[str, Json]], dict[str, Json]]) -> Json:
    if not isinstance(schema, Mapping):
        return schema
    found: dict[str, Json] = {}
    for key, value in schema.items():
        if key in _MAPS and isinstance(value, Mapping):
            found[key] = {name: _walk(part, rewrite) for name, part in value.items()}
        elif key in _LISTS or (key == "items" and isinstance(value, list)):
            found[key] = [_walk(part, rewrite) for part in value]
        elif key in _SCHEMAS:
            found[key] = _walk(value, rewrite)
        else:
            found[key] = value
    if "$schema" in found:
        found["$schema"] = DIALECT
    return rewrite(found)


def _from_current(schema: dict[str, Json]) -> dict[str, Json]:
    return schema


def _from_2019(schema: dict[str, Json]) -> dict[str, Json]:
    if isinstance(schema.get("items"), list):
        schema["prefixItems"] = schema.pop("items")
    if schema.get("$recursiveRef") == "#":
        schema.setdefault("$ref", schema.pop("$recursiveRef"))
    return schema


def _from_07(schema: dict[str, Json]) -> dict[str, Json]:
    if "$ref" in schema:  # its siblings are ignored, but definitions in them can be referred to
        return {key: value for key, value in schema.items() if key in {"$ref", "$schema", "definitions", "$defs", "title"}}
    found = {key: value for key, value in schema.items() if key not in _LATER_THAN_07}
    if isinstance(found.get("items"), list):
        found["prefixItems"] = found.pop("items")
    if found.get("format") in _FORMATS_AFTER_07:
        del found["format"]
    own = found.get("$id")
    if isinstance(own, str) and own.startswith("#"):
        found["$anchor"] = own[1:]
        del found["$id"]
    for name, needed in found.pop("dependencies", {}).items():
        keyword = "dependentRequired" if isinstance(needed, list) else "dependentSchemas"
        found.setdefault(keyword, {})[name] = needed
    return found
