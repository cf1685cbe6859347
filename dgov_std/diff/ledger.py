"""The rows of one return as numbers, divided by their keys: in memory within a budget, then in a temporary file.

A row is two words of its key's digest, its row number, and one word per column compared. Rows of one key lie in one of
256 divisions, so that two returns are compared a division at a time, whatever their size. The file has no name and is
gone with the process; no number leaves the run.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any, TypeAlias

import numpy as np

from dgov_std.engine.store import no_room

Lines: TypeAlias = np.ndarray[Any, np.dtype[np.uint64]]
MEMORY = 256 << 20
DIVISIONS = 256
_SHIFT = np.uint64(56)
_FLUSH = 16 << 20
_WORD = 8


@dataclass(slots=True)
class Budget:
    """How many bytes the ledgers of a run may hold in memory together, and how many they do."""

    memory: int = MEMORY
    held: int = 0

    def take(self, size: int) -> bool:
        """Whether so many bytes more may stay in memory; they are counted then."""
        if self.held + size > self.memory:
            return False
        self.held += size
        return True


@dataclass(frozen=True, slots=True)
class _Stored:
    """Where lines stand in the file, in words."""

    start: int
    count: int


@dataclass(slots=True)
class Ledger:
    """The rows of one return; `width` is how many words each takes."""

    width: int
    budget: Budget
    parts: list[list[Lines | _Stored]] = field(default_factory=lambda: [[] for _ in range(DIVISIONS)])
    sizes: Any = field(default_factory=lambda: np.zeros(DIVISIONS, dtype=np.int64))
    waiting: list[Lines] = field(default_factory=list)
    waits: int = 0
    file: IO[bytes] | None = None
    written: int = 0

    def add(self, lines: Lines) -> None:
        """Take the rows of the next Batch, shape (n, width). Raises LimitError when the disk is full."""
        self.waiting.append(lines)
        self.waits += lines.nbytes
        if self.waits > _FLUSH:
            self.divide()

    def divide(self) -> None:
        """Put the rows that wait into their divisions."""
        if not self.waiting:
            return
        lines = np.concatenate(self.waiting)
        self.waiting.clear()
        self.waits = 0
        of = (lines[:, 0] >> _SHIFT).astype(np.uint8)
        lines = lines[np.argsort(of, kind="stable")]
        counts = np.bincount(of, minlength=DIVISIONS)
        self.sizes += counts
        ends = np.cumsum(counts)
        kept = self.budget.take(lines.nbytes)
        start = self.written
        if not kept:
            self._write(lines)
        for division in np.flatnonzero(counts).tolist():
            first, last = int(ends[division] - counts[division]), int(ends[division])
            part = lines[first:last] if kept else _Stored(start + first * self.width, last - first)
            self.parts[division].append(part)

    def lines(self, first: int, last: int) -> Lines:
        """Return the rows of the divisions from `first` to before `last`."""
        found = [self._read(part) for division in range(first, last) for part in self.parts[division]]
        return np.concatenate(found) if found else np.zeros((0, self.width), dtype=np.uint64)

    def close(self) -> None:
        """Let go of everything."""
        self.waiting.clear()
        self.parts.clear()
        if self.file is not None:
            self.file.close()

    def _write(self, lines: Lines) -> None:
        try:
            if self.file is None:
                self.file = tempfile.TemporaryFile(prefix="dgov-std-")  # noqa: SIM115 - open until the run ends
            self.file.seek(self.written * _WORD)
            self.file.write(np.ascontiguousarray(lines).data.cast("B"))
            self.file.flush()
        except OSError as error:
            raise no_room(error) from error
        self.written += lines.size

    def _read(self, part: Lines | _Stored) -> Lines:
        if not isinstance(part, _Stored):
            return part
        found = b""
        if self.file is not None:
            self.file.seek(part.start * _WORD)
            found = self.file.read(part.count * self.width * _WORD)
        if len(found) != part.count * self.width * _WORD:
            raise no_room(OSError("short read"))
        return np.frombuffer(found, dtype=np.uint64).reshape(part.count, self.width)


def runs_of(old: Ledger, new: Ledger, most: int) -> Iterator[tuple[int, int]]:
    """Yield runs of divisions that hold at most `most` rows together, or are one division."""
    sizes = (old.sizes + new.sizes).tolist()
    first = total = 0
    for division, size in enumerate(sizes):
        if total + size > most and total:
            yield first, division
            first, total = division, 0
        total += size
    if total:
        yield first, DIVISIONS
