"""`date`, `time`, `date-time` (RFC 3339, section 5.6) and `duration` (its Appendix A).

The shapes are RE2 expressions; the calendar and the leap second are arithmetic. A second 60 is
written only at 23:59:60 UTC; with a date, only where that ends a month (section 5.7). Which months
had one is not asked: the list grows, and a table of today would fail tomorrow's data.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow.compute as pc

from dgov_std.arrays import Ints, Mask, Strings, data, offsets
from dgov_std.checks.date_forms import DateForm, days, read_form
from dgov_std.checks.format.grammar import Grammar, matches, whole

_HOUR, _MINUTE = "(?:[01][0-9]|2[0-3])", "[0-5][0-9]"
_TIME = rf"{_HOUR}:{_MINUTE}:(?:{_MINUTE}|60)(?:\.[0-9]+)?(?:[Zz]|[+-]{_HOUR}:{_MINUTE})"
_DATE_TIME = rf"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}[Tt]{_TIME}"
_DATE = read_form("YYYY-MM-DD")
_DAY = 24 * 60


def _duration() -> str:
    minute = "[0-9]+M(?:[0-9]+S)?"
    time = f"T(?:[0-9]+H(?:{minute})?|{minute}|[0-9]+S)"
    month = "[0-9]+M(?:[0-9]+D)?"
    date = f"(?:[0-9]+Y(?:{month})?|{month}|[0-9]+D)"
    return f"(?i)P(?:{date}(?:{time})?|{time}|[0-9]+W)"


@dataclass(frozen=True, slots=True)
class Time:
    """Passes where the value is a full-time: with seconds and an offset."""

    expression: str = whole(_TIME)

    def __call__(self, values: Strings) -> Mask:
        """Return the mask of the times."""
        found = matches(values, self.expression)
        rows = _leaping(values, found, 0)
        found[rows] = _utc_minutes(values, rows, 0) % _DAY == _DAY - 1
        return found


@dataclass(frozen=True, slots=True)
class DateTime:
    """Passes where the value is a date-time with an offset, on a calendar day of 0001 to 9999."""

    expression: str = whole(_DATE_TIME)
    form: DateForm = _DATE

    def __call__(self, values: Strings) -> Mask:
        """Return the mask of the moments."""
        day = days(pc.utf8_slice_codeunits(values, 0, 10), [self.form])
        found = matches(values, self.expression) & (day > 0)
        rows = _leaping(values, found, 11)
        minutes = _utc_minutes(values, rows, 11)
        found[rows] = (minutes % _DAY == _DAY - 1) & _ends_month(day[rows], minutes // _DAY)
        return found


def _leaping(values: Strings, found: Mask, start: int) -> Ints:
    """Return the rows of `found` whose second is 60; the time begins at byte `start`."""
    rows = np.flatnonzero(found)
    seconds = offsets(values)[:-1][rows].astype(np.int64) + start + 6
    leaping: Ints = rows[data(values)[seconds] == ord("6")]
    return leaping


def _utc_minutes(values: Strings, rows: Ints, start: int) -> Ints:
    """Return the minute of the UTC day the local time falls in: negative for the day before."""
    buffer, bounds = data(values), offsets(values).astype(np.int64)
    begin, end = bounds[:-1][rows] + start, bounds[1:][rows]

    def minutes(place: Ints) -> Ints:
        digits = buffer[place[:, None] + np.array([0, 1, 3, 4])].astype(np.int64) - ord("0")
        product: Ints = digits @ np.array([600, 60, 10, 1])
        return product

    zulu = buffer[end - 1] >= ord("Z")
    sign = np.where(buffer[end - 6] == ord("-"), -1, 1)
    shift = np.where(zulu, 0, sign * minutes(end - 5))
    local: Ints = minutes(begin) - shift
    return local


def _ends_month(day: Ints, later: Ints) -> Mask:
    """Return where the day (YYYYMMDD), moved by `later` days, is the last one of a month."""
    months = (day // 10_000 - 1970) * 12 + day // 100 % 100 - 1
    following = months.astype("M8[M]").astype("M8[D]") + (day % 100 + later)
    return np.asarray(following == following.astype("M8[M]"))


DURATION = Grammar(whole(_duration()))
