"""`minimum`, `maximum`, `exclusiveMinimum`, `exclusiveMaximum`, `multipleOf`, and what a number literal is.

A text is a number when it is a JSON number literal (RFC 8259); any other text says nothing here.
Numbers are judged exactly, as JSON Schema means them, not as doubles: a comparison of doubles is
right unless they are equal, because rounding keeps the order; what is equal is looked at once more.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
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
_COMPARISONS: dict[str, Callable[[Any, Any], Any]] = {
    "minimum": operator.ge,
    "maximum": operator.le,
    "exclusiveMinimum": operator.gt,
    "exclusiveMaximum": operator.lt,
}


@dataclass(frozen=True, slots=True)
class Exact:
    """A number as sign and digits times a power of ten, without trailing zeros; zero is (0, 0)."""

    digits: int
    power: int

    def decimal(self) -> Decimal:
        """Return the number as a Decimal, which compares exactly."""
        return (
            Decimal(self.digits).scaleb(self.power)
            if abs(self.power) < _FARTHEST
            else Decimal(f"{self.digits}E{self.power}")
        )

    @property
    def whole(self) -> bool:
        """Whether it is an integer: `1.0` and `1e3` are."""
        return self.power >= 0


def exact(text: str) -> Exact:
    """Read a JSON number literal of any length."""
    mantissa, _, power = text.lower().partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = whole.lstrip("-") + fraction
    kept = digits.rstrip("0")
    if not kept.lstrip("0"):
        return Exact(0, 0)
    shift = len(digits) - len(kept) - len(fraction) + (int(power[:20]) if power else 0)
    number = int(kept) if len(kept) < 4000 else int(Decimal(kept))
    return Exact(-number if text.startswith("-") else number, max(-_FARTHEST, min(_FARTHEST, shift)))


def exact_of(number: float) -> Exact:
    """Return a number of a schema; a float stands for the shortest literal that reads as it."""
    return exact(str(number) if isinstance(number, int) else format(Decimal(repr(number)), "f"))


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
    alike = [exact(text) for text in encoded.dictionary.to_pylist()]
    texts = strings([str(n.digits * 10**n.power) if 0 <= n.power < _SHORT else f"{n.digits}e{n.power}" for n in alike])
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
        limit, compare = self.bound.decimal(), _COMPARISONS[self.keyword]
        near = float(limit)
        found = _doubles(values, numbers)
        passes: Mask = np.asarray(compare(found, near)) | ~numbers
        return _by_value(values, numbers & (found == near), lambda number: bool(compare(number.decimal(), limit)), passes)


@dataclass(frozen=True, slots=True)
class Multiple:
    """Passes where a number is the divisor times an integer."""

    divisor: Exact

    def __call__(self, values: Strings) -> Mask:
        """Return the mask; what is no number passes."""
        numbers = is_literal(values)
        passes = np.ones(len(values), dtype=np.bool_)
        left = numbers
        if self.divisor.power >= 0 and self.divisor.digits * 10**self.divisor.power < 2**63:
            short = mask_of(pc.match_substring_regex(values, _SHORT_WHOLE), missing=False)
            if short.any():
                texts = values if short.all() and not values.null_count else where(short, values, "0")
                whole = numbers_of(pc.cast(texts, pa.int64()))
                passes &= (whole % (self.divisor.digits * 10**self.divisor.power) == 0) | ~short
                left = numbers & ~short
        return _by_value(values, left, self._divides, passes)

    def _divides(self, number: Exact) -> bool:
        """Say whether it divides: m x 10^a is a multiple of n x 10^b when n divides m x 10^(a-b), or n x 10^(b-a) divides m."""
        shift = number.power - self.divisor.power
        if not number.digits:
            return True
        if shift >= 0:
            rest: int = number.digits % self.divisor.digits * pow(10, shift, self.divisor.digits) % self.divisor.digits
            return rest == 0
        if -shift > len(str(abs(number.digits))):
            return False
        factor: int = 10**-shift
        return number.digits % (self.divisor.digits * factor) == 0


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
    plain = [format(number.decimal(), "f") for number in listed if number.whole and number.power < _SHORT]
    return NumberIn(strings(plain), listed)
