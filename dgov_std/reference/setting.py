"""The code lists and the reference date as the reference sees them: plain Python values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Entry:
    """One code in one period; days are ISO text. `until` is the first day no longer covered."""

    code: str
    since: str | None
    until: str | None
    parent: str | None
    name: str = ""

    def covers(self, day: str | None) -> bool:
        """Return whether the period holds the day."""
        return day is not None and (not self.since or self.since <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Table:
    """A code list."""

    entries: tuple[Entry, ...]
    known_until: str | None
    open: bool
    missing: bool = False  # its codes were to be given from outside, and were not
    missing_where: str | None = None  # the shape of the codes that it may lack
    shape: str | None = None  # what every code looks like, a newer one, too


@dataclass(frozen=True)
class Setting:
    """Everything a verdict depends on besides the schema and the rows: code lists, reference date (ISO), other tables."""

    codelists: Mapping[str, Mapping[str, Any]]
    as_of: str | None = None
    tables: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    _built: dict[str, Table] = field(default_factory=dict, compare=False, repr=False)
    _coded: dict[str, dict[str, list[Entry]]] = field(default_factory=dict, compare=False, repr=False)

    def table(self, name: str) -> Table:
        """Return a code list as plain values, read when first asked for."""
        if name not in self._built:
            self._built[name] = _read(self.codelists[name])
        return self._built[name]

    def by_code(self, name: str) -> Mapping[str, Sequence[Entry]]:
        """Return the entries of each code of a list."""
        if name not in self._coded:
            found: dict[str, list[Entry]] = {}
            for entry in self.table(name).entries:
                found.setdefault(entry.code, []).append(entry)
            self._coded[name] = found
        return self._coded[name]


def _from(text: str | None) -> str | None:
    return f"{text}-01-01" if text and len(text) == 4 else text or None


def _until(text: str | None) -> str | None:
    """A year of abolition counts in full: the first day not covered is the next new year."""
    return f"{int(text) + 1:04d}-01-01" if text and len(text) == 4 else text or None


def _read(entry: Mapping[str, Any]) -> Table:
    rows = [dict(zip(entry["columns"], row, strict=True)) for row in entry["rows"]]
    entries = tuple(
        Entry(
            row["code"],
            _from(row.get("valid_from")),
            _until(row.get("valid_to")),
            row.get("parent") or None,
            row.get("name") or "",
        )
        for row in rows
    )
    missing = bool(entry.get("external")) and not rows
    shapes = entry.get("missing_where"), entry.get("shape")
    return Table(entries, entry.get("known_until"), bool(entry.get("open")), missing, *shapes)
