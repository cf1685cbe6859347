"""Failing rows as CSV: UTF-8 with a mark at its start, lines ending in CR LF, cells quoted where they must be.

A cell that a spreadsheet would take for a formula gets an apostrophe in front, as OWASP advises; plain numbers do not.
How many there are is told. In a workbook every cell is stored as a text, which no program takes for a formula.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

import numpy as np
import pyarrow.compute as pc

from dgov_std.arrays import Mask, Strings, booleans, byte_lengths, data, mask_of, offsets, one, only, positions, strings
from dgov_std.reject.rows import LEADING, Heading, Picked, bytes_of, texts_of
from dgov_std.report.values import FailingRows
from dgov_std.texts import Texts

_MARK = b"\xef\xbb\xbf"
_FORMULA = "^[\\s\v\u00a0\u3000\ufeff]*[=+@\uff1d\uff0b\uff20\uff0d-]|^[\t\r\n]"
# Numbers, and the dashes that stand for nothing.
_HARMLESS = "^(?:[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[-\uff0d]+)$"
_MAY_BEGIN = np.zeros(256, dtype=np.bool_)
# What a formula may begin with: the signs, blanks, and the first bytes of U+00A0, U+3000 and the full-width signs.
_MAY_BEGIN[[*b"=+-@ \t\r\n\v\f", 0xC2, 0xE3, 0xEF]] = True
_TO_QUOTE = np.zeros(256, dtype=np.bool_)
_TO_QUOTE[[*b'",\r\n']] = True


def write_csv(file: BinaryIO, heading: Heading, rows: Iterable[Picked]) -> FailingRows:
    """Write the rows and say how many, and how many cells got an apostrophe."""
    labels, _ = guarded(strings(heading.labels))
    head = _quoted(strings([*LEADING, *labels.to_pylist()]))
    file.write(_MARK + ",".join(head.to_pylist()).encode() + b"\r\n")
    count = changed = 0
    for picked in rows:
        columns = []
        for place, column in enumerate(texts_of(picked)):
            safe, found = guarded(column) if place >= len(LEADING) else (column, 0)
            columns.append(_quoted(safe))
            changed += found
        lines = pc.binary_join_element_wise(*columns, one(","))
        ended = pc.binary_join_element_wise(lines, one("\r\n"), one(""))
        file.write(bytes_of(ended))
        count += len(picked)
    return FailingRows(count, guarded=changed)


def guarded(values: Strings) -> tuple[Strings, int]:
    """Return the texts with an apostrophe before those that a spreadsheet would take for a formula, and how many."""
    filled = np.flatnonzero(byte_lengths(values) > 0)
    first = data(values)[offsets(values)[:-1][filled]]
    rows = filled[_MAY_BEGIN[first]]
    if not len(rows):
        return values, 0
    asked = values.take(positions(rows))
    risky = mask_of(pc.match_substring_regex(asked, _FORMULA)) & ~mask_of(pc.match_substring_regex(asked, _HARMLESS))
    if not risky.any():
        return values, 0
    mask = np.zeros(len(values), dtype=np.bool_)
    mask[rows[risky]] = True
    safe = pc.binary_join_element_wise(one("'"), only(asked, risky), one(""))
    return pc.replace_with_mask(values, booleans(mask), safe), int(risky.sum())


def _quoted(values: Strings) -> Strings:
    mask = _special(values)
    if not mask.any():
        return values
    inner = pc.replace_substring(only(values, mask), '"', '""')
    return pc.replace_with_mask(values, booleans(mask), pc.binary_join_element_wise(one('"'), inner, one('"'), one("")))


def _special(values: Strings) -> Mask:
    """Return the texts that hold a quote, a comma or the end of a line, or that begin or end with a space."""
    mask = np.zeros(len(values), dtype=np.bool_)
    if not len(values):
        return mask
    texts = Texts(values)
    mask[texts.rows_of(np.flatnonzero(_TO_QUOTE[texts.bytes]))] = True
    filled = np.flatnonzero(byte_lengths(values) > 0)
    bounds, whole = offsets(values), data(values)
    mask[filled] |= (whole[bounds[:-1][filled]] == ord(" ")) | (whole[bounds[1:][filled] - 1] == ord(" "))
    return mask
