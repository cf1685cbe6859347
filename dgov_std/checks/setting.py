"""What checks may depend on besides their own keyword: the code lists and the reference date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa

from dgov_std.arrays import Ints, only, some, strings
from dgov_std.checks.code_set import CodeSet

EARLIEST, LATEST = 0, 99_999_999


@dataclass(frozen=True)
class CodeTable:
    """A code list ready for look-ups.

    `codes[i]` is valid from `since[i]` up to, not including, `until[i]`; days are integers
    YYYYMMDD. A code may stand in several entries (it was abolished and used again).
    """

    codes: tuple[str, ...]
    since: tuple[int, ...]
    until: tuple[int, ...]
    parents: frozenset[str]
    known_until: int | None
    open: bool
    unknown: bool = False  # its codes were to be given from outside, and were not: nothing is said of any code
    missing_where: str | None = None  # the shape of the codes that it may lack
    shape: str | None = None  # what every code looks like, a newer one, too

    @cached_property
    def distinct(self) -> pa.Array[Any]:
        """Every code once, in the order of first appearance."""
        return strings(list(dict.fromkeys(self.codes)))

    @cached_property
    def set(self) -> CodeSet:
        """Return the distinct codes ready to look values up."""
        return CodeSet(self.distinct)

    @cached_property
    def periods(self) -> tuple[Ints, Ints]:
        """Return (since, until), each of shape (distinct codes, most periods of one code)."""
        place = {code: i for i, code in enumerate(dict.fromkeys(self.codes))}
        grouped: list[list[tuple[int, int]]] = [[] for _ in place]
        for code, since, until in zip(self.codes, self.since, self.until, strict=True):
            grouped[place[code]].append((since, until))
        width = max((len(g) for g in grouped), default=1)
        begin = np.full((len(place), width), LATEST + 1, dtype=np.int64)
        end = np.zeros((len(place), width), dtype=np.int64)
        for i, group in enumerate(grouped):
            for k, (since, until) in enumerate(group):
                begin[i, k], end[i, k] = since, until
        return begin, end

    @cached_property
    def ends(self) -> Ints:
        """Return by distinct code the day on which its last period has ended."""
        return np.asarray(self.periods[1].max(axis=1)) if len(self.distinct) else np.zeros(1, dtype=np.int64)

    def valid_at(self, day: int) -> pa.Array[Any]:
        """Return the codes valid on `day`."""
        begin, end = self.periods
        return only(self.distinct, some((begin <= day) & (day < end)))


@dataclass(frozen=True)
class Setting:
    """The code lists of a bundle by id, and the reference date (YYYYMMDD), None when there is none."""

    entries: Mapping[str, Mapping[str, Any]]
    as_of: int | None = None
    _built: dict[str, CodeTable] = field(default_factory=dict, compare=False, repr=False)

    def table(self, name: str) -> CodeTable:
        """Return a code list ready for look-ups, built when first asked for."""
        if name not in self._built:
            self._built[name] = code_table(self.entries[name])
        return self._built[name]


def day_from(text: str | None) -> int:
    """Return the first day meant by an ISO date or a year, as YYYYMMDD."""
    if not text:
        return EARLIEST
    return int(text) * 10_000 + 101 if len(text) == 4 else int(text.replace("-", ""))


def day_until(text: str | None) -> int:
    """Return the first day that is no longer covered. A year of abolition counts in full."""
    if not text:
        return LATEST + 1
    return int(text) * 10_000 + 1300 if len(text) == 4 else int(text.replace("-", ""))


def code_table(entry: Mapping[str, Any]) -> CodeTable:
    """Build the look-up form of one code list of a bundle."""
    columns = {name: i for i, name in enumerate(entry["columns"])}
    rows = entry["rows"]

    def column(name: str) -> list[str | None]:
        place = columns.get(name)
        return [row[place] for row in rows] if place is not None else [None] * len(rows)

    until = entry.get("known_until")
    return CodeTable(
        codes=tuple(row[columns["code"]] for row in rows),
        since=tuple(day_from(text) for text in column("valid_from")),
        until=tuple(day_until(text) for text in column("valid_to")),
        parents=frozenset(parent for parent in column("parent") if parent),
        known_until=day_from(until) if until else None,
        open=bool(entry.get("open")),
        unknown=is_unknown(entry),
        missing_where=entry.get("missing_where"),
        shape=entry.get("shape"),
    )


def is_unknown(entry: Mapping[str, Any]) -> bool:
    """Whether the codes of a list were to be given by who checks, and were not."""
    return bool(entry.get("external")) and not entry["rows"]
