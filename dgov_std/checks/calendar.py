"""Working days by a calendar: a code list of holidays, of weekend days worked, and of the years it covers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from dgov_std.arrays import Ints, Mask

_WEEK, _WORKED = 7, 5
_MONDAY = 3  # 1970-01-01, day 0, was a Thursday
_MOST_NUMBERS = 3_000_000  # 300 years: 24 MB
_Days: TypeAlias = np.ndarray[Any, np.dtype[np.datetime64]]


@dataclass(frozen=True, slots=True)
class Calendar:
    """Every day from the one before the first that is covered to the last, in order, as YYYYMMDD.

    `worked[i]` and `unknown[i]` count the working days that are covered, and the days that are not, among the days 1
    to i. `table` holds the place of a day at its number less that of the first; it is empty for calendars of several
    hundred years.
    """

    days: Ints
    worked: Ints
    unknown: Ints
    table: Ints

    def between(self, first: Ints, last: Ints) -> tuple[Ints, Mask]:
        """Return how many working days at least come after `first` up to and including `last`, and where it is just so many.

        The days are YYYYMMDD, 0 = no date. Days that are not covered are not counted: where there are some, there may be
        more working days. -1 where there is nothing to count: no date, or `last` before `first`.
        """
        asked: Mask = (first > 0) & (last >= first)
        begin, end = self._places(first), self._places(last)
        inside: Mask = (first >= self.days[0]) & (last <= self.days[-1]) & (self.unknown[begin] == self.unknown[end])
        found: Ints = np.where(asked, self.worked[end] - self.worked[begin], -1)
        return found, asked & (inside | (first == last))

    def _places(self, day: Ints) -> Ints:
        """Return where each day stands in `days`, the nearest end for those outside; a table is faster than a search."""
        if not len(self.table):
            place = np.searchsorted(self.days, day)
            return np.minimum(place, len(self.days) - 1)
        found: Ints = self.table[np.clip(day - self.days[0], 0, len(self.table) - 1)]
        return found


def calendar_of(entry: Mapping[str, Any]) -> Calendar | None:
    """Build the calendar of a bundle's code list, None when it covers nothing.

    A day of kind `holiday` is off and one of kind `workday` is worked, whatever day of the week; all others are worked
    from Monday to Friday. Covered are the years of kind `year`, and what lies from `known_from` to `known_until`.
    """
    columns = {name: i for i, name in enumerate(entry["columns"])}
    kinds = [(row[columns["code"]], row[columns["kind"]]) for row in entry["rows"]] if "kind" in columns else []
    spans = list(_spans(entry, kinds))
    if not spans:
        return None
    first, end = min(begin for begin, _ in spans), max(end for _, end in spans)
    days: _Days = np.arange(first - 1, end)
    known = np.zeros(len(days), dtype=np.bool_)
    for begin, stop in spans:
        known[int((begin - days[0]).astype(int)) : int((stop - days[0]).astype(int))] = True
    working = (days.astype(np.int64) + _MONDAY) % _WEEK < _WORKED
    for code, kind in kinds:
        if kind in {"holiday", "workday"}:
            place = int((np.datetime64(code, "D") - days[0]).astype(int))
            if 0 <= place < len(days):
                working[place] = kind == "workday"
    working[0], known[0] = False, True
    numbered = _numbered(days)
    return Calendar(numbered, np.cumsum(working & known), np.cumsum(~known), _table(numbered))


def _spans(entry: Mapping[str, Any], kinds: list[tuple[str, str | None]]) -> Iterator[tuple[Any, Any]]:
    """Yield (first day, day after the last) of what the calendar covers."""
    begin, end = entry.get("known_from"), entry.get("known_until")
    if begin and end:
        span = np.datetime64(begin, "D"), _after(end)
        if span[0] < span[1]:
            yield span
    for code, kind in kinds:
        if kind == "year":
            yield np.datetime64(code, "D"), _after(code)


def _after(text: str) -> Any:  # noqa: ANN401 - a day of numpy
    """Return the day after a day or a year."""
    if len(text) == 4:
        return (np.datetime64(text, "Y") + 1).astype("datetime64[D]")
    return np.datetime64(text, "D") + 1


def _table(numbered: Ints) -> Ints:
    size = int(numbered[-1] - numbered[0]) + 1
    if size > _MOST_NUMBERS:
        return np.zeros(0, dtype=np.int64)
    table = np.zeros(size, dtype=np.int64)
    table[numbered - numbered[0]] = np.arange(len(numbered))
    return table


def _numbered(days: _Days) -> Ints:
    years, months = days.astype("datetime64[Y]"), days.astype("datetime64[M]")
    year = years.astype(np.int64) + 1970
    month = (months - years.astype("datetime64[M]")).astype(np.int64) + 1
    day = (days - months.astype("datetime64[D]")).astype(np.int64) + 1
    found: Ints = year * 10_000 + month * 100 + day
    return found
