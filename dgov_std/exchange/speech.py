"""How one language says the small things that every chapter needs: severities, sources, lists, names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dgov_std.exchange.dictionary import Fact
from dgov_std.exchange.words import WORDS
from dgov_std.report.visible import visible
from dgov_std.standard.model import Facet, Head, Relaxation, Source, Standard
from dgov_std.text import Language, Text

Topic = Callable[[str, Language], str]
_MOST_VALUES = 60


@dataclass(frozen=True, slots=True)
class Speech:
    """A standard told in one language; `topic` names what a check code looks at."""

    standard: Standard
    language: Language
    topic: Topic

    def say(self, key: str, *values: object, **named: object) -> str:
        """Return a fixed word, its gaps filled."""
        return WORDS[key].in_(self.language).format(*values, **named)

    def known(self, key: str, otherwise: str) -> str:
        """Return a fixed word where there is one, else the text itself: a newer language may hold more."""
        return WORDS[key].in_(self.language) if key in WORDS else otherwise

    def text(self, text: Text | None, absent: str = "unknown") -> str:
        """Return a text of the standard, or the word for its absence."""
        return text.in_(self.language) if text and text.in_(self.language) else self.say(absent)

    def or_unknown(self, value: str | None, absent: str = "unknown") -> str:
        """Return a value, or the word for its absence."""
        return value or self.say(absent)

    def list(self, items: Iterable[str], most: int = _MOST_VALUES) -> str:
        """Return items as an enumeration, a long one cut with its size."""
        found = [visible(item) for item in items]
        if len(found) > most:
            found = [*found[:most], self.say("more", len(found))]
        return self.say("comma").join(found)

    def quoted(self, items: Iterable[str]) -> str:
        """Return an enumeration of quoted items."""
        return self.list(self.say("quoted", item) for item in items)

    def lines(self, items: Iterable[str], absent: str = "none") -> str:
        """Return items one per line, each once."""
        return "\n".join(dict.fromkeys(items)) or self.say(absent)

    def plain(self, value: Any) -> str:  # noqa: ANN401 - whatever a facet holds
        """Return a value of no particular kind."""
        if isinstance(value, Mapping):
            return self.list(self.say("pair", key, self.plain(item)) for key, item in value.items())
        if isinstance(value, tuple | list):
            return self.list(self.plain(item) for item in value)
        if isinstance(value, bool):
            return self.say("yes" if value else "no")
        return "" if value is None else str(value)

    def mark(self, facet: Facet) -> str:
        """Return how serious a breach is and how sure the rule is, in brackets."""
        return self.say("mark", severity=self.say(facet.severity), confidence=self.say(facet.source.confidence))

    def source(self, source: Source) -> str:
        """Return standard and clause."""
        if not source.standard:
            return self.say("unknown")
        if not source.clause:
            return source.standard
        return self.say("clause_of", standard=source.standard, clause=source.clause)

    def sure(self, source: Source) -> str:
        """Return standard, clause and, in brackets, the confidence."""
        return self.say("format_is", format=self.source(source), meaning=self.say(source.confidence))

    def named(self, kind: str, name: str) -> str:
        """Return the title of an `identifiers`, `codelists` … document, with its id where another has the same title."""
        documents = getattr(self.standard, kind)
        if name not in documents:
            return name
        title = self.text(documents[name].head.title)
        alone = sum(1 for each in documents.values() if self.text(each.head.title) == title) == 1
        return self.say("quoted", title) if alone else self.say("named", title=title, id=name)

    def relaxations(self, relaxed: Iterable[Relaxation]) -> str:
        """Return what was loosened and why, one per line."""
        targets = ((f"{entry.use}.{entry.target}" if entry.use else entry.target, entry) for entry in relaxed)
        return self.lines(self.say("pair", target, self.text(entry.reason)) for target, entry in targets)


def head_facts(speech: Speech, head: Head, *, identity: str = "id") -> tuple[Fact, ...]:
    """Return the attributes every document of a standard has."""
    return (
        Fact(speech.say(identity), head.id, 22),
        Fact(speech.say("title_zh"), head.title.zh, 26),
        Fact(speech.say("title_en"), head.title.en, 28),
        Fact(speech.say("definition"), speech.text(head.definition), 34),
    )


def provenance_facts(speech: Speech, head: Head) -> tuple[Fact, ...]:
    """Return edition, status, validity and source of a document."""
    status = speech.say(head.status)
    if head.replaced_by:
        status += speech.say("replaced_by", head.replaced_by)
    validity = speech.say("unknown")
    if head.valid_from or head.valid_to:
        kind = "valid_between" if head.valid_from and head.valid_to else "valid_since" if head.valid_from else "valid_until"
        validity = speech.say(kind, begin=head.valid_from, end=head.valid_to)
    return (
        Fact(speech.say("edition"), speech.or_unknown(head.edition), 12),
        Fact(speech.say("status"), status, 12),
        Fact(speech.say("validity"), validity, 18),
        Fact(speech.say("source"), speech.or_unknown(head.source.standard), 22),
        Fact(speech.say("clause"), speech.or_unknown(head.source.clause), 12),
        Fact(speech.say("confidence"), speech.say(head.source.confidence), 10),
        Fact(speech.say("note"), speech.text(head.source.note, "none"), 30),
    )
