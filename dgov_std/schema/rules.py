"""Row rules become schema: when/then as `if`/`then`, the rest as our row keywords.

Every `if` also requires the columns it tests: an absent column must never fire a rule.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dgov_std.pointer import escaped
from dgov_std.schema.draft import Draft, Fragment, Meta, anchored, one_part, single
from dgov_std.schema.facets import codelist_fragments
from dgov_std.schema.identifiers import define_identifier
from dgov_std.standard.model import Element, Facet, Identifier, RowRule, Standard
from dgov_std.text import Text


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns a rule may name: their titles and the facets of what they hold."""

    titles: Mapping[str, Text]
    facets: Mapping[str, Mapping[str, Facet]]
    open_ends: Mapping[str, tuple[str, ...]]
    explained: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # column -> code -> mark before explanations

    def separator(self, column: str) -> str | None:
        """Return the character that separates the codes of a cell, None where it holds one code."""
        listed = self.facets.get(column, {}).get("codelist")
        return listed.options.get("separator") if listed is not None else None

    def forms(self, names: Sequence[str]) -> list[str]:
        """Return the written forms of the dates in some columns, each once."""
        found = (form for name in names for form in getattr(self.facets[name].get("date"), "value", ()))
        return list(dict.fromkeys(found))

    def ends(self, names: Sequence[str]) -> list[str]:
        """Return the dates of some columns that mean "no end"."""
        return sorted({end for name in names for end in self.open_ends.get(name, ())})


def columns_of(standard: Standard, uses: Mapping[str, Element], titles: Mapping[str, Text]) -> Columns:
    """Return the columns of a dataset, by column id."""
    facets = {name: all_facets(element) for name, element in uses.items()}
    listed = {name: standard.codelists[known["codelist"].value] for name, known in facets.items() if "codelist" in known}
    marks = {name: {c.code: c.explained for c in codelist.codes if c.explained} for name, codelist in listed.items()}
    return Columns(titles, facets, {name: element.open_end for name, element in uses.items()}, marks)


def all_facets(element: Element) -> dict[str, Facet]:
    """Return an element's facets with those of its bases."""
    return {**(all_facets(element.base) if element.base else {}), **element.facets}


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
        "when": [[_title(columns, name), _said(test)] for name, test in body["when"].items()],
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
            fragment for fragment, at_most in codelist_fragments(standard.codelists[test["codelist"]], test) if not at_most
        ]
        return fragments[0] if fragments else Fragment({}, {})
    limit = {"kind": "limit", "limit": str(test["max_length"]), "unit": "char"}
    return single("maxLength", int(test["max_length"]), Meta("TYP206", limit, title=contradiction.title))


def _compare(draft: Draft, standard: Standard, rule: RowRule, columns: Columns) -> Fragment:
    left, operator, right = rule.body["left"], rule.body["op"], rule.body["right"]
    sides = [left] if isinstance(right, Mapping) else [left, right]
    forms, ends = columns.forms(sides), columns.ends(sides)
    kind = "date" if forms else "decimal" if "decimal" in columns.facets[left] else "text"
    value: dict[str, Any] = {
        "left": left,
        "op": operator,
        "right": {"asOf": True} if isinstance(right, Mapping) else right,
        "as": kind,
    }
    if forms:
        value["forms"] = forms
    if ends:
        value["openEnd"] = ends
    reference = Text("数据基准日", "the reference date").to_dict()
    facts = {
        "kind": "compared",
        "left": _title(columns, left),
        "operator": operator,
        "right": reference if isinstance(right, Mapping) else _title(columns, right),
    }
    default = left if isinstance(right, Mapping) else right
    return single("compareColumns", value, Meta("REL104", facts, (rule.blame or default, *sides), rule.title))


def _derive(draft: Draft, standard: Standard, rule: RowRule, columns: Columns) -> Fragment:
    column, of, segment = rule.body["column"], rule.body["of"], rule.body["segment"]
    identifier = _scheme_with(standard, columns.facets[of], segment)
    found = next(s for s in identifier.segments if s.name == segment)
    value: dict[str, Any] = {"column": column, "of": of, "start": found.start, "end": found.start + found.length}
    own = columns.facets[column]
    if "date" in own:
        value["forms"] = list(own["date"].value)
    if rule.body.get("map"):
        value["map"] = dict(rule.body["map"])
    strip = standard.identifiers[own["identifier"].value].strip if "identifier" in own else None
    if strip:
        value["ignore"] = strip
    facts = {"kind": "compared", "left": _title(columns, column), "operator": "==", "right": _title(columns, of)}
    meta = Meta("REL105", facts, (rule.blame or column, column, of), rule.title)
    fragment = single("segmentEquals", value, meta)
    total = sum(s.length for s in identifier.segments)
    length = {"minLength": total, "maxLength": total}
    guard = {"properties": {of: length}, "required": [of]}
    return Fragment({"if": guard, "then": fragment.schema}, {f"/then{at}": m for at, m in fragment.metas.items()})


def _sum(draft: Draft, standard: Standard, rule: RowRule, columns: Columns) -> Fragment:
    total, parts = rule.body["total"], list(rule.body["of"])
    zh = "、".join(columns.titles[part].zh for part in parts)
    en = ", ".join(columns.titles[part].en for part in parts)
    right = Text(f"{zh}之和", f"the sum of {en}").to_dict()
    facts = {"kind": "compared", "left": _title(columns, total), "operator": "==", "right": right}
    meta = Meta("REL106", facts, (rule.blame or total, total, *parts), rule.title)
    return single("sumColumns", {"total": total, "of": parts}, meta)


def _working_days(draft: Draft, standard: Standard, rule: RowRule, columns: Columns) -> Fragment:
    begin, end, at_most = rule.body["from"], rule.body["to"], rule.body["at_most"]
    value: dict[str, Any] = {
        "from": begin,
        "to": end,
        "atMost": at_most,
        "list": rule.body["calendar"],
        "forms": columns.forms([begin, end]),
    }
    if ends := columns.ends([begin, end]):
        value["openEnd"] = ends
    facts = {
        "kind": "deadline",
        "start": _title(columns, begin),
        "end": _title(columns, end),
        "at_most": at_most,
        "unit": "working_day",
    }
    return single("workingDays", value, Meta("REL109", facts, (rule.blame or end, begin, end), rule.title))


_FORMS: Mapping[str, Callable[[Draft, Standard, RowRule, Columns], Fragment]] = {
    "when": _when,
    "compare": _compare,
    "derive": _derive,
    "sum": _sum,
    "working_days": _working_days,
}


def _scheme_with(standard: Standard, facets: Mapping[str, Facet], segment: str) -> Identifier:
    """Return the identifier, or the form of it, that has the segment (the loader checked there is one)."""
    names = [facets["identifier"].value] if "identifier" in facets else list(facets["any_of"].value)
    for name in names:
        identifier = standard.identifiers[name]
        for candidate in (identifier, *(standard.identifiers[form] for form in identifier.forms)):
            if any(s.name == segment for s in candidate.segments):
                return candidate
    raise KeyError(segment)


def _title(columns: Columns, column: str) -> dict[str, str]:
    return columns.titles[column].to_dict()


def _said(test: Mapping[str, Any]) -> list[str]:
    return [str(item) for item in test.get("in", test.get("holds", ()))]
