"""The JSON Schemas of the YAML kinds: what the loader checks against and editors complete from."""

from __future__ import annotations

import copy
import functools
import json
from importlib.resources import files
from typing import Any

KINDS: tuple[str, ...] = (
    "standard",
    "element",
    "codelist",
    "identifier",
    "naming",
    "classification",
    "description",
    "dataset",
    "quality",
    "mapping",
)

Schema = dict[str, Any]
_COMMON = "common.schema.json#/$defs/"


@functools.cache
def _read(name: str) -> Schema:
    text = files("dgov_std.standard").joinpath("kinds", f"{name}.schema.json").read_text(encoding="utf-8")
    schema: Schema = json.loads(text)
    return schema


@functools.cache
def resolved_schema(kind: str) -> Schema:
    """Return the schema of `kind` with every `$ref` replaced by what it means. Treat it as read-only."""
    return _inlined(_read(kind))  # type: ignore[no-any-return]


def _inlined(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_inlined(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    own = {key: _inlined(value) for key, value in schema.items() if key != "$ref"}
    if "$ref" not in schema:
        return own
    # the title and description beside a reference say what the piece means there
    return {**_piece(schema["$ref"].removeprefix(_COMMON)), **own}


@functools.cache
def _piece(name: str) -> Schema:
    return _inlined(_read("common")["$defs"][name])  # type: ignore[no-any-return]


def kind_schema(kind: str) -> Schema:
    """Return a self-contained JSON Schema (2020-12) of one YAML kind, for editors and the reference.

    The loader reads every scalar as text, an editor types it as YAML does: where the language wants
    text, numbers and booleans are therefore allowed, too.

    Raises:
        KeyError: `kind` is not one of `KINDS`.
    """
    if kind not in KINDS:
        raise KeyError(kind)
    schema = copy.deepcopy(_read(kind))
    pieces: Schema = {}
    _localise(schema, pieces)
    schema["$defs"] = dict(sorted(pieces.items()))
    return schema


def _localise(schema: Any, pieces: Schema) -> None:
    """Point references into the schema itself, gather what they need, and widen text to any scalar."""
    if isinstance(schema, list):
        for part in schema:
            _localise(part, pieces)
        return
    if not isinstance(schema, dict):
        return
    reference = schema.get("$ref")
    if isinstance(reference, str):
        name = reference.removeprefix(_COMMON)
        schema["$ref"] = f"#/$defs/{name}"
        if name not in pieces:
            pieces[name] = copy.deepcopy(_read("common")["$defs"][name])
            _localise(pieces[name], pieces)
    if schema.get("type") == "string" and "enum" not in schema and "const" not in schema:
        schema["type"] = ["string", "number", "boolean", *(["null"] if schema.get("x-null") else [])]
    for key, value in schema.items():
        if key == "properties":
            for below in value.values():  # their names may be those of keywords
                _localise(below, pieces)
        elif key in {"items", "additionalProperties", "anyOf", "oneOf", "allOf", "if", "then"}:
            _localise(value, pieces)
