"""Check a document's tree against the JSON Schema of its kind, in words an author can act on.

A walker of our own instead of a JSON Schema library: it chooses the alternative the author meant
before it complains, reads `200` and `true` from text where the schema wants them, and names the
nearest known key. What it refuses is left out of the tree it returns, so that one mistake does not
cause others later on.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import Any

from dgov_std.standard.problems import Problems, did_you_mean, shown
from dgov_std.standard.yaml_tree import Node, Scalar, Sequence, Tree
from dgov_std.text import Text

Schema = Mapping[str, Any]

_INTEGER = re.compile(r"-?[0-9]{1,15}\Z")
_NODE_TYPES = {"object": Tree, "array": Sequence}
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})-([0-9]{2}))?\Z")


def is_date_or_year(text: str) -> bool:
    """Tell whether `text` is a calendar date `2024-01-31` or a year `2024`."""
    match = _DATE.match(text)
    if match is None:
        return False
    try:
        dt.date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return False
    return True


def shape_document(document: Tree, schema: Schema, problems: Problems) -> Tree:
    """Return `document` without the parts that do not fit `schema`; note each in `problems`."""
    label = Text("文档", "the document")
    return _Walker(problems).tree(document, schema, label)[0]


def wanted(schema: Schema) -> Text:
    """Say what a value under `schema` should be."""
    said = schema.get("x-wanted")
    if said is not None:
        return Text(said["zh"], said["en"])
    if "enum" in schema:
        zh, en = "、".join(schema["enum"]), ", ".join(schema["enum"])
        return Text(f"{zh} 之一", f"one of {en}")
    if "anyOf" in schema:
        parts = [wanted(branch) for branch in schema["anyOf"]]
        return Text("或".join(p.zh for p in parts), " or ".join(p.en for p in parts))
    return {
        "string": Text("文字", "text"),
        "integer": Text("整数", "a whole number"),
        "boolean": Text("true 或 false", "true or false"),
        "array": Text("列表 […]", "a list […]"),
    }.get(schema.get("type", ""), Text("集合 {…}", "a mapping {…}"))


def _found(node: Node) -> Text:
    if isinstance(node, Scalar):
        return Text(f"“{shown(node.text)}”", f'"{shown(node.text)}"')
    if isinstance(node, Sequence):
        return Text("列表", "a list")
    return Text("集合", "a mapping")


def _keys(keys: Iterable[str]) -> Text:
    names = list(keys)
    return Text("、".join(names), ", ".join(names))


class _Walker:
    __slots__ = ("_problems",)

    def __init__(self, problems: Problems) -> None:
        self._problems = problems

    def node(self, node: Node, schema: Schema, label: Text) -> Node | None:
        """Return the fitting part of `node`, or None when it does not fit at all."""
        if "anyOf" in schema:
            branch = _branch(node, schema["anyOf"])
            if branch is None:
                self._wrong(node, schema, label)
                return None
            if isinstance(node, Scalar) and "x-wanted" in schema:
                branch = {**branch, "x-wanted": schema["x-wanted"]}
            return self.node(node, branch, label)
        kind = schema["type"]
        if not isinstance(node, _NODE_TYPES.get(kind, Scalar)):
            self._wrong(node, schema, label)
            return None
        if isinstance(node, Tree):
            tree, complete = self.tree(node, schema, label)
            # an incomplete `relax` entry still says what is relaxed: no second mistake from it
            return tree if complete or schema.get("x-keep") else None
        if isinstance(node, Sequence):
            return self._sequence(node, schema, label)
        return self._scalar(node, schema, label)

    def tree(self, tree: Tree, schema: Schema, label: Text) -> tuple[Tree, bool]:
        """Return the fitting part of a mapping, and whether nothing it needs is missing."""
        known: Mapping[str, Schema] = schema.get("properties", {})
        extra = schema.get("additionalProperties", True)
        entries: dict[str, Node] = {}
        for key, value in tree.entries.items():
            below = known.get(key, extra if isinstance(extra, dict) else None)
            if below is None:
                self._unknown(key, tree, known)
                continue
            fitting = self.node(value, below, Text(f"“{shown(key)}”", f'"{shown(key)}"'))
            if fitting is not None:
                entries[key] = fitting
        complete = self._members(tree, schema, known, label)
        complete = complete and all(key in entries for key in schema.get("required", ()))
        return Tree(entries, tree.keys, tree.mark), complete

    def _unknown(self, key: str, tree: Tree, known: Mapping[str, Schema]) -> None:
        free = [name for name in known if name not in tree.entries]
        names = _keys(known)
        self._problems.add(
            tree.keys[key],
            Text(f"不认识的键“{shown(key)}”", f'unknown key "{shown(key)}"'),
            did_you_mean(key, free, Text(f"可用的键：{names.zh}", f"Known keys: {names.en}.")),
        )

    def _members(self, tree: Tree, schema: Schema, known: Mapping[str, Schema], label: Text) -> bool:
        """Check which keys stand together; return False when a needed one is missing."""
        present = [key for key in tree.entries if key in known]
        missing = [key for key in schema.get("required", ()) if key not in tree.entries]
        for trigger, needed in schema.get("dependentRequired", {}).items():
            if trigger in tree.entries:
                missing += [key for key in needed if key not in tree.entries and key not in missing]
        for key in missing:
            self._missing(key, tree, known)
        groups = [(schema["x-one-of"], True)] if "x-one-of" in schema else []
        groups += [(schema["x-at-most-one"], False)] if "x-at-most-one" in schema else []
        for group, one in groups:
            chosen = [key for key in present if key in group]
            if not chosen and one and not (set(missing) & set(group)):
                names = _keys(group)
                self._problems.add(
                    tree.mark,
                    Text(f"缺少 {names.zh} 中的一个", f"one of {names.en} is missing"),
                    Text("请补上其中一个", "Add one of them."),
                )
            for key in chosen[1:]:
                self._problems.add(
                    tree.keys[key],
                    Text(
                        f"“{chosen[0]}”和“{key}”只能写一个",
                        f'"{chosen[0]}" and "{key}" cannot stand together',
                    ),
                    Text("请删去其中一个", "Delete one of them."),
                )
        if not tree.entries and (schema.get("minProperties") or 0) > 0:
            self._wrong(tree, schema, label, found=Text("空的", "nothing"))
            return False
        missing += self._by(tree, schema, known)
        return not missing

    def _by(self, tree: Tree, schema: Schema, known: Mapping[str, Schema]) -> list[str]:
        """Check keys that only some value of another key allows or needs (`method` of a check)."""
        rule = schema.get("x-by")
        chooser = tree.entries.get(rule["key"]) if rule else None
        if rule is None or not isinstance(chooser, Scalar) or chooser.text not in rule["allowed"]:
            return []
        missing = [key for key in rule["required"][chooser.text] if key not in tree.entries]
        for key in missing:
            self._missing(key, tree, known)
        special = {key for keys in rule["allowed"].values() for key in keys}
        for key in tree.entries:
            if key in special and key not in rule["allowed"][chooser.text]:
                self._problems.add(
                    tree.keys[key],
                    Text(
                        f"“{key}”不用于 {rule['key']}: {chooser.text}",
                        f'"{key}" has no meaning with {rule["key"]}: {chooser.text}',
                    ),
                    Text("请删去它", "Delete it."),
                )
        return missing

    def _missing(self, key: str, tree: Tree, known: Mapping[str, Schema]) -> None:
        want = wanted(known[key]) if key in known else Text("…", "…")
        self._problems.add(
            tree.mark,
            Text(f"缺少键“{key}”", f'the key "{key}" is missing'),
            Text(f"请补上 {key}: {want.zh}", f"Add {key}: {want.en}."),
        )

    def _sequence(self, node: Sequence, schema: Schema, label: Text) -> Node | None:
        least, most = schema.get("minItems", 0), schema.get("maxItems")
        if len(node.items) < least or (most is not None and len(node.items) > most):
            count = len(node.items)
            items = "1 item" if count == 1 else f"{count} items"
            self._wrong(node, schema, label, found=Text(f" {count} 项", items))
            return None
        below = schema["items"]
        kept = []
        for position, item in enumerate(node.items, 1):
            fitting = self.node(item, below, Text(f"{label.zh}的第 {position} 项", f"item {position} of {label.en}"))
            if fitting is not None:
                kept.append(fitting)
        if most is not None and len(kept) < least:
            return None
        return Sequence(tuple(kept), node.mark)

    def _scalar(self, node: Scalar, schema: Schema, label: Text) -> Node | None:
        if node.plain and not node.text:
            want = wanted(schema)
            self._problems.add(
                node.mark,
                Text(f"{label.zh}没有值", f"{label.en} has no value"),
                Text(
                    f'请写上{want.zh}，或删去这一项；要空文字请写 ""',
                    f'Give {want.en}, or delete it; write "" for an empty text.',
                ),
            )
            return None
        if not _fits(node.text, schema):
            self._wrong(node, schema, label)
            return None
        return node

    def _wrong(self, node: Node, schema: Schema, label: Text, found: Text | None = None) -> None:
        want, found = wanted(schema), found or _found(node)
        self._problems.add(
            node.mark,
            Text(
                f"{label.zh}应是{want.zh}，写的是{found.zh}",
                f"{label.en} must be {want.en}, found {found.en}",
            ),
            _remedy(node, schema, want),
        )


def _remedy(node: Node, schema: Schema, want: Text) -> Text:
    if "x-remedy" in schema:
        return Text(schema["x-remedy"]["zh"], schema["x-remedy"]["en"])
    if isinstance(node, Scalar):
        text = shown(node.text)
        if "enum" in schema:
            return did_you_mean(node.text, schema["enum"], Text("请从中选一个", "Choose one of them."))
        if "anyOf" in schema:
            schema = schema["anyOf"][0]
        if schema.get("type") == "array" and schema["items"].get("type") == "string":
            return Text(f"请写成 [{text}]", f"Write [{text}].")
        if schema.get("type") == "boolean" and text.lower() in {"true", "yes", "on", "1", "是"}:
            return Text("请写 true", "Write true.")
        if schema.get("type") == "boolean" and text.lower() in {"false", "no", "off", "0", "否"}:
            return Text("请写 false", "Write false.")
    return Text(f"请改成{want.zh}", f"Change it to {want.en}.")


def _branch(node: Node, branches: Iterable[Schema]) -> Schema | None:
    """Return the alternative the author most likely meant, or None when none is of this sort."""
    fitting = [b for b in branches if isinstance(node, _NODE_TYPES.get(b["type"], Scalar))]
    if not isinstance(node, Tree) or len(fitting) < 2:
        return fitting[0] if fitting else None

    def likeness(branch: Schema) -> tuple[int, int]:
        missing = sum(key not in node.entries for key in branch.get("required", ()))
        unknown = sum(key not in branch.get("properties", {}) for key in node.entries)
        return missing + unknown, missing

    return min(fitting, key=likeness)


def _fits(text: str, schema: Schema) -> bool:
    kind = schema["type"]
    if kind == "integer":
        return bool(_INTEGER.match(text)) and int(text) >= schema.get("minimum", int(text))
    if kind == "boolean":
        return text in {"true", "false"}
    if "enum" in schema and text not in schema["enum"]:
        return False
    if "const" in schema and text != schema["const"]:
        return False
    if "pattern" in schema and not re.search(schema["pattern"].replace("$", r"\Z"), text):
        return False
    if schema.get("format") == "iso-date-or-year" and not is_date_or_year(text):
        return False
    return bool(schema.get("minLength", 0) <= len(text) <= schema.get("maxLength", len(text)))
