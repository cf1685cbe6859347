"""What looking up code lists found: frozen values that a renderer words and other programs read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dgov_std.text import Text


@dataclass(frozen=True, slots=True)
class ListHead:
    """A code list as a whole. `source` is the standard it comes from; `standard` the one of this project it belongs to."""

    id: str
    title: Text
    source: str | None
    edition: str | None
    standard: str
    codes: int
    known_until: str | None = None
    incomplete: Text | None = None
    aliases: tuple[str, ...] = ()
    levels: tuple[tuple[str, Text], ...] = ()
    licence: str | None = None
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A code and its name at the time in question; `valid` on the day asked for, or today's state of the list."""

    code: str
    name: Text
    valid: bool = True


@dataclass(frozen=True, slots=True)
class Entry:
    """A code in one period. Dates are days or years; `until` is the day or year of abolition.

    `valid`: on the day asked for; without one, whether it was never abolished.
    `parents` from the top down; `successors` took its place.
    """

    code: str
    name: Text
    level: Text | None
    since: str | None
    until: str | None
    valid: bool
    parents: tuple[Named, ...] = ()
    successors: tuple[Named, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a mapping as seen from a code: `relation` says what the target is, compared with it."""

    source: Named
    relation: str
    target: Named | None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All code lists, and the mappings between them as (id, title, from, to)."""

    lists: tuple[ListHead, ...]
    mappings: tuple[tuple[str, Text, str, str], ...] = ()
    kind: Literal["lists"] = "lists"


@dataclass(frozen=True, slots=True)
class Page:
    """One code: its periods, what came before and after, its place in the list, what other lists have for it.

    `chain` are the codes that followed one another, up to what stands today; `mapped` are (list, lines).
    """

    of: ListHead
    code: str
    entries: tuple[Entry, ...]
    chain: tuple[Named, ...]
    before: tuple[Named, ...]
    children: int
    mapped: tuple[tuple[str, tuple[Line, ...]], ...]
    at: str | None = None
    kind: Literal["code"] = "code"


@dataclass(frozen=True, slots=True)
class Hits:
    """What a search found, the best first: `total` with those not listed. `term` None: the list from its beginning.

    `understood` is (list, line) where the term is a code of another list that means the same as the first one found.
    """

    of: ListHead
    term: str | None
    entries: tuple[Entry, ...]
    total: int
    near: tuple[Named, ...] = ()
    at: str | None = None
    understood: tuple[str, Line] | None = None
    kind: Literal["codes"] = "codes"


@dataclass(frozen=True, slots=True)
class Translation:
    """Codes of one list as codes of another. `lacking` are codes that the mapping does not have."""

    mapping: str
    title: Text
    of: ListHead
    to: ListHead
    lines: tuple[Line, ...]
    total: int
    lacking: tuple[Named, ...] = ()
    near: tuple[Named, ...] = ()
    kind: Literal["translation"] = "translation"


Answer = Catalogue | Page | Hits | Translation


def found_something(answer: Answer) -> bool:
    """Whether there is anything to show; a list whose codes are given when checking is a list all the same."""
    if isinstance(answer, Hits):
        return answer.term is None or bool(answer.entries)
    return bool(answer.lines) if isinstance(answer, Translation) else True
