"""Characters that cannot be seen, and blanks at the edges of a cell (不可见字符和首尾空格).

Looked for by the bytes of UTF-8, so that a column without them costs a few passes over memory. What is needed to
write is left in peace: joiners inside Arabic, Indic and other such scripts and inside emoji, marks of direction
inside Arabic and Hebrew, the blank U+3000 between characters, line breaks and tabs inside free text. In a column of
codes a line break or a tab is a stain wherever it stands.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from dgov_std.arrays import Bytes, Ints, Mask, Strings, of_each, offsets
from dgov_std.causes.cause import Cause, Failing
from dgov_std.causes.scan import Scan, triples
from dgov_std.texts import Texts

ID = "invisible"

_TAB, _SPACE = 0x09, 0x20
_SPREAD = (_TAB, 0x0A, 0x0D)  # they part the words and lines of a text
_JOINERS, _DIRECTIONS = (0x200C, 0x200D), (0x200E, 0x200F)
# What is never seen, wherever it stands, by the first byte of its UTF-8.
_HIDDEN = {
    0xC2: (*range(0x80, 0xA1), 0xAD),
    0xE2: (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)),
}
# The byte order mark. EF is the first byte of all full-width forms, too: among many of them, in columns of more than
# 64 KB in a Batch, it is looked for where files that were put together leave it.
_MARK, _MARK_BYTES, _MARK_LEAD = 0xFEFF, b"\xef\xbb\xbf", 0xEF
_ALL = 64 * 1024
_BLANKS = (*range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)  # of three bytes, stains only at the edges
_NEVER = (*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0), 0xAD, *_HIDDEN[0xE2], _MARK)
_NBSP = 0xA0
_STRIPPED = "".join(map(chr, (*_BLANKS, *_SPREAD, _SPACE, _NBSP)))


def stains(texts: Texts, *, coded: bool, scan: Scan | None = None) -> dict[str, Ints]:
    """Return by code point (`U+00A0`) the row of each place where it stands, ascending; mostly nothing.

    `coded` says that the column holds codes or identifiers; `scan` is one of the texts, if there is one already.
    """
    if texts.lowest > _SPACE:
        return {}
    raw = texts.bytes
    scan = scan or Scan(raw)
    lowest = texts.lowest if texts.ascii else int(np.minimum.reduce(raw))
    found: dict[int, list[Ints]] = {}
    if lowest < _SPACE:
        _enter(found, _controls(texts, raw, coded=coded))
    if not texts.ascii:
        _enter(found, _hidden(texts, raw, scan))
    # How wide the blanks may be that are looked for: 2 = all of three bytes, 1 = U+3000, 0 = those of ASCII.
    wide = 0 if texts.ascii else 2 if scan.holds(0xE2) else int(scan.holds(0xE3))
    if wide or lowest <= _SPACE:
        blanks = () if lowest > _SPACE else (_SPACE,) if coded else (_SPACE, _TAB)
        _enter(found, _edges(texts, raw, wide=wide, blanks=blanks))
    return {f"U+{point:04X}": np.sort(np.concatenate(rows)) for point, rows in sorted(found.items())}


def _enter(found: dict[int, list[Ints]], more: Iterator[tuple[int, Ints]]) -> None:
    for point, rows in more:
        if len(rows):
            found.setdefault(point, []).append(rows)


def _controls(texts: Texts, raw: Bytes, *, coded: bool) -> Iterator[tuple[int, Ints]]:
    """Yield the control characters of ASCII; those that part words and lines only among codes."""
    places = np.flatnonzero(raw < _SPACE)
    which = raw[places]
    for point in np.unique(which).tolist():
        if coded or point not in _SPREAD:
            yield point, texts.rows_of(places[which == point])


def _hidden(texts: Texts, raw: Bytes, scan: Scan) -> Iterator[tuple[int, Ints]]:
    for lead, points in _HIDDEN.items():
        if not scan.holds(lead):
            continue
        places = np.flatnonzero(raw == lead)
        which = _points(raw, places, 2 if lead < 0xE0 else 3)
        for point, chosen in _among(which, points):
            at = places[chosen]
            rows = texts.rows_of(at)
            yield point, rows[_out_of_place(texts, raw, at, rows)] if point in (*_JOINERS, *_DIRECTIONS) else rows
    if scan.holds(_MARK_LEAD):
        yield _MARK, texts.rows_of(_marks(texts, raw, scan))


def _marks(texts: Texts, raw: Bytes, scan: Scan) -> Ints:
    """Return where byte order marks stand; among many full-width forms in a large column, at the beginning of values."""
    if len(raw) > _ALL and scan.few(_MARK_LEAD) is None:
        starts = offsets(texts.values)[:-1][texts.lengths > 2]
        starts = starts - offsets(texts.values)[0]
        starts = starts[raw.take(starts) == _MARK_LEAD]
        return np.asarray(starts[(raw[starts + 1] == 0xBB) & (raw[starts + 2] == 0xBF)])
    return triples(raw, _MARK_BYTES) if scan.holds_triple(_MARK_BYTES) else np.zeros(0, dtype=np.int64)


def _points(raw: Bytes, places: Ints, width: int) -> Ints:
    """Return the code points of characters of two or three bytes that begin at some places."""
    points = raw[places].astype(np.int64) & (0x1F if width == 2 else 0x0F)
    for k in range(1, width):
        points = points << 6 | (raw[places + k] & 0x3F)
    return points


def _out_of_place(texts: Texts, raw: Bytes, places: Ints, rows: Ints) -> Mask:
    """Return which joiners and marks of direction follow no character they could belong to.

    That is one of a script written with joined letters, or an emoji, as its UTF-8 tells: two bytes from D6 (Hebrew,
    Arabic, Syriac), three from E0 and E1 (India and its neighbours, Mongolia), signs from E2, selector FE0F, or F0.
    """
    before = np.pad(raw, (4, 0))
    two, three, four = before[places + 2], before[places + 1], before[places]
    belongs = ((two >= 0xD6) & (two <= 0xDF)) | ((three >= 0xE0) & (three <= 0xE2))
    belongs |= ((three == 0xEF) & (two == 0xB8)) | (four == 0xF0)
    begins = offsets(texts.values)[rows] - offsets(texts.values)[0] == places
    return np.asarray(~belongs | begins)


def _edges(texts: Texts, raw: Bytes, *, wide: int, blanks: tuple[int, ...]) -> Iterator[tuple[int, Ints]]:
    """Yield the blanks that a value begins or ends with; line breaks at the end of a text are none."""
    bounds = offsets(texts.values)
    bounds = bounds - bounds[0]
    starts, ends = bounds[:-1], bounds[1:]
    filled: Ints | None = None
    if not texts.size or int(texts.lengths.min()) == 0:
        filled = np.flatnonzero(texts.lengths > 0)
        starts, ends = starts[filled], ends[filled]
    first, last = raw.take(starts), raw.take(ends - 1)
    for at, point in _edge_blanks(raw, starts, ends, first, last, wide=wide, blanks=blanks):
        yield point, at if filled is None else filled[at]


def _edge_blanks(
    raw: Bytes, starts: Ints, ends: Ints, first: Bytes, last: Bytes, *, wide: int, blanks: tuple[int, ...]
) -> Iterator[tuple[Ints, int]]:
    """Yield (places in the arrays given, code point)."""
    for point in blanks:
        # A value that is one blank has it at both edges, once.
        yield np.flatnonzero(first == point), point
        at = np.flatnonzero(last == point)
        yield at[ends[at] - starts[at] > 1], point
    if not wide:
        return
    # U+2000 and those beside it begin with E2, U+3000 with E3 and ends with 80.
    ahead = np.flatnonzero(first == 0xE3 if wide == 1 else (first == 0xE3) | (first == 0xE2))
    behind = np.flatnonzero((last >= 0x80) if wide > 1 else (last == 0x80))
    behind = behind[ends[behind] - starts[behind] > 3]  # as long as one such blank
    lead = raw.take(ends[behind] - 3)
    behind = behind[(lead == 0xE2) | (lead == 0xE3)]
    at = np.concatenate([ahead, behind])
    which = _points(raw, np.concatenate([starts[ahead], ends[behind] - 3]), 3)
    for point, chosen in _among(which, _BLANKS):
        yield at[chosen], point


def _among(which: Ints, points: tuple[int, ...]) -> Iterator[tuple[int, Ints]]:
    """Yield some code points and where they stand, if they do."""
    wanted = np.zeros(0x10000, dtype=np.bool_)
    wanted[list(points)] = True
    at = np.flatnonzero(wanted[which])
    for point in sorted(set(which[at].tolist())):
        yield point, at[which[at] == point]


def cleaned(text: str, *, coded: bool) -> str:
    """Return a text without what cannot be seen and without blanks at its edges.

    A hard blank (U+00A0) inside becomes a plain one; among codes it goes, and line breaks and tabs go, too.
    """
    table = _CODES if coded else _TEXTS
    return text.translate(table).strip(_STRIPPED)


_TEXTS = {**dict.fromkeys(_NEVER), _NBSP: " "}
_CODES = {**dict.fromkeys(_NEVER), **dict.fromkeys((*_SPREAD, _NBSP))}


def seen(failing: Failing) -> Mask:
    """Return which values hold such characters."""
    found = np.zeros(failing.texts.size, dtype=np.bool_)
    for rows in stains(failing.texts, coded=failing.coded).values():
        found[rows] = True
    return found


def mended(failing: Failing) -> Strings:
    """Return the values without such characters; of what is all blank nobody can tell what it should be."""
    return of_each(lambda text: cleaned(text, coded=failing.coded) or None, failing.values)


CAUSE = Cause(ID, "TYP905", seen, mended)
