"""Dates and times as Table Schema writes them: the default forms, strptime patterns and `any`.

A pattern is read as Python's strptime reads it (numbers with or without the leading zero, names and
literal letters in either case), but digits are ASCII, names English, and only what a calendar and a
clock know is accepted. Years run from 0001 to 9999, time goes down to microseconds; a value without a
time zone is compared as UTC.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dgov_std.arrays import Ints, Mask, Strings, byte_lengths, missing_in, numbers_of, positions, strings, where
from dgov_std.checks.date_forms import DateForm, days, read_form
from dgov_std.checks.field_number import UNORDERED
from dgov_std.errors import Problem, StandardError
from dgov_std.text import Text

NOTHING = np.iinfo(np.int64).min
_DAY = 86_400_000_000
_DAYS = np.array([0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], dtype=np.int64)
MONTHS = "january february march april may june july august september october november december".split()
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_ZONE = r"(?:(?P<sign>[+-])(?P<zh>[01][0-9]|2[0-3]):?(?P<zm>[0-5][0-9])|Z)"
_XSD_ZONE = r"(?:(?P<sign>[+-])(?:(?P<zh>0[0-9]|1[0-3]):(?P<zm>[0-5][0-9])|14:00)|Z)"
_CLOCK = r"(?P<H>[01][0-9]|2[0-3]):(?P<M>[0-5][0-9]):(?P<S>[0-5][0-9])"
_FRACTION = r"(?:\.(?P<f>[0-9]{1,6})[0-9]*)?"
_DATE = r"(?P<Y>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})"


def _caseless(text: str) -> str:
    """Return RE2 for a literal, ASCII letters in either case."""
    return "".join(
        f"[{c.lower()}{c.upper()}]" if c.isascii() and c.isalpha() else re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", c)
        for c in text
    )


def _names(words: Sequence[str], name: str, width: int | None) -> str:
    found = "|".join(_caseless(word[:width]) for word in words)
    return f"(?P<{name}>{found})" if name else f"(?:{found})"


DIRECTIVES: Mapping[str, str] = {
    "Y": "(?P<Y>[0-9]{4})",
    "y": "(?P<y>[0-9]{2})",
    "m": "(?P<m>1[0-2]|0[1-9]|[1-9])",
    "d": "(?P<d>3[01]|[12][0-9]|0[1-9]|[1-9]| [1-9])",
    "j": "(?P<j>36[0-6]|3[0-5][0-9]|[12][0-9][0-9]|0[1-9][0-9]|00[1-9]|[1-9][0-9]|0[1-9]|[1-9])",
    "H": "(?P<H>2[0-3]|[01][0-9]|[0-9])",
    "I": "(?P<I>1[0-2]|0[1-9]|[1-9])",
    "M": "(?P<M>[0-5][0-9]|[0-9])",
    "S": "(?P<S>[0-5][0-9]|[0-9])",
    "f": "(?P<f>[0-9]{1,6})",
    "p": f"(?P<p>{_caseless('am')}|{_caseless('pm')})",
    "b": _names(MONTHS, "b", 3),
    "B": _names(MONTHS, "B", None),
    "a": _names(WEEKDAYS, "", 3),
    "A": _names(WEEKDAYS, "", None),
    "z": _ZONE,
    "Z": f"(?:{_caseless('utc')}|{_caseless('gmt')})",
    "%": "%",
}


@dataclass(frozen=True, slots=True)
class Form:
    """One written form: RE2 with a group per part, unanchored at the end, and what an absent part stands for.

    `fixed`: the same form with every leading zero written, if it is a date in numbers.
    """

    expression: str
    parts: tuple[str, ...]
    absent: Mapping[str, int] = field(default_factory=dict)
    fixed: DateForm | None = None


def strptime_form(pattern: str) -> Form:
    """Translate a strptime pattern. Raises StandardError for a directive that is not read, or stands there twice."""
    out: list[str] = []
    for token in re.findall(r"%.|\s+|[^%\s]+|%", pattern, re.DOTALL):
        if token[0] == "%":
            if token[1:] not in DIRECTIVES:
                raise unread(pattern, token)
            out.append(DIRECTIVES[token[1:]])
        else:
            out.append(r"[ \t\n\r\f\v]+" if token.isspace() else _caseless(token))
    names = re.findall(r"\(\?P<(\w+)>", "".join(out))
    double = next((name for name in names if names.count(name) > 1), None)
    if double:
        raise unread(pattern, f"%{double}")
    return replace(_form("".join(out)), fixed=_fixed(pattern))


def _fixed(pattern: str) -> DateForm | None:
    """Return the fixed-width form of a date in numbers: `%Y/%m/%d` -> `YYYY/MM/DD`."""
    tokens = re.sub("%[Ymd]", lambda m: {"%Y": "YYYY", "%m": "MM", "%d": "DD"}[m.group()], pattern)
    marks = re.sub("%[Ymd]", "", pattern)
    plain = all(not mark.isspace() and not (mark.isascii() and mark.isalpha()) and mark != "%" for mark in marks)
    return read_form(tokens) if plain and "YYYY" in tokens and not re.search("%[^Ymd]", pattern) else None


def unread(pattern: str, directive: str) -> StandardError:
    """Return the error for a pattern that cannot be executed."""
    return StandardError(
        Problem(
            Text(
                f"日期格式 {pattern} 里的 {directive} 不被支持", f"{directive} in the date format {pattern} is not supported"
            ),
            todo=Text(
                "可用 %Y %y %m %d %j %H %I %M %S %f %p %b %B %a %A %z %Z, 每种一次",
                "use %Y %y %m %d %j %H %I %M %S %f %p %b %B %a %A %z %Z, each once",
            ),
        )
    )


def _form(expression: str, absent: Mapping[str, int] | None = None) -> Form:
    names = tuple(re.findall(r"\(\?P<(\w+)>", expression))
    # An empty group keeps extraction going for a form without parts; the rest must come out empty.
    return Form(f"(?s)^{expression}(?P<rest>.*)$", names, absent or {})


_ANY_DATES = "%Y-%m-%d|%Y/%m/%d|%Y.%m.%d|%Y%m%d|%d/%m/%Y|%m/%d/%Y|%d.%m.%Y|%d-%m-%Y|%d %b %Y|%d %B %Y|%b %d, %Y|%B %d, %Y|%Y年%m月%d日"
_ANY_TIMES = "%H:%M:%S|%H:%M|%H:%M:%S.%f|%I:%M %p|%I:%M:%S %p"
_ANY = {
    "date": _ANY_DATES.split("|"),
    "time": [*_ANY_TIMES.split("|"), "%H:%M:%S%z", "%H:%M:%S.%f%z"],
    "datetime": [
        *(f"{day}{gap}{time}" for day in _ANY_DATES.split("|") for gap in " T" for time in _ANY_TIMES.split("|")),
        *(f"%Y-%m-%d{gap}{time}" for gap in " T" for time in ("%H:%M:%S%z", "%H:%M:%S.%f%z")),
        *_ANY_DATES.split("|"),
    ],
}


def forms_of(kind: str, written: str) -> tuple[Form, ...]:
    """Return the forms of a field: `default`, `iso8601` (a time with fraction and zone), `any`, or a pattern."""
    if written == "any":
        return tuple(strptime_form(pattern) for pattern in _ANY[kind])
    if written == "default" and kind == "date":
        return (replace(_form(_DATE), fixed=read_form("YYYY-MM-DD")),)
    if written == "default" and kind == "time":
        return (_form(_CLOCK),)
    if written == "default":
        midnight = r"24:00:00(?:\.0+)?"
        return (_form(f"{_DATE}T(?:{_CLOCK}{_FRACTION}|{midnight}){_XSD_ZONE}?", {"H": 24, "zh": 14}),)
    if written == "iso8601":
        return (_form(f"{_CLOCK}{_FRACTION}{_XSD_ZONE}?", {"zh": 14}),)
    return (strptime_form(written),)


@dataclass(frozen=True, slots=True)
class TimeReader:
    """Reads `date`, `time` and `datetime` cells as microseconds; of a date only the day counts, of a time only the clock."""

    forms: tuple[Form, ...]
    kind: str

    def moments(self, values: Strings) -> Ints:
        """Return each value in microseconds since 1970-01-01 or midnight, NOTHING where there is none."""
        found = np.full(len(values), NOTHING, dtype=np.int64)
        for form in self.forms:
            if form.fixed is not None and self.kind == "date" and (found == NOTHING).all():
                found = _fixed_days(values, form.fixed)
            rows = np.flatnonzero(found == NOTHING)
            if len(rows):
                part = values if len(rows) == len(values) else values.take(positions(rows))
                found[rows] = _moments(part, form, self.kind)
        return found

    def good(self, values: Strings) -> Mask:
        """Return which values can be read."""
        return np.asarray(self.moments(values) != NOTHING)

    def canonical(self, values: Strings) -> Strings:
        """Return equal texts for equal moments, null where there is none."""
        return number_texts(self.moments(values))

    def order(self, values: Strings, bound: str) -> Ints:
        """Return -1, 0 or 1 as each moment is before, at or after the bound; UNORDERED where there is none."""
        return against(self.moments(values), int(self.moments(strings([bound]))[0]))


def _fixed_days(values: Strings, form: DateForm) -> Ints:
    """Return microseconds of dates in a fixed-width form, read byte by byte: most dates are written so."""
    day = days(values, [form])
    moments = _civil(day // 10_000, day // 100 % 100, day % 100) * _DAY
    return np.where(day > 0, moments, NOTHING)


def number_texts(numbers: Ints) -> Strings:
    """Return whole numbers as texts, null for NOTHING."""
    texts = pc.cast(pa.Int64Array.from_buffers(pa.int64(), len(numbers), [None, pa.py_buffer(numbers)]), pa.string())
    return where(numbers != NOTHING, texts)


def against(numbers: Ints, bound: int) -> Ints:
    """Return -1, 0 or 1 as each number is below, at or above the bound; UNORDERED for NOTHING."""
    found: Ints = (numbers > bound).astype(np.int64) - (numbers < bound)
    found[numbers == NOTHING] = UNORDERED
    return found


def _moments(values: Strings, form: Form, kind: str) -> Ints:
    taken = pc.extract_regex(values, form.expression)
    good = ~missing_in(taken) & (byte_lengths(pc.struct_field(taken, "rest")) == 0)

    def text(name: str) -> Strings:
        return pc.struct_field(taken, name)

    def number(name: str, otherwise: int) -> Ints:
        if name not in form.parts:
            return np.full(len(values), otherwise, dtype=np.int64)
        digits = pc.utf8_ltrim_whitespace(text(name))
        there = byte_lengths(digits) > 0
        found = numbers_of(pc.cast(where(good & there, digits, "0"), pa.int64()))
        return np.where(there, found, form.absent.get(name, otherwise))

    year = number("Y", 1900)
    if "y" in form.parts and "Y" not in form.parts:
        short = number("y", 0)
        year = np.where(short <= 68, short + 2000, short + 1900)  # POSIX: 69 is 1969, 68 is 2068
    month, day = number("m", 1), number("d", 1)
    for name, words in (("b", [word[:3] for word in MONTHS]), ("B", MONTHS)):
        if name in form.parts:
            place = pc.index_in(pc.utf8_lower(text(name)), value_set=strings(words))
            month = numbers_of(place).astype(np.int64) + 1
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    if "j" in form.parts and not {"m", "b", "B", "d"} & set(form.parts):
        counted = number("j", 1)
        good &= counted <= 365 + leap
        found = _civil(year, np.ones_like(year), np.ones_like(year)) + counted - 1
    else:
        good &= (month >= 1) & (month <= 12) & (day >= 1)
        good &= day <= _DAYS[np.clip(month, 0, 12)] - ((month == 2) & ~leap)
        found = _civil(year, month, day)
    good &= year >= 1
    if kind == "date":
        return np.where(good, found * _DAY, NOTHING)
    clock = _clock(form, text, number)
    return np.where(good, clock + (found * _DAY if kind == "datetime" else 0), NOTHING)


def _clock(form: Form, text: Any, number: Any) -> Ints:  # noqa: ANN401 - the two readers of parts
    """Return the microseconds since midnight, of UTC where a zone is written."""
    hour = number("H", 0)
    if "I" in form.parts and "H" not in form.parts:
        hour = number("I", 0) % 12
        if "p" in form.parts:
            hour = hour + 12 * numbers_of(pc.equal(pc.utf8_lower(text("p")), "pm").cast(pa.int8()))
    fraction = number("f", 0)
    if "f" in form.parts:
        fraction = fraction * 10 ** (6 - np.clip(byte_lengths(text("f")).astype(np.int64), 0, 6))
    found: Ints = ((hour * 60 + number("M", 0)) * 60 + number("S", 0)) * 1_000_000 + fraction
    if "sign" not in form.parts:
        return found
    # `14:00`, the farthest zone of XML Schema, stands for itself: its hour is in no group.
    sign = byte_lengths(text("sign")) > 0
    offset = (number("zh", 0) * 60 + number("zm", 0)) * 60_000_000
    minus = numbers_of(pc.equal(text("sign"), "-").cast(pa.int8())).astype(np.int64)
    return found - np.where(sign, offset * (1 - 2 * minus), 0)


def _civil(year: Ints, month: Ints, day: Ints) -> Ints:
    """Return the days since 1970-01-01 of proleptic Gregorian dates (years counted from March)."""
    shifted = year - (month <= 2)
    era = shifted // 400
    of_era = shifted - era * 400
    of_year = (153 * (month + np.where(month > 2, -3, 9)) + 2) // 5 + day - 1
    found: Ints = era * 146_097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719_468
    return found


def time_reader(spec: Mapping[str, Any]) -> TimeReader:
    """Return the reader of a `date`, `time` or `datetime` field."""
    return TimeReader(forms_of(spec["type"], spec.get("format", "default")), spec["type"])


@dataclass(frozen=True, slots=True)
class YearReader:
    """Reads `year` and `yearmonth` (XML Schema gYear and gYearMonth); a time zone is accepted and not compared."""

    month: bool

    def numbers(self, values: Strings) -> Ints:
        """Return each value in months, NOTHING where there is none."""
        month = "-(?P<m>0[1-9]|1[0-2])" if self.month else "(?P<m>)"
        year = "(?P<sign>-?)(?P<Y>[1-9][0-9]{3,8}|0[0-9]{3})"
        taken = pc.extract_regex(values, f"^{year}{month}{_XSD_ZONE.replace('(?P<sign>', '(?:')}?$")
        good = ~missing_in(taken)
        year = numbers_of(pc.cast(where(good, pc.struct_field(taken, "Y"), "0"), pa.int64()))
        good &= year > 0
        minus = byte_lengths(pc.struct_field(taken, "sign")) > 0
        found = np.where(minus, -year, year) * 12
        if self.month:
            found = found + numbers_of(pc.cast(where(good, pc.struct_field(taken, "m"), "1"), pa.int64()))
        return np.where(good, found, NOTHING)

    def good(self, values: Strings) -> Mask:
        """Return which values can be read."""
        return np.asarray(self.numbers(values) != NOTHING)

    def canonical(self, values: Strings) -> Strings:
        """Return equal texts for equal months, null where there is none."""
        return number_texts(self.numbers(values))

    def order(self, values: Strings, bound: str) -> Ints:
        """Return -1, 0 or 1 as each value is before, at or after the bound; UNORDERED where there is none."""
        return against(self.numbers(values), int(self.numbers(strings([bound]))[0]))
