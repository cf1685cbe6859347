r"""`decimal`, `decimalDigits`, `decimalRange`: exact decimal numbers written as text.

`decimal: true` asks for `-?(0|[1-9][0-9]*)(\.[0-9]+)?`. The other two say nothing about a text
that is no decimal. Digits are counted without sign and point, as in the notation n..17,2.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dgov_std.arrays import Mask, Strings, mask_of, missing_in, numbers_of, positions, strings, where
from dgov_std.checks.decimal_parts import Parts, parts_of
from dgov_std.checks.setting import Setting
from dgov_std.errors import Problem, StandardError
from dgov_std.text import Text
from dgov_std.texts import Texts

NUMBER = r"^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$"
_UNBOUNDED = 1 << 31
_PRECISION, _SCALE = 70, 30  # digits in all, digits after the point


def is_number(values: Strings) -> Mask:
    """Return the mask of the values written as decimal numbers (nulls: False)."""
    return mask_of(pc.match_substring_regex(values, NUMBER), missing=False)


def amounts(values: Strings) -> pa.Array[Any]:
    """Return the values as exact decimals; null where they are none, or have more than 40 digits
    before or 30 after the point.
    """
    fits = pc.match_substring_regex(values, r"^-?[0-9]{1,40}(?:\.[0-9]{1,30})?$")
    keep = is_number(values) & mask_of(fits, missing=False)
    return pc.cast(where(keep, values), pa.decimal256(_PRECISION, _SCALE))


@cache
def _amount(number: Decimal) -> Any:  # noqa: ANN401 - an Arrow scalar
    """Return a bound as an Arrow scalar; `pa.scalar` imports pandas (0.3 s)."""
    return pc.cast(strings([format(number, "f")]), pa.decimal256(_PRECISION, _SCALE))[0]


@dataclass(frozen=True, slots=True)
class Number:
    """Passes where the value is written as a decimal number."""

    def __call__(self, values: Strings) -> Mask:
        """Return the mask of the numbers."""
        return is_number(values)

    def judge(self, texts: Texts) -> Mask:
        """Return the mask of the numbers."""
        return parts_of(texts).number


@dataclass(frozen=True, slots=True)
class Digits:
    """Passes where a number has at most `total` digits, `fraction` of them after the point."""

    total: int | None
    fraction: int | None

    def __call__(self, values: Strings) -> Mask:
        """Return the mask; what is no number passes."""
        return self.judge(Texts(values))

    def judge(self, texts: Texts) -> Mask:
        """Return the mask; what is no number passes. A single zero before the point is no digit."""
        parts = parts_of(texts)
        fits = np.ones(texts.size, dtype=np.bool_)
        if self.fraction is not None:
            fits &= parts.fraction <= self.fraction
        if self.total is not None:
            fits &= parts.whole - parts.zero + parts.fraction <= self.total
        return fits | ~parts.number


@dataclass(frozen=True, slots=True)
class Range:
    """Passes where a number lies between the bounds, both included."""

    minimum: Decimal | None
    maximum: Decimal | None

    def __call__(self, values: Strings) -> Mask:
        """Return the mask; what is no number passes."""
        return self.judge(Texts(values))

    def judge(self, texts: Texts) -> Mask:
        """Return the mask; what is no number passes.

        Most numbers are seen to lie between the bounds by their sign and their digits. Rounding to a double keeps
        the order, so one that lies strictly between the bounds stands for a number that does. The others are judged
        exactly.
        """
        parts = parts_of(texts)
        passes = ~(parts.number & ~self._surely(parts))
        rows = np.flatnonzero(~passes)
        if not len(rows):
            return passes
        values = texts.values.take(positions(rows))
        near = numbers_of(pc.cast(values, pa.float64()))
        low = -np.inf if self.minimum is None else float(self.minimum)
        high = np.inf if self.maximum is None else float(self.maximum)
        inside = (low < near) & (near < high)
        doubtful = np.flatnonzero(~inside)
        if len(doubtful):
            inside[doubtful] = self._exactly(values.take(positions(doubtful)))
        passes[rows] = inside
        return passes

    def _surely(self, parts: Parts) -> Mask:
        """Return which numbers are not negative and have fewer digits than the upper bound, the lower being no more than 0."""
        least = self.minimum is None or self.minimum <= 0
        digits = _UNBOUNDED if self.maximum is None else len(str(int(self.maximum))) if self.maximum >= 1 else 0
        sure: Mask = ~parts.negative & (parts.whole < digits)
        return sure if least else np.zeros(len(sure), dtype=np.bool_)

    def _exactly(self, values: Strings) -> Mask:
        found = amounts(values)
        passes = np.ones(len(values), dtype=np.bool_)
        if self.minimum is not None:
            passes &= mask_of(pc.greater_equal(found, _amount(self.minimum)))
        if self.maximum is not None:
            passes &= mask_of(pc.less_equal(found, _amount(self.maximum)))
        huge = np.flatnonzero(is_number(values) & missing_in(found))
        for row in huge:  # longer than any column type holds: as rare as it is absurd
            number = Decimal(values[int(row)].as_py())
            low, high = self.minimum, self.maximum
            passes[row] = (low is None or number >= low) and (high is None or number <= high)
        return passes


def compile_decimal(value: bool, setting: Setting) -> Number | None:  # noqa: FBT001 - the keyword's value
    """Compile `decimal: true`; false asks nothing."""
    return Number() if value else None


def compile_decimal_digits(value: Mapping[str, int], setting: Setting) -> Digits:
    """Compile `{"total": n, "fraction": m}`."""
    return Digits(value.get("total"), value.get("fraction"))


def compile_decimal_range(value: Mapping[str, str], setting: Setting) -> Range:
    """Compile `{"minimum": text, "maximum": text}`."""
    low, high = value.get("minimum"), value.get("maximum")
    for bound in (low, high):
        if bound is not None and not re.fullmatch(r"-?[0-9]{1,40}(?:\.[0-9]{1,30})?", bound):
            raise StandardError(
                Problem(
                    Text(f"数值界限 {bound} 位数太多", f"the bound {bound} has too many digits"),
                    todo=Text("小数点前最多 40 位, 后最多 30 位", "at most 40 digits before and 30 after the point"),
                )
            )
    return Range(Decimal(low) if low else None, Decimal(high) if high else None)
