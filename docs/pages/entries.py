"""The entries of the library's pages: one document each, with its source and how sure that is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dgov_std.api.documents import place
from dgov_std.exchange.building import chapter_of
from dgov_std.exchange.dictionary import Table, text_of, without_empty
from dgov_std.exchange.domains import domains, element_facets, format_words, limits
from dgov_std.exchange.speech import Speech
from dgov_std.exchange.tables import level_title
from dgov_std.render.markdown_text import code, escaped
from dgov_std.render.wording import topic
from dgov_std.report.codes import CODES
from dgov_std.report.visible import visible
from dgov_std.standard.model import CodeList, Dataset, Element, Example, Head, Standard
from dgov_std.text import Language, Text

_TOLD_ABOVE = ("id", "title_zh", "title_en", "definition", "source", "clause", "confidence", "note")
_CODES = 12  # of a code list, so many are shown
_LONGEST = 64  # characters of an example, the rest is cut
_EXAMPLES = {
    "valid": Text("合格", "Pass"),
    "doubtful": Text("请核对", "Warn"),
    "invalid": Text("不合格", "Fail"),
}
_REST = Text("，共 {} 个", ", {} in all")
_COLUMN = Text("列", "Column")
_HOW_SURE = Text("级别·可信度", "Severity · confidence")


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of a standard, and what the page calls it."""

    standard: Standard
    kind: str
    name: str
    twice: bool = False  # another standard has one of this id

    @property
    def document(self) -> Any:  # noqa: ANN401 - a document of any kind
        """The document itself."""
        return getattr(self.standard, self.kind)[self.name]

    @property
    def head(self) -> Head:
        """What every document has."""
        head: Head = self.document.head
        return head

    def heading(self, language: Language) -> str:
        """Return its heading, Markdown: the id, then the title."""
        end = f" ({self.standard.head.id})" if self.twice else ""
        return f"{self.name} {escaped(self.head.title.in_(language))}{end}"

    def anchor(self, language: Language) -> str:
        """Return the anchor of its heading."""
        return re.sub(r"[^\w\- ]", "", self.heading(language).lower()).replace(" ", "-")


Shelf = Mapping[str, Entry]
"""The entry of each document, by where it is written."""


def lines_of(entry: Entry, language: Language, end: str, shelf: Shelf) -> Iterator[str]:
    """Yield the lines below the heading of an entry; `end` is how the pages of the language end."""
    speech = Speech(entry.standard, language, topic)
    head = entry.head
    if head.definition:
        yield from (escaped(speech.text(head.definition)), "")
    other, label = (head.title.en, "title_en") if language == "zh" else (head.title.zh, "title_zh")
    yield _fact(speech.say(label), escaped(other))
    yield _source(speech, head)
    if entry.kind == "elements":
        yield from _element(speech, entry.document, end, shelf)
    else:
        yield from _facts(speech, entry)
    yield _fact(speech.say("written_at"), code(place(head.mark)))
    match entry.kind:
        case "identifiers":
            yield from _segments(speech, entry)
            yield from _examples(speech, head)
        case "codelists":
            yield _codes(speech, entry.document)
        case "datasets":
            yield from _columns(speech, entry.document, end, shelf)
            yield from _rules(speech, entry)
    yield ""


def _fact(label: str, said: str) -> str:
    return f"- **{escaped(label)}** {said}"


def _source(speech: Speech, head: Head) -> str:
    note = f" · {escaped(speech.text(head.source.note))}" if head.source.note else ""
    sure = f"**{speech.say('confidence')}** {speech.say(head.source.confidence)}"
    return _fact(speech.say("source"), f"{escaped(speech.source(head.source))} · {sure}{note}")


def _facts(speech: Speech, entry: Entry) -> Iterator[str]:
    """Yield what the data dictionary says of a document, without what the lines above say, and what is not known."""
    above = {speech.say(key) for key in _TOLD_ABOVE} | ({speech.say("status")} if entry.head.status == "current" else set())
    silent = {speech.say("none"), speech.say("unknown"), ""}
    for fact in chapter_of(speech, entry.kind, entry.name).facts:
        said = text_of(fact.value)
        if fact.label not in above and said not in silent:
            yield _fact(fact.label, _lines(said))


def _lines(text: str) -> str:
    return "<br>".join(escaped(line) for line in text.split("\n"))


def _element(speech: Speech, element: Element, end: str, shelf: Shelf) -> Iterator[str]:
    told = [f"**{speech.say('field_code')}** {code(element.short_name)}"] if element.short_name else []
    if element.format:
        told.append(f"**{speech.say('format')}** {escaped(format_words(speech, element.format))}")
    if element.unit:
        told.append(f"**{speech.say('unit')}** {escaped(speech.text(element.unit))}")
    if told:
        yield f"- {' · '.join(told)}"
    if element.aliases:
        yield _fact(speech.say("aliases"), escaped(speech.list(element.aliases)))
    held = [*domains(speech, element_facets(element)), *limits(speech, element)]
    links = [link for name, facet in element_facets(element) for link in _links(speech, name, facet.value, end, shelf)]
    if held:
        shown = speech.say("semicolon").join(escaped(each) for each in held)
        yield _fact(speech.say("constraint"), shown + "".join(f" {link}" for link in dict.fromkeys(links)))
    level = level_title(speech, element.level) + (f", {speech.say('personal')}" if element.personal else "")
    yield _fact(speech.say("level"), escaped(level))


def _links(speech: Speech, facet: str, value: Any, end: str, shelf: Shelf) -> Iterator[str]:  # noqa: ANN401 - any facet's
    """Yield links to the identifiers and the code list that an element names."""
    kind = {"identifier": "identifiers", "any_of": "identifiers", "codelist": "codelists"}.get(facet)
    names = () if kind is None else (value,) if isinstance(value, str) else value
    for name in names:
        entry = shelf.get(str(getattr(speech.standard, kind or "")[name].head.mark))
        if entry is not None:
            yield f"[{name}]({entry.kind}{end}#{entry.anchor(speech.language)})"


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    if rows:
        yield from ("", "| " + " | ".join(headings) + " |", "|" + "---|" * len(headings))
        yield from ("| " + " | ".join(row) + " |" for row in rows)


def _tables(speech: Speech, entry: Entry) -> Iterator[tuple[Table, list[dict[str, str]]]]:
    """Yield the tables that the data dictionary has of a document, their rows by the label of the column."""
    for full in chapter_of(speech, entry.kind, entry.name).tables:
        table = without_empty(full)
        labels = [heading.label for heading in table.headings]
        yield table, [dict(zip(labels, map(text_of, row), strict=True)) for row in table.rows]


def _segments(speech: Speech, entry: Entry) -> Iterator[str]:
    for table, rows in _tables(speech, entry):
        if table.title != speech.say("segments"):
            continue
        source = speech.source(entry.head.source)
        own = any(row[speech.say("source")] != source for row in rows)
        cells = [
            [
                escaped(row[speech.say("places")]),
                escaped(row[speech.say("segment")]),
                _lines(row[speech.say("constraint")]),
                _sure(speech, row),
                *([escaped(row[speech.say("source")])] if own else []),
            ]
            for row in rows
        ]
        heads = [speech.say("places"), speech.say("segment"), speech.say("constraint"), _HOW_SURE.in_(speech.language)]
        yield from _table([*heads, *([speech.say("source")] if own else [])], cells)


def _sure(speech: Speech, row: Mapping[str, str]) -> str:
    said = (row.get(speech.say("severity"), ""), row[speech.say("confidence")])
    return escaped(" · ".join(each for each in said if each))


def _examples(speech: Speech, head: Head) -> Iterator[str]:
    """Yield the examples of an identifier: those that pass on one line, the others by why they do not."""
    yield ""
    if head.valid:
        yield _fact(_EXAMPLES["valid"].in_(speech.language), _values(head.valid))
    for word in ("doubtful", "invalid"):
        reasons: dict[str, list[Example]] = {}
        for example in getattr(head, word):
            reasons.setdefault(example.because or "", []).append(example)
        for because, examples in reasons.items():
            why = f" {because} {escaped(topic(because, speech.language))}" if because in CODES else f" {escaped(because)}"
            yield f"- **{_EXAMPLES[word].in_(speech.language)}**{why.rstrip()}: {_values(examples)}"


def _values(examples: Sequence[Example]) -> str:
    shown = (visible(example.value) for example in examples)
    return ", ".join(code(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…") for text in shown)


def _codes(speech: Speech, codelist: CodeList) -> str:
    first = codelist.codes[:_CODES]
    said = (code(each.code) + ("" if each.name.zh == each.code else f" {escaped(speech.text(each.name))}") for each in first)
    rest = _REST.in_(speech.language).format(f"{len(codelist.codes):,}") if len(codelist.codes) > _CODES else ""
    return _fact(speech.say("codes"), speech.say("comma").join(said) + rest)


def _columns(speech: Speech, dataset: Dataset, end: str, shelf: Shelf) -> Iterator[str]:
    """Yield the columns of a dataset: header and element, what it holds, whether it must be filled."""
    rows = []
    for use in dataset.uses:
        element = speech.standard.elements[use.element]
        held = [*domains(speech, element_facets(element)), *limits(speech, element)]
        needed = use.required is not None and use.required.value
        said = speech.say("is_required", speech.mark(use.required)) if needed and use.required else speech.say("is_optional")
        entry = shelf.get(str(element.head.mark))
        name = f"[{use.element}](elements{end}#{entry.anchor(speech.language)})" if entry else code(use.element)
        rows.append((f"{escaped(use.column)}<br>{name}", "<br>".join(escaped(each) for each in held), escaped(said)))
    heads = (_COLUMN.in_(speech.language), speech.say("constraint"), speech.say("required"))
    yield from ("", f"**{escaped(speech.say('columns'))}**", *_table(heads, rows))


def _rules(speech: Speech, entry: Entry) -> Iterator[str]:
    """Yield the rules of a dataset: what each says and is called, what it asks for, how sure, and whence."""
    key = {name: speech.say(name) for name in ("rule", "says", "content", "source")}
    for table, rows in _tables(speech, entry):
        if key["rule"] not in {heading.label for heading in table.headings}:
            continue
        cells = [
            [
                "<br>".join(filter(None, (escaped(row.get(key["says"], "")), code(row[key["rule"]])))),
                _lines(row[key["content"]]),
                _sure(speech, row),
                escaped(row[key["source"]]),
            ]
            for row in rows
        ]
        heads = (key["rule"], key["content"], _HOW_SURE.in_(speech.language), key["source"])
        yield from ("", f"**{escaped(table.title)}**", *_table(heads, cells))
