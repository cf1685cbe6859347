"""A document that may stand for a JSON Schema: valid wherever it is used, and read as the current edition."""

from __future__ import annotations

import copy
import difflib
from collections.abc import Iterator, Mapping
from typing import Any

from dgov_std.errors import Problem, StandardError
from dgov_std.foreign.drafts import WORDS, Inexact, edition_of, subschemas, upgraded
from dgov_std.plan.locations import Locations, Target, locate
from dgov_std.pointer import escaped, pointer_to, unescaped
from dgov_std.text import Text

Json = Any
_NEAR = 0.85
_NUMBERS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "const", "enum")


def current_schema(document: Mapping[str, Json], edition: str) -> Json:
    """Return the document as 2020-12.

    A reference may lead to where no keyword of JSON Schema stands, such as `#/components/x`; what
    it leads to is a schema then, and is held to the same rules.

    Raises:
        StandardError: the document, or what a reference leads to, is no valid schema; says where, by JSON Pointer.
    """
    _validate(document, "", edition)
    strays = _strays(document, edition)
    schema = upgraded(copy.deepcopy(document) if strays else document, edition)
    for pointer in strays:
        holder, token = _holder(schema, pointer)
        holder[token] = upgraded(holder[token], edition)
    return schema


def misspelt(schema: Json) -> dict[str, tuple[str, str]]:
    """Return the words of a schema that are no keywords but nearly, by JSON Pointer: (word, keyword it resembles)."""
    found = {}
    for pointer, part in _places(schema, ""):
        for word in part if isinstance(part, Mapping) else ():
            near = [] if word in WORDS else difflib.get_close_matches(word, WORDS, n=1, cutoff=_NEAR)
            if near:
                found[f"{pointer}/{escaped(word)}"] = (word, near[0])
    return found


def _strays(document: Mapping[str, Json], edition: str) -> list[str]:
    """Return the pointers that references lead to beside the places of schemas; what is there is validated."""
    locations = locate(document)
    known = dict(_places(document, ""))
    waiting, found = list(known.items()), []
    while waiting:
        pointer, schema = waiting.pop()
        _test_alone(pointer, schema, edition)
        target = _target(locations, schema)
        if target is None or target.pointer in known:
            continue
        if not isinstance(target.schema, Mapping | bool):
            raise refused(f"{pointer}/$ref", Text(f"{schema['$ref']} 不是模式", f"{schema['$ref']} is no schema"))
        _validate(target.schema, target.pointer, edition)
        found.append(target.pointer)
        inside = dict(_places(target.schema, target.pointer))
        known |= inside
        waiting += inside.items()
    return sorted(found, key=len, reverse=True)  # the inner before the outer, which copies it


def _places(schema: Json, pointer: str) -> Iterator[tuple[str, Json]]:
    yield pointer, schema
    for inside, part in subschemas(schema):
        yield from _places(part, pointer + inside)


def _target(locations: Locations, schema: Json) -> Target | None:
    ref = schema.get("$ref") if isinstance(schema, Mapping) else None
    return locations.resolve(ref, locations.base(schema, "")) if isinstance(ref, str) else None


def _test_alone(pointer: str, schema: Json, edition: str) -> None:
    """Raise StandardError for what the meta-schema lets pass and nobody can run."""
    if not isinstance(schema, Mapping):
        return
    if pointer and isinstance(schema.get("$schema"), str) and edition_of(schema) != edition:
        raise refused(
            f"{pointer}/$schema", Text("一个文件里有两个版本的 JSON Schema", "two editions of JSON Schema in one file")
        )
    for key in _NUMBERS:
        values = schema.get(key)
        if any(isinstance(value, Inexact) for value in (values if isinstance(values, list) else [values])):
            what = Text("数字的位数太多, 存不下", "the number has more digits than can be kept")
            raise refused(f"{pointer}/{key}", what)


def _validate(schema: Json, pointer: str, edition: str) -> None:
    import jsonschema  # noqa: PLC0415 - only foreign schemas need it

    validators = {
        "2020-12": jsonschema.Draft202012Validator,
        "2019-09": jsonschema.Draft201909Validator,
        "draft-07": jsonschema.Draft7Validator,
        "draft-06": jsonschema.Draft6Validator,
    }
    cls = validators[edition]
    error = next(iter(cls(cls.META_SCHEMA).iter_errors(schema)), None)
    if error is not None:
        detail = error.message if len(error.message) < 200 else error.validator
        where = pointer + pointer_to(error.absolute_path)
        raise refused(where, Text(f"不是合法的 JSON 模式({detail})", f"this is no valid JSON Schema ({detail})"))


def _holder(document: Json, pointer: str) -> tuple[Any, Any]:
    """Return what holds the value at a pointer, and under which name or index."""
    *before, last = [unescaped(token) for token in pointer.split("/")[1:]]
    node = document
    for token in before:
        node = node[int(token)] if isinstance(node, list) else node[token]
    return node, int(last) if isinstance(node, list) else last


def absent(pointer: str, ref: str) -> StandardError:
    """Return the error for a reference to what the document does not hold."""
    return refused(
        pointer,
        Text(f"{ref} 不在这个文件里", f"{ref} is not in this document"),
        Text("把它放进 $defs, 从不联网取用", "put it under $defs; nothing is ever fetched"),
    )


def refused(pointer: str, what: Text, todo: Text | None = None) -> StandardError:
    """Return the error about one place of a document."""
    return StandardError(Problem(what, where=pointer, todo=todo))
