"""Long numbers mangled by a spreadsheet (被表格软件改坏的长数字).

Spreadsheets keep 15 significant digits: an 18-digit number shows as 1.10105E+17 and is saved with
its last three digits zeroed. One number in scientific notation, or stored as a number with more
than 15 digits, is proof by itself; zeros at the end are proof only together, when (nearly) all
long numbers of a column have them. 9 % of citizen identity numbers cut this way still pass their
check digit, so cells that pass are looked at as well.
"""

from __future__ import annotations

import numpy as np
import pyarrow.compute as pc

from dgov_std.arrays import Mask, data, mask_of, offsets, positions
from dgov_std.causes.cause import Cause, Failing
from dgov_std.texts import Texts

ID = "excel-number"
KEPT_DIGITS = 15
_E, _POINT = 0x65, 0x2E
LEAST_CELLS, LEAST_SHARE = 20, 0.95
_SCIENTIFIC = r"^[0-9](?:\.[0-9]+)?[eE]\+?[0-9]{2,3}$"
_SHORTEST_SCIENTIFIC = 4  # 1E17
_SHORTEST = 17  # one zero at the end of a 16-digit number is an accident in one of ten


def seen(failing: Failing) -> Mask:
    """Return which values are in scientific notation, or long and stored as numbers."""
    if not failing.coded:
        return np.zeros(failing.texts.size, dtype=np.bool_)
    found = scientific(failing.texts)
    return found | (failing.numeric & long_numbers(failing.texts)[0]) if failing.numeric.any() else found


def maybe(failing: Failing) -> Mask:
    """Return which values show the cause if the whole column does: numbers with zeros at the end."""
    return long_numbers(failing.texts)[1] if failing.coded else np.zeros(failing.texts.size, dtype=np.bool_)


def scientific(texts: Texts) -> Mask:
    """Return which values are in scientific notation."""
    found = np.zeros(texts.size, dtype=np.bool_)
    rows = np.flatnonzero(texts.lengths >= _SHORTEST_SCIENTIFIC)
    if len(rows):
        second = data(texts.values)[offsets(texts.values)[rows] + 1]
        rows = rows[(second == _POINT) | ((second | 0x20) == _E)]
    if len(rows):
        values = texts.values.take(positions(rows))
        found[rows] = mask_of(pc.match_substring_regex(values, _SCIENTIFIC), missing=False)
    return found


def long_numbers(texts: Texts) -> tuple[Mask, Mask]:
    """Return (is a number of 17 digits or more, is one with zeros after the fifteenth digit)."""
    return texts.once("long numbers", lambda: _long_numbers(texts))


def _long_numbers(texts: Texts) -> tuple[Mask, Mask]:
    long = np.zeros(texts.size, dtype=np.bool_)
    cut = np.zeros(texts.size, dtype=np.bool_)
    for width in texts.widths:
        if width < _SHORTEST:
            continue
        rows, planes = texts.planes(width)
        chosen = slice(None) if rows is None else rows
        digits = np.asarray(((planes - np.uint8(0x30)) <= 9).all(axis=0))
        long[chosen] = digits
        cut[chosen] = digits & np.asarray((planes[KEPT_DIGITS:] == 0x30).all(axis=0))
    return long, cut


def is_conclusive(long: int, cut: int) -> bool:
    """Whether zeros at the end of `cut` out of `long` numbers of a column prove damage."""
    return cut >= LEAST_CELLS and cut >= LEAST_SHARE * long


CAUSE = Cause(ID, "TYP901", seen)
