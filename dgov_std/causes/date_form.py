"""A date in another form than the one asked for (日期写成了别的样子).

Of 1/5/2024 nobody can tell which is the month, nor of 24/1/5 which century, nor what became of the
time of day: these are dates, too, but nothing is suggested for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np

from dgov_std.arrays import Ints, Mask, Strings, strings
from dgov_std.causes.cause import Cause, Failing
from dgov_std.causes.written_dates import accepted_form
from dgov_std.checks.date_forms import DateForm, days_of, read_forms
from dgov_std.report.facts import Facts, Forms, Written
from dgov_std.texts import Texts

_MARKS = ("-", "/", ".", "\\", " ")
_DAYS = tuple(f"YYYY{mark}M{mark}D" for mark in _MARKS)
_DAYS += ("YYYYMMDD", "YYYY年M月D日", "YYYY年M月D号", "YYYY年M月D", "YYYY年 M月 D日")
_MIDNIGHTS = tuple(f"{day}{clock}" for day in _DAYS[:3] for clock in (" 00:00:00", " 0:00:00", " 0:00", "T00:00:00"))
_TIMED = tuple(f"{day}{clock}" for day in _DAYS[:3] for clock in (" h:mm:ss", " h:mm", "Thh:mm:ss", "Thh:mm", "Thh:mm:ssZ"))
_MONTH_FIRST = tuple(f"M{mark}D{mark}YYYY" for mark in _MARKS[:3])
_DAY_FIRST = tuple(f"D{mark}M{mark}YYYY" for mark in _MARKS[:3])
_SHORT_YEARS = (*(f"YY{mark}M{mark}D" for mark in _MARKS[:3]), "YY年M月D日")
_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NAMED = tuple(f"D-{name}-YYYY" for name in _NAMES)
_KINDS = (_DAYS, _MIDNIGHTS, _MONTH_FIRST, _DAY_FIRST, _TIMED, _SHORT_YEARS, _NAMED)
_LEAST, _MOST = 6, 32  # bytes


def seen(failing: Failing) -> Mask:
    """Return which values are calendar dates in a known form."""
    found = np.zeros(failing.texts.size, dtype=np.bool_)
    if failing.wanted != "date" or not any(_LEAST <= width <= _MOST for width in failing.texts.widths):
        return found
    for kind in _KINDS:
        found |= _days(failing.texts, kind) > 0
        if found.all():
            break
    return found


def mended(failing: Failing) -> Strings:
    """Return the dates in a form that the column accepts; a null where no such form tells the same."""
    return accepted_form(failing, certain_days(failing.texts))


def certain_days(texts: Texts) -> Ints:
    """Return the day of each value as YYYYMMDD, 0 where the value does not tell it for certain."""
    days = _days(texts, _DAYS)
    if (days > 0).all():
        return days
    days = np.where(days > 0, days, _days(texts, _MIDNIGHTS))
    american, european = _days(texts, _MONTH_FIRST), _days(texts, _DAY_FIRST)
    one = np.where((american > 0) & (european > 0) & (american != european), 0, np.maximum(american, european))
    return np.where(days > 0, days, one)


def told(values: Sequence[str], asked: Facts) -> Facts:
    """Return the forms met among the values, and those asked for."""
    texts = Texts(strings(values))
    met: dict[str, None] = {}
    left = np.ones(texts.size, dtype=np.bool_)
    for form in (form for kind in _KINDS for form in kind):
        found = left & (_days(texts, (form,)) > 0)
        left &= ~found
        if found.any():
            met.setdefault(_NAMED[0] if form in _NAMED else form)
    return Written(tuple(met), asked.forms if isinstance(asked, Forms) else ())


@cache
def _read(forms: tuple[str, ...]) -> tuple[DateForm, ...]:
    return read_forms(forms)


def _days(texts: Texts, forms: tuple[str, ...]) -> Ints:
    """Return each value as YYYYMMDD, 0 where it has none of the forms; a form whose marks do not occur is not tried."""
    likely = []
    for form in _read(forms):
        marks = {byte for _, byte in form.literals}
        if form.width in texts.widths and all(texts.once(("holds", mark), lambda: texts.holds(mark)) for mark in marks):  # noqa: B023
            likely.append(form)
    return days_of(texts, likely)


CAUSE = Cause("date-form", "TYP911", seen, mended, told=told)
