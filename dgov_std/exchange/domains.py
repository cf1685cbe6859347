"""Facets, value domains and representation formats in plain words (GB/T 19488.1; ISO/IEC 11179-3)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from dgov_std.exchange.speech import Speech
from dgov_std.report.visible import visible
from dgov_std.standard.model import Element, Facet

DOMAINS = ("identifier", "any_of", "codelist", "enum")
_KNOWN_OPTIONS = frozenset({"unit", "at", "leaf_only", "not_after", "separator"})
_FORMAT = re.compile(r"(?P<kind>an|a|n|c)(?P<least>[0-9]+)?(?P<open>\.\.)?(?P<most>[0-9]+|ul)?(?:,(?P<decimals>[0-9]+))?\Z")


def element_facets(element: Element) -> Iterator[tuple[str, Facet]]:
    """Give the facets of an element and of what it overrides, nearest first, each once: all of them hold."""
    seen: list[tuple[Any, ...]] = []
    base: Element | None = element
    while base is not None:
        for name, facet in base.facets.items():
            what = (name, facet.value, facet.options, facet.severity)
            if what not in seen:
                seen.append(what)
                yield name, facet
        base = base.base


def is_date(element: Element) -> bool:
    """Return whether the element holds dates."""
    return any(name == "date" for name, _ in element_facets(element))


def datatype(speech: Speech, element: Element) -> str:
    """Return the datatype as written; else number for exact decimals, date, or text, which codes and identifiers are."""
    if element.datatype:
        return speech.say(f"type_{element.datatype}")
    names = {name for name, _ in element_facets(element)}
    return speech.say("type_number" if "decimal" in names else "type_date" if "date" in names else "type_text")


def format_words(speech: Speech, notation: str | None) -> str:
    """Return a representation format such as `an..20` with what it means."""
    if not notation:
        return speech.say("unknown")
    found = _FORMAT.match(notation)
    if found is None:
        return notation
    return speech.say("format_is", format=notation, meaning=speech.say("pause").join(_format_parts(speech, found)))


def _format_parts(speech: Speech, found: re.Match[str]) -> Iterator[str]:
    least, most = found["least"], found["most"]
    yield speech.say(f"chars_{found['kind']}")
    if most == "ul":
        yield speech.say("length_free")
    elif most and least:
        yield speech.say("length_between", least, most)
    elif most and found["open"]:
        yield speech.say("length_most", most)
    elif least:
        yield speech.say("length_exact", least)
    if found["decimals"]:
        yield speech.say("length_decimals", found["decimals"])


def limits(speech: Speech, element: Element) -> Iterator[str]:
    """Give the constraints that name no value domain, each with severity and confidence."""
    for name, facet in element_facets(element):
        if name not in DOMAINS:
            yield facet_words(speech, name, facet) + speech.mark(facet)
    if element.open_end:
        yield speech.say("facet_open_end", speech.list(element.open_end))


def domains(speech: Speech, facets: Iterator[tuple[str, Facet]]) -> Iterator[str]:
    """Give the value domains among facets, each with severity and confidence."""
    for name, facet in facets:
        if name in DOMAINS:
            yield facet_words(speech, name, facet) + speech.mark(facet)


def facet_words(speech: Speech, name: str, facet: Facet) -> str:
    """Return a facet in plain words, what its long form adds included."""
    told = _value(speech, name, facet)
    added = list(_options(speech, name, facet.options))
    return speech.say("semicolon").join([told, *added])


def _value(speech: Speech, name: str, facet: Facet) -> str:
    value = facet.value
    match name:
        case "identifier" | "free_of":
            return speech.say(f"facet_{name}", speech.named("identifiers", value))
        case "any_of":
            return speech.say("facet_any_of", speech.list(speech.named("identifiers", item) for item in value))
        case "codelist":
            return speech.say("facet_codelist", speech.named("codelists", value))
        case "enum" | "date":
            return speech.say(f"facet_{name}", speech.list(value))
        case "pattern":
            return speech.say("facet_pattern", visible(value))
        case "min_length" | "max_length":
            unit = speech.say(f"unit_{facet.options.get('unit', 'char')}")
            return speech.say(f"facet_{name}", value=value, unit=unit)
        case "decimal":
            bounds = (speech.say(key, bound) for key, bound in value.items() if bound is not None)
            return speech.say("facet_decimal", speech.list(bounds))
    return speech.say("pair", name, speech.plain(value))


def _options(speech: Speech, name: str, options: Mapping[str, Any]) -> Iterator[str]:
    if "at" in options:
        yield at_words(speech, options["at"])
    if options.get("leaf_only"):
        yield speech.say("leaf_only")
    if options.get("separator"):
        yield speech.say("separator", options["separator"])
    if options.get("not_after"):
        yield speech.say("not_after_as_of")
    for key, value in options.items():
        if key not in _KNOWN_OPTIONS:
            yield speech.say("pair", key, speech.plain(value))


def at_words(speech: Speech, at: Any) -> str:  # noqa: ANN401 - a word or a mapping
    """Return on which day a code must be valid."""
    if at == "ever":
        return speech.say("at_ever")
    if at == "as-of":
        return speech.say("at_as_of")
    if isinstance(at, Mapping) and "column" in at:
        element = speech.standard.elements.get(at["column"])
        return speech.say("at_column", speech.text(element.head.title) if element else at["column"])
    if isinstance(at, Mapping) and "not_abolished_before" in at:
        return speech.say("at_not_abolished", at["not_abolished_before"])
    return speech.plain(at)
