"""When the codes of a list were valid, as days; a year of abolition counts in full, a day of abolition does not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from dgov_std.standard.heads import first_day, last_day
from dgov_std.standard.model import Code


def by_code(codes: Iterable[Code]) -> dict[str, list[Code]]:
    """Return the entries of each code in the order of their beginnings."""
    found: dict[str, list[Code]] = {}
    for code in codes:
        found.setdefault(code.code, []).append(code)
    for entries in found.values():
        if len(entries) > 1:
            entries.sort(key=starts)
    return found


def starts(code: Code) -> dt.date:
    """Return the first day of a code; the beginning of time where none is known."""
    return first_day(code.valid_from) if code.valid_from else dt.date.min


def ends(code: Code) -> dt.date:
    """Return the day or the last day of the year of a code's abolition; the end of time where it stands."""
    return last_day(code.valid_to) if code.valid_to else dt.date.max


def overlap(one: Code, other: Code) -> bool:
    """Whether two entries are valid at one time; where one begins on the day or in the year the other ends they only touch."""
    if (one.valid_from, one.valid_to) == (other.valid_from, other.valid_to):
        return True
    return _before_end(one, other) and _before_end(other, one)


def _before_end(one: Code, other: Code) -> bool:
    return other.valid_to is None or starts(one) < first_day(other.valid_to)


def gap_between(one: Code, other: Code) -> bool:
    """Whether there was a time between the end of one entry and the beginning of a later one."""
    return one.valid_to is not None and starts(other) > last_day(one.valid_to) + dt.timedelta(days=1)


def ended_before(code: Code, date: str) -> bool:
    """Whether a code was abolished before a date, or in an earlier year."""
    return ends(code) < first_day(date)
