"""Records of text files written otherwise than pyarrow reads them: `，` between cells, `'` around them, escapes in them.

The definition of how they are read, slow, one record at a time; what `twin` can put into usual signs is read faster. The bytes are UTF-8, in which no
character begins within another. A cell whose closing quote is followed by anything but a delimiter or a record end is
literal text, quotes included; one whose quote never closes is damaged: the same rules as in `exact`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dgov_std.dataset.record import Dialect, Record

_MARGIN = 16  # bytes behind a record that must be known for it to be certain: CRLF, blanks, a delimiter
_BLANKS = rb"[ \t]{0,8}"


@dataclass(frozen=True, slots=True)
class _Signs:
    """The patterns of a dialect."""

    opening: re.Pattern[bytes]  # a quote at the start of a cell
    quoted: re.Pattern[bytes]  # what matters within quotes: an escape or a closing quote
    literal: re.Pattern[bytes]  # what matters outside: an escape, a delimiter, a record end
    ending: re.Pattern[bytes]  # behind a closing quote: blanks, and a delimiter, a record end or the end of the file
    escaped: re.Pattern[bytes] | None


@lru_cache(maxsize=32)
def _signs(dialect: Dialect) -> _Signs:
    ends = rb"\r\n|\r|\n" if dialect.cr_ends else rb"\r?\n"
    stop = b"(?P<stop>" + re.escape(dialect.delimiter) + b"|" + ends + b")"
    closer, escape = re.escape(dialect.closer), re.escape(dialect.escape)
    pair = escape + b"(?:\r\n|.)|" if escape else b""
    blanks = _BLANKS if dialect.spaced else b""
    special = (
        b"(" + b"|".join([escape, closer, re.escape(dialect.quote), re.escape(dialect.delimiter), rb"\r\n|\r|\n"]) + b")"
    )
    return _Signs(
        opening=re.compile(blanks + re.escape(dialect.quote)),
        quoted=re.compile(pair + b"(?P<close>" + closer + b")", re.DOTALL),
        literal=re.compile(pair + stop, re.DOTALL),
        ending=re.compile(blanks + b"(?:" + stop + rb"|\Z)"),
        escaped=re.compile(escape + special) if escape else None,
    )


def read_other(data: bytes, start: int, dialect: Dialect, *, final: bool) -> Record | None:
    """Read the record that starts at `start`, or return None when `data` ends before it is known where it does."""
    signs = _signs(dialect)
    cells: list[bytes] = []
    at, open_quote = start, 0
    while True:
        found = _cell(data, at, dialect, signs, final=final)
        if found is None:
            return None
        cell, end, after, opened = found
        cells.append(cell)
        if opened and not open_quote:
            open_quote = len(cells)
        if data[end:after] != dialect.delimiter:
            if not final and after + _MARGIN > len(data):
                return None
            return Record(cells, after, open_quote, blank=len(cells) == 1 and end == start)
        at = after


def _cell(data: bytes, at: int, dialect: Dialect, signs: _Signs, *, final: bool) -> tuple[bytes, int, int, bool] | None:
    """Return a cell, where it ends, where what ends it ends, and whether its quote never closed."""
    opening = signs.opening.match(data, at)
    if opening is None:
        end, after = _stop(data, at, signs)
        return _plain(data[at:end], signs), end, after, False
    close = _close(data, opening.end(), dialect, signs)
    if close < 0 and not final and len(data) < opening.end() + dialect.limit:
        return None
    ending = signs.ending.match(data, close + len(dialect.closer)) if close >= 0 else None
    if ending is not None:
        cell = data[opening.end() : close].replace(dialect.closer * 2, dialect.closer)
        end, after = ending.span("stop") if ending["stop"] is not None else (ending.end(), ending.end())
        return _plain(cell, signs), end, after, False
    # A wrong close on a later line belongs to another cell; one on the same line is part of this one, up to the next stop.
    opened = close < 0 or has_end(data, at, close, dialect)
    end, after = _stop(data, at if opened else close + len(dialect.closer), signs)
    return data[at:end], end, after, opened


def has_end(data: bytes, begin: int, end: int, dialect: Dialect) -> bool:
    """Whether a record end stands between two offsets."""
    return data.find(b"\n", begin, end) >= 0 or (dialect.cr_ends and data.find(b"\r", begin, end) >= 0)


def _close(data: bytes, at: int, dialect: Dialect, signs: _Signs) -> int:
    """Return where the closing quote stands, -1 where there is none."""
    horizon = at + dialect.limit
    while True:
        found = signs.quoted.search(data, at, horizon)
        if found is None:
            return -1
        if found["close"] is None:
            at = found.end()
        elif data.startswith(dialect.closer, found.end()):
            at = found.end() + len(dialect.closer)
        else:
            return found.start("close")


def _stop(data: bytes, at: int, signs: _Signs) -> tuple[int, int]:
    """Return where the delimiter or record end behind `at` stands; the end of the data where there is none."""
    while True:
        found = signs.literal.search(data, at)
        if found is None:
            return len(data), len(data)
        if found["stop"] is not None:
            return found.span("stop")
        at = found.end()


def _plain(cell: bytes, signs: _Signs) -> bytes:
    return cell if signs.escaped is None else signs.escaped.sub(rb"\1", cell)


def read_all(data: bytes, dialect: Dialect, *, final: bool) -> list[Record]:
    """Return the complete records of `data`, which begins at a record start."""
    records: list[Record] = []
    at = 0
    while at < len(data):
        record = read_other(data, at, dialect, final=final)
        if record is None:
            break
        records.append(record)
        at = record.end
    return records
