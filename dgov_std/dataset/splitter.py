"""Cut the bytes of a CSV file into Blocks of whole records, a few megabytes each."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from dgov_std.dataset.block import Block
from dgov_std.dataset.exact import Dialect
from dgov_std.dataset.structure import regular_records, survey

_LF = 10
BLOCK_SIZE = 4 * 1024 * 1024  # smaller ones cost calls, larger ones cache and memory: docs/decisions/bytes-in-planes.md


def split(
    read: Callable[[int], bytes],
    dialect: Dialect,
    *,
    first_row: int,
    first_line: int,
    block_size: int = BLOCK_SIZE,
) -> Iterator[Block]:
    """Yield Blocks until `read` returns no more bytes.

    Args:
        read: returns up to the given number of bytes, empty at the end; begins at a record start.
        dialect: how the file is written.
        first_row: spreadsheet row of the first record.
        first_line: physical line of the first record.
        block_size: bytes per Block, exceeded only by a record that is larger.
    """
    buffer, at, final = b"", 0, False
    record, row, line = 1, first_row, first_line
    window = block_size
    while True:
        while len(buffer) - at < window and not final:
            data = read(window - len(buffer) + at)
            final = not data
            buffer, at = buffer[at:] + data, 0
        if at == len(buffer):
            return
        piece = buffer[at : at + window]  # no copy when it is the whole
        whole = final and len(buffer) - at <= window
        cut, records, lines, plain = cut_records(piece, dialect, final=whole)
        if cut == 0:
            # No record ends in the window: doubling it keeps the work linear in its size.
            window *= 2
            continue
        yield Block(piece[:cut], record, line, row, plain)
        record, row, line = record + records, row + records, line + lines
        at += cut
        window = block_size


def cut_records(data: bytes, dialect: Dialect, *, final: bool) -> tuple[int, int, int, bool]:
    """Find the complete records at the start of `data`.

    Returns their size, their number, the number of their line ends, and whether they are plain:
    quotes, if any, only where they may be, and none around a line end.
    """
    if b'"' not in data and (b"\r" not in data or not lone_return(data, dialect)):
        cut = data.rfind(b"\n") + 1
        # Numpy counts a frequent byte five times as fast as bytes.count.
        lines = int(np.count_nonzero(np.frombuffer(data, np.uint8, cut) == _LF))
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


def lone_return(data: bytes, dialect: Dialect) -> bool:
    """Return whether a CR may stand without LF, which only the survey can judge."""
    return dialect.cr_ends or data.count(b"\r") != data.count(b"\r\n")
