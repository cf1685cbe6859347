"""Row rules become schema: when/then as `if`/`then`, the rest as our row keywords.

Every `if` also requires the columns it tests: an absent column must never fire a rule.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dgov_std.pointer import escaped
from dgov_std.schema.columns import Columns
from dgov_std.schema.draft import Draft, Fragment, Meta, anchored, one_part, single
from dgov_std.schema.facets import codelist_fragments
from dgov_std.schema.identifiers import define_identifier
from dgov_std.schema.relations import RELATIONS
from dgov_std.standard.model import Standard
from dgov_std.standard.row_rules import RowRule


def condition(tests: Mapping[str, Mapping[str, Any]], columns: Columns | None = None) -> dict[str, Any]:
    """Return the schema that holds when all tests hold; the columns tested are required.

    `columns` know which cells hold several codes, for tests of what a cell `holds`.
    """
    properties: dict[str, Any] = {}
    required: list[str] = []
    absent: list[str] = []
    for column, test in tests.items():
        if "absent" in test:
            absent.append(column)
            continue
        required.append(column)
        if "in" in test:
            properties[column] = {"enum": list(test["in"])}
        elif "not" in test:
            properties[column] = {"not": {"enum": list(test["not"])}}
        elif "pattern" in test or "identifier" in test:
            shape = {"pattern": anchored(test["pattern"])} if "pattern" in test else {}
            scheme = {"$ref": f"#/$defs/identifier.{test['identifier']}"} if "identifier" in test else {}
            properties[column] = shape | scheme
        elif "holds" in test:
            keyword, value = _holds(test["holds"], column, columns)
            properties[column] = {keyword: value}
    found: dict[str, Any] = {}
    if properties:
        found["properties"] = properties
    if required:
        found["required"] = required
    if absent:
        found["not"] = {"anyOf": [{"required": [column]} for column in absent]}
    return found


def _holds(values: Sequence[str], column: str, columns: Columns | None) -> tuple[str, Any]:
    separator = columns.separator(column) if columns else None
    if columns is None or separator is None:
        return "enum", list(values)
    return "pattern", one_part(values, separator, columns.explained.get(column, {}))


def add_rule(draft: Draft, standard: Standard, key: str, rule: RowRule, columns: Columns) -> None:
    """Assert a row rule in the definition `key`."""
    for test in rule.body.get("when", {}).values():
        if "identifier" in test:
            define_identifier(draft, standard, test["identifier"])
    fragment = _FORMS[rule.form](draft, standard, rule, columns)
    if rule.form != "when" and rule.body.get("when"):
        metas = {f"/then{at}": meta for at, meta in fragment.metas.items()}
        fragment = Fragment({"if": condition(rule.body["when"], columns), "then": fragment.schema}, metas)
    draft.add(key, fragment, rule.facet, rule.id)


def _when(draft: Draft, standard: Standard, rule: RowRule, columns: Columns) -> Fragment:
    body = rule.body
    facts = {
        "kind": "conditional",
        "when": [[columns.title(name), _said(test)] for name, test in body["when"].items()],
    }
    then: dict[str, Any] = {}
    metas: dict[str, Meta] = {}
    if body.get("required"):
        then["required"] = list(body["required"])
        metas["/then/required"] = Meta("REL101", facts, title=rule.title)
    properties: dict[str, Any] = {}
    for column in body.get("forbidden", ()):
        properties[column] = False
        metas[f"/then/properties/{escaped(column)}"] = Meta("REL102", facts, (column,), rule.title)
    for column, test in body.get("tests", {}).items():
        told = Meta("REL103", {**facts, "then": _said(test)}, title=rule.title)
        held = single(*_holds(test["holds"], column, columns), told) if "holds" in test else None
        fragment = held or _test(draft, standard, test, told)
        properties[column] = fragment.schema
        metas |= {f"/then/properties/{escaped(column)}{at}": meta for at, meta in fragment.metas.items()}
    if properties:
        then["properties"] = properties
    return Fragment({"if": condition(body["when"], columns), "then": then}, metas)


def _test(draft: Draft, standard: Standard, test: Mapping[str, Any], contradiction: Meta) -> Fragment:
    if "in" in test:
        return single("enum", list(test["in"]), contradiction)
    if "not" in test:
        return single("not", {"enum": list(test["not"])}, contradiction)
    if "pattern" in test:
        return single("pattern", anchored(test["pattern"]), contradiction)
    if "identifier" in test:
        define_identifier(draft, standard, test["identifier"])
        return Fragment({"$ref": f"#/$defs/identifier.{test['identifier']}"}, {})
    if "codelist" in test:
        fragments = [
            fragment
            for fragment, at_most in codelist_fragments(standard.codelists[test["codelist"]], test, standard.codelists)
            if not at_most
        ]
        return fragments[0] if fragments else Fragment({}, {})
    limit = {"kind": "limit", "limit": str(test["max_length"]), "unit": "char"}
    return single("maxLength", int(test["max_length"]), Meta("TYP206", limit, title=contradiction.title))


_FORMS: Mapping[str, Callable[[Draft, Standard, RowRule, Columns], Fragment]] = {"when": _when, **RELATIONS}


def _said(test: Mapping[str, Any]) -> list[str]:
    return [str(item) for item in test.get("in", test.get("holds", ()))]
