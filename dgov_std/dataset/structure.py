"""Where the records of some bytes begin and end, found with array arithmetic on the quotes.

Quotes whose count before a newline is even leave that newline outside a cell. This holds only
where every quote stands where a quote may stand; a record with any other quote is read by
`exact.read_record`, and the arithmetic goes on behind it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from dgov_std.dataset.exact import Dialect, Record, read_record

Positions = np.ndarray[Any, np.dtype[np.int64]]
_QUOTE, _LF, _CR = 34, 10, 13
_CLOSE_BY, _MAX_BURST = 4, 256
_PIECE = 1 << 18


@dataclass(frozen=True, slots=True)
class Survey:
    """The complete records of some bytes.

    Attributes:
        ends: per record the offset behind its end, ascending.
        newlines: offsets of the last byte of every physical line end, quoted ones included.
        odd: records whose quotes are irregular, by their index, as the exact reader read them.
        marks: offsets of all quotes.
        first_marks: per record the number of quotes before it.
    """

    ends: Positions
    newlines: Positions
    odd: dict[int, Record]
    marks: Positions
    first_marks: Positions

    @property
    def plain(self) -> bool:
        """Whether all quotes are regular and no line end is quoted up to the last record's end."""
        if self.odd or not len(self.ends):
            return False
        last = int(self.ends[-1])
        inside = int(np.searchsorted(self.newlines, last))
        ended = inside > 0 and int(self.newlines[inside - 1]) == last - 1
        return inside == len(self.ends) - (not ended)

    @property
    def starts(self) -> Positions:
        """Per record the offset of its first byte."""
        starts = np.zeros(len(self.ends), np.int64)
        starts[1:] = self.ends[:-1]
        return starts

    def lines_before(self) -> Positions:
        """Per record the number of line ends before it."""
        return np.searchsorted(self.newlines, self.starts)


def line_ends(raw: np.ndarray[Any, np.dtype[np.uint8]], dialect: Dialect) -> Positions:
    """Return the offset of the last byte of every line end, quoted or not."""
    if not dialect.cr_ends:
        return np.flatnonzero(raw == _LF)
    returns = np.flatnonzero(raw == _CR)
    pairs = _byte_at(raw, returns + 1) == _LF
    return np.sort(np.concatenate([np.flatnonzero(raw == _LF), returns[~pairs]]))


def survey(data: bytes, dialect: Dialect, *, final: bool) -> Survey:
    """Return the complete records of `data`, which begins at a record start.

    With `final` a last record without a line end is complete too.
    """
    raw = np.frombuffer(data, np.uint8)
    newlines = line_ends(raw, dialect)
    usable = newlines
    if dialect.cr_ends and not final and len(raw) and raw[-1] == _CR:
        usable = newlines[:-1]  # the next bytes may bring the LF of this CR
    marks = np.flatnonzero(raw == _QUOTE)
    marks_before = np.searchsorted(marks, usable)
    wrong = _Wrong(data, marks, dialect)
    ends: list[Positions] = []
    firsts: list[Positions] = []
    odd: dict[int, Record] = {}
    count, start, burst = 0, 0, 1
    while start < len(data):
        first_mark = int(np.searchsorted(marks, start))
        parity = first_mark & 1
        fault = wrong.first(start, parity)
        low, high = np.searchsorted(usable, (start, fault))
        outside = low + np.flatnonzero((marks_before[low:high] & 1) == parity)
        if len(outside):
            ends.append(usable[outside] + 1)
            firsts.append(np.concatenate([[first_mark], marks_before[outside[:-1]]]))
            count += len(outside)
            start = int(ends[-1][-1])
        # Where a quote is still open after so many bytes, the exact reader tells that it never closes.
        if start >= len(data) or (fault >= len(data) and not final and len(data) - start <= dialect.limit):
            break
        # A faulty record, or the last one, which may lack its line end or its closing quote. Where
        # faults follow each other closely the exact reader goes on for a while: it costs less.
        burst = min(burst * 2, _MAX_BURST) if len(outside) < _CLOSE_BY else 1
        records = _read_records(data, start, dialect, final=final, most=burst)
        if not records:
            break
        if fault < len(data) or len(records) > 1 or records[0].open_quote:
            odd.update(enumerate(records, count))
        ends.append(np.array([record.end for record in records]))
        firsts.append(np.searchsorted(marks, [start, *ends[-1][:-1]]))
        count += len(records)
        start = records[-1].end
    return Survey(_join(ends), newlines, odd, marks, _join(firsts))


def regular_records(data: bytes, dialect: Dialect) -> tuple[int, int] | None:
    """Return the size and the number of the complete records of `data`, None where it takes a survey to tell.

    Tells where every quote is regular, no line end is quoted and no CR stands without LF. Goes in pieces that stay
    in the processor's cache.
    """
    if b"\r" in data and data.count(b"\r") != data.count(b"\r\n"):
        return None
    neighbours = np.zeros(256, np.bool_)  # what may stand before an opening and behind a closing quote
    neighbours[[dialect.delimiter[0], _LF, _QUOTE]] = True
    raw, at, records = np.frombuffer(data, np.uint8), 0, 0
    while at < len(data):
        end = data.rfind(b"\n", at, at + _PIECE) + 1
        if not end:
            return None if at + _PIECE < len(data) else (at, records)
        piece = raw[at:end]
        marks, newlines = np.flatnonzero(piece == _QUOTE), np.flatnonzero(piece == _LF)
        opening, closing = marks[0::2], marks[1::2]
        after = piece[closing + 1] if len(opening) == len(closing) else None  # a line end is the last byte
        # Before the first byte stands a line end, as the last byte is one.
        if after is None or not neighbours[piece[opening - 1]].all() or not (neighbours[after] | (after == _CR)).all():
            return None
        if (np.searchsorted(marks, newlines) & 1).any():
            return None
        at, records = end, records + len(newlines)
    return at, records


def _read_records(data: bytes, start: int, dialect: Dialect, *, final: bool, most: int) -> list[Record]:
    records: list[Record] = []
    while len(records) < most and start < len(data):
        record = read_record(data, start, dialect, final=final)
        if record is None:
            break
        records.append(record)
        start = record.end
    return records


class _Wrong:
    """Offsets of quotes and lone CRs that cannot be where they are, per parity of the quotes."""

    def __init__(self, data: bytes, marks: Positions, dialect: Dialect) -> None:
        self._marks, self._dialect, self._size = marks, dialect, len(data)
        # Before the start stands a record end; what follows the last byte may be one, and nothing
        # is cut there before it is known.
        self._raw = np.frombuffer(b"\n" + data + b"\n\n", np.uint8)
        self._has_cr = b"\r" in data
        self._faults: list[Positions | None] = [None, None]

    def first(self, start: int, parity: int) -> int:
        """Return the first fault at or behind `start`, the size of the data if there is none."""
        faults = self._faults[parity]
        if faults is None:
            faults = self._faults[parity] = self._find(parity)
        index = int(np.searchsorted(faults, start))
        return int(faults[index]) if index < len(faults) else self._size

    def _find(self, parity: int) -> Positions:
        opening, closing = self._marks[parity::2], self._marks[1 - parity :: 2]
        before, after = self._raw[opening], self._raw[closing + 2]
        delimiter, cr_ends = self._dialect.delimiter[0], self._dialect.cr_ends
        opens = (before == delimiter) | (before == _LF) | (before == _QUOTE)
        closes = (after == delimiter) | (after == _LF) | (after == _QUOTE)
        if self._has_cr:
            if cr_ends:
                opens |= before == _CR
                closes |= after == _CR
            else:
                closes |= (after == _CR) & (self._raw[closing + 3] == _LF)
        faults = [opening[~opens], closing[~closes]]
        if self._has_cr and not cr_ends:
            returns = np.flatnonzero(self._raw == _CR) - 1
            # A CR as the very last byte is a fault until the next one is known.
            lone = returns[(self._raw[returns + 2] != _LF) | (returns == self._size - 1)]
            faults.append(lone[(np.searchsorted(self._marks, lone) & 1) == parity])
        return np.sort(np.concatenate(faults))


def _byte_at(raw: np.ndarray[Any, np.dtype[np.uint8]], at: Positions) -> np.ndarray[Any, Any]:
    """Return the bytes at the offsets, 0 where an offset lies outside."""
    inside = (at >= 0) & (at < len(raw))
    if inside.all():
        return raw[at]
    return np.where(inside, raw[np.clip(at, 0, max(len(raw) - 1, 0))] if len(raw) else 0, 0)


def _join(parts: list[Positions]) -> Positions:
    return np.concatenate(parts) if parts else np.empty(0, np.int64)
