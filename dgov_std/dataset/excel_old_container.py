"""Compound files (MS-CFB), the containers of old Office files: one stream out of them, within budgets.

Nothing the file states about sizes is believed: chains of sectors end where the file ends, and none is
longer than the file.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from dgov_std.dataset.refusal import damaged_workbook, unreadable, unsafe_workbook

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAX_BYTES = 256 * 1024 * 1024  # a full sheet of 65,536 x 256 numbers
_HEADER, _ENTRY = 512, 128
_STREAM, _ROOT = 2, 5
_LAST = 0xFFFFFFFA  # and beyond: no sector but a mark
_Sectors = np.ndarray[Any, np.dtype[np.uint32]]


class Container:
    """A compound file in memory: the streams that lie directly in its root, by name in small letters."""

    def __init__(self, path: Path) -> None:
        """Read the file and close it again.

        Raises:
            InputError: not readable, damaged, or larger than such a workbook can be.
        """
        self._path = path
        self._data = _bytes_of(path)
        head = self._data
        shift = int.from_bytes(head[30:32], "little")
        if not head.startswith(SIGNATURE) or len(head) < _HEADER or shift not in (9, 12):
            raise damaged_workbook(path)
        self._size = 1 << shift
        self._fat = self._allocation()
        self._cutoff = _word(head, 56)
        self._small_fat: _Sectors | None = None
        self._small: bytes | None = None
        directory = self._chain(_word(head, 48))
        entries = [directory[at : at + _ENTRY] for at in range(0, len(directory) - _ENTRY + 1, _ENTRY)]
        if not entries or entries[0][66] != _ROOT:
            raise damaged_workbook(path)
        self._root = entries[0]
        self._entries = _streams_of_root(entries)

    @property
    def names(self) -> frozenset[str]:
        """The names of the streams, in small letters."""
        return frozenset(self._entries)

    def stream(self, name: str) -> bytes:
        """Return the bytes of a stream of the root. Raises InputError when it is missing or damaged."""
        entry = self._entries.get(name.lower())
        if entry is None:
            raise damaged_workbook(self._path)
        start, size = _word(entry, 116), _word(entry, 120)
        data = self._small_chain(start) if size < self._cutoff else self._chain(start)
        if len(data) < size:
            raise damaged_workbook(self._path)
        return data[:size]

    def _allocation(self) -> _Sectors:
        """Return for each sector the one that follows it."""
        head = self._data
        numbers = np.frombuffer(head, "<u4", 109, 76).tolist()
        left, at = len(head) // self._size + 1, _word(head, 68)
        while at < _LAST:
            left -= 1
            sector = self._sector(at)
            if left < 0 or len(sector) < self._size:
                raise damaged_workbook(self._path)
            piece = np.frombuffer(sector, "<u4").tolist()
            numbers += piece[:-1]
            at = piece[-1]
        sectors = [self._sector(number) for number in numbers if number < _LAST]
        if len(sectors) > len(head) // self._size + 1 or any(len(sector) % 4 for sector in sectors):
            raise damaged_workbook(self._path)
        return np.frombuffer(b"".join(sectors), "<u4")

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        if start >= len(self._data):
            raise damaged_workbook(self._path)
        return self._data[start : start + self._size]

    def _follow(self, start: int, fat: _Sectors) -> _Sectors:
        """Return the numbers of the sectors of a chain."""
        numbers: list[int] = []
        at, following = start, fat.tolist()
        while at < _LAST:
            if at >= len(following) or len(numbers) > len(following):
                raise damaged_workbook(self._path)
            numbers.append(at)
            at = following[at]
        return np.array(numbers, np.uint32)

    def _chain(self, start: int) -> bytes:
        numbers = self._follow(start, self._fat).astype(np.int64)
        if not len(numbers):
            return b""
        if (int(numbers.max()) + 1) * self._size >= len(self._data):
            raise damaged_workbook(self._path)
        return _joined(self._data, (numbers + 1) * self._size, self._size)

    def _small_chain(self, start: int) -> bytes:
        """Return a stream kept in the pieces of 64 bytes that small ones share."""
        if self._small is None or self._small_fat is None:
            self._small = self._chain(_word(self._root, 116))
            table = self._chain(_word(self._data, 60))
            self._small_fat = np.frombuffer(table[: len(table) // 4 * 4], "<u4")
        return _joined(self._small, self._follow(start, self._small_fat).astype(np.int64) * 64, 64)


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise unreadable(path, error) from None
    if len(data) > MAX_BYTES:
        raise unsafe_workbook(path, "文件过大", "it is too large")
    return data


def _joined(data: bytes, starts: np.ndarray[Any, np.dtype[np.int64]], size: int) -> bytes:
    """Return pieces of `size` bytes one after another; neighbours are taken together."""
    cuts = np.flatnonzero(np.diff(starts) != size) + 1
    first, last = np.concatenate([[0], cuts]), np.concatenate([cuts, [len(starts)]])
    runs = zip(starts[first].tolist(), (last - first).tolist(), strict=True) if len(starts) else ()
    return b"".join(data[start : start + count * size] for start, count in runs)


def _streams_of_root(entries: list[bytes]) -> dict[str, bytes]:
    """Return the streams below the root: embedded workbooks have streams of the same name deeper down."""
    found: dict[str, bytes] = {}
    waiting, seen = [_word(entries[0], 76)], set[int]()
    while waiting:
        number = waiting.pop()
        if number >= len(entries) or number in seen:
            continue
        seen.add(number)
        entry = entries[number]
        waiting += [_word(entry, 68), _word(entry, 72)]
        length = min(max(int.from_bytes(entry[64:66], "little") - 2, 0), 62)
        if entry[66] == _STREAM:
            found[entry[:length].decode("utf-16-le", "replace").lower()] = entry
    return found


def _word(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "little")
