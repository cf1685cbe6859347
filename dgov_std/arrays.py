"""Arrow string arrays as bytes: lengths, fixed-width byte matrices, masks.

A mask is a numpy bool array, one entry per value, True = the value passes. Kernels receive arrays
that may hold nulls; what they answer there is never looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

Mask: TypeAlias = np.ndarray[Any, np.dtype[np.bool_]]
Ints: TypeAlias = np.ndarray[Any, np.dtype[np.int64]]
Bytes: TypeAlias = np.ndarray[Any, np.dtype[np.uint8]]
Strings: TypeAlias = "pa.Array[Any]"

_KINDS = {"double": "float64", "float": "float32"}


def mask_of(array: Any, missing: bool = True) -> Mask:  # noqa: FBT001, FBT002 - a boolean Arrow array
    """Return a boolean Arrow array as a mask, `missing` where it is null.

    Read from the buffers: `Array.to_numpy` and Python scalars import pandas (0.3 s) where it is installed.
    """
    found = _bits(array.buffers()[1], array)
    if array.null_count:
        valid = _bits(array.buffers()[0], array)
        return np.where(valid, found, missing)
    return found


def numbers_of(array: Any, missing: int = 0) -> Any:
    """Return an Arrow array of numbers as a numpy one, `missing` where it is null."""
    kind = np.dtype(_KINDS.get(str(array.type), str(array.type)))
    whole = np.frombuffer(array.buffers()[1], dtype=kind) if len(array) else np.zeros(0, dtype=kind)
    found = whole[array.offset : array.offset + len(array)]
    if array.null_count:
        return np.where(_bits(array.buffers()[0], array), found, missing).astype(kind)
    return found


def missing_in(array: Any) -> Mask:
    """Return the mask of the nulls."""
    return mask_of(pc.is_null(array))


def _bits(buffer: Any, array: Any) -> Mask:
    if not len(array):
        return np.zeros(0, dtype=np.bool_)
    whole = np.unpackbits(np.frombuffer(buffer, dtype=np.uint8), count=array.offset + len(array), bitorder="little")
    return whole[array.offset :].astype(np.bool_)


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


def every(matrix: Any) -> Mask:
    """Return the rows in which all entries are True."""
    return np.asarray(matrix.all(axis=1), dtype=np.bool_)


def some(matrix: Any) -> Mask:
    """Return the rows in which at least one entry is True."""
    return np.asarray(matrix.any(axis=1), dtype=np.bool_)


def rows_of_width(array: Strings, width: int) -> Ints:
    """Return the positions of the values that are exactly `width` bytes long."""
    return np.flatnonzero(byte_lengths(array) == width)


def strings(values: Iterable[str | None]) -> Strings:
    """Return Python strings as an Arrow string array.

    Built from buffers: `pa.array` imports pandas (0.3 s) to see whether its argument is a Series.
    """
    encoded = (None if value is None else value.encode("utf-8", "surrogatepass") for value in values)
    return binaries(encoded).view(pa.string())


def one(text: str) -> Any:
    """Return a text as Arrow compute functions take it: a Python text makes them import pandas."""
    return strings([text])[0]


def of_each(change: Callable[[str], str | None], values: Strings) -> Strings:
    """Return every value changed, each distinct one worked out once in Python: for the few cells that are faulty."""
    found = values.dictionary_encode()
    return strings(change(word) for word in found.dictionary.to_pylist()).take(found.indices)


def binaries(values: Iterable[bytes | None]) -> pa.Array[Any]:
    """Return Python bytes as an Arrow binary array."""
    known = list(values)
    filled = [value or b"" for value in known]
    ends = np.cumsum([0, *map(len, filled)], dtype=np.int64).astype(np.int32)
    valid = None
    if None in known:
        present = np.array([value is not None for value in known], dtype=np.bool_)
        valid = pa.py_buffer(np.packbits(present, bitorder="little").tobytes())
    buffers = [valid, pa.py_buffer(ends.tobytes()), pa.py_buffer(b"".join(filled))]
    return pa.Array.from_buffers(pa.binary(), len(known), buffers)


def booleans(mask: Mask) -> pa.Array[Any]:
    """Return a mask as an Arrow boolean array (see `strings` for why not `pa.array`)."""
    bits = np.packbits(mask, bitorder="little")
    return pa.BooleanArray.from_buffers(pa.bool_(), len(mask), [None, pa.py_buffer(bits.tobytes())])


def positions(rows: Ints) -> pa.Array[Any]:
    """Return row positions as an Arrow integer array."""
    whole = np.ascontiguousarray(rows, dtype=np.int64)
    return pa.Int64Array.from_buffers(pa.int64(), len(whole), [None, pa.py_buffer(whole)])


def chosen(values: Strings, rows: Ints) -> Strings:
    """Return the values at `rows`; a negative row gives a null."""
    valid = pa.py_buffer(np.packbits(rows >= 0, bitorder="little").tobytes())
    whole = np.ascontiguousarray(rows, dtype=np.int64)
    return values.take(pa.Int64Array.from_buffers(pa.int64(), len(whole), [valid, pa.py_buffer(whole)]))


def only(values: Strings, mask: Mask) -> Strings:
    """Return the values where the mask is True."""
    return values.take(positions(np.flatnonzero(mask)))


def where(mask: Mask, values: Strings, otherwise: str | None = None) -> Strings:
    """Return the values where the mask is True, else a constant (null by default)."""
    return pc.if_else(booleans(mask), values, strings([otherwise])[0])
