"""The chapters on identifiers: their segments, check characters and examples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dgov_std.exchange.dictionary import Cell, Chapter, Fact, Heading, Link, Part, Table
from dgov_std.exchange.domains import at_words, element_facets
from dgov_std.exchange.rulings import places
from dgov_std.exchange.speech import Speech, head_facts, provenance_facts
from dgov_std.report.visible import visible
from dgov_std.standard.model import Element, Example, Head, Identifier, Segment, Standard


def identifiers_part(speech: Speech, names: Iterable[str]) -> Part:
    """Return the chapters of the identifiers named."""
    chapters = tuple(_chapter(speech, speech.standard.identifiers[name]) for name in names)
    return Part("identifiers", speech.say("identifiers"), speech.say("identifier"), chapters)


def identifiers_of(standard: Standard, element: Element) -> Iterator[str]:
    """Give the identifiers an element names, and the forms they take."""
    for name, facet in element_facets(element):
        named = [facet.value] if name == "identifier" else facet.value if name == "any_of" else []
        for identifier in named:
            yield identifier
            yield from standard.identifiers[identifier].forms if identifier in standard.identifiers else ()


def _chapter(speech: Speech, identifier: Identifier) -> Chapter:
    head = identifier.head
    width = identifier.length
    facts = (
        *head_facts(speech, head),
        *provenance_facts(speech, head),
        Fact(speech.say("length"), str(width) if width else speech.say("none"), 8),
        Fact(speech.say("alphabet"), identifier.alphabet or speech.say("none"), 28),
        Fact(speech.say("pattern"), _pattern(speech, identifier), 30),
        Fact(speech.say("check_digit"), _check(speech, identifier), 44),
        Fact(speech.say("strip"), identifier.strip or speech.say("none"), 12),
        Fact(speech.say("forms"), _forms(speech, identifier), 30),
        Fact(speech.say("case"), speech.say(f"case_{identifier.case}") if identifier.case else speech.say("none"), 10),
        Fact(speech.say("personal"), speech.say("yes" if identifier.personal else "no"), 12),
    )
    tables = []
    if identifier.segments:
        rows = tuple(_segment(speech, identifier, segment) for segment in identifier.segments)
        tables.append(Table(speech.say("segments"), _headings(speech), rows))
    if head.valid or head.invalid:
        tables.append(_examples(speech, head))
    return Chapter(f"identifiers-{head.id}", speech.text(head.title), facts, tuple(tables))


def _pattern(speech: Speech, identifier: Identifier) -> str:
    """Return what values look like: prefix, separator, the pattern and further ones."""
    told = [speech.say("prefix", visible(identifier.prefix))] if identifier.prefix else []
    told += [speech.say("parted", visible(identifier.separator))] if identifier.separator else []
    told += [visible(identifier.pattern.value) + speech.mark(identifier.pattern)] if identifier.pattern else []
    for shape in identifier.shapes:
        words = {"title": speech.text(shape.title), "pattern": visible(shape.facet.value)}
        words |= {"where": visible(shape.where)} if shape.where else {}
        told.append(speech.say("shape_where" if shape.where else "shape", **words) + speech.mark(shape.facet))
    return speech.lines(told)


def _forms(speech: Speech, identifier: Identifier) -> str:
    return speech.lines(speech.named("identifiers", name) for name in identifier.forms)


def _check(speech: Speech, identifier: Identifier) -> str:
    """Return how the check character is computed."""
    if identifier.check is None:
        return speech.say("none")
    told = list(_check_steps(speech, identifier.check.value))
    return speech.say("semicolon").join(told) + speech.mark(identifier.check)


def _check_steps(speech: Speech, check: Mapping[str, Any]) -> Iterator[str]:
    match check.get("method"):
        case "weighted-sum":
            weights = speech.say("comma").join(map(str, check.get("weights", ())))
            yield speech.say("check_weighted", weights=weights, modulus=check.get("modulus"))
            if check.get("map") == "complement":
                yield speech.say("check_complement", modulus=check.get("modulus"))
            elif check.get("map"):
                yield speech.say("check_map", speech.say("comma").join(check["map"]))
        case "iso7064":
            yield speech.say("check_iso7064", check.get("variant"))
        case "luhn":
            yield speech.say("check_luhn")
        case other:
            yield speech.plain(other)
    if check.get("alphabet"):
        yield speech.say("check_alphabet", check["alphabet"])
    if check.get("values"):
        yield speech.say("check_values", speech.list(f"{key}={value}" for key, value in check["values"].items()))
    if check.get("position"):
        yield speech.say("check_position", check["position"])
    if check.get("rotate"):
        yield speech.say("check_rotate", check["rotate"])
    if check.get("where"):
        yield speech.say("check_where", visible(check["where"]))
    if check.get("elsewhere"):
        yield speech.say("check_elsewhere", speech.say(check["elsewhere"]))


def _headings(speech: Speech) -> tuple[Heading, ...]:
    return (
        Heading(speech.say("places"), 8),
        Heading(speech.say("segment"), 26),
        Heading(speech.say("constraint"), 40),
        Heading(speech.say("severity"), 10, optional=True, severity=True),
        Heading(speech.say("source"), 22),
        Heading(speech.say("confidence"), 10),
    )


def _segment(speech: Speech, identifier: Identifier, segment: Segment) -> tuple[Cell, ...]:
    place = _place(identifier, segment)
    name = speech.say("named", title=speech.text(segment.title), id=segment.name) if segment.title else segment.name
    facet = segment.constraint
    if facet is None:
        source = identifier.head.source
        return place, name, "", "", speech.source(source), speech.say(source.confidence)
    kind, argument = facet.value
    severity, source = speech.say(facet.severity), facet.source
    return (
        place,
        name,
        _holds(speech, segment, kind, argument),
        severity,
        speech.source(source),
        speech.say(source.confidence),
    )


def _place(identifier: Identifier, segment: Segment) -> str:
    """Return the characters of a segment, or its number among those between separators."""
    if identifier.separator:
        return f"[{identifier.segments.index(segment) + 1}]"
    return places(segment.start, segment.length) if segment.length else f"{segment.start + 1}-"


def _holds(speech: Speech, segment: Segment, kind: str, argument: Any) -> Cell:  # noqa: ANN401 - as the kind has it
    options = segment.constraint.options if segment.constraint else {}
    added = [at_words(speech, options["at"])] if "at" in options else []
    added += [speech.say("not_after_as_of")] if options.get("not_after") else []
    if kind in {"codelist", "identifier"}:
        named = speech.say(f"seg_{kind}", speech.named(f"{kind}s", argument))
        return Link(speech.say("semicolon").join([named, *added]), f"{kind}s-{argument}")
    told = speech.list(argument) if isinstance(argument, tuple | list) else speech.plain(argument)
    words = (
        speech.say(f"seg_{kind}", told)
        if kind in {"date", "alphabet", "enum", "pattern"}
        else speech.say("pair", kind, told)
    )
    return speech.say("semicolon").join([words, *added])


def _examples(speech: Speech, head: Head) -> Table:
    headings = (
        Heading(speech.say("example"), 30),
        Heading(speech.say("verdict"), 10),
        Heading(speech.say("because"), 24, optional=True),
    )
    rows = [(visible(example.value), speech.say("passes"), "") for example in head.valid]
    rows += [(visible(example.value), speech.say("warns"), _because(speech, example)) for example in head.doubtful]
    rows += [(visible(example.value), speech.say("fails"), _because(speech, example)) for example in head.invalid]
    return Table(speech.say("examples"), headings, tuple(rows))


def _because(speech: Speech, example: Example) -> str:
    """Return why an example fails: the code of findings with what it looks at, or the id of a rule."""
    if not example.because:
        return ""
    try:
        return speech.say("pair", example.because, speech.topic(example.because, speech.language))
    except KeyError:
        return example.because
