"""The texts of one column of a Batch, and their bytes in forms that several kernels share.

Bytes lie in *planes*: shape (width, n), plane k holding the k-th byte of each value. Work on a plane is work on
neighbouring bytes, a piece of an identifier is some of its planes, and no bytes are copied for it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dgov_std.arrays import Bytes, Ints, Mask, Strings, byte_lengths, data, numbers_of, offsets, positions

Rows = Ints | None  # None = all of them
Found = TypeVar("Found")
_MOST_WIDTHS = 6  # pieces of values of more different widths are cut by Arrow


class Texts:
    """The values of one column, shape (n,)."""

    __slots__ = ("_facts", "_planes", "_values", "size")

    def __init__(self, values: Strings | None, planes: Bytes | None = None) -> None:
        """Take an Arrow array, or else the planes of ASCII values of one width."""
        self._values = values
        self._planes = planes
        self._facts: dict[Hashable, Any] = {}
        self.size = len(values) if values is not None else 0 if planes is None else planes.shape[1]

    @property
    def values(self) -> Strings:
        """The texts as an Arrow array."""
        if self._values is None:
            self._values = _joined(self._planes) if self._planes is not None else pa.nulls(0, pa.string())
        return self._values

    def once(self, fact: Hashable, work_out: Callable[[], Found]) -> Found:
        """Return what is remembered under `fact`, worked out when first asked for."""
        if fact not in self._facts:
            self._facts[fact] = work_out()
        found: Found = self._facts[fact]
        return found

    @property
    def lengths(self) -> np.ndarray[Any, np.dtype[np.int32]]:
        """The length of each value in bytes."""
        if self._planes is not None:
            return np.full(self.size, len(self._planes), dtype=np.int32)
        return self.once("lengths", lambda: byte_lengths(self.values))

    @property
    def widths(self) -> dict[int, int]:
        """How many values there are of each length in bytes."""
        if self._planes is not None:
            return {len(self._planes): self.size}
        return self.once("widths", self._widths)

    def _widths(self) -> dict[int, int]:
        longest = int(self.lengths.max(initial=0))
        if int(self.lengths.min(initial=longest)) == longest:
            return {longest: self.size} if self.size else {}
        counts = np.bincount(self.lengths) if longest <= 4 * self.size + 64 else None
        if counts is None:  # a few enormous values
            return dict(zip(*(found.tolist() for found in np.unique(self.lengths, return_counts=True)), strict=True))
        return {int(width): int(counts[width]) for width in np.flatnonzero(counts)}

    @property
    def bytes(self) -> Bytes:
        """All bytes of all values."""
        if self._planes is not None:
            return self._planes.reshape(-1)
        bounds = offsets(self.values)
        return data(self.values)[int(bounds[0]) : int(bounds[-1])]

    def rows_of(self, places: Ints) -> Ints:
        """Return the row of each of some places within `bytes`."""
        if self._planes is not None:
            return places % max(self.size, 1)
        bounds = offsets(self.values)
        return np.searchsorted(bounds[1:] - bounds[0], places, side="right")

    def holds(self, byte: int) -> bool:
        """Return whether any value holds the byte."""
        return bool((self.bytes == byte).any())

    @property
    def lowest(self) -> int:
        """The least byte of all values, where those of characters beyond ASCII count below zero."""
        return self.once("lowest", lambda: int(np.minimum.reduce(self.bytes.view(np.int8), initial=0x7F)))

    @property
    def ascii(self) -> bool:
        """Whether all characters are ASCII."""
        return self._planes is not None or self.lowest >= 0

    def planes(self, width: int) -> tuple[Rows, Bytes]:
        """Return (rows of the values that are `width` bytes long, their planes)."""
        if self._planes is not None and width == len(self._planes):
            return None, self._planes
        return self.once(("planes", width), lambda: self._gathered(width))

    def _gathered(self, width: int) -> tuple[Rows, Bytes]:
        count = self.widths.get(width, 0)
        if not count or not width:
            return np.flatnonzero(self.lengths == width), np.zeros((width, count), dtype=np.uint8)
        rows = None if count == self.size else np.flatnonzero(self.lengths == width)
        whole = self.bytes
        if len(whole) == width * count:
            cells = whole.reshape(count, width)
        else:
            starts = offsets(self.values)[:-1] if rows is None else offsets(self.values)[:-1][rows]
            cells = windows(data(self.values), width)[starts].view(np.uint8).reshape(count, width)
        return rows, np.ascontiguousarray(cells.T)

    def characters(self) -> np.ndarray[Any, Any]:
        """Return the length of each value in characters."""
        if self.ascii:
            return self.lengths
        return self.once("characters", lambda: np.asarray(numbers_of(pc.utf8_length(self.values))))

    def pieces(self, start: int, end: int) -> list[tuple[Rows, Texts]]:
        """Return the characters start..end of the values long enough, as (rows, pieces) in one or more parts."""
        return self.once(("pieces", start, end), lambda: list(self._pieces(start, end)))

    def _pieces(self, start: int, end: int) -> Iterator[tuple[Rows, Texts]]:
        if self._planes is not None:
            yield from [(None, Texts(None, self._planes[start:end]))] if end <= len(self._planes) else []
            return
        left = self.lengths >= end
        widths = [width for width in self.widths if width >= end]
        for width in widths if len(widths) <= _MOST_WIDTHS else ():
            rows, planes = self.planes(width)
            if not self.ascii and int(planes.max(initial=0)) >= 0x80:
                pure = np.flatnonzero((planes < 0x80).all(axis=0))
                rows, planes = pure if rows is None else rows[pure], planes[:, pure]
            left[slice(None) if rows is None else rows] = False
            if planes.shape[1]:
                yield rows, Texts(None, planes[start:end])
        others = np.flatnonzero(left)
        if len(others):
            values = self.values.take(positions(others))
            enough = np.flatnonzero(np.asarray(numbers_of(pc.utf8_length(values))) >= end)
            yield others[enough], Texts(pc.utf8_slice_codeunits(values.take(positions(enough)), start, end))

    def between(self, separator: str, index: int) -> tuple[Rows, Texts]:
        """Return the piece with this number between separators of the values that have it, as (rows, pieces)."""
        pieces = self.once(("split", separator), lambda: pc.split_pattern(self.values, separator))
        counts = np.asarray(numbers_of(pc.list_value_length(pieces)))
        rows = np.flatnonzero(counts > index)
        return rows, Texts(pc.list_element(pieces.take(positions(rows)), index))


def windows(buffer: Bytes, width: int) -> Any:  # noqa: ANN401 - an array of opaque items
    """Return every run of `width` bytes of a buffer, as one item each: gathering them copies rows in one piece."""
    return np.ndarray((max(len(buffer) - width + 1, 0),), dtype=f"V{width}", buffer=buffer, strides=(1,))


def spread(rows: Rows, answers: Mask, size: int) -> Mask:
    """Return a mask of `size` with the answers at `rows`, True elsewhere."""
    if rows is None:
        return answers
    found = np.ones(size, dtype=np.bool_)
    found[rows] = answers
    return found


def figures(planes: Bytes) -> tuple[np.ndarray[Any, np.dtype[np.int32]], Mask | None]:
    """Return (number that at most nine planes of digits make, where they are digits; None = everywhere)."""
    digits = planes - np.uint8(48)
    good = None if int(digits.max(initial=0)) <= 9 else np.asarray((digits <= 9).all(axis=0))
    # Two digits fit into a byte and four into two: work on small numbers is work on more of them at once.
    single = len(digits) % 2
    pairs = digits[single::2] * np.uint8(10)
    pairs += digits[single + 1 :: 2]
    double = len(pairs) % 2
    fours = pairs[double::2].astype(np.uint16)
    fours *= 100
    fours += pairs[double + 1 :: 2]
    number = digits[0].astype(np.int32) if single else np.zeros(planes.shape[1], dtype=np.int32)
    for pair in pairs[:double]:
        number *= 100
        number += pair
    for four in fours:
        number *= 10_000
        number += four
    return number, good


def looked_up(table: Bytes, planes: Bytes) -> Bytes:
    """Return `table[planes]` for a table of 256 bytes; Arrow takes bytes as indices, numpy makes them eight times as long."""
    entries = pa.UInt8Array.from_buffers(pa.uint8(), len(table), [None, pa.py_buffer(table)])
    flat = np.ascontiguousarray(planes).reshape(-1)
    indices = pa.UInt8Array.from_buffers(pa.uint8(), len(flat), [None, pa.py_buffer(flat)])
    found = np.frombuffer(entries.take(indices).buffers()[1], dtype=np.uint8, count=len(flat))
    return found.reshape(planes.shape).copy()


def _joined(planes: Bytes) -> Strings:
    """Return planes of ASCII values as an Arrow string array."""
    width, count = planes.shape
    ends = np.arange(0, width * count + 1, width, dtype=np.int32) if width else np.zeros(count + 1, dtype=np.int32)
    whole = np.ascontiguousarray(planes.T)
    return pa.Array.from_buffers(pa.string(), count, [None, pa.py_buffer(ends), pa.py_buffer(whole)])
