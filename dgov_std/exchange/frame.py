"""The chapters on what surrounds the tables: metadata, naming, classification, quality, sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from dgov_std.exchange.dictionary import Cell, Chapter, Fact, Heading, Part, Table
from dgov_std.exchange.domains import DOMAINS, domains, facet_words
from dgov_std.exchange.grades import classification_tables
from dgov_std.exchange.measures import quality_tables
from dgov_std.exchange.rulings import Columns, Ruling, rule_words
from dgov_std.exchange.speech import Speech, head_facts, provenance_facts
from dgov_std.exchange.tables import rules_table
from dgov_std.standard.model import Classification, Description, Facet, Field, Head, Naming, Source
from dgov_std.standard.quality_model import Quality


def frame_parts(speech: Speech) -> Iterator[Part]:
    """Give the parts on metadata, naming, classification and quality that the standard has."""
    standard = speech.standard
    yield _part(speech, "descriptions", "description", [_description(speech, d) for d in standard.descriptions.values()])
    yield _part(speech, "namings", "naming", [_naming(speech, n) for n in standard.namings.values()])
    classifications = [_classification(speech, c) for c in standard.classifications.values()]
    yield _part(speech, "classifications", "classification", classifications)
    yield _part(speech, "qualities", "quality", [_quality(speech, q) for q in standard.qualities.values()])


def _part(speech: Speech, kind: str, one: str, chapters: list[Chapter]) -> Part:
    return Part(kind, speech.say(kind), speech.say(one), tuple(chapters))


def _chapter(
    speech: Speech, kind: str, head: Head, applied: str | None, own: Iterable[Fact], tables: Iterable[Table]
) -> Chapter:
    facts = (
        *head_facts(speech, head),
        *provenance_facts(speech, head),
        Fact(speech.say("applies"), speech.say("yes" if applied == head.id else "no"), 12),
        *own,
    )
    full = tuple(table for table in tables if table.rows)
    return Chapter(f"{kind}-{head.id}", speech.text(head.title), facts, full)


def _description(speech: Speech, description: Description) -> Chapter:
    columns = Columns(speech, {field.id: speech.text(field.title) for field in description.fields})
    headings = (
        Heading(speech.say("number"), 5),
        Heading(speech.say("field"), 22),
        Heading(speech.say("id"), 20),
        Heading(speech.say("dcat"), 18, optional=True),
        Heading(speech.say("required"), 20),
        Heading(speech.say("domain"), 30, optional=True),
        Heading(speech.say("limits"), 34, optional=True),
        Heading(speech.say("source_and_confidence"), 30),
    )
    rows = tuple(_field(speech, description, number, field) for number, field in enumerate(description.fields, 1))
    rulings = (Ruling(rule.id, rule.title, rule_words(columns, rule), rule.facet) for rule in description.rules)
    tables = (Table(speech.say("fields"), headings, rows), rules_table(speech, speech.say("field_rules"), rulings))
    own = [Fact(speech.say("field_count"), str(len(description.fields)), 8)]
    return _chapter(speech, "descriptions", description.head, speech.standard.description, own, tables)


def _field(speech: Speech, description: Description, number: int, field: Field) -> tuple[Cell, ...]:
    required = field.required
    needed = speech.say("is_required", speech.mark(required)) if required and required.value else speech.say("is_optional")
    rest = (
        facet_words(speech, name, facet) + speech.mark(facet) for name, facet in field.facets.items() if name not in DOMAINS
    )
    sources = [facet.source for facet in field.facets.values()] + ([required.source] if required else [])
    names = [field.title.zh, field.title.en] if speech.language == "en" else [field.title.zh]
    names += [field.definition.in_(speech.language)] if field.definition else []
    if field.only_with and required and required.value:
        needed += "\n" + speech.say("only_with", speech.list(speech.named("elements", name) for name in field.only_with))
    return (
        str(number),
        "\n".join(names),
        field.id,
        "\n".join(field.dcat),
        needed,
        "\n".join(domains(speech, iter(field.facets.items()))),
        "\n".join(rest),
        speech.lines(speech.sure(source) for source in sources or [description.head.source]),
    )


def _naming(speech: Speech, naming: Naming) -> Chapter:
    headings = (
        Heading(speech.say("names_of"), 14),
        Heading(speech.say("content"), 40),
        Heading(speech.say("severity"), 10, severity=True),
        Heading(speech.say("source"), 26),
        Heading(speech.say("confidence"), 10),
    )
    of = (("names_columns", naming.columns), ("names_files", naming.files))
    rows = tuple(_name_rule(speech, kind, name, facet) for kind, facets in of for name, facet in facets.items())
    terms = Table(
        speech.say("terms"), (Heading(speech.say("term"), 30),), tuple((term,) for term in naming.terms), long=True
    )
    own = (
        Fact(speech.say("term_count"), str(len(naming.terms)), 8),
        Fact(speech.say("require_term"), speech.say("yes" if naming.require_term else "no"), 12),
    )
    tables = (Table(speech.say("naming_rules"), headings, rows), terms)
    return _chapter(speech, "namings", naming.head, speech.standard.naming, own, tables)


def _name_rule(speech: Speech, kind: str, name: str, facet: Facet) -> tuple[Cell, ...]:
    source, severity = facet.source, speech.say(facet.severity)
    told = (speech.say(kind), facet_words(speech, name, facet), severity)
    return (*told, speech.source(source), speech.say(source.confidence))


def _classification(speech: Speech, classification: Classification) -> Chapter:
    count = f"{len(classification.levels)} ({speech.say('low_to_high')})"
    own = [Fact(speech.say("level_count"), count, 14)]
    tables = classification_tables(speech, classification)
    return _chapter(speech, "classifications", classification.head, speech.standard.classification, own, tables)


def _quality(speech: Speech, quality: Quality) -> Chapter:
    own = [Fact(speech.say("indicator_count"), str(len(quality.indicators)), 8)]
    applied = quality.head.id if quality.head.id in speech.standard.quality else None
    return _chapter(speech, "qualities", quality.head, applied, own, quality_tables(speech, quality))


def sources_part(speech: Speech, sources: Iterable[tuple[str, Source]]) -> Part:
    """Return every source named in the dictionary, how sure it is, how often and in which parts it is used."""
    found: dict[tuple[str, str], list[str]] = {}
    for part, source in sources:
        told = replace(source, clause=None)
        found.setdefault((speech.source(told), speech.say(source.confidence)), []).append(part)
    headings = (
        Heading(speech.say("source"), 60),
        Heading(speech.say("confidence"), 10),
        Heading(speech.say("uses"), 10),
        Heading(speech.say("where"), 40),
    )
    rows = tuple((*place, str(len(parts)), speech.list(dict.fromkeys(parts))) for place, parts in sorted(found.items()))
    title = speech.say("sources")
    return Part("sources", title, title, (Chapter("sources-all", title, (), (Table(title, headings, rows),)),))
