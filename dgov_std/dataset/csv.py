"""CSV files: how one is written is found out at opening; its Blocks are parsed anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from dgov_std.dataset.aside import set_aside
from dgov_std.dataset.block import Batch, Block
from dgov_std.dataset.cell_range import CellRange
from dgov_std.dataset.csv_cells import Reading, parse_block
from dgov_std.dataset.csv_head import find_start
from dgov_std.dataset.cut import cut_batch
from dgov_std.dataset.encoding import UTF8
from dgov_std.dataset.guess import guessed_encoding
from dgov_std.dataset.layout import PLAIN, Wanted
from dgov_std.dataset.record import EndlessRecord
from dgov_std.dataset.refusal import endless_line, is_sparse, too_sparse
from dgov_std.dataset.source import Source
from dgov_std.dataset.splitter import BLOCK_SIZE, MOST_RECORDS, split
from dgov_std.dataset.table import Form
from dgov_std.dataset.writing import SAMPLE, Writing, find_writing

_MOST_CELLS, _FEWEST_RECORDS = 4_000_000, 64  # of a Block: short rows below a wide header are filled up to its width


class CsvTable:
    """A CSV file as a `Table`.

    While a file holds nothing but ASCII it may yet turn out to be in any encoding; that is decided
    on the first Block that holds more, before it is delivered, and `form` says so from then on.
    """

    def __init__(
        self,
        name: str,
        header: tuple[str, ...],
        form: Form,
        source: Source,
        reading: Reading,
        *,
        writing: Writing,
        first_line: int,
        block_size: int,
        cells: CellRange | None = None,
    ) -> None:
        """Take over the source, which stands behind the header; use `open_csv`."""
        self.name = name
        self.header = header
        self.form = form
        self._source = source
        self._reading = reading
        self._writing = writing
        self._first_line = first_line
        self._block_size = block_size
        self._cells = cells

    @property
    def reading(self) -> Reading:
        """How to parse the Blocks delivered so far, for other processes and machines."""
        return self._reading

    def blocks(self) -> Iterator[Block | Batch]:
        """Yield the file in Blocks of whole records. Raises InputError for a line without end."""
        try:
            yield from self._pieces()
        except EndlessRecord as error:
            raise endless_line(self._source.path, error.line) from None

    def _pieces(self) -> Iterator[Block]:
        pieces = split(
            self._source.read,
            self._reading.dialect,
            first_row=self.form.header_row + 1,
            first_line=self._first_line,
            first_byte=self._source.position,
            block_size=self._block_size,
            most=max(_FEWEST_RECORDS, min(MOST_RECORDS, _MOST_CELLS // max(len(self.header), 1))),
        )
        size = 0
        for block in (
            pieces if self._cells is None or self._cells.bottom is None else self._until(self._cells.bottom, pieces)
        ):
            size += len(block.data)
            if is_sparse(block.first_record, len(self.header), size):
                raise too_sparse(self._source.path, len(self.header))
            if not self._writing.encoding.certain and not block.data.isascii():
                self._decide(block.data)
            yield block

    def _until(self, bottom: int, pieces: Iterator[Block]) -> Iterator[Block]:
        """Yield the Blocks up to a row; the rest of the file is only read, for the fingerprint."""
        held: Block | None = None
        for block in pieces:
            if held is not None:
                yield replace(held, last=block.first_row > bottom)
            held = block if block.first_row <= bottom else None
            if held is None:
                break
        if held is not None:
            yield held
        while self._source.read(self._block_size):
            pass

    def _decide(self, data: bytes) -> None:
        # All Blocks before were ASCII, which reads alike in all encodings that are guessed: nothing to do again.
        before = tuple(self._writing.remarks())
        self._writing = replace(self._writing, encoding=guessed_encoding(data, final=True))
        found = self._writing.encoding
        self._reading = replace(self._reading, encoding=found.cells)
        kept = tuple(remark for remark in self.form.remarks if remark not in before)
        self.form = replace(self.form, encoding=found.name, remarks=(*self._writing.remarks(), *kept))

    def parse(self, block: Block | Batch) -> Batch:
        """Return the cells of one Block."""
        if isinstance(block, Batch):
            return block
        batch = parse_block(block, self._reading)
        if self._cells is not None:
            batch = cut_batch(batch, self._cells)
        return set_aside(batch, self.header, last=block.last)

    def fingerprint(self) -> tuple[int, str] | None:
        """Return (bytes, sha256 in hexadecimal) once all Blocks were read."""
        return self._source.fingerprint

    def close(self) -> None:
        """Close the file."""
        self._source.close()


def open_csv(
    path: Path,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    wanted: Wanted = PLAIN,
    block_size: int = BLOCK_SIZE,
    sample_size: int = SAMPLE,
    stream: BinaryIO | None = None,
) -> CsvTable:
    """Open a CSV file.

    Args:
        path: the file.
        encoding: a codec name instead of the detected one.
        delimiter: one character instead of the detected one.
        wanted: how the table in it is to be found.
        block_size: bytes per Block.
        sample_size: bytes looked at for the encoding.
        stream: what is packed in the file, where it is compressed.

    Raises:
        InputError: the file is missing, empty, binary, or holds no table that can be read.
        UsageError: the encoding or the delimiter makes no sense.
    """
    source = Source(path, stream)
    try:
        writing = find_writing(path, source, encoding=encoding, delimiter=delimiter, sample_size=sample_size)
        found, dialect = writing.encoding, writing.dialect
        start = find_start(path, source, dialect, found.cells, wanted)
    except BaseException:
        source.close()
        raise
    layout = start.layout
    form = Form(
        "csv",
        found.name,
        found.bom > 0,
        dialect.delimiter.decode(UTF8),
        header_row=layout.header_row,
        header_rows=layout.header_rows,
        cells=str(wanted.cells) if wanted.cells is not None else None,
        quote=dialect.quote.decode(UTF8),
        escape=dialect.escape.decode(UTF8) or None,
        remarks=(*writing.remarks(), *layout.remarks),
    )
    return CsvTable(
        path.stem,
        layout.header,
        form,
        source,
        Reading(start.width, dialect, found.cells),
        writing=writing,
        first_line=start.lines + writing.declared + 1,
        block_size=block_size,
        cells=wanted.cells,
    )
