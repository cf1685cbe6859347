"""All bytes of a column in one piece, in which single bytes are found at the speed of memory.

Memory is taken once by every thread and used again: what is new has to be cleared by the system first, which costs
more than all the looking.
"""

from __future__ import annotations

import threading

import numpy as np

from dgov_std.arrays import Bytes, Ints

_OURS = threading.local()
_FEW = 16


class Scan:
    """The bytes of one column, until the thread makes the next `Scan`."""

    __slots__ = ("_buffer", "_few", "_known", "size")

    def __init__(self, raw: Bytes) -> None:
        """Copy the bytes of a column."""
        self.size = len(raw)
        self._known: dict[int, bool] = {}
        self._few: dict[int, list[int] | None] = {}
        self._buffer = _taken("bytes", self.size)
        np.frombuffer(self._buffer, dtype=np.uint8)[: self.size] = raw

    def holds(self, byte: int) -> bool:
        """Return whether a byte stands anywhere."""
        if byte not in self._known:
            self._known[byte] = self._buffer.find(byte, 0, self.size) >= 0
        return self._known[byte]

    def piece(self, start: int, end: int) -> bytes:
        """Return some of the bytes."""
        return bytes(memoryview(self._buffer)[start : min(end, self.size)])

    def few(self, byte: int) -> list[int] | None:
        """Return where a byte stands, None if in many places."""
        if byte not in self._few:
            self._few[byte] = self._first(byte)
        return self._few[byte]

    def _first(self, byte: int) -> list[int] | None:
        found: list[int] = []
        while len(found) < _FEW:
            at = self._buffer.find(byte, found[-1] + 1 if found else 0, self.size)
            if at < 0:
                return found
            found.append(at)
        return None

    def holds_triple(self, triple: bytes) -> bool:
        """Return whether three bytes stand anywhere, seldom wrongly yes.

        Where the first one is frequent all is compared: wherever the three begin, one pair of them lies in a word of
        two bytes, which is half the work of comparing every byte.
        """
        few = self.few(triple[0])
        if few is not None:
            return any(self._buffer.startswith(triple, at, self.size) for at in few)
        words = np.frombuffer(self._buffer, dtype="<u2", count=self.size // 2)
        same = np.frombuffer(_taken("answers", len(words)), dtype=np.bool_)[: len(words)]
        return any(bool(np.equal(words, triple[k] + 256 * triple[k + 1], out=same).any()) for k in (0, 1))


def _taken(name: str, size: int) -> bytearray:
    """Return a piece of memory of this thread, of at least this size."""
    known: bytearray | None = getattr(_OURS, name, None)
    if known is None or len(known) < size:
        known = bytearray(size + size // 4)
        setattr(_OURS, name, known)
    return known


def triples(raw: Bytes, triple: bytes) -> Ints:
    """Return where three bytes stand."""
    return np.flatnonzero((raw[:-2] == triple[0]) & (raw[1:-1] == triple[1]) & (raw[2:] == triple[2]))
