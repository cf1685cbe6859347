"""Patterns that are whole values of fixed width, such as `^[0-9]{17}[0-9Xx]$`, judged on their bytes.

A few comparisons of byte columns answer what RE2 answers, several times faster. A form is one ASCII
set per byte; a character outside ASCII that stands for itself is its UTF-8 bytes.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import TypeAlias

import numpy as np

from dgov_std.arrays import Bytes, Mask, Strings
from dgov_std.checks.ecma import Chars, Choice, Edge, Node, Ranges, Repeat, Sequence, items_of
from dgov_std.texts import Texts, looked_up

Form: TypeAlias = tuple[Ranges, ...]

_MOST_FORMS = 4
_MOST_OF_ONE_WIDTH = 2  # with more of them RE2 is as fast
_WIDEST = 64
_MOST_COMPARED = 4  # ranges; a set of more is looked up in a table


@dataclass(frozen=True, slots=True)
class FixedForms:
    """Passes where the value has one of the forms."""

    forms: tuple[Form, ...]

    def __call__(self, values: Strings) -> Mask:
        """Return the mask of the values that match."""
        return self.judge(Texts(values))

    def judge(self, texts: Texts) -> Mask:
        """Return the mask of the values that match."""
        passes = np.zeros(texts.size, dtype=np.bool_)
        for width in {len(form) for form in self.forms}:
            rows, planes = texts.planes(width)
            if planes.shape[1]:
                forms = [form for form in self.forms if len(form) == width]
                passes[slice(None) if rows is None else rows] = _judge(planes, forms)
        return passes


@dataclass(frozen=True, slots=True)
class Run:
    """Passes where the value is nothing but `low` to `high` (None: or more) characters of one ASCII set."""

    ranges: Ranges
    low: int
    high: int | None

    def __call__(self, values: Strings) -> Mask:
        """Return the mask of the values that match."""
        return self.judge(Texts(values))

    def judge(self, texts: Texts) -> Mask:
        """Return the mask of the values that match."""
        passes: Mask = texts.lengths >= self.low
        if self.high is not None:
            passes &= texts.lengths <= self.high
        strange = np.flatnonzero(~_in(texts.bytes, self.ranges))
        if len(strange):
            passes[texts.rows_of(strange)] = False
        return passes


def fixed_forms(tree: Node) -> FixedForms | Run | None:
    """Return the kernel of a pattern that is nothing but a few forms between `^` and `$`; None for any other."""
    items = items_of(tree)
    if len(items) < 3 or items[0] != Edge("^") or items[-1] != Edge("$"):
        return None
    forms = _forms(Sequence(items[1:-1]))
    widths = Counter(map(len, forms or ()))
    pays = forms and 0 not in widths and max(widths.values()) <= _MOST_OF_ONE_WIDTH
    return FixedForms(tuple(forms)) if forms and pays else _run(items[1:-1])


def _run(items: tuple[Node, ...]) -> Run | None:
    match items:
        case [Repeat(Chars(ranges, ()), low, high)] if ranges and ranges[-1][1] < 0x80:
            return Run(ranges, low, high)
    return None


def _forms(node: Node) -> list[Form] | None:
    """Return every form of a part, None when there are too many or when it is no matter of single bytes."""
    match node:
        case Chars(ranges, ()) if ranges and ranges[-1][1] < 0x80:
            return [(ranges,)]
        case Chars(((low, high),), ()) if low == high and not 0xD800 <= low < 0xE000:
            return [tuple(((byte, byte),) for byte in chr(low).encode())]
        case Sequence(items):
            return _in_a_row([_forms(item) for item in items])
        case Choice(options):
            found = [_forms(option) for option in options]
            return _bounded([form for forms in found for form in forms or ()]) if None not in found else None
        case Repeat(body, low, int(high)) if high <= _WIDEST and high - low < _MOST_FORMS:
            found = [_in_a_row([_forms(body)] * count) for count in range(low, high + 1)]
            return _bounded([form for forms in found for form in forms or ()]) if None not in found else None
    return None


def _in_a_row(parts: list[list[Form] | None]) -> list[Form] | None:
    whole: list[Form] | None = [()]
    for part in parts:
        if whole is None or part is None:
            return None
        whole = _bounded([first + second for first in whole for second in part])
    return whole


def _bounded(forms: list[Form]) -> list[Form] | None:
    distinct = list(dict.fromkeys(forms))
    return distinct if len(distinct) <= _MOST_FORMS and all(len(form) <= _WIDEST for form in distinct) else None


def _judge(planes: Bytes, forms: list[Form]) -> Mask:
    passes = _has_form(planes, forms[0])
    for form in forms[1:]:
        passes |= _has_form(planes, form)
    return passes


def _has_form(planes: Bytes, form: Form) -> Mask:
    has = np.ones(planes.shape[1], dtype=np.bool_)
    place = 0
    for ranges, same in groupby(form):
        width = len(list(same))
        inside = _in(planes[place : place + width], ranges)
        if not inside.all():
            has &= np.asarray(inside.all(axis=0))
        place += width
    return has


def _in(planes: Bytes, ranges: Ranges) -> Mask:
    if len(ranges) > _MOST_COMPARED:
        return looked_up(_table(ranges), planes).view(np.bool_)
    found: Mask | None = None
    for low, high in ranges:
        # Bytes below `low` wrap around to large ones.
        inside = planes == low if low == high else (planes - np.uint8(low)) <= np.uint8(high - low)
        found = inside if found is None else found | inside
    return np.zeros(planes.shape, dtype=np.bool_) if found is None else found


@cache
def _table(ranges: Ranges) -> Bytes:
    table = np.zeros(256, dtype=np.uint8)
    for low, high in ranges:
        table[low : high + 1] = 1
    return table
