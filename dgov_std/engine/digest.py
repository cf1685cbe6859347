"""128-bit digests of cells and keys, column at a time: what is kept of keys until the end of a file.

Multilinear hashing: byte by byte, each times a fixed random 64-bit number of its position, summed
modulo 2^64, twice with different numbers; the cells of a key are summed the same way by column. Two
different keys agree with a probability below 2^-100, so a duplicate found this way is one. The
digests never leave the run.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, TypeAlias

import numpy as np

from dgov_std.arrays import Strings, byte_lengths, data, offsets

Digests: TypeAlias = np.ndarray[Any, np.dtype[np.uint64]]
_SEED = 20181018


def digests(values: Strings) -> Digests:
    """Return the digest of each value, shape (n, 2); a null's is that of the empty text."""
    lengths = byte_lengths(values).astype(np.int64)
    found = np.zeros((len(values), 2), dtype=np.uint64)
    filled = np.flatnonzero(lengths)
    if len(filled):
        bounds = offsets(values)
        factors = _factors(1 << int(lengths.max()).bit_length())
        cells = data(values)[bounds[0] : bounds[-1]].astype(np.uint64) + np.uint64(1)
        starts = bounds[:-1][filled].astype(np.int64) - int(bounds[0])
        place = np.arange(len(cells), dtype=np.int64) - np.repeat(starts, lengths[filled])
        for half in (0, 1):
            found[filled, half] = np.add.reduceat(cells * factors[place, half], starts)
    found += lengths.astype(np.uint64)[:, None] * _factors(1)[0]
    return found


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
