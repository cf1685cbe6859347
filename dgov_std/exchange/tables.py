"""The chapters on datasets: what each column is, and what the rows must hold to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from dgov_std.exchange.dictionary import Cell, Chapter, Fact, Heading, Link, Part, Table
from dgov_std.exchange.domains import datatype, domains, element_facets, format_words, is_date, limits
from dgov_std.exchange.rulings import Columns, Ruling, dataset_rulings
from dgov_std.exchange.schemes import identifiers_of
from dgov_std.exchange.speech import Speech, head_facts, provenance_facts
from dgov_std.standard.model import Dataset, Element, Facet, Use
from dgov_std.standard.row_rules import RowRule


def datasets_part(speech: Speech, names: Iterable[str]) -> Part:
    """Return the chapters of the datasets named."""
    chapters = tuple(_chapter(speech, speech.standard.datasets[name]) for name in names)
    return Part("datasets", speech.say("datasets"), speech.say("dataset"), chapters)


def columns_of(speech: Speech, dataset: Dataset) -> Columns:
    """Return what the rules of a dataset call its columns."""
    elements = {use.id: speech.standard.elements[use.element] for use in dataset.uses}
    return Columns(
        speech,
        _labels(speech, dataset),
        {name for name, element in elements.items() if is_date(element)},
        {name: tuple(identifiers_of(speech.standard, element)) for name, element in elements.items()},
    )


def _labels(speech: Speech, dataset: Dataset) -> dict[str, str]:
    """Return what to call each column: its header; in English the element's name, where that says which column it is."""
    titles = {use.id: speech.text(speech.standard.elements[use.element].head.title) for use in dataset.uses}
    alone = {title for title, count in Counter(titles.values()).items() if count == 1} if speech.language == "en" else set()
    return {use.id: titles[use.id] if titles[use.id] in alone else use.column for use in dataset.uses}


def rules_table(speech: Speech, title: str, rulings: Iterable[Ruling]) -> Table:
    """Return rules as rows: id, sentence, exact content, severity, source, confidence."""
    headings = (
        Heading(speech.say("number"), 5),
        Heading(speech.say("rule"), 20),
        Heading(speech.say("says"), 30, optional=True),
        Heading(speech.say("content"), 46),
        Heading(speech.say("severity"), 10, severity=True),
        Heading(speech.say("source"), 22),
        Heading(speech.say("confidence"), 10),
    )
    rows = []
    for number, ruling in enumerate(rulings, 1):
        source, severity = ruling.facet.source, speech.say(ruling.facet.severity)
        title_of = speech.text(ruling.title) if ruling.title else ""
        told = (str(number), ruling.id, title_of, ruling.content, severity, speech.source(source))
        rows.append((*told, speech.say(source.confidence)))
    return Table(title, headings, tuple(rows))


def _chapter(speech: Speech, dataset: Dataset) -> Chapter:
    head = dataset.head
    columns = columns_of(speech, dataset)
    rulings = tuple(dataset_rulings(columns, dataset))
    numbers = {ruling.id: number for number, ruling in enumerate(rulings, 1)}
    rows = tuple(_row(speech, dataset, numbers, place, use) for place, use in enumerate(dataset.uses, 1))
    elements = [speech.standard.elements[use.element] for use in dataset.uses]
    needed = sum(1 for use in dataset.uses if use.required and use.required.value)
    facts = (
        *head_facts(speech, head),
        *provenance_facts(speech, head),
        Fact(speech.say("column_count"), speech.say("column_count_is", all=len(dataset.uses), required=needed), 16),
        Fact(speech.say("missing_values"), speech.list(dataset.missing_values) or speech.say("none"), 14),
        Fact(speech.say("extra_columns"), speech.say(dataset.extra_columns), 14),
        Fact(speech.say("relaxed"), speech.relaxations(dataset.relax), 30),
    )
    starred = any(_concept(speech, element) and not element.head.definition for element in elements)
    tables = [Table(speech.say("columns"), _headings(speech), rows, speech.say("no_definition") if starred else "")]
    if rulings:
        tables.append(rules_table(speech, speech.say("rules"), rulings))
    return Chapter(f"datasets-{head.id}", speech.text(head.title), facts, tuple(tables))


def _headings(speech: Speech) -> tuple[Heading, ...]:
    return (
        Heading(speech.say("number"), 5),
        Heading(speech.say("column"), 22),
        Heading(speech.say("aliases_column"), 22),
        Heading(speech.say("element"), 20),
        Heading(speech.say("definition"), 22),
        Heading(speech.say("type_and_limits"), 28),
        Heading(speech.say("domain"), 24),
        Heading(speech.say("required"), 22),
        Heading(speech.say("level"), 13),
        Heading(speech.say("source_and_confidence"), 26),
    )


def _row(speech: Speech, dataset: Dataset, numbers: Mapping[str, int], place: int, use: Use) -> tuple[Cell, ...]:
    element = speech.standard.elements[use.element]
    names = [use.column, *(["" if speech.language == "zh" else element.head.title.en])]
    codes = (*([element.short_name] if element.short_name else ()), *use.aliases, *element.aliases)
    kinds = [datatype(speech, element)] + ([format_words(speech, element.format)] if element.format else [])
    identity = [element.head.id] + ([speech.say("column_id", use.id)] if use.id != element.head.id else [])
    grade = [level_title(speech, element.level)] + ([speech.say("personal")] if element.personal else [])
    return (
        str(place),
        "\n".join(filter(None, names)),
        speech.lines(alias for alias in codes if alias != use.column),
        Link("\n".join(identity), f"elements-{element.head.id}"),
        speech.text(element.head.definition)
        if element.head.definition
        else _concept(speech, element) or speech.say("unknown"),
        "\n".join([*kinds, *limits(speech, element)]),
        speech.lines(domains(speech, element_facets(element))),
        "\n".join(_requirement(speech, dataset, numbers, use)),
        "\n".join(grade),
        speech.lines(_sources(speech, element, use.required)),
    )


def _concept(speech: Speech, element: Element) -> str:
    """Return object class and property, which say something where there is no definition."""
    if not (element.object_class and element.property):
        return ""
    return speech.say("concept", object=speech.text(element.object_class), property=speech.text(element.property))


def level_title(speech: Speech, level: str | None) -> str:
    """Return the title of a level."""
    for classification in speech.standard.classifications.values():
        for each in (*classification.levels, *classification.categories):
            if each.id == level:
                return speech.text(each.title)
    return level or speech.say("unknown")


def _requirement(speech: Speech, dataset: Dataset, numbers: Mapping[str, int], use: Use) -> Iterator[str]:
    required = use.required
    yield speech.say("is_required", speech.mark(required)) if required and required.value else speech.say("is_optional")
    for rule in dataset.rules:
        for key, said in (("required", "required_if"), ("forbidden", "forbidden_if")):
            if _names(rule, key, use.id):
                yield speech.say(said, rule=numbers[rule.id], mark=speech.mark(rule.facet))


def _names(rule: RowRule, key: str, column: str) -> bool:
    return rule.form == "when" and column in rule.body.get(key, ())


def _sources(speech: Speech, element: Element, required: Facet | None) -> Iterator[str]:
    """Give the element's own source, then those of its facets that are other or less sure."""
    own = element.head.source
    yield speech.sure(own)
    facets = [*element_facets(element), *([("required", required)] if required and required.value else ())]
    for name, facet in facets:
        if facet.source.standard != own.standard or facet.source.clause != own.clause:
            yield speech.say("pair", speech.known(f"name_{name}", name), speech.sure(facet.source))
        elif facet.source.confidence != own.confidence:
            sure = speech.say("of_confidence", speech.say(facet.source.confidence))
            yield speech.say("pair", speech.known(f"name_{name}", name), sure)
