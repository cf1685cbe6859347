"""What every reader offers: a header, the facts of the form, and Blocks to parse anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from dgov_std.dataset.block import Batch, Block


@dataclass(frozen=True, slots=True)
class Remark:
    """What a reader has to tell of the form of a file: a finding code, where, how many, and which texts.

    `rows` are the first ones as the spreadsheet shows them, `columns` 0-based places in the header, `count`
    how many rows, cells or sheets it is about, `texts` labels, sheets or notes as written.
    """

    code: str
    rows: tuple[int, ...] = ()
    columns: tuple[int, ...] = ()
    count: int = 0
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """How the file turned out to be written; everything decided about it is stated here.

    `header_row` is the last row of the header, `header_rows` how many rows it takes (0: there is none and the
    columns are numbered); `cells` the range that was read, such as `B3:H200`, where it is not the whole sheet;
    `packed` the compression around the file.
    """

    format: str  # csv, xlsx, xls, xlsb, ods, parquet, arrow, jsonl, pandas
    encoding: str | None = None  # utf-8, gb18030 …
    bom: bool = False
    delimiter: str | None = None
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    header_row: int = 1
    header_rows: int = 1
    cells: str | None = None
    quote: str | None = None
    escape: str | None = None
    packed: str | None = None
    remarks: tuple[Remark, ...] = ()


class Table(Protocol):
    """One table of an input. `blocks` may be iterated once; `parse` is pure and thread-safe."""

    name: str
    header: tuple[str, ...]

    @property
    def form(self) -> Form:
        """How the file turned out to be written; final once all blocks were read."""

    def blocks(self) -> Iterator[Block | Batch]:
        """Yield the data in order, in pieces of a few megabytes."""

    def parse(self, block: Block | Batch) -> Batch:
        """Turn one piece into cells."""

    def fingerprint(self) -> tuple[int, str] | None:
        """Return (bytes, sha256 hex) of the input once all blocks were read, None for frames."""

    def close(self) -> None:
        """Release files and child processes."""
