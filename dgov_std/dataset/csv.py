"""CSV files: how one is written is found out at opening; its Blocks are parsed anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from dgov_std.dataset.block import Batch, Block
from dgov_std.dataset.csv_cells import Reading, parse_block
from dgov_std.dataset.dialect import named_delimiter, sniff_dialect
from dgov_std.dataset.encoding import (
    GB18030,
    Encoding,
    decode_cell,
    guessed_encoding,
    marked_encoding,
    named_encoding,
)
from dgov_std.dataset.exact import Dialect, Record, read_record
from dgov_std.dataset.refusal import binary, empty, foreign, refuse
from dgov_std.dataset.source import Source
from dgov_std.dataset.splitter import BLOCK_SIZE, split
from dgov_std.dataset.structure import survey
from dgov_std.dataset.table import Form
from dgov_std.text import Text

SAMPLE = 4 * 1024 * 1024  # bytes looked at for the encoding before anything is delivered
_DIALECT_SAMPLE = 64 * 1024


class CsvTable:
    """A CSV file as a `Table`.

    While a file holds nothing but ASCII it may yet turn out to be UTF-8 or GB18030; that is decided
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
        certain: bool,
        first_line: int,
        block_size: int,
    ) -> None:
        """Take over the source, which stands behind the header; use `open_csv`."""
        self.name = name
        self.header = header
        self.form = form
        self._source = source
        self._reading = reading
        self._certain = certain
        self._first_line = first_line
        self._block_size = block_size

    @property
    def reading(self) -> Reading:
        """How to parse the Blocks delivered so far, for other processes and machines."""
        return self._reading

    def blocks(self) -> Iterator[Block | Batch]:
        """Yield the file in Blocks of whole records."""
        pieces = split(
            self._source.read,
            self._reading.dialect,
            first_row=self.form.header_row + 1,
            first_line=self._first_line,
            block_size=self._block_size,
        )
        for block in pieces:
            if not self._certain and not block.data.isascii():
                self._decide(block.data)
            yield block

    def _decide(self, data: bytes) -> None:
        # All Blocks before were ASCII, which reads alike in both encodings: nothing to do again.
        found = guessed_encoding(data, final=True)
        self._certain = True
        self._reading = replace(self._reading, encoding=found.name)
        self.form = replace(self.form, encoding=found.name)

    def parse(self, block: Block | Batch) -> Batch:
        """Return the cells of one Block."""
        return block if isinstance(block, Batch) else parse_block(block, self._reading)

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
    header_row: int | None = None,
    block_size: int = BLOCK_SIZE,
    sample_size: int = SAMPLE,
) -> CsvTable:
    """Open a CSV file.

    Args:
        path: the file.
        encoding: a codec name instead of the detected one.
        delimiter: one ASCII character instead of the detected one.
        header_row: 1-based record that holds the column names; default the first that is not blank.
        block_size: bytes per Block.
        sample_size: bytes looked at for the encoding.

    Raises:
        InputError: the file is missing, empty, binary, or has no such header row.
        UsageError: the encoding or the delimiter makes no sense.
    """
    wanted = None if delimiter is None else named_delimiter(delimiter)
    source = Source(path)
    try:
        chosen = _encoding(path, source, encoding, sample_size)
        source.decode(chosen)
        sample = _read_up_to(source, _DIALECT_SAMPLE)
        source.unread(sample)
        dialect = sniff_dialect(sample, final=len(sample) < _DIALECT_SAMPLE, delimiter=wanted)
        if dialect.delimiter == b"|" and chosen.name == GB18030 and chosen.codec is None:
            # The second byte of a GB18030 character can equal "|", but in UTF-8 none can.
            chosen = replace(chosen, codec=GB18030)
            source.decode(chosen)
        record, number, lines = _header(path, source, dialect, header_row)
    except BaseException:
        source.close()
        raise
    codec = "utf-8" if chosen.codec else chosen.name
    header = tuple(decode_cell(cell, codec)[0] for cell in record.cells)
    form = Form("csv", chosen.name, chosen.bom > 0, dialect.delimiter.decode("ascii"), header_row=number)
    return CsvTable(
        path.stem,
        header,
        form,
        source,
        Reading(len(header), dialect, codec),
        certain=chosen.certain,
        first_line=lines + 1,
        block_size=block_size,
    )


def _encoding(path: Path, source: Source, name: str | None, sample_size: int) -> Encoding:
    sample = source.peek(sample_size)
    if not sample:
        raise empty(path)
    known = foreign(path, sample[:4096])
    if known is None and sample.startswith(b"PK\x03\x04"):
        what = Text("这是 zip 压缩文件或工作簿, 不是 CSV", "this is a zip archive or a workbook, not CSV")
        known = refuse(path, what, Text("请用 xlsx 扩展名提交", "hand it in under the extension xlsx"))
    if known is not None:
        raise known
    chosen = named_encoding(name, sample) if name else marked_encoding(sample)
    if chosen is None or chosen.codec is None:
        if b"\0" in sample:
            raise binary(path)
        chosen = chosen or guessed_encoding(sample, final=len(sample) < sample_size)
    return chosen


def _read_up_to(source: Source, size: int) -> bytes:
    data = b""
    while len(data) < size:
        more = source.read(size - len(data))
        if not more:
            break
        data += more
    return data


def _header(path: Path, source: Source, dialect: Dialect, wanted: int | None) -> tuple[Record, int, int]:
    """Consume the records up to the header; return it, its number, and the lines consumed."""
    data, at, number, final = b"", 0, 0, False
    while True:
        record = read_record(data, at, dialect, final=final) if at < len(data) else None
        if record is None and final:
            if wanted is None or number == 0:
                raise empty(path)
            raise refuse(
                path,
                Text(f"没有第 {wanted} 行, 文件只有 {number} 行", f"there is no row {wanted}, the file has {number}"),
                Text("请检查指定的表头行号", "check the header row that was asked for"),
            )
        if record is None:
            more = source.read(max(_DIALECT_SAMPLE, len(data)))
            final = not more
            data += more
            continue
        number += 1
        at = record.end
        if number == wanted or (wanted is None and any(cell.strip() for cell in record.cells)):
            source.unread(data[at:])
            return record, number, len(survey(data[:at], dialect, final=True).newlines)
