"""What JSON value a cell's text stands for: decided once per column, never by the value's looks alone.

The types of a column are those its own schema names: `type`, or the types of the values of `enum`
and `const`, through `$ref` and `allOf` (what all of them allow) and through `anyOf` and `oneOf`
(what any of them allows). Its own schema is what `properties`, `patternProperties` and
`additionalProperties` of the row say of it, through the row's `$ref` and `allOf`; only if these say
nothing, what the row's conditional branches say of it. When string is among the types, or nothing
is named, the cells are strings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow.compute as pc

from dgov_std.arrays import Strings, mask_of, strings, where
from dgov_std.checks.numbers import canonical

Types = frozenset[str]
Follow = Callable[[Mapping[str, Any], str], Any]
Matches = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True)
class Reading:
    """How the cells of one column become JSON values.

    number: a text that is a JSON number literal is that number; any other stays a string.
    true, false: literals that are truth values.
    null: a missing cell is null instead of an absent property.
    """

    number: bool = False
    true: tuple[str, ...] = ()
    false: tuple[str, ...] = ()
    null: bool = False


TEXT = Reading()
TRUE = ("true", "True", "TRUE")
FALSE = ("false", "False", "FALSE")


def reading_of(types: Types | None) -> Reading:
    """Return the reading of a column whose schema names these types; None = it names none."""
    if not types:
        return TEXT
    null = "null" in types
    if "string" in types:
        return Reading(null=null)
    number = bool(types & {"integer", "number"})
    truth = "boolean" in types
    return Reading(number, TRUE if truth else (), FALSE if truth else (), null)


def spelling_of(reading: Reading) -> Callable[[Strings], Strings] | None:
    """Return what writes equal JSON values of a column alike, None when its texts are the values."""
    if not reading.number and not reading.true:
        return None
    return Alike(reading)


@dataclass(frozen=True, slots=True)
class Alike:
    """Writes equal numbers and equal truth values alike."""

    reading: Reading

    def __call__(self, values: Strings) -> Strings:
        """Return the texts, each JSON value in one spelling."""
        found = canonical(values) if self.reading.number else values
        for literals in (self.reading.true, self.reading.false):
            if literals:
                others = mask_of(pc.is_in(found, value_set=strings(literals[1:])), missing=False)
                found = where(~others, found, literals[0]) if others.any() else found
        return found


@dataclass(frozen=True, slots=True)
class ColumnTypes:
    """Works out the types of a column; `follow(schema, keyword)` resolves its reference.

    No schema is looked at twice, however often references lead to it.
    """

    follow: Follow
    matches: Matches
    known: dict[int, Types | None] = field(default_factory=dict)

    def of_column(self, row: Any, name: str) -> Types | None:  # noqa: ANN401 - any JSON value
        """Return the types the row's schema names for the property `name`, None when it names none."""
        found = _all(self.of_schema(part) for part in self._own(row, name, set()))
        return found if found is not None else _any_known(self._in_branches(row, name, set()))

    def of_schema(self, schema: Any) -> Types | None:  # noqa: ANN401 - any JSON value
        """Return the types a schema of one value names."""
        if not isinstance(schema, Mapping):
            return None
        if id(schema) not in self.known:
            self.known[id(schema)] = None  # what leads back to itself adds nothing
            self.known[id(schema)] = _all(self._told(schema))
        return self.known[id(schema)]

    def _told(self, schema: Mapping[str, Any]) -> Iterator[Types | None]:
        if "type" in schema:
            yield frozenset([schema["type"]] if isinstance(schema["type"], str) else schema["type"])
        if "const" in schema:
            yield frozenset([type_name(schema["const"])])
        if "enum" in schema:
            yield frozenset(type_name(value) for value in schema["enum"])
        yield from (self.of_schema(part) for part in schema.get("allOf", ()))
        yield from (self.of_schema(self.follow(schema, key)) for key in ("$ref", "$dynamicRef") if key in schema)
        for key in ("anyOf", "oneOf"):
            if key in schema:
                branches = [self.of_schema(part) for part in schema[key]]
                yield None if None in branches else frozenset().union(*(part for part in branches if part))

    def _own(self, row: Any, name: str, seen: set[int]) -> Iterator[Any]:  # noqa: ANN401
        if not isinstance(row, Mapping) or id(row) in seen:
            return
        seen.add(id(row))
        parts = self.speaking_of(row, name)
        yield from parts
        for key in ("$ref", "$dynamicRef"):
            if key in row:
                yield from self._own(self.follow(row, key), name, seen)
        for part in row.get("allOf", ()):
            yield from self._own(part, name, seen)
        if not parts and "unevaluatedProperties" in row:
            yield row["unevaluatedProperties"]

    def speaking_of(self, row: Mapping[str, Any], name: str) -> list[Any]:
        """Return the schemas that a row schema's own object keywords hold for the property."""
        parts = [row["properties"][name]] if name in row.get("properties", {}) else []
        parts += [part for pattern, part in row.get("patternProperties", {}).items() if self.matches(pattern, name)]
        if not parts and "additionalProperties" in row:
            parts.append(row["additionalProperties"])
        return parts

    def _in_branches(self, row: Any, name: str, seen: set[int]) -> Iterator[Types | None]:  # noqa: ANN401
        if not isinstance(row, Mapping) or id(row) in seen:
            return
        seen.add(id(row))
        branches = [part for key in ("anyOf", "oneOf") for part in row.get(key, ())]
        branches += [row[key] for key in ("if", "then", "else") if key in row]
        branches += row.get("dependentSchemas", {}).values()
        for branch in branches:
            yield _all(self.of_schema(part) for part in self._own(branch, name, set()))
            yield from self._in_branches(branch, name, seen)
        for key in ("$ref", "$dynamicRef"):
            if key in row:
                yield from self._in_branches(self.follow(row, key), name, seen)
        for part in row.get("allOf", ()):
            yield from self._in_branches(part, name, seen)


def type_name(value: Any) -> str:  # noqa: ANN401 - any JSON value
    """Return the JSON Schema type of a JSON value; integers by value, as in 2020-12."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "integer" if value == int(value) else "number"
    return "string" if isinstance(value, str) else "array" if isinstance(value, list) else "object"


def _all(parts: Any) -> Types | None:  # noqa: ANN401 - an iterable of Types | None
    """Return what every part that names types allows; an integer is a number."""
    found: Types | None = None
    for part in parts:
        if part is None:
            continue
        if found is None:
            found = part
            continue
        both = found & part
        if {"integer", "number"} & found and {"integer", "number"} & part:
            both |= {"number"} if "number" in found and "number" in part else {"integer"}
        found = both
    return found


def _any_known(parts: Iterator[Types | None]) -> Types | None:
    known = [part for part in parts if part is not None]
    return frozenset().union(*known) if known else None
