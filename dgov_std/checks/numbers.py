"""`minimum`, `maximum`, `exclusiveMinimum`, `exclusiveMaximum`, `multipleOf`, and what a number literal is.

A text is a number when it is a JSON number literal (RFC 8259); any other text says nothing here.
Numbers are judged exactly, as JSON Schema means them, not as doubles: a comparison of doubles is
right unless they are equal, because rounding keeps the order; what is equal is looked at once more.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dgov_std.arrays import Mask, Strings, mask_of, numbers_of, only, positions, strings, where
from dgov_std.checks.setting import Setting

LITERAL = r"^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$"
WHOLE = r"^-?(?:0|[1-9][0-9]*)$"
_PLAIN_WHOLE = r"^(?:0|-?[1-9][0-9]*)$"
_SHORT_WHOLE = r"^-?(?:0|[1-9][0-9]{0,17})$"
_SHORT = 400  # what is longer in full is written with its exponent
_FARTHEST = 10**9  # an exponent beyond this compares and divides as this one does
_CHUNK = 1000  # digits taken at once
_COMPARISONS: dict[str, Callable[[Any, Any], Any]] = {
    "minimum": operator.ge,
    "maximum": operator.le,
    "exclusiveMinimum": operator.gt,
    "exclusiveMaximum": operator.lt,
}


@dataclass(frozen=True, slots=True)
class Exact:
    """A number as its sign, its digits without zeros at either end, and the power of ten of the last one.

    Zero has no digits. Digits stay text, so that a cell of a million of them costs no more than its length.
    """

    negative: bool
    digits: str
    power: int

    @property
    def whole(self) -> bool:
        """Whether it is an integer: `1.0` and `1e3` are."""
        return self.power >= 0

    def compare(self, other: Exact) -> int:
        """Return -1, 0 or 1 as this number is below, equal to or above the other."""
        if self == other:
            return 0
        if not self.digits or not other.digits or self.negative != other.negative:
            return -1 if (self.digits and self.negative) or (other.digits and not other.negative) else 1
        ends = (len(self.digits) + self.power, len(other.digits) + other.power)
        larger = ends[0] > ends[1] if ends[0] != ends[1] else self.digits > other.digits
        return 1 if larger != self.negative else -1

    def text(self) -> str:
        """Return the number as a literal, each number in one spelling."""
        sign = "-" if self.negative else ""
        if not self.digits:
            return "0"
        return f"{sign}{self.digits}" + ("0" * self.power if 0 <= self.power < _SHORT else f"e{self.power}")

    def modulo(self, divisor: int) -> int:
        """Return what is left of the digits, taken as an integer, by a divisor; in time linear in their number."""
        rest = 0
        for start in range(0, len(self.digits), _CHUNK):
            piece = self.digits[start : start + _CHUNK]
            rest = (rest * pow(10, len(piece), divisor) + int(piece)) % divisor
        return rest


def exact(text: str) -> Exact:
    """Read a JSON number literal of any length."""
    mantissa, _, power = text.lower().partition("e")
    whole, _, fraction = mantissa.lstrip("-").partition(".")
    digits = (whole + fraction).rstrip("0")
    shift = len(whole) - len(digits) + _exponent(power)
    digits = digits.lstrip("0")
    return Exact(text.startswith("-"), digits, shift) if digits else Exact(False, "", 0)


def _exponent(power: str) -> int:
    """Return an exponent; one beyond any number of a schema compares and divides as `_FARTHEST` does."""
    size = power.lstrip("+-0")
    found = min(int(size or 0), _FARTHEST) if len(size) < _CHUNK else _FARTHEST
    return -found if power.startswith("-") else found


def exact_of(number: float) -> Exact:
    """Return a number of a schema; a float stands for the shortest literal that reads as it."""
    return exact(str(number) if isinstance(number, int) else repr(number))


def is_literal(values: Strings) -> Mask:
    """Return the mask of the JSON number literals (nulls: False)."""
    return mask_of(pc.match_substring_regex(values, LITERAL), missing=False)


def is_whole(values: Strings) -> Mask:
    """Return the mask of the number literals that are integers by value."""
    plain = mask_of(pc.match_substring_regex(values, WHOLE), missing=False)
    if plain.all():
        return plain
    return _by_value(values, is_literal(values) & ~plain, lambda number: number.whole, plain)


def canonical(values: Strings) -> Strings:
    """Return the texts with equal numbers written alike; whatever is no number, or written plainly, stays."""
    plain = mask_of(pc.match_substring_regex(values, _PLAIN_WHOLE), missing=False)
    unusual = is_literal(values) & ~plain
    if not unusual.any():
        return values
    encoded = only(values, unusual).dictionary_encode()
    texts = strings([exact(text).text() for text in encoded.dictionary.to_pylist()])
    places = np.arange(len(values), dtype=np.int64)
    places[unusual] = len(values) + numbers_of(encoded.indices)
    return pa.concat_arrays([values, texts]).take(positions(places))


def _by_value(values: Strings, asked: Mask, judge: Callable[[Exact], bool], otherwise: Mask) -> Mask:
    """Return `otherwise`, but where `asked` what `judge` says of each distinct number."""
    if not asked.any():
        return otherwise
    encoded = only(values, asked).dictionary_encode()
    answers = np.array([judge(exact(text)) for text in encoded.dictionary.to_pylist()], dtype=np.bool_)
    found = otherwise.copy()
    found[asked] = answers[numbers_of(encoded.indices)]
    return found


def _doubles(values: Strings, numbers: Mask) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return the nearest double of each number, 0.0 elsewhere."""
    texts = values if numbers.all() and not values.null_count else where(numbers, values, "0")
    found: np.ndarray[Any, np.dtype[np.float64]] = numbers_of(pc.cast(texts, pa.float64()))
    return found


@dataclass(frozen=True, slots=True)
class Bound:
    """Passes where a number stands in the relation to the bound."""

    keyword: str
    bound: Exact

    def __call__(self, values: Strings) -> Mask:
        """Return the mask; what is no number passes."""
        numbers = is_literal(values)
        compare, near = _COMPARISONS[self.keyword], float(self.bound.text())
        found = _doubles(values, numbers)
        passes: Mask = np.asarray(compare(found, near)) | ~numbers
        undecided = numbers & (found == near)
        return _by_value(values, undecided, lambda number: bool(compare(number.compare(self.bound), 0)), passes)


@dataclass(frozen=True, slots=True)
class Multiple:
    """Passes where a number is the divisor times an integer."""

    divisor: Exact

    def __call__(self, values: Strings) -> Mask:
        """Return the mask; what is no number passes."""
        numbers = is_literal(values)
        passes = np.ones(len(values), dtype=np.bool_)
        left = numbers
        if self.divisor.power >= 0 and self.divisor.power + len(self.divisor.digits) < 18:
            whole_divisor = int(self.divisor.text())
            short = mask_of(pc.match_substring_regex(values, _SHORT_WHOLE), missing=False)
            if short.any():
                texts = values if short.all() and not values.null_count else where(short, values, "0")
                whole = numbers_of(pc.cast(texts, pa.int64()))
                passes &= (whole % whole_divisor == 0) | ~short
                left = numbers & ~short
        return _by_value(values, left, self._divides, passes)

    def _divides(self, number: Exact) -> bool:
        """Say whether it divides: m x 10^a is a multiple of n x 10^b when n divides m x 10^(a-b), or n x 10^(b-a) divides m."""
        if not number.digits:
            return True
        divisor, shift = int(self.divisor.digits), number.power - self.divisor.power
        if shift >= 0:
            return number.modulo(divisor) * pow(10, shift, divisor) % divisor == 0
        if -shift > len(number.digits):
            return False
        factor: int = 10**-shift
        return number.modulo(divisor * factor) == 0


@dataclass(frozen=True, slots=True)
class NumberIn:
    """Passes where the text is a number that equals one of those listed: 1 and 1.0 are one number."""

    plain: pa.Array[Any]
    listed: frozenset[Exact]

    def __call__(self, values: Strings) -> Mask:
        """Return the mask; what is no number fails."""
        known = mask_of(pc.is_in(values, value_set=self.plain), missing=False)
        if known.all():
            return known
        unusual = is_literal(values) & ~known & ~mask_of(pc.match_substring_regex(values, _PLAIN_WHOLE), missing=False)
        return _by_value(values, unusual, lambda number: number in self.listed, known)


def compile_bound(keyword: str) -> Callable[[Any, Setting], Bound]:
    """Return the compiler of one of the four bounds."""

    def compile_one(value: float, setting: Setting) -> Bound:
        return Bound(keyword, exact_of(value))

    return compile_one


def compile_multiple_of(value: float, setting: Setting) -> Multiple:
    """Compile a divisor above zero."""
    return Multiple(exact_of(value))


def compile_number_in(value: Sequence[float], setting: Setting) -> NumberIn:
    """Compile a list of numbers."""
    listed = frozenset(exact_of(number) for number in value)
    plain = [number.text() for number in listed if number.whole and number.power < _SHORT]
    return NumberIn(strings(plain), listed)
