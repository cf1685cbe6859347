"""Arrow string arrays as bytes: lengths, fixed-width byte matrices, masks.

A mask is a numpy bool array, one entry per value, True = the value passes. Kernels receive arrays
that may hold nulls; what they answer there is never looked at.
"""

from __future__ import annotations

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
    return buffer[starts[:, None] + np.arange(width, dtype=np.int64)]


def rows_of_width(array: Strings, width: int) -> Ints:
    """Return the positions of the values that are exactly `width` bytes long."""
    return np.flatnonzero(byte_lengths(array) == width)


def strings(values: list[str] | tuple[str, ...]) -> Strings:
    """Return Python strings as an Arrow string array."""
    return pa.array(list(values), type=pa.string())
