"""The exact reading of one record: the definition that every faster path must agree with.

A quote opens a cell only at the cell's start. A cell whose closing quote is followed by anything
but a delimiter or a record end is literal text, quotes included, up to the next delimiter or
record end. If such a wrong close lies on a later line, or no close is found within `limit`
bytes, the opening quote never closed: the cell is literal and the row is damaged.
"""

from __future__ import annotations

import re
from functools import lru_cache

from dgov_std.dataset.csv_other import has_end, read_other
from dgov_std.dataset.record import MAX_CELL, Dialect, Record

__all__ = ["MAX_CELL", "Dialect", "Record", "read_record"]

_ANY_END = re.compile(rb"\r\n?|\n")


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
    if dialect.other:
        return read_other(data, start, dialect, final=final)
    cells: list[bytes] = []
    open_quote = 0
    at, line = start, (-1, -1)
    opening = dialect.delimiter + b'"'
    while True:
        if data[at : at + 1] != b'"':
            # Up to the next cell that begins with a quote, or the line's end, all is literal.
            if line[0] < at:
                found = _line_end(data, at, dialect, final=final)
                if found is None:
                    return None
                line = found
            opener = data.find(opening, at, line[0])
            cells += data[at : line[0] if opener < 0 else opener].split(dialect.delimiter)
            if opener < 0:
                return Record(cells, line[1], open_quote, blank=line[0] == start)
            at = opener + 1
        quoted = _quoted_cell(data, at, dialect, final=final)
        if quoted is None:
            return None
        cell, end, after, opened = quoted
        cells.append(cell)
        if opened and not open_quote:
            open_quote = len(cells)
        if data[end:after] != dialect.delimiter:
            return Record(cells, after, open_quote)
        at = after


def _line_end(data: bytes, at: int, dialect: Dialect, *, final: bool) -> tuple[int, int] | None:
    """Return where the line ends and the next begins, None if that cannot be known."""
    if dialect.cr_ends:
        end = _ANY_END.search(data, at)
        if end is not None and (final or end.group() != b"\r" or end.end() < len(data)):
            return end.span()
        return (len(data), len(data)) if final and end is None else None
    newline = data.find(b"\n", at)
    if newline >= 0:
        return newline - (newline > at and data[newline - 1 : newline] == b"\r"), newline + 1
    return (len(data), len(data)) if final else None


def _quoted_cell(data: bytes, begin: int, dialect: Dialect, *, final: bool) -> tuple[bytes, int, int, bool] | None:
    """Read a cell that begins with a quote.

    Returns:
        Its bytes, where it ends, where what ends it ends, whether its quote never closed; None
        when that cannot be known yet.
    """
    stops = _stops(dialect)
    close = _close(data, begin, dialect, final=final)
    if close is None:
        return None
    search = begin if close < 0 else close + 1
    stop = stops.search(data, search)
    if stop is None and not final:
        return None
    if stop is not None and stop.group() == b"\r" and stop.end() == len(data) and not final:
        return None
    end, after = stop.span() if stop else (len(data), len(data))
    if close >= 0 and end == search:
        return data[begin + 1 : close].replace(b'""', b'"'), end, after, False
    if close >= 0 and has_end(data, begin, search, dialect):
        # The close stands on a later line and does not fit there: it belongs to another cell.
        stop = stops.search(data, begin)
        end, after = stop.span() if stop else (len(data), len(data))
        return data[begin:end], end, after, True
    return data[begin:end], end, after, close < 0


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
