"""The exact reading of one record: the definition that every faster path must agree with.

A quote opens a cell only at the cell's start. A cell whose closing quote is followed by anything
but a delimiter or a record end is literal text, quotes included, up to the next delimiter or
record end. If such a wrong close lies on a later line, or no close is found within `limit`
bytes, the opening quote never closed: the cell is literal and the row is damaged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

MAX_CELL = 64 * 1024 * 1024  # bytes between an opening quote and its close


@dataclass(frozen=True, slots=True)
class Dialect:
    """How cells and records are told apart.

    `cr_ends` says that a lone CR ends a record, as in files of old Macs; otherwise LF and CRLF do
    and a lone CR is data.
    """

    delimiter: bytes
    cr_ends: bool = False
    limit: int = MAX_CELL


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its cells as bytes, the offset behind it, the cell (1-based) of an open quote.

    `blank` says that its line is completely empty; one of `""` is not.
    """

    cells: list[bytes]
    end: int
    open_quote: int = 0
    blank: bool = False


@lru_cache(maxsize=32)
def _stops(dialect: Dialect) -> re.Pattern[bytes]:
    ends = rb"\r\n|\r|\n" if dialect.cr_ends else rb"\r?\n"
    return re.compile(re.escape(dialect.delimiter) + b"|" + ends)


def read_record(data: bytes, start: int, dialect: Dialect, *, final: bool) -> Record | None:
    """Read the record that starts at `start`.

    Args:
        data: bytes of the file; `start` is smaller than its length.
        start: offset of the first byte of a record.
        dialect: how the file is written.
        final: True when the file ends where `data` ends.

    Returns:
        The record, or None when `data` ends before it is known where the record does.
    """
    stops = _stops(dialect)
    cells: list[bytes] = []
    open_quote = 0
    at = start
    while True:
        begin = search = at
        quoted = False
        if data[at : at + 1] == b'"':
            close = _close(data, at, dialect, final=final)
            if close is None:
                return None
            if close < 0:
                open_quote = open_quote or len(cells) + 1
            else:
                search, quoted = close + 1, True
        stop = stops.search(data, search)
        if stop is None:
            if not final:
                return None
            end, after = len(data), b""
        else:
            end, after = stop.span()[0], stop.group()
            if after == b"\r" and stop.end() == len(data) and not final:
                return None
        if quoted and end == search:
            cells.append(data[begin + 1 : end - 1].replace(b'""', b'"'))
        elif quoted and _has_end(data, begin, search, dialect):
            # The close stands on a later line and does not fit there: it belongs to another cell.
            open_quote = open_quote or len(cells) + 1
            stop = stops.search(data, begin)
            assert stop is not None  # noqa: S101  (the line end just seen)
            end, after = stop.span()[0], stop.group()
            cells.append(data[begin:end])
        else:
            cells.append(data[begin:end])
        at = end + len(after)
        if after != dialect.delimiter:
            return Record(cells, at, open_quote, blank=end == start)


def _close(data: bytes, opening: int, dialect: Dialect, *, final: bool) -> int | None:
    """Return the offset of the closing quote, -1 if there is none, None if it cannot be known."""
    at = opening + 1
    horizon = opening + dialect.limit
    while True:
        quote = data.find(b'"', at, horizon)
        if quote < 0:
            return -1 if final or len(data) >= horizon else None
        following = data[quote + 1 : quote + 2]
        if following == b'"':
            at = quote + 2
            continue
        unknown = not following or (following == b"\r" and quote + 2 == len(data))
        return None if unknown and not final else quote


def _has_end(data: bytes, begin: int, end: int, dialect: Dialect) -> bool:
    if data.find(b"\n", begin, end) >= 0:
        return True
    return dialect.cr_ends and data.find(b"\r", begin, end) >= 0
