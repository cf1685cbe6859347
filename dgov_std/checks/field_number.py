"""Numbers as Table Schema writes them: decimal and group characters, stripped text, NaN and INF.

The lexical form is that of XML Schema's decimal with an optional exponent (Table Schema, `number`).
Group characters may stand between digits before the decimal point only. Comparison is exact: by
doubles first, and by decimals where two doubles are equal.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dgov_std.arrays import (
    Ints,
    Mask,
    Strings,
    booleans,
    byte_lengths,
    data,
    mask_of,
    missing_in,
    numbers_of,
    offsets,
    only,
    positions,
    strings,
    where,
)

UNORDERED = 9
_EXPONENT = r"(?:[eE][+-]?[0-9]{1,6})?"
_SPECIAL = r"^(?i:nan|-?inf)$"
_EASY = r"^-?[0-9]{1,20}(?:\.[0-9]{1,18})?$"
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class NumberReader:
    """Reads `number` and `integer` cells; `shape` is the RE2 expression, with the group `number` unless `bare`."""

    shape: str
    bare: bool
    decimal: str
    group: str
    whole: bool

    def plain(self, values: Strings) -> Strings:
        """Return each number as digits with at most a minus and a point, null where there is none."""
        if self.bare:
            found = where(mask_of(pc.match_substring_regex(values, self.shape), missing=False), values)
        else:
            found = pc.struct_field(pc.extract_regex(values, self.shape), "number")
        if self.group:
            found = pc.replace_substring(found, self.group, "")
        if self.decimal != ".":
            found = pc.replace_substring(found, self.decimal, ".")
        return pc.replace_substring_regex(found, r"^\+", "") if _holds(values, "+") else found

    def special(self, values: Strings) -> Mask:
        """Return which values are NaN, INF or -INF."""
        if self.whole:
            return np.zeros(len(values), dtype=np.bool_)
        return mask_of(pc.match_substring_regex(values, _SPECIAL), missing=False)

    def good(self, values: Strings) -> Mask:
        """Return which values are numbers."""
        if self.bare:
            return mask_of(pc.match_substring_regex(values, self.shape), missing=False) | self.special(values)
        return ~missing_in(self.plain(values)) | self.special(values)

    def canonical(self, values: Strings) -> Strings:
        """Return each number so that equal numbers are equal texts; null where there is none."""
        plain = self.plain(values)
        easy = mask_of(pc.match_substring_regex(plain, _EASY), missing=False)
        text = pc.replace_substring_regex(where(easy, plain), r"^(-?)0+([0-9])", r"\1\2")
        text = pc.replace_substring_regex(text, r"(\.[0-9]*?)0+$", r"\1")
        text = pc.replace_substring_regex(text, r"\.$", "")
        text = pc.replace_substring_regex(text, r"^-0$", "0")
        hard = by_distinct(only(plain, ~easy), lambda cell: canonical(Decimal(cell)))
        text = _scattered(text, ~easy, hard)
        special = self.special(values)
        if not special.any():
            return text
        return pc.if_else(booleans(special), pc.ascii_upper(values), text)

    def within(self, values: Strings, limit: int) -> Mask:
        """Return which values are numbers from -limit to limit."""
        plain = self.plain(values)
        doubles, easy = _doubles(plain)
        passes: Mask = easy & (np.abs(doubles) < limit)
        unsure = ~missing_in(plain) & (~easy | (np.abs(doubles) == limit))
        if unsure.any():
            passes[unsure] = judged(only(plain, unsure), lambda cell: abs(Decimal(cell)) <= limit)
        return passes

    def order(self, values: Strings, bound: str) -> Ints:
        """Return -1, 0 or 1 as each number is below, at or above the bound; UNORDERED where there is none, and for NaN."""
        plain, special = self.plain(values), self.special(values)
        limit = Decimal(bound)
        doubles, easy = _doubles(plain)
        edge = float(limit)
        found: Ints = (doubles > edge).astype(np.int64) - (doubles < edge)
        found[~easy] = UNORDERED
        unsure = ~missing_in(plain) & (~easy | (doubles == edge))
        if unsure.any():
            found[unsure] = signs(only(plain, unsure), lambda cell: _compared(Decimal(cell), limit))
        if special.any():
            kinds = pc.ascii_upper(only(values, special))
            found[special] = signs(kinds, lambda cell: {"INF": 1, "-INF": -1}.get(cell, UNORDERED))
        return found


def _holds(values: Strings, character: str) -> bool:
    """Whether any of the values holds an ASCII character."""
    bounds = offsets(values)
    return bool((data(values)[bounds[0] : bounds[-1]] == ord(character)).any()) if len(values) else False


def _doubles(plain: Strings) -> tuple[Any, Mask]:
    """Return plain numbers as doubles, and for which that was done: those without exponent, of common length."""
    easy = ~missing_in(plain) & (byte_lengths(plain) <= _LONGEST)
    for letter in "eE":
        if _holds(plain, letter):
            easy &= ~mask_of(pc.match_substring(plain, letter))
    return numbers_of(pc.cast(plain if easy.all() else where(easy, plain, "0"), pa.float64())), easy


def _scattered(values: Strings, mask: Mask, others: Strings) -> Strings:
    """Return the values, with `others` in the places of the mask."""
    if not len(others):
        return values
    rows = np.arange(len(values), dtype=np.int64)
    rows[mask] = len(values) + np.arange(len(others), dtype=np.int64)
    return pa.concat_arrays([values, others.cast(values.type)]).take(positions(rows))


def _compared(number: Decimal, limit: Decimal) -> int:
    return int(number.compare(limit)) if number.is_finite() and limit.is_finite() else UNORDERED


def canonical(number: Decimal) -> str:
    """Return a finite decimal in its one shortest spelling: plain where that is short, else with an exponent."""
    sign, digits, exponent = number.as_tuple()
    text = "".join(map(str, digits)).lstrip("0")
    stripped = text.rstrip("0")
    power = int(exponent) + len(text) - len(stripped)
    if not stripped:
        return "0"
    head = "-" if sign else ""
    if power >= 0 and len(stripped) + power <= _LONGEST:
        return head + stripped + "0" * power
    if power < 0 and max(len(stripped), -power) <= _LONGEST:
        padded = stripped.rjust(1 - power, "0")
        return f"{head}{padded[:power]}.{padded[power:]}"
    return f"{head}{stripped}e{power}"


def by_distinct(values: Strings, text: Callable[[str], str | None]) -> Strings:
    """Return a text per value, worked out once per distinct value; nulls stay."""
    encoded = values.dictionary_encode()
    answers = strings([text(cell) for cell in encoded.dictionary.to_pylist()])
    return answers.take(encoded.indices)


def signs(values: Strings, sign: Callable[[str], int]) -> Ints:
    """Return a number per value, worked out once per distinct value. The values hold no nulls."""
    encoded = values.dictionary_encode()
    answers = np.array([sign(cell) for cell in encoded.dictionary.to_pylist()], dtype=np.int64)
    found: Ints = answers[numbers_of(encoded.indices)] if len(answers) else np.zeros(len(values), dtype=np.int64)
    return found


def judged(values: Strings, judge: Callable[[str], bool]) -> Mask:
    """Return an answer per value, worked out once per distinct value; nulls fail."""
    encoded = values.dictionary_encode()
    answers = [judge(cell) for cell in encoded.dictionary.to_pylist()]
    found = np.array([*answers, False], dtype=np.bool_)
    passes: Mask = found[numbers_of(encoded.indices, missing=len(answers))]
    return passes


def number_reader(field: Mapping[str, Any]) -> NumberReader:
    """Return the reader of a `number` or `integer` field."""
    whole = field["type"] == "integer"
    decimal, group = field.get("decimalChar", "."), field.get("groupChar", "")
    bare = field.get("bareNumber", True)
    digits = rf"[0-9]+(?:{_quoted(group)}[0-9]+)*" if group else "[0-9]+"
    point = _quoted(decimal)
    number = rf"[+-]?{digits}" if whole else rf"[+-]?(?:{digits}(?:{point}[0-9]*)?|{point}[0-9]+){_EXPONENT}"
    shape = rf"^(?:{number})$" if bare else rf"^[^0-9]*?(?P<number>{number})[^0-9]*$"
    return NumberReader(shape, bare, decimal, group, whole)


def _quoted(text: str) -> str:
    """Return a literal in RE2's spelling."""
    return "".join(f"\\{c}" if re.match(r"[!-/:-@\[-`{-~]", c) else c for c in text)
