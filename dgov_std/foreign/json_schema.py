"""A JSON Schema of a flat record, or of an array of them -> a bundle, so that it runs like a standard of ours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dgov_std.foreign.drafts import WORDS, edition_of
from dgov_std.foreign.validity import absent, current_schema, misspelt, refused
from dgov_std.plan.locations import Locations, Target, locate
from dgov_std.plan.reading import ColumnTypes, Follow
from dgov_std.pointer import escaped
from dgov_std.text import Text

Json = Any
Bundle = dict[str, Any]
FORMAT = 1
_NESTED = frozenset({"object", "array"})
_OF_OBJECTS = frozenset({"properties", "patternProperties"})
# Of the keywords about all rows together, minItems, maxItems and uniqueItems are run.
_REFUSED_OF_ROWS = frozenset(
    "allOf anyOf oneOf not if then else const enum prefixItems contains unevaluatedItems $ref $dynamicRef".split()
)
_BRANCHES = ("allOf", "anyOf", "oneOf")
_DEPTH = 100


def json_schema_bundle(document: Json, name: str) -> Bundle:
    """Return the bundle of a JSON Schema document (2020-12, 2019-09, draft-07 or draft-06).

    Args:
        document: the parsed schema: of one record, or of an array of records.
        name: what to call it where it names nothing itself, such as its file's name.

    Raises:
        StandardError: it is no schema, or describes what a flat record cannot hold; says where, by JSON Pointer.
    """
    if not isinstance(document, Mapping):
        raise refused("", Text("JSON 模式应为一个对象", "a JSON Schema should be an object"))
    if {"format", "schema", "binding"} <= set(document) or str(document.get("$id")).startswith("urn:dgov-std:"):
        raise refused(
            "",
            Text(
                "这是编译出来的标准, 不是别家的模式", "this comes from a compiled standard and is no schema of another maker"
            ),
            Text("用 --standard 给出 .bundle.json", "name the .bundle.json with --standard"),
        )
    edition = edition_of(document)
    if document and not WORDS & set(document):
        raise refused(
            "",
            Text("里面没有一个 JSON Schema 的关键字", "there is no keyword of JSON Schema in it"),
            Text("给出 JSON Schema 或 Table Schema", "give a JSON Schema or a Table Schema"),
        )
    schema = current_schema(document, edition)
    locations = locate(schema)
    row, rows = _record_of(locations, schema)
    columns = _Columns(locations, row)
    columns.refuse_nested()
    title = str(schema.get("title") or row.schema.get("title") or name)
    return {
        "format": FORMAT,
        "standard": {
            "id": str(schema.get("$id") or name),
            "edition": f"JSON Schema {edition}",
            "title": {"zh": title, "en": title},
            "authority": None,
            "valid_from": None,
            "valid_to": None,
            "status": "current",
            "source": "JSON Schema",
        },
        "dataset": {"id": name, "title": {"zh": title, "en": title}, "level": None},
        "schema": schema,
        "misspelt": misspelt(schema),
        "row": row.pointer,
        "rows": rows,
        "checks": [],
        "binding": {
            "columns": [_column(one, columns.title(one), required=one in columns.required) for one in columns.said],
            "missing_values": [],
            "extra_columns": "info",
            "undeclared": "property",
        },
        "fields": [],
        "codelists": {},
        "quality": [],
    }


def _column(name: str, title: str, *, required: bool) -> dict[str, Any]:
    return {
        "id": name,
        "element": name,
        "title": {"zh": title, "en": title},
        "name": name,
        "names": [name],
        "personal": False,
        "level": None,
        "required": "error" if required else None,
        "coded": False,
        "repair": {},
        "recognise": {"headers": [], "shape": None},
    }


def _record_of(locations: Locations, schema: Mapping[str, Json]) -> tuple[Target, str | None]:
    """Return the schema of one record, and the pointer of that of all of them when it is an array's."""
    top = Target(schema, "", locations.base(schema, ""))
    target = top
    for _ in range(_DEPTH):  # a root that is only a reference stands for what it names
        types = ColumnTypes(_follow(locations, target.base, target.pointer), _never).of_schema(target.schema)
        if "$ref" not in target.schema or {"properties", "items"} & set(target.schema):
            break
        found = locations.resolve(target.schema["$ref"], target.base)
        if found is None or not isinstance(found.schema, Mapping):
            break
        target = found
    if types is not None and not types & _NESTED:
        raise refused(
            f"{target.pointer}/type",
            Text("这个模式不是记录或记录数组的模式", "this schema is neither of a record nor of an array of records"),
            Text("给出 type 为 object 的模式", "give a schema of type object"),
        )
    is_array = (types is not None and types - {"null"} == {"array"}) or (
        types is None and isinstance(target.schema.get("items"), Mapping) and "properties" not in target.schema
    )
    if not is_array:
        return top, None
    for keyword in (key for key in target.schema if key in _REFUSED_OF_ROWS):
        raise refused(
            f"{target.pointer}/{'items' if keyword == 'prefixItems' and 'items' not in target.schema else keyword}",
            Text(f"这里不支持对各行使用 {keyword}", f"{keyword} over the rows is not supported"),
            Text("用 items 描述每一行", "describe every row with items"),
        )
    items = target.schema.get("items", {})
    pointer = f"{target.pointer}/items"
    if "items" not in target.schema or isinstance(items, bool):
        raise refused(pointer, Text("没有说明一行是什么样", "it does not say what a row is like"))
    types = ColumnTypes(_follow(locations, target.base, pointer), _never).of_schema(items)
    if types is not None and "object" not in types:
        raise refused(pointer, Text("各行不是记录", "the rows are no records"))
    return Target(items, pointer, locations.base(items, target.base)), target.pointer


def _follow(locations: Locations, base: str, pointer: str) -> Follow:
    def follow(schema: Mapping[str, Json], keyword: str) -> Json:
        here, ref = locations.base(schema, base), schema[keyword]
        found = locations.resolve(ref, here) if keyword == "$ref" else locations.resolve_dynamic(ref, here, (base,))
        if found is None:
            raise absent(f"{pointer}/{keyword}", ref)
        return found.schema

    return follow


class _Columns:
    """What a row's schema says of its columns, wherever in it."""

    def __init__(self, locations: Locations, row: Target) -> None:
        self.said: dict[str, list[Target]] = {}
        self.required: set[str] = set()
        self._locations = locations
        self._unnamed: list[Target] = []
        self._walk(row, certain=True, seen=set())

    def _walk(self, at: Target, *, certain: bool, seen: set[tuple[int, bool]]) -> None:
        """Collect from a schema of the row; `certain` when it holds for every row."""
        schema = at.schema
        if not isinstance(schema, Mapping) or (id(schema), certain) in seen:
            return
        seen.add((id(schema), certain))
        base = self._locations.base(schema, at.base)
        for name, part in schema.get("properties", {}).items():
            self.said.setdefault(name, []).append(Target(part, f"{at.pointer}/properties/{escaped(name)}", base))
        for key in ("patternProperties", "additionalProperties"):
            value = schema.get(key, {})
            inside = {f"{key}/{escaped(name)}": part for name, part in value.items()} if key[0] == "p" else {key: value}
            if isinstance(value, Mapping):
                self._unnamed += [Target(part, f"{at.pointer}/{token}", base) for token, part in inside.items()]
        for name in schema.get("required", ()):
            self.said.setdefault(name, [])
            if certain:
                self.required.add(name)
        for key in ("$ref", "$dynamicRef"):
            if key in schema:
                found = self._locations.resolve(schema[key], base)
                if found is None:
                    raise absent(f"{at.pointer}/{key}", schema[key])
                self._walk(found, certain=certain, seen=seen)
        for pointer, part, holds in _parts(schema):
            self._walk(Target(part, at.pointer + pointer, base), certain=certain and holds, seen=seen)

    def title(self, name: str) -> str:
        """Return the column's title, its name when it has none."""
        titles = (part.schema.get("title") for part in self.said[name] if isinstance(part.schema, Mapping))
        return next((str(title) for title in titles if title), name)

    def refuse_nested(self) -> None:
        """Raise StandardError when a column is an object or an array in every row that has it."""
        for part in [*self._unnamed, *(part for parts in self.said.values() for part in parts)]:
            found = self._behind_references(part)
            if not isinstance(found.schema, Mapping):
                continue
            types = ColumnTypes(_follow(self._locations, found.base, found.pointer), _never).of_schema(found.schema)
            if (types and types <= _NESTED) or (types is None and _says_nested(found.schema)):
                raise refused(
                    found.pointer,
                    Text(
                        "这一栏是嵌套的对象或数组, 单元格装不下", "this is a nested object or array, which no cell can hold"
                    ),
                    Text("拆成几栏, 或从模式里去掉", "split it into columns, or take it out of the schema"),
                )

    def _behind_references(self, part: Target) -> Target:
        """Return what a schema that says nothing itself refers to."""
        for _ in range(_DEPTH):
            schema = part.schema
            if not isinstance(schema, Mapping) or "$ref" not in schema or "type" in schema:
                break
            found = self._locations.resolve(schema["$ref"], self._locations.base(schema, part.base))
            if found is None:
                raise absent(f"{part.pointer}/$ref", schema["$ref"])
            part = found
        return part


def _says_nested(schema: Mapping[str, Json]) -> bool:
    """Whether a schema without a type describes what is inside an object or an array."""
    return bool(_OF_OBJECTS & set(schema)) or isinstance(schema.get("items"), Mapping)


def _never(pattern: str, name: str) -> bool:
    return False


def _parts(schema: Mapping[str, Json]) -> Iterator[tuple[str, Json, bool]]:
    """Yield (pointer, schema, whether it holds for every row) of the parts that speak of the same row."""
    for key in _BRANCHES:
        yield from ((f"/{key}/{i}", part, key == "allOf") for i, part in enumerate(schema.get(key, ())))
    yield from ((f"/{key}", schema[key], False) for key in ("if", "then", "else") if key in schema)
    for name, part in schema.get("dependentSchemas", {}).items():
        yield f"/dependentSchemas/{escaped(name)}", part, False
