"""One facet of an element, a metadata field or a test becomes a fragment of schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dgov_std.schema.draft import Fragment, Meta, anchored, single, text_or_none
from dgov_std.schema.inside import holding
from dgov_std.schema.shapes import chosen
from dgov_std.standard.model import CodeList, Facet, Standard
from dgov_std.text import Text

_SHOWN = 12
_SMALL = 200


def forms_fragment(forms: tuple[str, ...], words: Sequence[str] = ()) -> Fragment:
    """Return the fragment for dates in the given written forms; ISO alone is plain `format`.

    `words` are what may stand in place of a date: how "no end" is written.
    """
    meta = Meta("TYP201", {"kind": "forms", "forms": list(forms)})
    if words:
        return single("anyOf", [{"enum": list(words)}, {"dateForms": list(forms)}], meta)
    if forms == ("YYYY-MM-DD",):
        return single("format", "date", meta)
    return single("dateForms", list(forms), meta)


def enum_fragment(values: tuple[str, ...], title: Text | None, code: str = "COD101") -> Fragment:
    """Return the fragment for a closed enumeration."""
    facts = {"kind": "listed", "title": text_or_none(title), "values": list(values[:_SHOWN]), "size": len(values)}
    return single("enum", list(values), Meta(code, facts))


def is_plain(codelist: CodeList) -> bool:
    """Whether a list can be an `enum`: small, complete, timeless and known when the standard is compiled."""
    timeless = not any(code.valid_from or code.valid_to for code in codelist.codes)
    return (
        timeless
        and not codelist.open
        and not codelist.external
        and not explained(codelist)
        and codelist.known_until is None
        and codelist.missing_where is None
        and not codelist.also_known
        and len(codelist.codes) <= _SMALL
    )


def explained(codelist: CodeList) -> dict[str, str]:
    """Return the beginnings of explained codes and the codes they stand for: 其他- for 其他."""
    return {code.code + code.explained: code.code for code in codelist.codes if code.explained}


LIST_CODES = ("COD101", "COD102", "COD104", "COD105")


def codelist_fragments(
    codelist: CodeList,
    options: Mapping[str, Any],
    others: Mapping[str, CodeList],
    codes: tuple[str, str, str, str] = LIST_CODES,
) -> Iterator[tuple[Fragment, str | None]]:
    """Yield the fragments of membership in a code list, each with a severity it may not exceed.

    `options` are those of the facet: `separator` where a cell holds several codes, `at`, `leaf_only`.
    `others` are all lists by id, among them those of codes that are known although they are none of this one.
    `codes` are those for: not in the list, not valid at the time, perhaps newer than the list, known from another.
    """
    unknown, outdated, newer, _ = codes
    labels = [code.code if code.code == code.name.zh else f"{code.code} {code.name.zh}" for code in codelist.codes[:_SHOWN]]
    facts = {
        "kind": "listed",
        "title": codelist.head.title.to_dict(),
        "values": labels,
        "size": len({code.code for code in codelist.codes}),
        "known_until": codelist.known_until,
    }
    base: dict[str, Any] = {"list": codelist.head.id}
    if options.get("separator"):
        base["separator"] = options["separator"]
    if explained(codelist):
        base["explained"] = explained(codelist)
    if is_plain(codelist) and "separator" not in base:
        values = list(dict.fromkeys(code.code for code in codelist.codes))
        yield single("enum", values, Meta(unknown, facts)), None
    else:
        besides = [{"codeList": {"list": name, "at": "ever", "strict": True}} for name in codelist.also_known]
        if not codelist.open:
            yield _any({"codeList": {**base, "at": "ever"}}, besides, Meta(unknown, facts)), None
        if codelist.open or codelist.known_until or codelist.missing_where:
            # of a list that is known to lack codes that is said, and not how recent it is
            said = {**facts, "known_until": None} if codelist.missing_where else facts
            yield _any({"codeList": {**base, "at": "ever", "strict": True}}, besides, Meta(newer, said)), "warning"
        for name, other in zip(codelist.also_known, besides, strict=True):
            told = {**facts, "title": others[name].head.title.to_dict(), "values": []}
            own = {"codeList": {**base, "at": "ever", "strict": True}}
            yield _any(own, [{"not": other}], Meta(codes[3], told)), "warning"
    if options.get("at") == "as-of" or options.get("active_only"):
        yield single("codeList", {**base, "at": "asOf"}, Meta(outdated, facts)), None
    if options.get("leaf_only"):
        yield single("codeList", {**base, "leafOnly": True}, Meta("COD103", facts)), None


def _any(own: dict[str, Any], others: list[dict[str, Any]], meta: Meta) -> Fragment:
    """Return the fragment of one condition, or of any of several."""
    if others:
        return single("anyOf", [own, *others], meta)
    (keyword, value), *_ = own.items()
    return single(keyword, value, meta)


def decimal_fragments(bounds: Mapping[str, Any]) -> Iterator[Fragment]:
    """Yield the fragments of an exact decimal: lexical form, digits, range."""
    yield single("decimal", True, Meta("TYP202"))
    digits = {"total": bounds.get("total_digits"), "fraction": bounds.get("fraction_digits")}
    digits = {key: int(value) for key, value in digits.items() if value is not None}
    if digits:
        # `10,2`, or one of them alone: `10`, `,2`.
        limit = ",".join(str(digits.get(key, "")) for key in ("total", "fraction")).rstrip(",")
        yield single("decimalDigits", digits, Meta("TYP203", {"kind": "limit", "limit": limit, "unit": "digits"}))
    ends = {key: str(bounds[key]) for key in ("minimum", "maximum") if bounds.get(key) is not None}
    if ends:
        limit = "..".join((ends.get("minimum", ""), ends.get("maximum", "")))
        yield single("decimalRange", ends, Meta("TYP204", {"kind": "limit", "limit": limit, "unit": "value"}))


def length_fragment(name: str, facet: Facet) -> Fragment:
    """Return the fragment of a length facet, in characters or in bytes."""
    unit = facet.options.get("unit", "char")
    limit = {"kind": "limit", "limit": str(facet.value), "unit": unit}
    if unit != "char":
        value = {"maximum": int(facet.value), "unit": unit.removesuffix("_byte")}
        return single("byteLength", value, Meta("TYP206", limit))
    if name == "min_length":
        return single("minLength", int(facet.value), Meta("TYP207", limit))
    return single("maxLength", int(facet.value), Meta("TYP206", limit))


def facet_fragments(
    name: str, facet: Facet, standard: Standard, words: Sequence[str] = ()
) -> Iterator[tuple[Fragment, str | None]]:
    """Yield the fragments one facet compiles to, each with a severity it may not exceed.

    `words` are those of the element that may stand in place of a date.
    """
    match name:
        case "identifier":
            yield Fragment({"$ref": f"#/$defs/identifier.{facet.value}"}, {}), None
        case "any_of":
            titles = [standard.identifiers[item].head.title.to_dict() for item in facet.value]
            refs = [chosen(standard, item) for item in facet.value]
            yield single("anyOf", refs, Meta("IDN203", {"kind": "forms", "forms": [], "titles": titles})), None
        case "codelist":
            yield from codelist_fragments(standard.codelists[facet.value], facet.options, standard.codelists)
        case "enum":
            yield enum_fragment(tuple(facet.value), None), None
        case "pattern":
            yield single("pattern", anchored(facet.value), Meta("TYP205")), None
        case "min_length" | "max_length":
            yield length_fragment(name, facet), None
        case "date":
            yield forms_fragment(tuple(facet.value), words), None
        case "decimal":
            for fragment in decimal_fragments(facet.value):
                yield fragment, None
        case "free_of":
            scheme = standard.identifiers[facet.value]
            facts = {"kind": "identified", "scheme": scheme.head.title.to_dict()}
            yield single("not", {"pattern": holding(scheme)}, Meta("SEC101", facts)), None
