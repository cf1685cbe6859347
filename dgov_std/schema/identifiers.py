"""An identifier scheme becomes a definition: shape, segments, nested identifiers, check character."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from dgov_std.schema.draft import Draft, Fragment, Json, Meta, anchored, character_class, single
from dgov_std.schema.facets import codelist_fragments, enum_fragment
from dgov_std.schema.shapes import UPPER, chosen, own_facet, shape_of
from dgov_std.standard.model import Facet, Identifier, Segment, Standard

_SEGMENT_CODES = ("IDN103", "IDN105", "IDN103", "IDN103")


def define_identifier(draft: Draft, standard: Standard, name: str) -> None:
    """Write the definition `identifier.NAME` and those it refers to, once each."""
    key = f"identifier.{name}"
    if key in draft.defs:
        return
    identifier = standard.identifiers[name]
    draft.define(key, title=identifier.head.title.en, type="string")
    if identifier.forms:
        _define_forms(draft, standard, key, identifier)
        return
    _define_shape(draft, key, identifier)
    for segment in identifier.segments:
        _define_segment(draft, standard, key, identifier, segment)
    for shape in identifier.shapes:
        facts = {**_scheme(identifier), "segment": shape.title.to_dict()}
        _add_where(
            draft,
            key,
            shape.where,
            single("pattern", anchored(shape.facet.value), Meta("IDN102", facts)),
            shape.facet,
            shape.id,
        )
    if identifier.check:
        _define_check(draft, key, identifier, identifier.check)


def _define_check(draft: Draft, key: str, identifier: Identifier, facet: Facet) -> None:
    meta = Meta("IDN201", {**_scheme(identifier), **_check_place(identifier)})
    fragment = single("checkDigit", check_digit(identifier), meta)
    where, elsewhere = facet.value.get("where"), facet.value.get("elsewhere")
    _add_where(draft, key, where, fragment, facet, "check-digit")
    if elsewhere:
        _add_where(draft, key, where, fragment, replace(facet, severity=elsewhere), "check-digit-elsewhere", branch="else")


def _add_where(
    draft: Draft, key: str, where: str | None, fragment: Fragment, facet: Facet, label: str, branch: str = "then"
) -> None:
    """Assert the fragment, of values of the pattern `where` (branch `else`: of the others)."""
    if where is not None:
        schema: Json = {"if": {"pattern": anchored(where)}, branch: fragment.schema}
        fragment = Fragment(schema, {f"/{branch}{pointer}": meta for pointer, meta in fragment.metas.items()})
    draft.add(key, fragment, facet, f"{key.removeprefix('identifier.')}.{label}")


def width(standard: Standard, identifier: Identifier) -> int | None:
    """Return the fixed number of characters of an identifier, None when it varies."""
    return None if identifier.strip else identifier.length


def check_digit(identifier: Identifier) -> dict[str, Any]:
    """Return the complete value of the `checkDigit` keyword.

    `complement` is spelled out: the character for remainder r is alphabet[(m - r) mod m]. A check
    position is 1-based; the default is the last character.
    """
    if identifier.check is None:
        msg = f"{identifier.head.id} has no check digit"
        raise ValueError(msg)
    check: Mapping[str, Any] = identifier.check.value
    found: dict[str, Any] = {"method": check["method"]}
    if identifier.prefix:
        found["start"] = len(identifier.prefix)
    if identifier.strip or identifier.separator:
        found["ignore"] = identifier.strip or identifier.separator
    if check.get("rotate"):
        found["rotate"] = int(check["rotate"])
    if check["method"] == "iso7064":
        return {**found, "variant": check["variant"]}
    if check["method"] == "luhn":
        return found
    alphabet = check.get("alphabet") or identifier.alphabet or UPPER
    modulus = int(check["modulus"])
    table = check["map"]
    if table == "complement":
        table = "".join(alphabet[(modulus - r) % modulus] for r in range(modulus))
    weights = [int(weight) for weight in check["weights"]]
    position = int(check.get("position") or len(weights) + 1)
    if position <= len(weights):
        weights.insert(position - 1, 0)  # the check character stands among the weighted ones
    found |= {"alphabet": alphabet, "weights": weights, "modulus": modulus, "map": table}
    if check.get("values"):
        found["values"] = {str(k): int(v) for k, v in check["values"].items()}
        del found["alphabet"]
    if check.get("position"):
        found["position"] = position
    return found


def _scheme(identifier: Identifier) -> dict[str, Any]:
    return {"kind": "identified", "scheme": identifier.head.title.to_dict()}


def _check_place(identifier: Identifier) -> dict[str, Any]:
    check = identifier.check.value if identifier.check else {}
    position = int(check.get("position") or identifier.length or 0)
    return {"start": position, "end": position} if position else {}


def _define_shape(draft: Draft, key: str, identifier: Identifier) -> None:
    shape = shape_of(identifier)
    if shape is None:
        return
    # A shape that only follows from the segments is as sure as the scheme itself.
    facet = identifier.pattern or own_facet(identifier)
    fragment = single("pattern", anchored(shape), Meta("IDN101", _scheme(identifier)))
    draft.add(key, fragment, facet, f"{identifier.head.id}.shape")


def _define_segment(draft: Draft, standard: Standard, key: str, identifier: Identifier, segment: Segment) -> None:
    if segment.constraint is None:
        return
    label = f"{identifier.head.id}.{segment.name}"
    for fragment, at_most in _segment_fragments(draft, standard, identifier, segment):
        facet = segment.constraint
        if at_most == "warning" and facet.severity == "error":
            facet = replace(facet, severity="warning")
        draft.add(key, fragment, facet, label)


def _segment_fragments(
    draft: Draft, standard: Standard, identifier: Identifier, segment: Segment
) -> Iterator[tuple[Fragment, str | None]]:
    if segment.constraint is None:
        return
    kind, argument = segment.constraint.value
    facts = {**_scheme(identifier), "segment": segment.title.to_dict() if segment.title else None}
    if not identifier.separator:
        facts |= {"start": segment.start + 1, "end": segment.start + segment.length}
    inner: list[tuple[Fragment, str | None]] = []
    match kind:
        case "codelist":
            lists, options = standard.codelists, segment.constraint.options
            inner = list(codelist_fragments(lists[argument], options, lists, _SEGMENT_CODES))
        case "identifier":
            define_identifier(draft, standard, argument)
            inner = [(Fragment({"$ref": f"#/$defs/identifier.{argument}"}, {}), None)]
        case "date":
            iso = argument == "YYYY-MM-DD"
            form = (
                single("format", "date", Meta("IDN104", facts))
                if iso
                else single("dateForms", [argument], Meta("IDN104", facts))
            )
            inner = [(form, None)]
            if segment.constraint.options.get("not_after") == "as-of":
                limit = {"forms": [argument], "asOf": True}
                inner.append((single("dateNotAfter", limit, Meta("IDN104", facts)), None))
        case "alphabet":
            shape = character_class(argument) + (f"{{{segment.length}}}" if segment.length else "+")
            inner = [(single("pattern", anchored(shape), Meta("IDN102", facts)), None)]
        case "enum":
            inner = [(enum_fragment(tuple(argument), None, "IDN102"), None)]
        case "pattern":
            inner = [(single("pattern", anchored(argument), Meta("IDN102", facts)), None)]
    for fragment, at_most in inner:
        yield _placed(fragment, identifier, segment, facts), at_most
    at = segment.constraint.options.get("at")
    if isinstance(at, Mapping) and "not_abolished_before" in at:
        year = next(s for s in identifier.segments if s.name == at["not_abolished_before"])
        digits = 2 if year.length in {2, 6} else 4
        value = {
            "list": argument,
            "code": {"start": segment.start, "end": segment.start + segment.length},
            "year": {"start": year.start, "end": year.start + digits},
        }
        yield single("codeListSince", value, Meta("IDN105", facts)), None


def _placed(fragment: Fragment, identifier: Identifier, segment: Segment, facts: Mapping[str, Any]) -> Fragment:
    """Return the fragment asked of one segment: characters of the value, or a piece between separators."""
    if identifier.separator:
        word, place = "parts", {"separator": identifier.separator, "index": segment.start}
    else:
        word, place = "slices", {"start": segment.start, "end": segment.start + segment.length}
    metas = {f"/{word}/0/schema{pointer}": replace(meta, facts=facts) for pointer, meta in fragment.metas.items()}
    return Fragment({word: [{**place, "schema": fragment.schema}]}, metas)


def _define_forms(draft: Draft, standard: Standard, key: str, identifier: Identifier) -> None:
    """One of several schemes: told apart by length where each has its own, else plainly any of them.

    Told apart, a wrong check digit is reported as such and not as "none of the forms".
    """
    forms = [standard.identifiers[name] for name in identifier.forms]
    for name in identifier.forms:
        define_identifier(draft, standard, name)
    widths = [width(standard, form) for form in forms]
    facet = own_facet(identifier)
    meta = Meta("IDN203", {"kind": "forms", "forms": [], "titles": [form.head.title.to_dict() for form in forms]})
    label = f"{identifier.head.id}.form"
    if None in widths or len(set(widths)) < len(widths):
        draft.add(key, single("anyOf", [chosen(standard, name) for name in identifier.forms], meta), facet, label)
        return
    lengths = [{"minLength": n, "maxLength": n} for n in widths]
    draft.add(key, single("anyOf", lengths, meta), facet, label)
    for name, length in zip(identifier.forms, lengths, strict=True):
        branch = {"if": length, "then": {"$ref": f"#/$defs/identifier.{name}"}}
        draft.defs[key].setdefault("allOf", []).append(branch)
