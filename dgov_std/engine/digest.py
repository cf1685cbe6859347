"""128-bit digests of cells and keys, column at a time: what is kept of keys until the end of a file.

Multilinear hashing: two bytes at a time, each pair times a fixed random 64-bit number of its position,
summed modulo 2^64 with the length, twice with different numbers; the cells of a key are summed the
same way by column. Two different values differ in some pair by less than 2^16, so for at most 2^15 of
the 2^64 numbers of that position the sums agree: both agree with a probability below 2^-97, and a
duplicate found this way is one. The digests never leave the run.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, TypeAlias

import numpy as np

from dgov_std.arrays import Bytes, Strings, offsets
from dgov_std.texts import Rows, Texts, windows

Digests: TypeAlias = np.ndarray[Any, np.dtype[np.uint64]]
_SEED = 20181018
_MOST_WIDTHS = 4  # values of more different lengths are grouped by about their length
_STEP = 16


def digests(values: Strings) -> Digests:
    """Return the digest of each value, shape (n, 2); a null's is that of the empty text."""
    return digests_of(Texts(values))


def digests_of(texts: Texts) -> Digests:
    """Return what `digests` returns, for texts whose shared forms are kept."""
    lengths = texts.lengths
    longest = max(texts.widths, default=0)
    factors = _factors(1 << max(longest, 1).bit_length())
    found = np.multiply.outer(factors[0], lengths.astype(np.uint64))
    if len(texts.widths) <= _MOST_WIDTHS:
        for width in texts.widths:
            rows, planes = texts.planes(width)
            _add(found, rows, planes, factors)
    else:
        for rows, planes in _padded(texts, lengths, longest):
            _add(found, rows, planes, factors)
    return np.ascontiguousarray(found.T)


def _add(found: Digests, rows: Rows, planes: Bytes, factors: Digests) -> None:
    """Add the bytes of some values to their sums, two neighbouring bytes at a time."""
    chosen = slice(None) if rows is None else rows
    sums = found if rows is None else found[:, chosen]
    product = np.empty(planes.shape[1], dtype=np.uint64)
    for place in range(0, len(planes), 2):
        pair = planes[place].astype(np.uint16)
        if place + 1 < len(planes):
            pair |= planes[place + 1].astype(np.uint16) << np.uint16(8)
        for half in (0, 1):
            sums[half] += np.multiply(pair, factors[1 + place // 2, half], out=product)
    if rows is not None:
        found[:, chosen] = sums


def _padded(texts: Texts, lengths: Any, longest: int) -> Iterator[tuple[Rows, Bytes]]:  # noqa: ANN401 - numpy integers
    """Yield all values in groups of about the same length, zeros behind their ends, which change no sum."""
    buffer = np.concatenate([texts.bytes, np.zeros(2 * longest + _STEP, dtype=np.uint8)])
    bounds = offsets(texts.values)
    starts = bounds[:-1] - bounds[0]
    low, high = 0, _STEP
    while low < longest:
        rows = np.flatnonzero((lengths > low) & (lengths <= high))
        if len(rows):
            width = int(lengths[rows].max())
            cells = windows(buffer, width)[starts[rows]].view(np.uint8).reshape(len(rows), width)
            cells[np.arange(width) >= lengths[rows, None]] = 0
            yield rows, np.ascontiguousarray(cells.T)
        low, high = high, high + max(_STEP, high // 2)


def together(cells: Sequence[Digests]) -> Digests:
    """Return the digest of each row's cells, given column by column; the order of columns matters."""
    factors = _factors(len(cells)) | np.uint64(1)
    total = np.zeros_like(cells[0])
    for column, factor in zip(cells, factors, strict=True):
        total += (column + np.uint64(1)) * factor
    return total


@cache
def _factors(size: int) -> Digests:
    """Return random numbers by position, shape (size, 2); a longer table begins with the shorter one."""
    return np.random.Generator(np.random.PCG64(_SEED)).integers(0, 2**64, (size, 2), dtype=np.uint64)
