"""Arrow string arrays as bytes: lengths, fixed-width byte matrices, masks.

A mask is a numpy bool array, one entry per value, True = the value passes. Kernels receive arrays
that may hold nulls; what they answer there is never looked at.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

Mask: TypeAlias = np.ndarray[Any, np.dtype[np.bool_]]
Ints: TypeAlias = np.ndarray[Any, np.dtype[np.int64]]
Bytes: TypeAlias = np.ndarray[Any, np.dtype[np.uint8]]
Strings: TypeAlias = "pa.Array[Any]"


def mask_of(array: Any) -> Mask:
    """Return a boolean Arrow array as a mask; nulls become True (not looked at)."""
    if array.null_count:
        array = pc.fill_null(array, True)
    return np.asarray(array.to_numpy(zero_copy_only=False), dtype=np.bool_)


def offsets(array: Strings) -> np.ndarray[Any, np.dtype[np.int32]]:
    """Return the n + 1 byte offsets of the values within the data buffer."""
    buffer = array.buffers()[1]
    if buffer is None:
        return np.zeros(len(array) + 1, dtype=np.int32)
    found = np.frombuffer(buffer, dtype=np.int32, count=array.offset + len(array) + 1)
    return found[array.offset :]


def data(array: Strings) -> Bytes:
    """Return the data buffer the offsets point into."""
    buffer = array.buffers()[2]
    return np.frombuffer(buffer, dtype=np.uint8) if buffer is not None else np.zeros(0, dtype=np.uint8)


def byte_lengths(array: Strings) -> np.ndarray[Any, np.dtype[np.int32]]:
    """Return the length of each value in UTF-8 bytes."""
    return np.diff(offsets(array))


def matrix(array: Strings, rows: Ints, width: int) -> Bytes:
    """Return the bytes of the values at `rows`, each exactly `width` bytes long, as a matrix.

    Shape (len(rows), width), dtype uint8. When every value has that width this is a view.
    """
    bounds, buffer = offsets(array), data(array)
    if len(rows) == len(array) and len(rows) and int(bounds[-1]) - int(bounds[0]) == width * len(rows):
        return buffer[int(bounds[0]) : int(bounds[-1])].reshape(len(rows), width)
    starts = bounds[:-1][rows].astype(np.int64)
    gathered: Bytes = buffer[starts[:, None] + np.arange(width, dtype=np.int64)]
    return gathered


def every(matrix: Any) -> Mask:  # noqa: ANN401 - a numpy matrix of booleans
    """Return the rows in which all entries are True."""
    return np.asarray(matrix.all(axis=1), dtype=np.bool_)


def some(matrix: Any) -> Mask:  # noqa: ANN401 - a numpy matrix of booleans
    """Return the rows in which at least one entry is True."""
    return np.asarray(matrix.any(axis=1), dtype=np.bool_)


def rows_of_width(array: Strings, width: int) -> Ints:
    """Return the positions of the values that are exactly `width` bytes long."""
    return np.flatnonzero(byte_lengths(array) == width)


def strings(values: Iterable[str]) -> Strings:
    """Return Python strings as an Arrow string array.

    Built from buffers: `pa.array` imports pandas (0.3 s) to see whether its argument is a Series.
    """
    encoded = [value.encode("utf-8", "surrogatepass") for value in values]
    ends = np.cumsum([0, *map(len, encoded)], dtype=np.int64).astype(np.int32)
    return pa.StringArray.from_buffers(len(encoded), pa.py_buffer(ends.tobytes()), pa.py_buffer(b"".join(encoded)))


def booleans(mask: Mask) -> pa.Array[Any]:
    """Return a mask as an Arrow boolean array (see `strings` for why not `pa.array`)."""
    bits = np.packbits(mask, bitorder="little")
    return pa.BooleanArray.from_buffers(pa.bool_(), len(mask), [None, pa.py_buffer(bits.tobytes())])


def positions(rows: Ints) -> pa.Array[Any]:
    """Return row positions as an Arrow integer array."""
    whole = np.ascontiguousarray(rows, dtype=np.int64)
    return pa.Int64Array.from_buffers(pa.int64(), len(whole), [None, pa.py_buffer(whole)])


def only(values: Strings, mask: Mask) -> Strings:
    """Return the values where the mask is True."""
    return values.take(positions(np.flatnonzero(mask)))


def where(mask: Mask, values: Strings, otherwise: str | None = None) -> Strings:
    """Return the values where the mask is True, else a constant (null by default)."""
    return pc.if_else(booleans(mask), values, pa.scalar(otherwise, pa.string()))
