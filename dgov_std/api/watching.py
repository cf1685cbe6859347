"""A table that tells how far it was read: for whoever waits for a long check."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dgov_std.dataset.block import Batch, Block
from dgov_std.dataset.table import Form, Table


class Watched:
    """A table like the one in it; `watch` is told of each piece read, its bytes or else its rows, on the reading thread."""

    def __init__(self, table: Table, watch: Callable[[int], None]) -> None:
        """Watch over a table."""
        self._table = table
        self._watch = watch
        self.name = table.name
        self.header = table.header

    @property
    def form(self) -> Form:
        """How the file turned out to be written."""
        return self._table.form

    def blocks(self) -> Iterator[Block | Batch]:
        """Yield the pieces of the table in it."""
        for block in self._table.blocks():
            self._watch(len(block.data) if isinstance(block, Block) else len(block))
            yield block

    def parse(self, block: Block | Batch) -> Batch:
        """Turn one piece into cells."""
        return self._table.parse(block)

    def fingerprint(self) -> tuple[int, str] | None:
        """Return (bytes, sha256 hex) of the input once all blocks were read."""
        return self._table.fingerprint()

    def close(self) -> None:
        """Release files and child processes."""
        self._table.close()
