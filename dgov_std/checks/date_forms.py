"""`dateForms`, `format: date` and `dateNotAfter`: real calendar dates in declared written forms.

Proleptic Gregorian calendar, years 0001 to 9999 (GB/T 7408.1-2023, ISO 8601-1). A form is made of
the tokens YYYY, YY (19YY), MM, DD, hh, mm, ss, of M, D, h, which are one or two digits, and of literal
text. Parsing is done on bytes because Arrow's strptime turns 2024-02-30 into 2024-03-01 and takes
` 2024-1-1`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dgov_std.arrays import Bytes, Ints, Mask, Strings
from dgov_std.checks.setting import Setting
from dgov_std.texts import Texts, figures

_TOKEN = re.compile(r"YYYY|YY|MM?|DD?|hh?|mm|ss")
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_YEARS = np.arange(10_000)
_LEAP = (_YEARS % 4 == 0) & ((_YEARS % 100 != 0) | (_YEARS % 400 == 0))
_LEAP_DAY = 229
_EXISTS = np.zeros(10_000, dtype=np.bool_)  # by month x 100 + day: whether some year has such a day
for _month, _length in enumerate(_LENGTHS, 1):
    _EXISTS[_month * 100 + 1 : _month * 100 + _length + 1] = True
_EXISTS[_LEAP_DAY] = True


@dataclass(frozen=True, slots=True)
class DateForm:
    """One written form: its width in bytes, where each token starts and how wide it is, and the literal bytes between."""

    width: int
    tokens: tuple[tuple[str, int, int], ...]
    literals: tuple[tuple[int, int], ...]


def read_forms(forms: Iterable[str]) -> tuple[DateForm, ...]:
    """Read forms such as `YYYY-MM-DD` or `YYYY年M月D日`; one with M, D or h is read in every width."""
    return tuple(dict.fromkeys(read for form in forms for read in _widths(form)))


def read_form(form: str) -> DateForm:
    """Read a form that has one width."""
    (read,) = _widths(form)
    return read


def _widths(form: str) -> Iterator[DateForm]:
    """Yield the form with every digit of its own: two digits for M, D and h first, then one."""
    tokens = _TOKEN.findall(form)
    between = [text.encode() for text in _TOKEN.split(form)]
    for widths in itertools.product(*((2, 1) if len(token) == 1 else (len(token),) for token in tokens)):
        starts, literals, place = [], [], 0
        for text, token, width in zip(between, [*tokens, ""], [*widths, 0], strict=True):
            literals += [(place + i, byte) for i, byte in enumerate(text)]
            place += len(text)
            if token:
                starts.append((token * 2 if len(token) == 1 else token, place, width))
            place += width
        yield DateForm(place, tuple(starts), tuple(literals))


def days(values: Strings, forms: Sequence[DateForm]) -> Ints:
    """Return each value as YYYYMMDD, 0 where it is no date in any of the forms. Shape (n,)."""
    return days_of(Texts(values), forms)


def days_of(texts: Texts, forms: Sequence[DateForm]) -> Ints:
    """Return what `days` returns, worked out once for all checks of a column."""
    known = tuple(forms)
    return texts.once(("days", known), lambda: _days_of(texts, known))


def _days_of(texts: Texts, forms: tuple[DateForm, ...]) -> Ints:
    found = np.zeros(texts.size, dtype=np.int64)
    for form in forms:
        if not texts.widths.get(form.width):
            continue
        rows, planes = texts.planes(form.width)
        day = _read(planes, form)
        if rows is None:
            found = day if len(forms) == 1 else np.where(found == 0, day, found)
        else:
            found[rows] = np.where(found[rows] == 0, day, found[rows])
    return found


def _read(planes: Bytes, form: DateForm) -> Ints:
    parts: dict[str, Any] = {}
    wrong = np.zeros(planes.shape[1], dtype=np.bool_)
    for place, byte in form.literals:
        wrong |= planes[place] != byte
    for token, start, width in form.tokens:
        number, good = figures(planes[start : start + width])
        if good is not None:
            wrong |= ~good
            number[~good] = 0
        parts[token] = number
    year = parts["YYYY"] if "YYYY" in parts else parts["YY"] + 1900
    day = parts.get("MM", 1) * 100 + parts.get("DD", 1) + np.zeros_like(year)
    wrong |= ~_EXISTS[day] | (year < 1)
    leap = np.flatnonzero(day == _LEAP_DAY)
    wrong[leap] |= ~_LEAP[year[leap]]
    for token, limit in (("hh", 23), ("mm", 59), ("ss", 59)):
        if token in parts:
            wrong |= parts[token] > limit
    whole: Ints = np.asarray(year * 10_000 + day, dtype=np.int64)
    whole[wrong] = 0
    return whole


@dataclass(frozen=True, slots=True)
class Dated:
    """Passes where the value is a calendar date in one of the forms."""

    forms: tuple[DateForm, ...]

    def __call__(self, values: Strings) -> Mask:
        """Return the mask of the dates."""
        return self.judge(Texts(values))

    def judge(self, texts: Texts) -> Mask:
        """Return the mask of the dates."""
        return days_of(texts, self.forms) > 0


def compile_date_forms(value: Sequence[str], setting: Setting) -> Dated:
    """Compile the accepted written forms."""
    return Dated(read_forms(value))


@dataclass(frozen=True, slots=True)
class NotAfter:
    """Passes where the value is no date, or one not after `last` (YYYYMMDD)."""

    forms: tuple[DateForm, ...]
    last: int

    def __call__(self, values: Strings) -> Mask:
        """Return the mask of the dates up to the last day."""
        return self.judge(Texts(values))

    def judge(self, texts: Texts) -> Mask:
        """Return the mask of the dates up to the last day."""
        return days_of(texts, self.forms) <= self.last


def compile_date_not_after(value: Mapping[str, Any], setting: Setting) -> NotAfter | None:
    """Compile `{"forms": [..], "asOf": true}`: not after the reference date; None without one."""
    forms = read_forms(value["forms"])
    return None if setting.as_of is None else NotAfter(forms, setting.as_of)
