"""The parts of texts that may be decimal numbers, found on their bytes: several times faster than an expression."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from dgov_std.arrays import Bytes, Mask
from dgov_std.texts import Texts

_ZERO, _NINE, _MINUS, _POINT = 48, 9, 45, 46
Counts = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True, slots=True)
class Parts:
    r"""Per value: whether it is written as a decimal number, and if so its sign and its digits.

    Attributes:
        number: `-?(0|[1-9][0-9]*)(\.[0-9]+)?` and nothing else.
        negative: it begins with a minus.
        whole: digits before the point, a single zero counting one.
        fraction: digits after the point.
        zero: the first digit is a zero.
    """

    number: Mask
    negative: Mask
    whole: Counts
    fraction: Counts
    zero: Mask


def parts_of(texts: Texts) -> Parts:
    """Return the parts, worked out once for all checks of a column."""
    return texts.once("decimal parts", lambda: _parts(texts))


def _parts(texts: Texts) -> Parts:
    lengths, cells = texts.lengths.astype(np.int64), texts.bytes
    starts = np.cumsum(lengths) - lengths
    bad = np.zeros(texts.size, dtype=np.bool_)
    marks = np.flatnonzero((cells - np.uint8(_ZERO)) > _NINE)
    rows = texts.rows_of(marks)
    kinds = cells[marks]
    bad[rows[(kinds != _POINT) & (kinds != _MINUS)]] = True
    negative = np.zeros(texts.size, dtype=np.bool_)
    if (kinds == _MINUS).any():
        signs, signed = marks[kinds == _MINUS], rows[kinds == _MINUS]
        bad[signed[signs != starts[signed]]] = True
        negative[signed] = True
    points, pointed = marks[kinds == _POINT], rows[kinds == _POINT]
    bad[pointed[1:][pointed[1:] == pointed[:-1]]] = True
    before = lengths.copy()
    before[pointed] = points - starts[pointed]
    fraction = np.zeros(texts.size, dtype=np.int64)
    fraction[pointed] = lengths[pointed] - before[pointed] - 1
    bad[pointed[fraction[pointed] < 1]] = True
    whole = before - negative
    zero = _first(cells, starts + negative) == _ZERO
    return Parts(~bad & (whole >= 1) & ~(zero & (whole > 1)), negative, whole, fraction, zero)


def _first(cells: Bytes, places: Counts) -> Bytes:
    """Return the byte at each place; what is said of a value that ends before it is never looked at."""
    return cells[np.minimum(places, len(cells) - 1)] if len(cells) else np.zeros(len(places), dtype=np.uint8)
