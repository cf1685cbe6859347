"""Rules between columns become our row keywords: comparisons, derived values, sums, codes, coordinates, freshness."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dgov_std.schema.columns import Columns
from dgov_std.schema.draft import Draft, Fragment, Meta, single
from dgov_std.standard.model import Facet, Standard
from dgov_std.standard.row_rules import RowRule
from dgov_std.text import Text


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
        "left": columns.title(left),
        "operator": operator,
        "right": reference if isinstance(right, Mapping) else columns.title(right),
    }
    default = left if isinstance(right, Mapping) else right
    return single("compareColumns", value, Meta("REL104", facts, (rule.blame or default, *sides), rule.title))


def _derive(draft: Draft, standard: Standard, rule: RowRule, columns: Columns) -> Fragment:
    column, of = rule.body["column"], rule.body["of"]
    value: dict[str, Any] = {"column": column, "of": of}
    own = columns.facets[column]
    if "date" in own:
        value["forms"] = list(own["date"].value)
    if rule.body.get("map"):
        value["map"] = dict(rule.body["map"])
    strip = standard.identifiers[own["identifier"].value].strip if "identifier" in own else None
    if strip:
        value["ignore"] = strip
    facts = {"kind": "compared", "left": columns.title(column), "operator": "==", "right": columns.title(of)}
    meta = Meta("REL105", facts, (rule.blame or column, column, of), rule.title)
    places = _places(standard, columns.facets[of], rule.body["segment"], rule.body.get("character"))
    if len(places) > 1:
        pieces = [{"length": length, "start": start, "end": end} for length, (start, end) in sorted(places.items())]
        return single("segmentEquals", {**value, "pieces": pieces}, meta)
    ((total, (start, end)),) = places.items()
    fragment = single("segmentEquals", {**value, "start": start, "end": end}, meta)
    guard = {"properties": {of: {"minLength": total, "maxLength": total}}, "required": [of]}
    return Fragment({"if": guard, "then": fragment.schema}, {f"/then{at}": m for at, m in fragment.metas.items()})


def _places(
    standard: Standard, facets: Mapping[str, Facet], segment: str, character: int | None
) -> dict[int, tuple[int, int]]:
    """Return by length of the value where a segment stands, or one character of it; of two of a length the first.

    The loader checked that there is such a segment, at fixed places.
    """
    waiting = [facets["identifier"].value] if "identifier" in facets else list(facets["any_of"].value)
    found: dict[int, tuple[int, int]] = {}
    for name in waiting:  # grows while it is read: identifiers lead to their forms
        identifier = standard.identifiers[name]
        waiting += [form for form in identifier.forms if form not in waiting]
        for part in identifier.placed:
            if part.name == segment and identifier.length is not None:
                start = part.start + (character - 1 if character else 0)
                found.setdefault(identifier.length, (start, start + 1 if character else start + part.length))
    return found


def _sum(draft: Draft, standard: Standard, rule: RowRule, columns: Columns) -> Fragment:
    total, parts = rule.body["total"], list(rule.body["of"])
    zh = "、".join(columns.titles[part].zh for part in parts)
    en = ", ".join(columns.titles[part].en for part in parts)
    right = Text(f"{zh}之和", f"the sum of {en}").to_dict()
    facts = {"kind": "compared", "left": columns.title(total), "operator": "==", "right": right}
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
        "start": columns.title(begin),
        "end": columns.title(end),
        "at_most": at_most,
        "unit": "working_day",
    }
    return single("workingDays", value, Meta("REL109", facts, (rule.blame or end, begin, end), rule.title))


def _within(draft: Draft, standard: Standard, rule: RowRule, columns: Columns) -> Fragment:
    code, above = rule.body["code"], rule.body["above"]
    value = {"code": code, "above": above, "list": columns.codelist(code), "aboveList": columns.codelist(above)}
    facts = {"kind": "compared", "left": columns.title(code), "operator": "within", "right": columns.title(above)}
    return single("codeWithin", value, Meta("REL112", facts, (rule.blame or code, code, above), rule.title))


def _named(draft: Draft, standard: Standard, rule: RowRule, columns: Columns) -> Fragment:
    code, key = rule.body["code"], "name" if rule.body["name"] is not None else "text"
    other = rule.body[key]
    value = {"code": code, key: other, "list": columns.codelist(code)}
    if rule.body["as_of"]:
        value["at"] = "asOf"
    facts = {"kind": "compared", "left": columns.title(other), "operator": "names", "right": columns.title(code)}
    return single("codeNamed", value, Meta("REL111", facts, (rule.blame or other, other, code), rule.title))


def _axes(draft: Draft, standard: Standard, rule: RowRule, columns: Columns) -> Fragment:
    longitude, latitude = rule.body["longitude"], rule.body["latitude"]
    value = {
        "longitude": longitude,
        "latitude": latitude,
        "longitudeRange": list(rule.body["longitude_range"]),
        "latitudeRange": list(rule.body["latitude_range"]),
    }
    facts = {
        "kind": "compared",
        "left": columns.title(longitude),
        "operator": "not swapped",
        "right": columns.title(latitude),
    }
    return single("axes", value, Meta("REL110", facts, (rule.blame or longitude, longitude, latitude), rule.title))


def _fresh(draft: Draft, standard: Standard, rule: RowRule, columns: Columns) -> Fragment:
    updated, cycle = rule.body["updated"], rule.body["cycle"]
    value = {
        "updated": updated,
        "cycle": cycle,
        "days": dict(rule.body["days"]),
        "tolerance": dict(rule.body["tolerance"]),
        "forms": columns.forms([updated]),
        "asOf": True,
    }
    facts = {"kind": "compared", "left": columns.title(updated), "operator": "fresh", "right": columns.title(cycle)}
    return single("freshness", value, Meta("DES103", facts, (rule.blame or updated, updated, cycle), rule.title))


RELATIONS: Mapping[str, Callable[[Draft, Standard, RowRule, Columns], Fragment]] = {
    "compare": _compare,
    "derive": _derive,
    "sum": _sum,
    "working_days": _working_days,
    "within": _within,
    "named": _named,
    "axes": _axes,
    "fresh": _fresh,
}
