"""Cut the bytes of a CSV file into Blocks of whole records, a few megabytes each."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np

from dgov_std.dataset.block import Block
from dgov_std.dataset.csv_other import read_all
from dgov_std.dataset.exact import Dialect, read_record
from dgov_std.dataset.record import MAX_RECORD, EndlessRecord
from dgov_std.dataset.structure import line_ends, regular_records, survey
from dgov_std.dataset.twin import twin_of

_LF = 10
MOST_RECORDS = 250_000
BLOCK_SIZE = 4 * 1024 * 1024  # smaller ones cost calls, larger ones cache and memory: docs/decisions/bytes-in-planes.md


def split(
    read: Callable[[int], bytes],
    dialect: Dialect,
    *,
    first_row: int,
    first_line: int,
    first_byte: int = -1,
    block_size: int = BLOCK_SIZE,
    most: int = MOST_RECORDS,
) -> Iterator[Block]:
    """Yield Blocks until `read` returns no more bytes; the last one says so.

    Args:
        read: returns up to the given number of bytes, empty at the end; begins at a record start.
        dialect: how the file is written.
        first_row: spreadsheet row of the first record.
        first_line: physical line of the first record.
        first_byte: where the first byte stands in the file, -1 where that is not known.
        block_size: bytes per Block, exceeded only by a record that is larger.
        most: records per Block: many short ones become more cells than a Block of other records has.

    Raises:
        EndlessRecord: a record is longer than MAX_RECORD.
    """
    held: Block | None = None
    for block in _blocks(read, dialect, Block(b"", 1, first_line, first_row, first_byte=first_byte), block_size, most):
        if held is not None:
            yield held
        held = block
    if held is not None:
        yield replace(held, last=True)


def _blocks(read: Callable[[int], bytes], dialect: Dialect, start: Block, block_size: int, most: int) -> Iterator[Block]:
    """Yield the Blocks behind `start`, which is empty and says where the first one begins."""
    rest, final, window = b"", False, block_size
    while True:
        fresh = read(window - len(rest)) if len(rest) < window and not final else b""
        final = final or (len(rest) < window and not fresh)
        plain = None if final or len(rest) + len(fresh) != window else _plain_records(rest, fresh, dialect)
        if plain is not None:
            data, rest = plain
            lines = _count_lines(data)
            yield from _portions(replace(start, data=data, plain=True), dialect, lines, most)
            start = _behind(start, len(data), lines, lines)
            continue
        buffer = rest + fresh
        while len(buffer) < window and not final:
            fresh = read(window - len(buffer))
            final = not fresh
            buffer += fresh
        if not buffer:
            return
        piece = buffer[:window]  # no copy when it is the whole
        cutting = cut_records if window == block_size else _cut_one
        cut, records, lines, alike = cutting(piece, dialect, final=final and len(buffer) <= window)
        if cut == 0:
            if window > MAX_RECORD:
                raise EndlessRecord(start.first_line)
            # No record ends in the window: doubling it keeps the work linear in its size.
            rest, window = buffer, window * 2
            continue
        yield from _portions(replace(start, data=piece[:cut], plain=alike), dialect, records, most)
        start = _behind(start, cut, records, lines)
        rest, window = buffer[cut:], block_size


def _portions(block: Block, dialect: Dialect, records: int, most: int) -> Iterator[Block]:
    """Yield a Block of so many records in parts of at most `most`."""
    if records <= most:
        yield block
        return
    newlines = line_ends(np.frombuffer(block.data, np.uint8), dialect)
    if block.plain:
        ends = newlines + 1
    elif dialect.other:
        ends = np.array([record.end for record in read_all(block.data, dialect, final=True)])
    else:
        ends = survey(block.data, dialect, final=True).ends
    cuts = [0, *ends[most - 1 : records - 1 : most].tolist(), len(block.data)]
    for number, (begin, end) in enumerate(itertools.pairwise(cuts)):
        lines = int(np.searchsorted(newlines, begin))
        yield replace(_behind(block, begin, number * most, lines), data=block.data[begin:end])


def _plain_records(rest: bytes, fresh: bytes, dialect: Dialect) -> tuple[bytes, bytes] | None:
    """Return the complete records of two pieces and what is behind them, None where it takes more to tell.

    Tells where there is neither a quote nor a CR without LF. The bytes are copied once.
    """
    if dialect.other or b'"' in fresh or b'"' in rest or b"\r" in rest:
        return None
    if b"\r" in fresh and lone_return(fresh, dialect):
        return None
    cut = fresh.rfind(b"\n") + 1
    return (b"".join((rest, memoryview(fresh)[:cut])), fresh[cut:]) if cut else None


def _count_lines(data: bytes, size: int = -1) -> int:
    """Count the newlines; numpy counts a frequent byte five times as fast as bytes.count."""
    return int(np.count_nonzero(np.frombuffer(data, np.uint8, size) == _LF))


def _behind(block: Block, size: int, records: int, lines: int) -> Block:
    """Return where the next Block begins."""
    return replace(
        block,
        first_record=block.first_record + records,
        first_row=block.first_row + records,
        first_line=block.first_line + lines,
        first_byte=-1 if block.first_byte < 0 else block.first_byte + size,
    )


def cut_records(data: bytes, dialect: Dialect, *, final: bool) -> tuple[int, int, int, bool]:
    """Find the complete records at the start of `data`.

    Returns their size, their number, the number of their line ends, and whether they are plain:
    quotes, if any, only where they may be, and none around a line end.
    """
    if dialect.other:
        return _cut_other(data, dialect, final=final)
    if b'"' not in data and (b"\r" not in data or not lone_return(data, dialect)):
        cut = data.rfind(b"\n") + 1
        lines = _count_lines(data, cut) if cut else 0
        if final and cut < len(data):
            return len(data), lines + 1, lines, True
        return cut, lines, lines, True
    regular = None if final or dialect.cr_ends else regular_records(data, dialect)
    if regular is not None:
        cut, records = regular
        return cut, records, records, True
    found = survey(data, dialect, final=final)
    if not len(found.ends):
        return 0, 0, 0, False
    cut = int(found.ends[-1])
    return cut, len(found.ends), int(np.searchsorted(found.newlines, cut)), found.plain


def _cut_one(data: bytes, dialect: Dialect, *, final: bool) -> tuple[int, int, int, bool]:
    """Find the one record at the start of `data`, a long one: the others behind it are better cut in Blocks of their own."""
    record = read_record(data, 0, dialect, final=final)
    if record is None:
        return 0, 0, 0, False
    return record.end, 1, len(line_ends(np.frombuffer(data, np.uint8, record.end), dialect)), False


def _cut_other(data: bytes, dialect: Dialect, *, final: bool) -> tuple[int, int, int, bool]:
    """Find the complete records of a file with unusual signs."""
    twin = twin_of(dialect)
    swapped = twin.swapped(data) if twin else None
    if twin and swapped is not None:
        cut, count, lines, plain = cut_records(swapped, twin.dialect, final=final)
        return len(twin.swapped(swapped[:cut]) or b""), count, lines, plain
    records = read_all(data, dialect, final=final)
    cut = records[-1].end if records else 0
    return cut, len(records), len(line_ends(np.frombuffer(data, np.uint8, cut), dialect)) if cut else 0, False


def lone_return(data: bytes, dialect: Dialect) -> bool:
    """Return whether a CR may stand without LF, which only the survey can judge."""
    return dialect.cr_ends or data.count(b"\r") != data.count(b"\r\n")
