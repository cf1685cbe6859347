"""A Frictionless Table Schema (v1 and v2) -> a bundle, so that it runs like a standard of ours.

Columns are bound by name, whatever their order. docs/table-schema.md maps every type and constraint
and explains where frictionless-py judges otherwise. Nothing is ever fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from dgov_std.foreign.field_titles import sample
from dgov_std.foreign.table_field import Asserted, Field, Json, malformed, missing_values, read_field, unsupported
from dgov_std.pointer import escaped
from dgov_std.report.codes import CODES
from dgov_std.text import Text

Bundle = dict[str, Any]
FORMAT = 1
ROW, ROWS = "/$defs/row", "/$defs/rows"
# fieldsMatch -> severity of (a column the schema does not name, a field the file does not have)
MATCHES: Mapping[str, tuple[str, str]] = {
    "exact": ("error", "error"),
    "equal": ("error", "error"),
    "subset": ("info", "error"),
    "superset": ("error", "info"),
    "partial": ("info", "info"),
}
_V1 = ("warning", "warning")  # v1 only says that fields SHOULD stand for the columns, as many and in order
_DATE_TOKENS = {"%Y": "YYYY", "%m": "MM", "%d": "DD", "%H": "hh", "%M": "mm", "%S": "ss"}


def is_table_schema(document: Json) -> bool:
    """Whether a parsed JSON document is a Table Schema, or a Data Package that holds one."""
    if not isinstance(document, Mapping):
        return False
    resources = document.get("resources")
    return isinstance(document.get("fields"), list) or (
        isinstance(resources, list) and any(isinstance(item, Mapping) and "schema" in item for item in resources)
    )


def table_schema_bundle(document: Json, name: str, resource: str | None = None) -> Bundle:
    """Return the bundle of a Table Schema descriptor, or of one resource of a Data Package.

    Args:
        document: the parsed descriptor; it is not changed.
        name: what to call it where it names nothing itself, such as its file's name.
        resource: for a Data Package: the name of the resource, or the name of the data file its path ends with.

    Raises:
        StandardError: the descriptor is malformed, or holds what cannot be executed; says where, by JSON Pointer.
    """
    schema, pointer, name = _schema_of(document, name, resource)
    profiles = f"{schema.get('$schema', '')} {document.get('$schema', '')}"
    second = "/profiles/2." in profiles or "fieldsMatch" in schema
    fields = _fields(schema, pointer, second=second)
    title = schema.get("title") if isinstance(schema.get("title"), str) else None
    sheet = _Sheet(title or name)
    for entry in fields:
        sheet.add_column(entry)
    _keys(sheet, schema, fields, pointer)
    missing = missing_values(schema.get("missingValues", [""]), f"{pointer}/missingValues")
    extra, absent = _match(schema, pointer, second=second)
    text = {"zh": sheet.standard, "en": sheet.standard}
    return {
        "format": FORMAT,
        "standard": {
            "id": str(schema.get("name") or name),
            "edition": str(schema.get("version") or ""),
            "title": text,
            "authority": None,
            "valid_from": None,
            "valid_to": None,
            "status": "current",
            "source": "Table Schema",
        },
        "dataset": {"id": name, "title": text, "level": None},
        "schema": sheet.schema(name),
        "row": ROW,
        "rows": ROWS,
        "checks": sheet.checks,
        "binding": {
            "columns": [_column(entry, sheet.needed, missing) for entry in fields],
            "missing_values": [value for value in missing if value],
            "extra_columns": extra,
            "absent_columns": absent,
        },
        "fields": [],
        "codelists": {},
        "quality": [],
    }


def _schema_of(document: Json, name: str, resource: str | None) -> tuple[Mapping[str, Any], str, str]:
    """Return the Table Schema, its JSON Pointer in the document, and the name of its table."""
    if not isinstance(document, Mapping):
        raise malformed("", Text("Table Schema 应为一个对象", "a Table Schema should be an object"))
    if "fields" in document or not isinstance(document.get("resources"), list):
        return document, "", name
    tables = [(i, item) for i, item in enumerate(document["resources"]) if isinstance(item, Mapping) and "schema" in item]
    chosen = tables if len(tables) == 1 else [(i, item) for i, item in tables if _is_called(item, resource)]
    if len(chosen) != 1:
        names = ", ".join(str(item.get("name", i)) for i, item in tables)
        raise malformed(
            "/resources",
            Text(f"Data Package 里有几张表: {names}", f"the Data Package holds several tables: {names}"),
            Text("让数据文件与其中一张的 path 同名", "name the data file as the path of one of them says"),
        )
    place, found = chosen[0]
    pointer = f"/resources/{place}/schema"
    if isinstance(found["schema"], str):
        raise malformed(
            pointer,
            Text(f"模式在别处: {found['schema']}", f"the schema is elsewhere: {found['schema']}"),
            Text("把它写进来, 或直接给出它的文件; 从不联网取用", "put it here, or give its file; nothing is ever fetched"),
        )
    return found["schema"], pointer, str(found.get("name") or name)


def _is_called(item: Mapping[str, Any], resource: str | None) -> bool:
    """Whether a resource has this name, or a path that ends with it."""
    if resource is None:
        return False
    paths = item.get("path", [])
    paths = [paths] if isinstance(paths, str) else paths
    files = {PurePosixPath(str(path)).name for path in paths} if isinstance(paths, list) else set()
    wanted = PurePosixPath(resource.replace("\\", "/"))
    return item.get("name") in {resource, wanted.stem} or wanted.name in files


def _fields(schema: Mapping[str, Any], pointer: str, *, second: bool) -> list[Field]:
    if "$ref" in schema:
        raise unsupported(f"{pointer}/$ref", "$ref")
    found = schema.get("fields")
    if not isinstance(found, list) or not found:
        raise malformed(f"{pointer}/fields", Text("fields 应为非空列表", "fields should be a list that is not empty"))
    default = "any" if second else "string"
    fields = [read_field(item, f"{pointer}/fields/{i}", default, lenient_time=not second) for i, item in enumerate(found)]
    names: set[str] = set()
    for i, name in enumerate(entry.name for entry in fields):
        if name in names:
            raise malformed(
                f"{pointer}/fields/{i}/name",
                Text(f"两个字段都叫 {name}", f"two fields are called {name}"),
                Text("栏是按名称对应的, 名称不能重复", "columns are bound by name, so names must differ"),
            )
        names.add(name)
    return fields


def _match(schema: Mapping[str, Any], pointer: str, *, second: bool) -> tuple[str, str]:
    """Return how severe a further column and a lacking one are."""
    value = schema.get("fieldsMatch", "exact")
    value = value[0] if isinstance(value, list) and len(value) == 1 else value  # so the v2.0 profile had it
    if not isinstance(value, str) or value not in MATCHES:
        raise malformed(
            f"{pointer}/fieldsMatch",
            Text(f"fieldsMatch 没有 {value} 这种写法", f"there is no fieldsMatch {value}"),
            Text(f"可用 {', '.join(MATCHES)}", f"use one of {', '.join(MATCHES)}"),
        )
    return MATCHES[value] if second else _V1


@dataclass(slots=True)
class _Sheet:
    """The schema and its check table while they are being written."""

    standard: str
    properties: dict[str, dict[str, Any]] = field(default_factory=dict)
    required: list[dict[str, Any]] = field(default_factory=list)
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    checks: list[dict[str, Any]] = field(default_factory=list)
    needed: set[str] = field(default_factory=set)
    titles: dict[str, str] = field(default_factory=dict)
    readings: dict[str, dict[str, Any]] = field(default_factory=dict)

    def add_column(self, entry: Field) -> None:
        """Enter a field: its annotations and everything it demands of its cells."""
        self.titles[entry.name] = entry.title
        self.readings[entry.name] = dict(entry.reading)
        target = self.properties[entry.name] = {"title": entry.title}
        if entry.description:
            target["description"] = entry.description
        for demand in entry.asserted:
            self._assert(entry.name, target, demand)
        if entry.required:
            self.require(entry.name, entry.required)
        if entry.unique:
            self.unique(entry.name + ".unique", [entry.name], entry.unique)

    def _assert(self, name: str, target: dict[str, Any], demand: Asserted) -> None:
        base = f"{ROW}/properties/{escaped(name)}"
        if demand.keyword in target:
            parts = target.setdefault("allOf", [])
            parts.append({demand.keyword: demand.value})
            base += f"/allOf/{len(parts) - 1}"
        else:
            target[demand.keyword] = demand.value
        self.record(
            f"{base}/{demand.keyword}", f"{name}.{demand.constraint}", demand.code, demand.facts, (name,), demand.pointer
        )

    def require(self, name: str, pointer: str) -> None:
        """Demand a column's cells, once."""
        if name in self.needed:
            return
        self.needed.add(name)
        self.required.append({"required": [name]})
        at = f"{ROW}/allOf/{len(self.required) - 1}/required"
        self.record(at, f"{name}.required", "TYP101", {"kind": "none"}, (), pointer)

    def unique(self, label: str, columns: list[str], pointer: str) -> None:
        """Demand that no two rows agree in the columns, once."""
        key = {"columns": columns, **self._read_as(columns)}
        known = self.rows.setdefault("uniqueKeys", [])
        if key in known:
            return
        known.append(key)
        facts = {"kind": "keyed", "columns": self.titles_of(columns)}
        self.record(f"{ROWS}/uniqueKeys/{len(known) - 1}", label, "KEY101", facts, tuple(columns), pointer)

    def refer(self, label: str, columns: list[str], table: str | None, to: list[str], pointer: str) -> None:
        """Demand that the columns' cells stand together in a table."""
        known = self.rows.setdefault("references", [])
        target: dict[str, Any] = {"columns": to} if table is None else {"table": table, "columns": to}
        known.append({"columns": columns, "to": target, **(self._read_as([*columns, *to]) if table is None else {})})
        facts = {"kind": "referred", "columns": self.titles_of(columns), "table": table}
        self.record(f"{ROWS}/references/{len(known) - 1}", label, "KEY201", facts, tuple(columns), pointer)

    def _read_as(self, columns: list[str]) -> dict[str, Any]:
        """Return how the key's typed columns are read: keys compare values, not how they are written."""
        found = {name: self.readings[name] for name in columns if self.readings[name]["type"] not in {"string", "any"}}
        return {"as": found} if found else {}

    def titles_of(self, columns: list[str]) -> list[dict[str, str]]:
        """Return the titles of columns, as facts hold them."""
        return [{"zh": self.titles[name], "en": self.titles[name]} for name in columns]

    def record(
        self, pointer: str, label: str, code: str, facts: Mapping[str, Any], columns: tuple[str, ...], clause: str
    ) -> None:
        """Enter one keyword into the check table; its clause is its place in the descriptor."""
        ids = {check["id"] for check in self.checks}
        unique = next(name for n in range(1, len(ids) + 2) if (name := label if n == 1 else f"{label}-{n}") not in ids)
        self.checks.append(
            {
                "id": unique,
                "pointer": pointer,
                "code": code,
                "severity": "error",
                "dimension": str(CODES[code].dimension),
                "unit": CODES[code].unit,
                "columns": list(columns),
                "title": None,
                "standard": self.standard,
                "clause": clause,
                "confidence": "high",
                "facts": dict(facts),
            }
        )

    def schema(self, name: str) -> dict[str, Any]:
        """Return the JSON Schema of the rows."""
        row: dict[str, Any] = {"type": "object", "properties": self.properties}
        if self.required:
            row["allOf"] = self.required
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": self.standard,
            "type": "array",
            "items": {"$ref": "#/$defs/row"},
            "$defs": {"row": row, "rows": {"type": "array", "items": {"$ref": "#/$defs/row"}, **self.rows}},
            "$comment": f"Table Schema {name}",
        }


def _keys(sheet: _Sheet, schema: Mapping[str, Any], fields: list[Field], pointer: str) -> None:
    """Enter primary, unique and foreign keys."""
    names = {entry.name for entry in fields}
    primary = _names(schema.get("primaryKey", []), names, f"{pointer}/primaryKey")
    for name in primary:
        sheet.require(name, f"{pointer}/primaryKey")
    if primary:
        sheet.unique("primaryKey", primary, f"{pointer}/primaryKey")
    keys = schema.get("uniqueKeys", [])
    if not isinstance(keys, list):
        raise malformed(f"{pointer}/uniqueKeys", Text("uniqueKeys 应为列表", "uniqueKeys should be a list"))
    for i, key in enumerate(keys):
        at = f"{pointer}/uniqueKeys/{i}"
        sheet.unique(f"uniqueKeys.{i}", _names(key, names, at, at_least=1), at)
    for label, columns, table, to, at in _foreign_keys(schema, names, pointer):
        sheet.refer(label, columns, table, to, at)


def _foreign_keys(
    schema: Mapping[str, Any], names: set[str], pointer: str
) -> Iterator[tuple[str, list[str], str | None, list[str], str]]:
    """Yield (id, columns, the other table or None for this one, its columns, pointer) of each foreign key."""
    keys = schema.get("foreignKeys", [])
    if not isinstance(keys, list):
        raise malformed(f"{pointer}/foreignKeys", Text("foreignKeys 应为列表", "foreignKeys should be a list"))
    for i, key in enumerate(keys):
        at = f"{pointer}/foreignKeys/{i}"
        reference = key.get("reference") if isinstance(key, Mapping) else None
        if not isinstance(reference, Mapping):
            raise malformed(at, Text("外键没有 reference", "the foreign key has no reference"))
        columns = _names(key.get("fields"), names, f"{at}/fields", at_least=1)
        table = reference.get("resource") or None
        if table is not None and not isinstance(table, str):
            raise malformed(f"{at}/reference/resource", Text("resource 应为文字", "resource should be a text"))
        to = _names(reference.get("fields"), None if table else names, f"{at}/reference/fields", at_least=1)
        if len(to) != len(columns):
            raise malformed(
                f"{at}/reference/fields",
                Text("外键两边的字段数不同", "the two sides of the foreign key have different numbers of fields"),
            )
        yield f"foreignKeys.{i}", columns, table, to, at


def _names(value: Json, known: set[str] | None, pointer: str, *, at_least: int = 0) -> list[str]:
    """Return a list of field names, which v1 may write as one text."""
    found = [value] if isinstance(value, str) else value
    if not isinstance(found, list) or len(found) < at_least or not all(isinstance(name, str) for name in found):
        raise malformed(pointer, Text("应为字段名的列表", "this should be a list of field names"))
    for name in found:
        if known is not None and name not in known:
            raise malformed(pointer, Text(f"没有字段 {name}", f"there is no field {name}"))
    return found


def _column(entry: Field, needed: set[str], missing: tuple[str, ...]) -> dict[str, Any]:
    """Return a column of the binding; it holds its own missing values where these are not empty plus the table's."""
    own = entry.missing if entry.missing is not None else missing
    column: dict[str, Any] = {
        "id": entry.name,
        "element": entry.name,
        "title": {"zh": entry.title, "en": entry.title},
        "name": entry.name,
        "names": [entry.name],
        "personal": False,
        "level": None,
        "required": "error" if entry.name in needed else None,
        "coded": False,
        "repair": _repair(entry.reading),
        "recognise": {"headers": [], "shape": None},
    }
    if entry.missing is not None or "" not in own:
        column["missing_values"] = list(own)
    return column


def _repair(reading: Mapping[str, Any]) -> dict[str, Any]:
    """Return what may be suggested: the wanted form of a date that is all numbers."""
    if reading["type"] != "date":
        return {}
    form = reading.get("format", "%Y-%m-%d")
    tokens = re.sub("%.", lambda m: _DATE_TOKENS.get(m.group(), m.group()), form)
    return {} if "%" in tokens or "YYYY" not in tokens or sample(form) == form else {"dates": [tokens]}
