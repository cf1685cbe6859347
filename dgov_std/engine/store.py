"""Where the digests of keys stay until the end of a file: in memory within a budget, then on disk.

The files are temporary in the strictest sense: they have no name, or one that the system removes
with the process, so nothing is left behind however the process ends.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import IO, TypeAlias

import numpy as np

from dgov_std.arrays import Bytes, Mask
from dgov_std.engine.digest import Digests
from dgov_std.errors import LimitError, Problem, reason
from dgov_std.text import Text

MEMORY = 64 << 20
_WIDTH = 16
_LEAST = 1 << 16
_CHUNK = 1 << 18

Chunk: TypeAlias = tuple[int, Digests, Mask]


@dataclass(slots=True)
class Shelf:
    """The digests of one track, a row per record in record order, and where it says something."""

    sizes: list[int] = field(default_factory=list)
    complete: list[Bytes | None] = field(default_factory=list)
    parts: list[Digests] = field(default_factory=list)
    file: IO[bytes] | None = None
    reading: Lock = field(default_factory=Lock)

    def append(self, digests: Digests, complete: Mask) -> None:
        """Add the rows of the next Batch."""
        self.sizes.append(len(digests))
        self.complete.append(None if complete.all() else np.packbits(complete))
        if self.file is None:
            self.parts.append(digests)
        else:
            _write(self.file, digests)

    def spill(self) -> None:
        """Move what is held in memory to a file, where all that follows goes, too."""
        try:
            self.file = tempfile.TemporaryFile(prefix="dgov-std-")  # noqa: SIM115 - open until the run ends
        except OSError as error:
            raise no_room(error) from error
        for part in self.parts:
            _write(self.file, part)
        self.parts.clear()

    def close(self) -> None:
        """Let go of everything."""
        self.parts.clear()
        if self.file is not None:
            self.file.close()

    @property
    def rows(self) -> int:
        """How many records there are."""
        return sum(self.sizes)

    def asked(self, other: Shelf | None = None) -> int:
        """Return in how many records the track says something, and another one, too."""
        total = 0
        others = self.complete if other is None else other.complete
        for size, bits, more in zip(self.sizes, self.complete, others, strict=True):
            known = [each for each in (bits, more) if each is not None]
            total += int(np.bitwise_count(np.bitwise_and.reduce(known)).sum()) if known else size
        return total

    def chunks(self) -> Iterator[Chunk]:
        """Yield (index of the first record, digests, mask of those that count), in record order."""
        if self.file is not None:
            with self.reading:
                self.file.flush()
        start = 0
        for first, last in self._runs():
            mask = self._mask(first, last)
            if self.file is None:
                yield start, _joined(self.parts[first:last]), mask
            else:
                with self.reading:
                    found = _read(self.file, start, len(mask))
                yield start, found, mask
            start += len(mask)

    def _runs(self) -> Iterator[tuple[int, int]]:
        """Yield runs of Batches that together have about as many rows as one chunk."""
        first = total = 0
        for i, size in enumerate(self.sizes):
            if total + size > _CHUNK and total:
                yield first, i
                first, total = i, 0
            total += size
        if first < len(self.sizes):
            yield first, len(self.sizes)

    def _mask(self, first: int, last: int) -> Mask:
        parts = zip(self.sizes[first:last], self.complete[first:last], strict=True)
        masks = [np.ones(n, np.bool_) if bits is None else np.unpackbits(bits, count=n).view(np.bool_) for n, bits in parts]
        return np.concatenate(masks)


@dataclass(slots=True)
class Store:
    """The shelves of a run, and how many bytes they may hold in memory together."""

    memory: int = MEMORY
    shelves: list[Shelf] = field(default_factory=list)
    held: int = 0

    def shelves_for(self, count: int) -> list[Shelf]:
        """Add so many empty shelves and return them."""
        new = [Shelf() for _ in range(count)]
        self.shelves += new
        return new

    def append(self, shelf: Shelf, digests: Digests, complete: Mask) -> None:
        """Add the rows of a Batch; beyond the budget every shelf goes to disk. Raises LimitError."""
        shelf.append(digests, complete)
        if shelf.file is None:
            self.held += digests.nbytes
            if self.held > self.memory:
                self.spill()

    def spill(self) -> None:
        """Move every shelf to disk; one opened later starts in memory again."""
        for shelf in self.shelves:
            if shelf.file is None:
                shelf.spill()
        self.held = 0

    def close(self) -> None:
        """Let go of everything."""
        for shelf in self.shelves:
            shelf.close()
        self.shelves.clear()

    def pieces(self, rows: int, width: int = 1) -> int:
        """Return into how many pieces (a power of two) rows of `width` numbers are divided to be sorted."""
        most = max(self.memory // (_WIDTH * width), _LEAST)
        return 1 << max(0, -(-rows // most) - 1).bit_length()


def _joined(parts: Sequence[Digests]) -> Digests:
    return parts[0] if len(parts) == 1 else np.concatenate(parts)


def _write(file: IO[bytes], digests: Digests) -> None:
    if not len(digests):
        return
    try:
        file.write(np.ascontiguousarray(digests).data.cast("B"))
    except OSError as error:
        raise no_room(error) from error


def _read(file: IO[bytes], start: int, count: int) -> Digests:
    file.seek(start * _WIDTH)
    found = file.read(count * _WIDTH)
    if len(found) != count * _WIDTH:
        raise no_room(OSError("short read"))
    return np.frombuffer(found, dtype=np.uint64).reshape(count, 2)


def no_room(error: OSError) -> LimitError:
    """Return the error for a temporary file of keys that could not be written or read back."""
    return LimitError(
        Problem(
            Text(
                f"查重、查引用要用的临时文件写不下({reason(error).zh})",
                f"the temporary file of the keys cannot be written ({reason(error).en})",
            ),
            where=tempfile.gettempdir(),
            todo=Text(
                "腾出磁盘空间, 或用环境变量 TMPDIR 换一个文件夹",
                "free some space, or name another folder with the variable TMPDIR",
            ),
        )
    )
