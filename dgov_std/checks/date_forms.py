"""`dateForms`, `format: date` and `dateNotAfter`: real calendar dates in declared written forms.

Proleptic Gregorian calendar, years 0001 to 9999 (GB/T 7408.1-2023, ISO 8601-1). A form is made of
the tokens YYYY, YY (19YY), MM, DD, hh, mm, ss and literal text. Parsing is done on bytes because
Arrow's strptime turns 2024-02-30 into 2024-03-01 and takes ` 2024-1-1`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dgov_std.arrays import Ints, Mask, Strings, every, matrix, rows_of_width
from dgov_std.checks.setting import Setting

_TOKEN = re.compile(r"YYYY|YY|MM|DD|hh|mm|ss")
_DAYS = np.array([0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], dtype=np.int64)


@dataclass(frozen=True, slots=True)
class DateForm:
    """One written form: its width in bytes, where each token starts, and the literal bytes between."""

    width: int
    tokens: tuple[tuple[str, int], ...]
    literals: tuple[tuple[int, int], ...]


def read_form(form: str) -> DateForm:
    """Read a form such as `YYYY-MM-DD` or `YYYY年MM月DD日`."""
    tokens: list[tuple[str, int]] = []
    literals: list[tuple[int, int]] = []
    width = last = 0
    for match in [*_TOKEN.finditer(form), None]:
        text = form[last : match.start() if match else len(form)]
        for byte in text.encode():
            literals.append((width, byte))
            width += 1
        if match:
            tokens.append((match.group(), width))
            width += len(match.group())
            last = match.end()
    return DateForm(width, tuple(tokens), tuple(literals))


def days(values: Strings, forms: Sequence[DateForm]) -> Ints:
    """Return each value as YYYYMMDD, 0 where it is no date in any of the forms. Shape (n,)."""
    found = np.zeros(len(values), dtype=np.int64)
    for form in forms:
        rows = rows_of_width(values, form.width)
        if len(rows):
            day = _days_of(matrix(values, rows, form.width), form)
            found[rows] = np.where(found[rows] == 0, day, found[rows])
    return found


def _days_of(cells: np.ndarray[tuple[int, int], np.dtype[np.uint8]], form: DateForm) -> Ints:
    good = np.ones(len(cells), dtype=np.bool_)
    for place, byte in form.literals:
        good &= cells[:, place] == byte
    parts = {"MM": np.ones(len(cells), dtype=np.int64), "DD": np.ones(len(cells), dtype=np.int64)}
    for token, start in form.tokens:
        digits = cells[:, start : start + len(token)].astype(np.int64) - 48
        good &= every((digits >= 0) & (digits <= 9))
        parts[token] = digits @ (10 ** np.arange(len(token) - 1, -1, -1, dtype=np.int64))
    year = parts["YYYY"] if "YYYY" in parts else parts["YY"] + 1900
    month, day = parts["MM"], parts["DD"]
    good &= (year >= 1) & (month >= 1) & (month <= 12) & (day >= 1)
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    last = _DAYS[np.clip(month, 0, 12)] - ((month == 2) & ~leap)
    good &= day <= last
    for token, limit in (("hh", 23), ("mm", 59), ("ss", 59)):
        if token in parts:
            good &= parts[token] <= limit
    result: Ints = np.where(good, year * 10_000 + month * 100 + day, 0)
    return result


@dataclass(frozen=True, slots=True)
class Dated:
    """Passes where the value is a calendar date in one of the forms."""

    forms: tuple[DateForm, ...]

    def __call__(self, values: Strings) -> Mask:
        """Return the mask of the dates."""
        return days(values, self.forms) > 0


def compile_date_forms(value: Sequence[str], setting: Setting) -> Dated:
    """Compile the accepted written forms."""
    return Dated(tuple(read_form(form) for form in value))


@dataclass(frozen=True, slots=True)
class NotAfter:
    """Passes where the value is no date, or one not after `last` (YYYYMMDD)."""

    forms: tuple[DateForm, ...]
    last: int

    def __call__(self, values: Strings) -> Mask:
        """Return the mask of the dates up to the last day."""
        return days(values, self.forms) <= self.last


def compile_date_not_after(value: Mapping[str, Any], setting: Setting) -> NotAfter | None:
    """Compile `{"forms": [..], "asOf": true}`: not after the reference date; None without one."""
    forms = tuple(read_form(form) for form in value["forms"])
    return None if setting.as_of is None else NotAfter(forms, setting.as_of)
