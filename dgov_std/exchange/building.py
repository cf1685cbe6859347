"""A standard becomes a data dictionary in one language."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from dgov_std.exchange.dictionary import Chapter, Dictionary, Fact, Heading, Part, Table, cleaned
from dgov_std.exchange.frame import frame_parts, sources_part
from dgov_std.exchange.items import codelists_part, elements_part
from dgov_std.exchange.schemes import identifiers_part
from dgov_std.exchange.scope import Scope, sources_of, used_by, whole
from dgov_std.exchange.speech import Speech, Topic, head_facts, provenance_facts
from dgov_std.exchange.tables import datasets_part
from dgov_std.standard.model import Standard
from dgov_std.text import Language

_LEGEND = ("error", "warning", "info", "high", "medium", "low", "mark", "unknown")
_KINDS = "datasets elements identifiers codelists descriptions namings classifications qualities".split()


def build_dictionary(
    standard: Standard, *, language: Language, version: str, topic: Topic, dataset: str | None = None
) -> Dictionary:
    """Return the data dictionary of a standard: its documents and those it inherits, told in plain words.

    Args:
        standard: the loaded standard.
        language: of the headings and of every text that exists in both.
        version: of the program, for the cover. Nothing else depends on when or where it is made.
        topic: (check code, language) -> what such a check looks at; KeyError for an unknown code.
        dataset: the id of one dataset of the standard; the rest is left out, what the dataset uses stays.
    """
    speech = Speech(standard, language, topic)
    scope = whole(standard) if dataset is None else used_by(standard, dataset)
    parts = tuple(_told_apart(part) for part in _parts(speech, scope) if part.chapters)
    facts = (
        *head_facts(speech, standard.head),
        *provenance_facts(speech, standard.head),
        Fact(speech.say("authority"), speech.text(standard.authority)),
        Fact(speech.say("extends"), speech.list(standard.extends) or speech.say("none")),
        *_scope_fact(speech, dataset),
        Fact(speech.say("holds"), _holds(speech, parts)),
        Fact(speech.say("made_with"), f"dgov-std {version}"),
    )
    title, subtitle = speech.text(standard.head.title), speech.say("dictionary")
    return cleaned(Dictionary(language, title, subtitle, facts, _legend(speech), parts))


def chapter_of(speech: Speech, kind: str, name: str) -> Chapter:
    """Return the chapter of one document: `kind` is datasets, elements, identifiers or codelists."""
    datasets = [key for key, dataset in speech.standard.datasets.items() if name in {use.element for use in dataset.uses}]
    parts = {
        "datasets": lambda: datasets_part(speech, [name]),
        "elements": lambda: elements_part(speech, [name], datasets),
        "identifiers": lambda: identifiers_part(speech, [name]),
        "codelists": lambda: codelists_part(speech, [name]),
    }
    return cleaned(parts[kind]().chapters[0])


def _parts(speech: Speech, scope: Scope) -> list[Part]:
    standard = speech.standard
    parts = [
        datasets_part(speech, scope.datasets),
        elements_part(speech, scope.elements, scope.datasets),
        identifiers_part(speech, scope.identifiers),
        codelists_part(speech, scope.codelists),
        *frame_parts(speech),
    ]
    named = [(speech.say(kind), source) for kind, source in sources_of(standard, scope, _KINDS)]
    return [*parts, sources_part(speech, named)]


def _told_apart(part: Part) -> Part:
    """Return the part with ids behind the titles that several chapters share."""
    count = Counter(chapter.title for chapter in part.chapters)
    chapters = tuple(
        replace(chapter, title=f"{chapter.title} ({chapter.id.removeprefix(part.id + '-')})")
        if count[chapter.title] > 1
        else chapter
        for chapter in part.chapters
    )
    return replace(part, chapters=chapters)


def _scope_fact(speech: Speech, dataset: str | None) -> list[Fact]:
    if dataset is None:
        return []
    title = speech.text(speech.standard.datasets[dataset].head.title)
    return [Fact(speech.say("only_dataset"), speech.say("only_dataset_is", title))]


def _holds(speech: Speech, parts: tuple[Part, ...]) -> str:
    """Return how many of each kind there are, and how many codes."""
    counted = [speech.say("pair", part.title, len(part.chapters)) for part in parts if part.id != "sources"]
    codes = sum(len(table.rows) for part in parts if part.id == "codelists" for c in part.chapters for table in c.tables)
    return speech.list([*counted, *([speech.say("pair", speech.say("codes"), codes)] if codes else [])])


def _legend(speech: Speech) -> Table:
    rows = []
    for key in _LEGEND:
        said = speech.say("mark_label") if key == "mark" else speech.say(key)
        rows.append((said, speech.say(f"means_{key}")))
    return Table(
        speech.say("how_to_read"), (Heading(speech.say("how_word"), 20), Heading(speech.say("how_means"), 80)), tuple(rows)
    )
