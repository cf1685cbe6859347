"""Standards and their documents by the names people call them: identifiers, code lists, elements, datasets.

Each becomes a sheet: what it is, where it comes from, and where each of its attributes is written.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from dgov_std.api.library import load_standard, load_standards, shipped, shipped_bundles, standards_root
from dgov_std.exchange.building import chapter_of
from dgov_std.exchange.dictionary import Chapter, Fact, text_of, without_empty
from dgov_std.exchange.domains import domains, element_facets, facet_words, limits
from dgov_std.exchange.speech import Speech, head_facts, provenance_facts
from dgov_std.exchange.words import word
from dgov_std.render.sheet import Grid, Sheet
from dgov_std.render.wording import topic
from dgov_std.standard.model import Dataset, Element, Facet, Head, Mark, Standard
from dgov_std.text import Language

# Kinds in the order they are shown where one name means several documents.
STANDARDS = "standards"
KINDS: tuple[str, ...] = (STANDARDS, "identifiers", "codelists", "elements", "datasets")
COMMON = "national"  # what the other shipped standards build on
_MOST_ROWS = 30


def documents_named(name: str, standard: str | os.PathLike[str] | None = None) -> list[tuple[Standard, str, str]]:
    """Return (standard, kind, id) of every document with that id, alias, title or field name, each once.

    A standard is a document of its own, of the kind `STANDARDS`.

    Args:
        name: as people write it: letter case, blanks and underscores make no difference.
        standard: where to look; None: in all shipped standards.

    Raises:
        StandardError, UsageError: as `load_standard` does.
    """
    wanted = _plain(name)
    found: dict[tuple[str, Mark], tuple[Standard, str, str]] = {}
    for standards in _shelves(name, standard):
        for loaded in standards():
            for kind, key, document in _documents(loaded):
                if wanted in {_plain(known) for known in _names(document)}:
                    found.setdefault((kind, document.head.mark), (loaded, kind, key))
        if found:
            break
    documents = sorted(found.values(), key=lambda each: KINDS.index(each[1]))
    return [each for document in documents for each in (document, *_forms(*document))]


def _documents(standard: Standard) -> Iterator[tuple[str, str, Any]]:
    """Give (kind, id, document) of a standard and of all it holds."""
    yield STANDARDS, standard.head.id, standard
    for kind in KINDS[1:]:
        yield from ((kind, key, document) for key, document in getattr(standard, kind).items())


def _forms(standard: Standard, kind: str, name: str) -> Iterator[tuple[Standard, str, str]]:
    """Give the forms of an identifier, each a document of its own."""
    if kind == "identifiers":
        yield from ((standard, kind, form) for form in standard.identifiers[name].forms)


def _shelves(name: str, standard: str | os.PathLike[str] | None) -> Iterator[Callable[[], list[Standard]]]:
    """Give what to look in, one after the other until something is found: reading every standard takes its time."""
    if standard is not None:
        yield lambda: [load_standard(standard)]
        return
    owner = shipped().get(name, {"standard": name})["standard"]
    if owner in {path.parent.name for path in standards_root().glob("*/standard.yaml")}:
        yield lambda: [load_standard(owner)]
    yield lambda: [load_standard(COMMON)]
    yield load_standards


def names_like(name: str, most: int = 3) -> list[str]:
    """Return the ids of documents whose id, alias or title holds the text, the shortest first."""
    wanted = _plain(name)
    close = {
        key
        for loaded in load_standards()
        for _, key, document in _documents(loaded)
        if len(wanted) > 1 and any(wanted in _plain(known) for known in _names(document))
    }
    return sorted(close, key=lambda key: (len(key), key))[:most]


def sheet_of(standard: Standard, kind: str, name: str, language: Language) -> Sheet:
    """Return the sheet of one document: the chapter the data dictionary has of it, and where its constraints stand."""
    speech = Speech(standard, language, topic)
    if kind == STANDARDS:
        return _manifest(speech)
    chapter = chapter_of(speech, kind, name)
    document = getattr(standard, kind)[name]
    facts = [(fact.label, text_of(fact.value)) for fact in chapter.facts if _telling(speech, text_of(fact.value))]
    facts.append((speech.say("written_at"), "\n".join(place(mark) for mark in _marks(document))))
    grids = [_columns(speech, document)] if isinstance(document, Dataset) else []
    grids += list(_grids(speech, chapter))[len(grids) :]  # the dictionary's table of columns is too wide for a screen
    if isinstance(document, Element):
        grids.append(_constraints(speech, document))
    return Sheet(f"{name}  {chapter.title}", tuple(facts), tuple(grid for grid in grids if grid.rows))


def shipped_sheet(language: Language) -> Sheet:
    """Return the sheet of what is shipped: each dataset by id and title, with the standard to name for it."""
    shelf = shipped_bundles()
    rows = sorted((shelf.standard(name), name, shelf.title(name).in_(language)) for name in shelf)
    headings = tuple(word(key, language) for key in ("standard", "id", "title"))
    facts = [(word(f"shelf_{key}", language), word(f"shelf_{key}_is", language)) for key in ("check", "one", "lists")]
    return Sheet(word("shelf", language), tuple(facts), (Grid(word("datasets", language), headings, tuple(rows)),))


def _manifest(speech: Speech) -> Sheet:
    """Return the sheet of a standard: what it is, and its datasets."""
    standard = speech.standard
    facts = [*head_facts(speech, standard.head), *provenance_facts(speech, standard.head)]
    facts += [
        Fact(speech.say("authority"), speech.text(standard.authority)),
        Fact(speech.say("extends"), speech.list(standard.extends) or speech.say("none")),
        Fact(speech.say("written_at"), place(standard.head.mark)),
    ]
    told = tuple((fact.label, text_of(fact.value)) for fact in facts if _telling(speech, text_of(fact.value)))
    rows = tuple((name, speech.text(standard.datasets[name].head.title)) for name in standard.dataset_order)
    grid = Grid(speech.say("datasets"), (speech.say("id"), speech.say("title")), rows)
    title = f"{standard.head.id}  {speech.text(standard.head.title)}"
    return Sheet(title, told, (grid,) if rows else ())


def place(mark: Mark) -> str:
    """Return where something is written: below the shipped standards without the way there."""
    root = standards_root().resolve()
    path = Path(mark.file).resolve()
    shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else mark.file
    return f"{shown}:{mark.line}"


def _telling(speech: Speech, value: str) -> bool:
    return value not in {speech.say("none"), speech.say("unknown"), ""}


def _grids(speech: Speech, chapter: Chapter) -> Iterator[Grid]:
    for table in chapter.tables:
        kept = without_empty(table)
        most = _MOST_ROWS if table.long or len(kept.rows) > 2 * _MOST_ROWS else len(kept.rows)
        rows = tuple(tuple(text_of(cell) for cell in row) for row in kept.rows[:most])
        title = kept.title
        if len(kept.rows) > len(rows):
            title = speech.say("beginning_of", title, len(rows), len(kept.rows))
        yield Grid(title, tuple(heading.label for heading in kept.headings), rows)


def _columns(speech: Speech, dataset: Dataset) -> Grid:
    """Return the columns of a dataset: header, element, what it holds, whether it must be filled."""
    rows = []
    for use in dataset.uses:
        element = speech.standard.elements[use.element]
        held = [*domains(speech, element_facets(element)), *limits(speech, element)]
        needed = use.required is not None and use.required.value
        said = speech.say("is_required", speech.mark(use.required)) if needed and use.required else speech.say("is_optional")
        rows.append((use.column, use.element, "\n".join(held), said))
    said_labels = tuple(speech.say(key) for key in ("column", "element", "constraint", "required"))
    return Grid(speech.say("columns"), said_labels, tuple(rows))


def _constraints(speech: Speech, element: Element) -> Grid:
    """Return every constraint on the element with its severity, source, and the place that says so."""
    said = ("constraint", "severity", "confidence", "source", "written_at")
    rows = [_constraint(speech, name, facet) for name, facet in element_facets(element)]
    return Grid(speech.say("constraints"), tuple(speech.say(key) for key in said), tuple(rows))


def _constraint(speech: Speech, name: str, facet: Facet) -> tuple[str, ...]:
    told = (speech.say(facet.severity), speech.say(facet.source.confidence), speech.source(facet.source))
    return (facet_words(speech, name, facet), *told, place(facet.mark))


def _marks(document: Any) -> Iterator[Mark]:  # noqa: ANN401 - a document of any kind
    """Give the places of a document and of what it overrides, nearest first."""
    yield document.head.mark
    base = getattr(document, "base", None)
    while base is not None:
        yield base.head.mark
        base = base.base


def _names(document: Any) -> Sequence[str]:  # noqa: ANN401 - a document of any kind
    head: Head = document.head
    names = [head.id, head.title.zh, head.title.en, *getattr(head, "aliases", ())]
    if isinstance(document, Element):
        names += [*document.aliases, document.short_name or ""]
    return [name for name in names if name]


def _plain(name: str) -> str:
    return "".join(character for character in name.casefold() if character not in " _-　")
