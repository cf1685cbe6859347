"""The chapters on data elements and on code lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dgov_std.exchange.dictionary import Cell, Chapter, Fact, Heading, Part, Table
from dgov_std.exchange.domains import datatype, domains, element_facets, format_words, is_date, limits
from dgov_std.exchange.rulings import Columns, rule_words
from dgov_std.exchange.schemes import identifiers_of
from dgov_std.exchange.speech import Speech, head_facts, provenance_facts
from dgov_std.exchange.tables import level_title
from dgov_std.standard.model import Code, CodeList, Element


def elements_part(speech: Speech, names: Iterable[str], datasets: Iterable[str]) -> Part:
    """Return the data elements named, with the attributes of GB/T 19488.1; `datasets` are those of this dictionary."""
    used: dict[str, list[str]] = {}
    for name in datasets:
        dataset = speech.standard.datasets[name]
        for use in dataset.uses:
            key, codes = "used_as_code" if use.aliases else "used_as", speech.list(use.aliases)
            told = speech.say(key, dataset=speech.text(dataset.head.title), column=use.column, codes=codes)
            used.setdefault(use.element, []).append(told)
    chapters = tuple(_element(speech, speech.standard.elements[name], used.get(name, [])) for name in names)
    return Part("elements", speech.say("elements"), speech.say("element"), chapters, cards=True)


def _element(speech: Speech, element: Element, used: list[str]) -> Chapter:
    head = element.head
    facts = (
        *head_facts(speech, head, identity="internal_id"),
        Fact(speech.say("field_code"), speech.or_unknown(element.short_name), 16),
        Fact(speech.say("aliases"), speech.lines(element.aliases), 22),
        Fact(speech.say("object_class"), speech.text(element.object_class), 14),
        Fact(speech.say("property"), speech.text(element.property), 16),
        Fact(speech.say("representation"), speech.text(element.representation), 12),
        Fact(speech.say("datatype"), datatype(speech, element), 12),
        Fact(speech.say("format"), format_words(speech, element.format), 22),
        Fact(speech.say("domain"), speech.lines(domains(speech, element_facets(element))), 28),
        Fact(speech.say("limits"), speech.lines(limits(speech, element)), 30),
        Fact(speech.say("unit"), speech.text(element.unit, "none"), 10),
        Fact(speech.say("impact"), _impact(speech, element), 16),
        Fact(speech.say("category"), level_title(speech, element.category), 12),
        Fact(speech.say("level"), level_title(speech, element.level), 13),
        Fact(speech.say("personal"), speech.say("yes" if element.personal else "no"), 10),
        Fact(speech.say("masking"), _masking(speech, element), 18),
        Fact(speech.say("used_in"), speech.lines(used), 34),
        Fact(speech.say("relation"), speech.say("tightens" if element.base else "none"), 16),
        Fact(speech.say("relations"), speech.lines(_relations(speech, element)), 22),
        Fact(speech.say("fact_rules"), speech.lines(_facts(speech, element)), 30),
        Fact(speech.say("relaxed"), speech.relaxations(element.relax), 20),
        Fact(speech.say("valid_examples"), speech.list(example.value for example in head.valid) or speech.say("none"), 24),
        Fact(
            speech.say("invalid_examples"), speech.list(example.value for example in head.invalid) or speech.say("none"), 24
        ),
        *provenance_facts(speech, head),
    )
    return Chapter(f"elements-{head.id}", speech.text(head.title), facts)


def _masking(speech: Speech, element: Element) -> str:
    if element.masking is None:
        return speech.say("none")
    return speech.say("masking_is", start=element.masking.start, end=element.masking.end)


def _impact(speech: Speech, element: Element) -> str:
    """Return who would be harmed and how badly, in the words of the classification."""
    if element.impact is None:
        return speech.say("none")
    grades = [*speech.standard.classifications.values()]
    titles = {each.id: speech.text(each.title) for one in grades for each in (*one.objects, *one.degrees)}
    return speech.list(titles.get(name, name) for name in (element.impact.object, element.impact.degree))


def _relations(speech: Speech, element: Element) -> Iterator[str]:
    for relation in element.relations:
        yield speech.say(relation.type, speech.named("elements", relation.element))


def _facts(speech: Speech, element: Element) -> Iterator[str]:
    """Give the rules that hold wherever this element and others are columns of one row."""
    elements = speech.standard.elements
    labels = {name: speech.text(each.head.title) for name, each in elements.items()}
    dates = {name for name, each in elements.items() if is_date(each)}
    schemes = {name: tuple(identifiers_of(speech.standard, elements[name])) for name in elements}
    columns = Columns(speech, labels, dates, schemes)
    for rule in element.rules:
        yield rule_words(columns, rule) + speech.mark(rule.facet)


def codelists_part(speech: Speech, names: Iterable[str]) -> Part:
    """Return the code lists named, each with all its codes."""
    chapters = tuple(_codelist(speech, speech.standard.codelists[name]) for name in names)
    return Part("codelists", speech.say("codelists"), speech.say("codelist"), chapters)


def _codelist(speech: Speech, codelist: CodeList) -> Chapter:
    head = codelist.head
    facts = (
        *head_facts(speech, head),
        *provenance_facts(speech, head),
        Fact(speech.say("known_until"), _known(speech, codelist), 18),
        Fact(speech.say("code_count"), str(len(codelist.codes)), 8),
        Fact(speech.say("open"), speech.say("open_yes" if codelist.open else "no"), 22),
        Fact(speech.say("external"), speech.say("external_yes" if codelist.external else "external_no"), 18),
        Fact(speech.say("missing"), speech.text(codelist.missing, "none"), 30),
        Fact(speech.say("levels_of_codes"), speech.list(speech.text(level.title) for level in codelist.levels), 20),
        Fact(speech.say("licence"), codelist.copy.licence or speech.say("none"), 20),
        Fact(speech.say("origin"), codelist.copy.origin or speech.say("none"), 30),
    )
    headings = (
        Heading(speech.say("code"), 16),
        Heading(speech.say("name"), 34),
        Heading(speech.say("name_en"), 34, optional=True),
        Heading(speech.say("valid_from"), 11, optional=True),
        Heading(speech.say("valid_to"), 11, optional=True),
        Heading(speech.say("successor"), 12, optional=True),
        Heading(speech.say("parent"), 12, optional=True),
        Heading(speech.say("code_level"), 12, optional=True),
        Heading(speech.say("other_words"), 26, optional=True),
        Heading(speech.say("code_remark"), 20, optional=True),
    )
    rows = tuple(_code(speech, code) for code in codelist.codes)
    note = speech.say("blank_dates")
    tables = (Table(speech.say("codes"), headings, rows, note, long=True),) if rows else ()
    return Chapter(f"codelists-{head.id}", speech.text(head.title), facts, tables)


def _known(speech: Speech, codelist: CodeList) -> str:
    if codelist.known_from and codelist.known_until:
        return speech.say("valid_between", begin=codelist.known_from, end=codelist.known_until)
    return speech.or_unknown(codelist.known_until)


def _code(speech: Speech, code: Code) -> tuple[Cell, ...]:
    return (
        code.code,
        code.name.zh,
        "" if code.name.en == code.name.zh else code.name.en,
        code.valid_from or "",
        code.valid_to or "",
        code.replaced_by or "",
        code.parent or "",
        code.level or "",
        speech.list(code.aliases) if code.aliases else "",
        speech.say("semicolon").join(_remarks(speech, code)),
    )


def _remarks(speech: Speech, code: Code) -> Iterator[str]:
    if code.rolls_up_to:
        yield speech.say("rolls_up", code.rolls_up_to)
    if code.local_only:
        yield speech.say("local_only")
    if code.explained:
        yield speech.say("explained", code.explained)
    if code.kind:
        yield speech.known(f"day_{code.kind}", code.kind)
