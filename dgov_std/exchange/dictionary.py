"""A data dictionary as values: parts, chapters, facts and tables of plain text in one language.

Whatever comes from a standard is made safe to show here, once: writers only lay it down.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from dgov_std.report.visible import visible
from dgov_std.text import Language

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to a chapter; a writer without links shows the text alone."""

    text: str
    target: str


Cell = str | Link


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a column; `width` in Latin characters. A page drops an optional column where it is empty."""

    label: str
    width: int
    optional: bool = False
    severity: bool = False  # its cells name a severity, and may be tinted


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells as long as the headings; `title` names all tables of its kind."""

    title: str
    headings: tuple[Heading, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    long: bool = False  # a page shows its beginning only


@dataclass(frozen=True, slots=True)
class Fact:
    """One attribute of what a chapter is about."""

    label: str
    value: Cell
    width: int = 20


@dataclass(frozen=True, slots=True)
class Chapter:
    """One dataset, element, identifier … The facts of all chapters of a part have the same labels."""

    id: str
    title: str
    facts: tuple[Fact, ...] = ()
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """All chapters of one kind; `one` is what a single one is called. In `cards` facts are many and short."""

    id: str
    title: str
    one: str
    chapters: tuple[Chapter, ...]
    cards: bool = False


@dataclass(frozen=True, slots=True)
class Dictionary:
    """A whole data dictionary in one language."""

    language: Language
    title: str
    subtitle: str
    facts: tuple[Fact, ...]
    legend: Table
    parts: tuple[Part, ...]


def text_of(cell: Cell) -> str:
    """Return what a cell says."""
    return cell if isinstance(cell, str) else cell.text


def without_empty(table: Table) -> Table:
    """Return the table without its optional columns that are empty in every row."""
    kept = [
        place
        for place, heading in enumerate(table.headings)
        if not heading.optional or any(text_of(row[place]) for row in table.rows)
    ]
    if len(kept) == len(table.headings):
        return table
    rows = tuple(tuple(row[place] for place in kept) for row in table.rows)
    return dataclasses.replace(table, headings=tuple(table.headings[place] for place in kept), rows=rows)


def tables_by_title(part: Part) -> dict[str, list[tuple[Chapter, Table]]]:
    """Return the tables of a part, those of one kind together, in order."""
    found: dict[str, list[tuple[Chapter, Table]]] = {}
    for chapter in part.chapters:
        for table in chapter.tables:
            found.setdefault(table.title, []).append((chapter, table))
    return found


def texts(value: object) -> Iterator[str]:
    """Give every text within a dictionary or a piece of it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from texts(getattr(value, field.name))


def cleaned(value: Value) -> Value:
    """Return a dictionary, or a piece of it, in which nothing is hidden: controls and bidi marks are spelled out."""
    found: object = value
    if isinstance(value, str):
        found = "\n".join(visible(line) for line in value.split("\n"))
    elif isinstance(value, tuple):
        found = tuple(cleaned(item) for item in value)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        parts = {field.name: cleaned(getattr(value, field.name)) for field in dataclasses.fields(value)}
        found = dataclasses.replace(value, **parts)
    return found  # type: ignore[return-value]


MOST_ON_PAGES = 100


def beginning(table: Table) -> tuple[Table, int]:
    """Return (a table fit for pages, how many rows it has in all); a long one is cut to its first rows."""
    total = len(table.rows)
    if table.long and total > MOST_ON_PAGES:
        table = dataclasses.replace(table, rows=table.rows[:MOST_ON_PAGES])
    return without_empty(table), total
