"""The cells of rows of sheet XML, found with array arithmetic on the positions of the tags.

Only the form that spreadsheet programs write is taken: anything else makes `scan` return None, and
`excel_xml` reads those rows with a real parser.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa

from dgov_std.arrays import numbers_of, strings

Array = np.ndarray[Any, Any]

TYPES = {"n": 0, "s": 1, "str": 2, "inlineStr": 3, "b": 4, "e": 5, "d": 6}


@dataclass(frozen=True, slots=True)
class RawCells:
    """Cells of consecutive rows as the sheet states them; all arrays have one entry per cell.

    `row` and `column` count from 1 and 0. `type` is a value of `TYPES`. `value` is the text of the
    value, null without one; with `escaped` it still holds XML entities. `last_row` is the last row
    mentioned, with or without cells; `reach` the last column of a cell that is left out, because no cell of
    these rows holds anything.
    """

    row: Array
    column: Array
    style: Array
    type: Array
    formula: Array
    value: pa.Array[Any]
    escaped: bool
    last_row: int
    reach: int = -1


(_ROW, _ROW_END, _C, _C_END, _V, _V_END, _F, _F_END, _IS, _IS_END, _T, _T_END) = range(1, 13)
(_ROW_EMPTY, _C_EMPTY, _V_EMPTY, _F_EMPTY) = range(13, 17)
_KEYS = {
    "ro": _ROW, "/r": _ROW_END, "c ": _C, "/c": _C_END, "v>": _V, "/v": _V_END, "v/": _V_EMPTY, "v ": _V_EMPTY,
    "f>": _F, "f ": _F, "/f": _F_END, "is": _IS, "/i": _IS_END, "t>": _T, "t ": _T, "/t": _T_END,
}  # fmt: skip
_AFTER_CELL = (_C, _C_EMPTY, _ROW_END)
_NEXT = {
    _ROW: (_C, _C_EMPTY, _ROW_END), _ROW_EMPTY: (_ROW, _ROW_EMPTY), _ROW_END: (_ROW, _ROW_EMPTY),
    _C: (_V, _V_EMPTY, _F, _F_EMPTY, _IS, _C_END), _C_EMPTY: _AFTER_CELL, _C_END: _AFTER_CELL,
    _V: (_V_END,), _V_END: (_C_END,), _V_EMPTY: (_C_END,),
    _F: (_F_END,), _F_END: (_V, _V_EMPTY, _C_END), _F_EMPTY: (_V, _V_EMPTY, _C_END),
    _IS: (_T,), _T: (_T_END,), _T_END: (_IS_END,), _IS_END: (_C_END,),
}  # fmt: skip
_KIND = np.zeros(65536, np.uint8)
for _key, _value in _KEYS.items():
    _KIND[ord(_key[0]) << 8 | ord(_key[1])] = _value
_FOLLOWS = np.zeros((17, 17), bool)
for _one, _others in _NEXT.items():
    _FOLLOWS[_one, list(_others)] = True

_SPACED_T = 24  # len('<t xml:space="preserve">')
_SUFFIX = 24  # bytes of a cell's tag looked at behind its reference
_PAD = 64
_ATTRIBUTES = re.compile(rb'(?: (s)="([0-9]{1,6})"| (t)="([a-zA-Z]{1,9})"| [a-z]{2}="[0-9]*")* ?(/?)>')
_FILLING = [kind for kind in range(17) if kind not in (_ROW, _ROW_END, _C, _ROW_EMPTY)]
_LAST_ROW, _LAST_CELL = re.compile(rb'<row r="([0-9]{1,7})"'), re.compile(rb'<c r="([A-Z]{1,3})[0-9]')
_STYLE = re.compile(rb' s="([0-9]+)"')
_TYPE = re.compile(rb' t="([a-zA-Z]+)"')


def scan(window: bytes) -> RawCells | None:
    """Return the cells of whole `<row>` elements, None if they are written in an unusual form."""
    if b"\r" in window:
        return None  # XML turns CR into LF: left to a parser
    raw = np.frombuffer(window + bytes(_PAD), np.uint8)
    tags = np.flatnonzero(raw == 60)
    if not len(tags):
        return None if window.strip() else _no_cells()
    kinds = _KIND[(raw[tags + 1].astype(np.uint16) << 8) | raw[tags + 2]]
    ends = np.append(tags[1:], len(window.rstrip()))
    closed = (raw[ends - 1] == 62) & (raw[ends - 2] == 47)
    kinds[closed & (kinds == _ROW)] = _ROW_EMPTY
    kinds[closed & (kinds == _F)] = _F_EMPTY
    if not np.bincount(kinds, minlength=17)[_FILLING].any() and closed[kinds == _C].all():
        hollow = _hollow(window, tags, kinds)
        if hollow is not None:
            return hollow
    cells = np.flatnonzero(kinds == _C)
    rows = np.flatnonzero((kinds == _ROW) | (kinds == _ROW_EMPTY))
    numbers, digits, fine = _digits(raw, tags[rows] + 8)
    prefix = window[tags[rows[0]] : tags[rows[0]] + 8] if len(rows) else b""
    if not fine or prefix != b'<row r="' or not _all_start(raw, tags[rows], b'<row r="'):
        return None
    owner = np.searchsorted(rows, cells) - 1
    tagged = _read_tags(raw, tags[cells], digits[owner]) if len(cells) and rows[0] < cells[0] else None
    if len(cells) and tagged is None:
        return None
    column, style, type_, empty = tagged or (cells, cells, cells, cells.astype(bool))
    kinds[cells[empty]] = _C_EMPTY
    if not _well_formed(kinds, raw, tags):
        return None
    starts, stops = _value_spans(kinds, raw, tags, ends, cells)
    if starts is None or stops is None:
        return None
    formula = np.zeros(len(cells), bool)
    formula[np.searchsorted(cells, np.flatnonzero((kinds == _F) | (kinds == _F_EMPTY))) - 1] = True
    value = _gather(raw, starts, stops)
    if value is None:
        return None
    return RawCells(numbers[owner], column, style, type_, formula, value, True, int(numbers[-1]) if len(rows) else 0)


def _hollow(window: bytes, tags: Array, kinds: Array) -> RawCells | None:
    """Return rows in which every cell is empty, though it may have a format: only how far they reach."""
    rows, cells = np.flatnonzero((kinds == _ROW) | (kinds == _ROW_EMPTY)), np.flatnonzero(kinds == _C)
    last = _LAST_ROW.match(window, int(tags[rows[-1]])) if len(rows) else None
    corner = _LAST_CELL.match(window, int(tags[cells[-1]])) if len(cells) else None
    if last is None or (len(cells) and corner is None):
        return None
    column = 0
    for letter in corner[1] if corner else b"":
        column = column * 26 + letter - 64
    nothing = _no_cells()
    return replace(nothing, last_row=int(last[1]), reach=min(column, 16384) - 1)


def _no_cells() -> RawCells:
    none = np.empty(0, np.int64)
    return RawCells(none, none, none, none, none.astype(bool), strings([]), False, 0)


def _all_start(raw: Array, at: Array, text: bytes) -> bool:
    return all(bool((raw[at + offset] == byte).all()) for offset, byte in enumerate(text))


def _digits(raw: Array, at: Array) -> tuple[Array, Array, bool]:
    """Return the numbers of one to seven digits at the offsets, how many digits, and whether all are fine."""
    value, count = np.zeros(len(at), np.int64), np.zeros(len(at), np.int64)
    going = np.ones(len(at), bool)
    for offset in range(8):
        byte = raw[at + offset].astype(np.int64) - 48
        going &= (byte >= 0) & (byte < 10)
        value = np.where(going, value * 10 + byte, value)
        count += going
    return value, count, bool(((count > 0) & (count < 8)).all() and (raw[at + count] == 34).all())


def _read_tags(raw: Array, at: Array, digits: Array) -> tuple[Array, Array, Array, Array] | None:
    """Return column, style, type and emptiness of the `<c …>` tags at the offsets, None if unusual."""
    if not _all_start(raw, at, b'<c r="'):
        return None
    letters = raw[at[:, None] + np.arange(6, 9)].astype(np.int64) - 64
    is_letter = (letters > 0) & (letters < 27)
    first, second = is_letter[:, 0], is_letter[:, 0] & is_letter[:, 1]
    third = second & is_letter[:, 2]
    column = letters[:, 0]
    column = np.where(second, column * 26 + letters[:, 1], column)
    column = np.where(third, column * 26 + letters[:, 2], column)
    quote = at + 6 + first.astype(np.int64) + second + third + digits
    if not first.all() or not (raw[quote] == 34).all() or (len(column) and column.max() > 16384):
        return None
    rest = raw[quote[:, None] + np.arange(1, _SUFFIX + 1)]
    stop = (rest == 62).argmax(axis=1)
    rest[np.arange(_SUFFIX) > stop[:, None]] = 0
    flat = pa.FixedSizeBinaryArray.from_buffers(pa.binary(_SUFFIX), len(rest), [None, pa.py_buffer(rest)])
    encoded = flat.dictionary_encode()
    known: list[tuple[int, int, bool]] = []
    for suffix in encoded.dictionary.to_pylist():
        read = _read_suffix(suffix.rstrip(b"\0"))
        if read is None:
            return None
        known.append(read)
    table = np.array(known, np.int64).reshape(-1, 3)
    which = numbers_of(encoded.indices)
    return column - 1, table[which, 0], table[which, 1], table[which, 2].astype(bool)


def _read_suffix(suffix: bytes) -> tuple[int, int, bool] | None:
    if not _ATTRIBUTES.fullmatch(suffix):
        return None
    style, type_ = _STYLE.search(suffix), _TYPE.search(suffix)
    code = TYPES.get(type_[1].decode("ascii") if type_ else "n")
    if code is None:
        return None
    return int(style[1]) if style else 0, code, suffix.endswith(b"/>")


def _well_formed(kinds: Array, raw: Array, tags: Array) -> bool:
    """Return whether every tag may follow the one before, from the first row to the end of the last."""
    if kinds[0] not in (_ROW, _ROW_EMPTY) or kinds[-1] not in (_ROW_END, _ROW_EMPTY):
        return False
    if not bool(_FOLLOWS[kinds[:-1], kinds[1:]].all()):
        return False
    wide = tags[(kinds == _V_EMPTY) & (raw[tags + 2] == 32)]
    return bool((raw[wide + 3] == 47).all()) and _all_start(raw, tags[kinds == _IS], b"<is>")


def _value_spans(kinds: Array, raw: Array, tags: Array, ends: Array, cells: Array) -> tuple[Array | None, Array | None]:
    """Return per cell where its value starts and stops; -1 and -1 without one."""
    all_cells = np.flatnonzero((kinds == _C) | (kinds == _C_EMPTY))
    assert len(all_cells) == len(cells)  # noqa: S101
    starts = np.full(len(cells), -1, np.int64)
    stops = np.full(len(cells), -1, np.int64)
    plain = np.flatnonzero(kinds == _V)
    owner = np.searchsorted(cells, plain) - 1
    starts[owner], stops[owner] = tags[plain] + 3, ends[plain]
    nothing = np.flatnonzero(kinds == _V_EMPTY)
    owner = np.searchsorted(cells, nothing) - 1
    starts[owner] = stops[owner] = tags[nothing]
    inline = np.flatnonzero(kinds == _T)
    if len(inline):
        spaced = raw[tags[inline] + 2] == 32
        if not _all_start(raw, tags[inline][spaced], b'<t xml:space="preserve">'):
            return None, None
        owner = np.searchsorted(cells, inline) - 1
        starts[owner], stops[owner] = tags[inline] + np.where(spaced, _SPACED_T, 3), ends[inline]
    return starts, stops


def _gather(raw: Array, starts: Array, stops: Array) -> pa.Array[Any] | None:
    """Return the bytes between the offsets as text, null where the start is -1; None if not UTF-8."""
    lengths = stops - starts
    offsets = np.zeros(len(starts) + 1, np.int32)
    np.cumsum(lengths, out=offsets[1:])
    index = np.repeat(starts - offsets[:-1], lengths) + np.arange(offsets[-1])
    data = pa.py_buffer(raw[index])
    missing = starts < 0
    valid = pa.py_buffer(np.packbits(~missing, bitorder="little")) if missing.any() else None
    binary = pa.Array.from_buffers(pa.binary(), len(starts), [valid, pa.py_buffer(offsets), data])
    try:
        return binary.cast(pa.string())
    except pa.ArrowInvalid:
        return None
