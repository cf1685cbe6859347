"""Looking up a code list: its entries by code, by day, by name and by the first letters of the name's reading."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter
from typing import Any, NamedTuple

from dgov_std.pinyin import initials_pattern
from dgov_std.report.lookups import Entry, ListHead, Named
from dgov_std.text import Text

_DEEPEST = 20
_MOST_FOLLOWING = 20
_NEAREST = 3
_ALIKE = 0.4  # the least share of characters and pairs of them that two names have in common
_CODE = re.compile(r"[0-9a-z.\-]+")


class Row(NamedTuple):
    """One line of a list as it is stored. A tuple, for there may be tens of thousands."""

    code: str
    zh: str
    en: str | None = None
    parent: str | None = None
    level: str | None = None
    since: str | None = None
    until: str | None = None
    successors: str | None = None
    aliases: str | None = None

    @property
    def name(self) -> Text:
        """The name in both languages."""
        return Text(self.zh, self.en or self.zh)

    @property
    def following(self) -> Sequence[str]:
        """The codes that took its place."""
        return self.successors.split("|") if self.successors else ()

    def valid(self, day: str | None) -> bool:
        """Whether the code stood on a day (ISO); without one, whether it was never abolished."""
        if day is None:
            return self.until is None
        return first_day(self.since) <= day < end_day(self.until)


def first_day(date: str | None) -> str:
    """Return the first day a date or a year means, the earliest text for none."""
    return f"{date}-01-01" if date and len(date) == 4 else date or ""


def end_day(date: str | None) -> str:
    """Return the first day on which what ended then was no longer: a year of abolition counts in full."""
    return f"{int(date) + 1:04d}-01-01" if date and len(date) == 4 else date or "~"


def plain(text: str) -> str:
    """Return a text as it is compared: of one width and case."""
    return unicodedata.normalize("NFKC", text).casefold().strip()


@dataclass(frozen=True)
class Roll:
    """A code list with all its rows, in its own order."""

    head: ListHead
    rows: Sequence[Row]
    _levels: Mapping[str, Text] = field(default_factory=dict)

    @classmethod
    def of(cls, head: ListHead, stored: Mapping[str, Any]) -> Roll:
        """Return the list of a stored file (see `dgov_std.schema.lists`)."""
        columns = stored["columns"]
        # what a column that is not stored holds is appended to each row
        pick = itemgetter(*(columns.index(name) if name in columns else -1 for name in Row._fields))
        return cls(head, [Row._make(pick([*row, None])) for row in stored["rows"]], dict(head.levels))

    @cached_property
    def by_code(self) -> Mapping[str, Sequence[Row]]:
        """The rows of each code in the order of their beginnings."""
        found: dict[str, list[Row]] = {}
        for row in self.rows:
            found.setdefault(row.code, []).append(row)
        for rows in found.values():
            if len(rows) > 1:
                rows.sort(key=lambda row: first_day(row.since))
        return found

    def exact(self, term: str) -> str | None:
        """Return the code that is meant exactly, whatever its width and case."""
        if term in self.by_code:
            return term
        folded = self._folded
        return folded.get(plain(term))

    @cached_property
    def _folded(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for code in self.by_code:
            found.setdefault(plain(code), code)
        return found

    def named(self, code: str, day: str | None = None) -> Named:
        """Return a code with its name on a day, else the last one it had; a code that is not listed has itself."""
        rows = self.by_code.get(code)
        if not rows:
            return Named(code, Text("", ""), valid=False)
        row = next((row for row in rows if day is not None and row.valid(day)), rows[-1])
        return Named(code, row.name, row.valid(day))

    def entry(self, row: Row, day: str | None = None) -> Entry:
        """Return one row as it is shown: what stands above it and what followed it, by their names at that time."""
        then = first_day(row.since) if row.until is None else _last_moment(row)
        level = self._levels.get(row.level, Text(row.level, row.level)) if row.level else None
        return Entry(
            code=row.code,
            name=row.name,
            level=level,
            since=row.since,
            until=row.until,
            valid=row.valid(day),
            parents=self.parents(row, then or None),
            successors=tuple(self.named(code, end_day(row.until)) for code in row.following),
            aliases=tuple(row.aliases.split("|")) if row.aliases else (),
        )

    def parents(self, row: Row, day: str | None = None) -> tuple[Named, ...]:
        """Return what stands above a row, from the top down."""
        found: list[Named] = []
        code = row.parent
        while code is not None and len(found) < _DEEPEST and all(each.code != code for each in found):
            found.append(self.named(code, day))
            rows = self.by_code.get(code)
            code = rows[-1].parent if rows else None
        return tuple(reversed(found))

    def chain(self, code: str) -> tuple[Named, ...]:
        """Return the codes that followed a code, one after the other, up to those that stand today."""
        found: dict[str, Named] = {}
        waiting = [next_ for row in self.by_code[code] for next_ in row.following]
        while waiting and len(found) < _MOST_FOLLOWING:
            following = waiting.pop(0)
            if following in found or following == code:
                continue
            found[following] = self.named(following)
            if not found[following].valid:
                waiting += [next_ for row in self.by_code.get(following, ())[-1:] for next_ in row.following]
        return tuple(found.values())

    def before(self, code: str) -> tuple[Named, ...]:
        """Return the codes whose place a code took."""
        found = (row for row in self.rows if row.successors and code in row.following)
        return tuple(Named(row.code, row.name, row.valid(None)) for row in found)

    def children(self, code: str, day: str | None) -> int:
        """Return how many codes stand directly below a code."""
        return len({row.code for row in self.rows if row.parent == code and row.valid(day)})

    def search(self, term: str, day: str | None) -> list[Row]:
        """Return the rows that a text means, the best first: exact names, beginnings, parts, first letters of readings.

        Of equals those valid on the day (today) come first, then those further up, then as in the list.
        """
        ranked = sorted(
            ((rank, not row.valid(day), len(row.code), place, row) for rank, place, row in self._ranked(plain(term))),
            key=lambda found: found[:4],
        )
        return [found[-1] for found in ranked]

    @cached_property
    def _texts(self) -> Sequence[tuple[str, str]]:
        """Of each row (name in Chinese, other names), as they are compared."""
        if not self.rows:
            return ()
        names = "\n".join(row.zh.replace("\n", " ") for row in self.rows)
        chinese = unicodedata.normalize("NFKC", names).casefold().split("\n")
        others = ("|".join(filter(None, (row.en, row.aliases))) for row in self.rows)
        other = "\n".join(text.replace("\n", " ") for text in others)
        return list(zip(chinese, unicodedata.normalize("NFKC", other).casefold().split("\n"), strict=True))

    def _ranked(self, term: str) -> Iterator[tuple[int, int, Row]]:
        pattern = initials_pattern(term)
        beginning = term if _CODE.fullmatch(term) else None
        for place, (row, (chinese, others)) in enumerate(zip(self.rows, self._texts, strict=True)):
            if term in chinese:
                yield (0 if term == chinese else 2 if chinese.startswith(term) else 3), place, row
            elif term in others:
                yield (0 if term in others.split("|") else 3), place, row
            elif beginning is not None and row.code.casefold().startswith(beginning):
                yield 1, place, row
            elif pattern is not None and (found := pattern.search(chinese)) is not None:
                whole = found.end() - found.start() == len(chinese)
                yield (4 if whole else 5 if found.start() == 0 else 6), place, row

    def near(self, term: str) -> tuple[Named, ...]:
        """Return what somebody may have meant who found nothing: codes that differ little, names that share characters."""
        wanted = plain(term)
        if _CODE.fullmatch(wanted):
            scored = ((_distance(wanted, code), -_shared(wanted, code), code) for code in self._folded)
            close = sorted(
                (far, same, not self.named(self._folded[code]).valid, code) for far, same, code in scored if far <= 2
            )
            return tuple(self.named(self._folded[code]) for *_, code in close[:_NEAREST])
        pairs, characters = _pairs(wanted), frozenset(wanted)
        ranked: list[tuple[float, bool, int]] = []
        for place, texts in enumerate(self._texts):
            close_by = (text for text in texts if 2 * len(characters.intersection(text)) >= len(characters))
            shared = max((_likeness(pairs, _pairs(text)) for text in close_by), default=0)
            if shared >= _ALIKE:
                ranked.append((-shared, not self.rows[place].valid(None), place))
        rows = (self.rows[place] for *_, place in sorted(ranked)[:_NEAREST])
        return tuple(Named(row.code, row.name, row.valid(None)) for row in rows)


def _last_moment(row: Row) -> str:
    """Return a day on which an abolished code still stood: in its last year, or the day before its abolition."""
    return f"{row.until}-01-01" if row.until and len(row.until) == 4 else first_day(row.since)


def _distance(one: str, other: str) -> int:
    """Return in how many places two codes of one length differ, counted to 3; swapped neighbours are one."""
    if abs(len(one) - len(other)) > 1:
        return 3
    if len(one) != len(other):
        short, long = sorted((one, other), key=len)
        return 1 if any(long[:i] + long[i + 1 :] == short for i in range(len(long))) else 3
    places = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(places) == 2 and places[1] - places[0] == 1:
        first, second = places
        return 1 if (one[first], one[second]) == (other[second], other[first]) else 2
    return min(len(places), 3)


def _shared(one: str, other: str) -> int:
    """Return how many characters two texts have in common at the beginning."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _pairs(text: str) -> frozenset[str]:
    return frozenset([*(text[i : i + 2] for i in range(len(text) - 1)), *text])


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / max(len(one) + len(other), 1)
