"""The first records of a text file: read once to find the table, then given back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dgov_std.dataset.encoding import decode_cell
from dgov_std.dataset.exact import Dialect, read_record
from dgov_std.dataset.layout import HEAD_CELLS, HEAD_ROWS, Head, Layout, Wanted, find_layout
from dgov_std.dataset.record import MAX_COLUMNS, MAX_RECORD, EndlessRecord
from dgov_std.dataset.refusal import endless_line, refuse, too_wide
from dgov_std.dataset.source import Source
from dgov_std.dataset.structure import line_ends
from dgov_std.text import Text

_PIECE = 64 * 1024
_MOST_BYTES = 256 * 1024  # looked at once a record is there; a row asked for may lie further down


@dataclass(frozen=True, slots=True)
class Start:
    """Where the data of a file begin: the layout, cells per record, and the lines before them."""

    layout: Layout
    width: int
    lines: int


def find_start(path: Path, source: Source, dialect: Dialect, codec: str, wanted: Wanted) -> Start:
    """Read up to the first record of the data, which `source` delivers next.

    Args:
        path: the file, for messages.
        source: stands at the start of the text.
        dialect: how the file is written.
        codec: the encoding of the cells.
        wanted: how the table is to be found.

    Raises:
        InputError: nothing in it, no such row, or no table that can be read (see `find_layout`).
    """
    try:
        data, ends, rows, complete = _records(source, dialect, lambda cell: decode_cell(cell, codec)[0], wanted)
    except EndlessRecord as error:
        raise endless_line(path, error.line) from None
    asked = wanted.header_row
    if rows and asked is not None and asked > len(rows):
        raise refuse(
            path,
            Text(f"没有第 {asked} 行, 文件只有 {len(rows)} 行", f"there is no row {asked}, the file has {len(rows)}"),
            Text("请检查指定的表头行号", "check the header row that was asked for"),
        )
    if any(len(row) > MAX_COLUMNS for row in rows):
        raise too_wide(path, max(map(len, rows)))
    layout = find_layout(path, Head(rows, complete=complete), wanted) if rows else None
    if layout is None:
        raise wanted.nothing(path)
    number = layout.header_row
    at = ends[number - 1] if number else 0
    source.unread(data[at:])
    sizes = [len(row) for row in rows[max(number - layout.header_rows, 0) : number]]
    width = max(sizes, default=0) if layout.header_rows else _commonest([len(row) for row in rows[number:]])
    return Start(layout, max(width, len(layout.header)), len(line_ends(np.frombuffer(data[:at], np.uint8), dialect)))


def _commonest(sizes: list[int]) -> int:
    return max(sizes, key=lambda size: (sizes.count(size), size), default=1)


def _records(
    source: Source, dialect: Dialect, decode: Callable[[bytes], str], wanted: Wanted
) -> tuple[bytes, list[int], list[tuple[str, ...]], bool]:
    """Return the bytes read, where each record in them ends, its cells, and whether that is the whole file."""
    data, at, final = b"", 0, False
    ends: list[int] = []
    rows: list[tuple[str, ...]] = []
    beyond = max(wanted.header_row or 0, wanted.skip_rows, wanted.cells.top if wanted.cells else 0)
    left, cells = 0, HEAD_CELLS  # rows still to be read; none as long as all are blank
    while not (left == 1 or cells < 0):
        record = read_record(data, at, dialect, final=final) if at < len(data) else None
        if record is None and (final or (left > 1 and len(data) - at > _MOST_BYTES)):
            break
        if record is None and len(data) - at > MAX_RECORD:
            raise EndlessRecord(len(line_ends(np.frombuffer(data, np.uint8, at), dialect)) + 1)
        if record is None:
            more = source.read(max(_PIECE, len(data)))
            final = not more
            data += more
            continue
        at = record.end
        ends.append(at)
        rows.append(tuple(map(decode, record.cells)))
        filled = len(ends) > beyond - 1 and any(cell.strip() for cell in rows[-1])
        left = left - 1 if left else (HEAD_ROWS + 1) * filled
        cells -= len(record.cells) if left else 0
        if left and at > _MOST_BYTES and len(ends) > beyond:
            break
    return data, ends, rows, final and at == len(data)
