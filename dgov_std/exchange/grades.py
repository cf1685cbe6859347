"""The tables on classification: levels, the matrix of harm, sensitive personal information, rules of release."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dgov_std.exchange.dictionary import Heading, Table
from dgov_std.exchange.rulings import Columns, Ruling, test_words
from dgov_std.exchange.speech import Speech
from dgov_std.exchange.tables import level_title, rules_table
from dgov_std.standard.model import Classification, Level, SensitiveList


def classification_tables(speech: Speech, classification: Classification) -> tuple[Table, ...]:
    """Return the tables of one classification; those it has nothing for are empty."""
    return (
        _levels(speech, "levels", classification.levels),
        _levels(speech, "categories", classification.categories),
        _matrix(speech, classification),
        _sensitive(speech, classification.sensitive),
        rules_table(speech, speech.say("release"), _release(speech, classification)),
    )


def _levels(speech: Speech, title: str, levels: tuple[Level, ...]) -> Table:
    headings = (
        Heading(speech.say("number"), 5),
        Heading(speech.say("id"), 20),
        Heading(speech.say("title_zh"), 30),
        Heading(speech.say("title_en"), 36),
    )
    rows = tuple((str(number), level.id, level.title.zh, level.title.en) for number, level in enumerate(levels, 1))
    return Table(speech.say(title), headings, rows)


def _matrix(speech: Speech, classification: Classification) -> Table:
    degrees = [(each.id, speech.text(each.title)) for each in classification.degrees]
    headings = (Heading(speech.say("matrix_object"), 20), *(Heading(title, 20) for _, title in degrees))
    found = {(each.object, each.degree): each for each in classification.matrix}
    rows = []
    for each in classification.objects if found else ():
        cells = (found.get((each.id, degree)) for degree, _ in degrees)
        told = (
            speech.say("format_is", format=level_title(speech, cell.level), meaning=speech.say(cell.source.confidence))
            if cell
            else speech.say("unknown")
            for cell in cells
        )
        rows.append((speech.text(each.title), *told))
    return Table(speech.say("matrix"), headings, tuple(rows))


def _sensitive(speech: Speech, lists: Iterable[SensitiveList]) -> Table:
    headings = (
        Heading(speech.say("source"), 24),
        Heading(speech.say("validity"), 20),
        Heading(speech.say("category"), 26),
        Heading(speech.say("sensitive_items"), 46),
        Heading(speech.say("confidence"), 10),
    )
    rows = []
    for each in lists:
        kind = "valid_between" if each.valid_to else "valid_since"
        validity = speech.say(kind, begin=each.valid_from, end=each.valid_to)
        for category in each.categories:
            items = speech.lines(_assigned(speech, each, category.id))
            sure = speech.say(each.source.confidence)
            rows.append((speech.source(each.source), validity, speech.text(category.title), items, sure))
    return Table(speech.say("sensitive"), headings, tuple(rows))


def _assigned(speech: Speech, listed: SensitiveList, category: str) -> Iterator[str]:
    yield from (speech.named("identifiers", name) for name, of in listed.identifiers.items() if of == category)
    yield from (speech.named("elements", name) for name, of in listed.elements.items() if of == category)


def _release(speech: Speech, classification: Classification) -> Iterator[Ruling]:
    fields = {field.id: speech.text(field.title) for d in speech.standard.descriptions.values() for field in d.fields}
    columns = Columns(speech, fields)
    for rule in classification.release:
        when = speech.say("and").join(test_words(columns, name, {"in": values}) for name, values in rule.when.items())
        if rule.max_level is None:
            content = speech.say("release_not_sensitive", when=when)
        else:
            content = speech.say("release_when", when=when, level=level_title(speech, rule.max_level))
        yield Ruling(rule.id, rule.title, content, rule.facet)
