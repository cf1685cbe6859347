"""What every reader offers: a header, the facts of the form, and Blocks to parse anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from dgov_std.dataset.block import Batch, Block


@dataclass(frozen=True, slots=True)
class Form:
    """How the file turned out to be written; everything decided about it is stated here."""

    format: str  # csv, xlsx, xls, arrow, pandas
    encoding: str | None = None  # utf-8, gb18030 …
    bom: bool = False
    delimiter: str | None = None
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    header_row: int = 1


class Table(Protocol):
    """One table of an input. `blocks` may be iterated once; `parse` is pure and thread-safe."""

    name: str
    header: tuple[str, ...]
    form: Form

    def blocks(self) -> Iterator[Block | Batch]:
        """Yield the data in order, in pieces of a few megabytes."""

    def parse(self, block: Block | Batch) -> Batch:
        """Turn one piece into cells."""

    def fingerprint(self) -> tuple[int, str] | None:
        """Return (bytes, sha256 hex) of the input once all blocks were read, None for frames."""

    def close(self) -> None:
        """Release files and child processes."""
