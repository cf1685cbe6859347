"""What is told of defects of form besides where they are: the first ones of a Batch are looked at closely.

Bytes that are no characters may be characters of another encoding, a row of the wrong width may be divided by another
sign, an open quote may have a curly one for its closer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np

from dgov_std.dataset.block import Damage, DamageKind
from dgov_std.dataset.encoding import GB18030, UTF8, decode_cell
from dgov_std.dataset.evidence import common_ideographs
from dgov_std.dataset.record import Dialect, Record

CONTEXT = 20  # characters shown on each side of bytes that are none
LINE = 200
_CLOSELY = 5  # defects of a kind per Batch that are looked at closely
_DELIMITERS = (b",", b";", b"\t", b"|")
_WIDE_DELIMITERS = ("，", "、", "；")
_CURLY = ("”", "“", "＂")
_MANY = 1000

Counts = np.ndarray[tuple[int], np.dtype[np.int64]]


def undecoded(wrong: Iterable[tuple[int, int, bytes, str]], encoding: str) -> list[Damage]:
    """Return the damage of cells that hold bytes which are no characters.

    Args:
        wrong: row, column, the cell's bytes, and the first wrong ones in hexadecimal.
        encoding: of the cells.
    """
    other = {UTF8: GB18030, GB18030: UTF8}.get(encoding, "")
    found: list[Damage] = []
    doubtful: list[int] = []
    for index, column, cell, digits in wrong:
        common = _common_in(cell, other) if other else 0
        if common == 1:
            doubtful.append(len(found))
        if common > 1:
            found.append(Damage(DamageKind.OTHER_ENCODING, index, column, f"reads={other}"))
        else:
            found.append(Damage(DamageKind.BAD_BYTES, index, column, f"bytes={digits}"))
    if any(one.kind is DamageKind.OTHER_ENCODING for one in found):
        # Among rows in the other encoding a single character is one, too.
        for i in doubtful:
            found[i] = replace(found[i], kind=DamageKind.OTHER_ENCODING, detail=f"reads={other}")
    return found


def _common_in(cell: bytes, other: str) -> int:
    """Return how many common ideographs a damaged cell holds in the other encoding, 0 where it is not text in that.

    By chance a single character comes out of broken bytes as well, but hardly two common ones and no other.
    """
    try:
        text = cell.decode(other)
    except UnicodeDecodeError:
        return 0
    wide = [one for one in text if one >= "\u0800"]
    common = sum(one in common_ideographs() for one in wide)
    return common if common * 2 > len(wide) else 0


def look_closely(
    damage: Iterable[Damage], data: bytes, first_byte: int, read: Callable[[int], tuple[int, Record]], encoding: str
) -> list[Damage]:
    """Return the damage in order, the first of each kind with its text and its place.

    Args:
        damage: all of a Batch.
        data: the bytes of its Block.
        first_byte: where in the file they begin, -1 where that is not known.
        read: returns where a record begins in the data, and the record, by its index.
        encoding: of the cells.
    """
    ordered = sorted(damage, key=lambda one: (one.index, -1 if one.column is None else one.column))
    seen: dict[DamageKind, int] = {}
    found: list[Damage] = []
    for one in ordered:
        seen[one.kind] = seen.get(one.kind, 0) + 1
        found.append(_told(one, data, first_byte, read, encoding) if seen[one.kind] <= _CLOSELY else one)
    return found


def _told(one: Damage, data: bytes, first_byte: int, read: Callable[[int], tuple[int, Record]], encoding: str) -> Damage:
    if one.kind is DamageKind.OPEN_QUOTE:
        start, record = read(one.index)
        line = decode_cell(data[start : record.end].rstrip(b"\r\n")[: LINE * 4], encoding)[0][:LINE]
        opened = decode_cell(record.cells[record.open_quote - 1], encoding)[0]
        curly = next((sign for sign in _CURLY if sign in opened), "")
        return replace(one, text=line, detail=f"{one.detail} closer={curly}" if curly else one.detail)
    if one.kind is DamageKind.BAD_BYTES and one.column is not None:
        start, record = read(one.index)
        at, end, text = _around(record.cells[one.column], encoding)
        place = _place(data, start, record, one.column, at, end)
        return replace(one, text=text, first_byte=first_byte + place if first_byte >= 0 and place >= 0 else -1)
    if one.kind is DamageKind.OTHER_ENCODING and one.column is not None:
        whole = read(one.index)[1].cells[one.column]
        return replace(one, text=decode_cell(whole, one.detail.removeprefix("reads="))[0][: 2 * CONTEXT])
    return one


def _around(cell: bytes, encoding: str) -> tuple[int, int, str]:
    """Return where the first wrong bytes of a cell begin and end, and what stands around them."""
    nul = cell.find(b"\0")
    try:
        cell.decode(encoding)
        at, end = nul, nul + 1
    except UnicodeDecodeError as error:
        at, end = error.start, max(error.end, error.start + 1)
        if 0 <= nul < at:
            at, end = nul, nul + 1
    before, after = decode_cell(cell[:at], encoding)[0], decode_cell(cell[end:], encoding)[0]
    return at, end, f"{before[-CONTEXT:]}\ufffd{after[:CONTEXT]}"


def _place(data: bytes, start: int, record: Record, column: int, at: int, end: int) -> int:
    """Return where in the data the bytes `at`..`end` of a cell stand, -1 if they are not found there."""
    cell = record.cells[column]
    # A quote within the cell stands twice in the data, so that only what is behind the last one is looked for.
    behind = cell.rfind(b'"', 0, at) + 1
    least = start + sum(len(each) + 1 for each in record.cells[:column]) + behind
    found = data.find(cell[behind:end], least, record.end)
    return -1 if found < 0 else found + at - behind


def divided_otherwise(
    lines: Callable[[int], bytes],
    ragged: list[int],
    dialect: Dialect,
    width: int,
    encoding: str,
    counts: Callable[[bytes], Counts],
) -> dict[int, str]:
    """Return the sign that divides a row of the wrong width into as many cells as the header has.

    Args:
        lines: returns a record's bytes, by its index.
        ragged: the rows, by their indices.
        dialect: how the file is written.
        width: cells of the header.
        encoding: of the cells.
        counts: returns per record how many cells a delimiter of one byte divides it into.
    """
    found: dict[int, str] = {}
    if width < 2:
        return found
    for delimiter in _DELIMITERS:
        if delimiter != dialect.delimiter:
            fits = counts(delimiter)[ragged] == width
            found |= {ragged[i]: delimiter.decode("ascii") for i in np.flatnonzero(fits).tolist()}
    if len(ragged) <= _MANY:
        for index in ragged:
            line = decode_cell(lines(index), encoding)[0] if index not in found else ""
            sign = next((sign for sign in _WIDE_DELIMITERS if line.count(sign) + 1 == width), "")
            if sign:
                found[index] = sign
    return found
