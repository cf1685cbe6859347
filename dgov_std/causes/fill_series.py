"""Numbers filled down by a spreadsheet (拖动填充的序列): each row one more than the row above.

Who drags an identifier down copies it with its last digits counted up, so that the check digit is wrong in all rows
but by chance one in ten. A series of five rows or more in which most check digits fail is proof; where a number has
no check digit nothing is said, as a serial number counts up by right.
"""

from __future__ import annotations

import numpy as np

from dgov_std.arrays import Mask
from dgov_std.causes.cause import Cause, Failing
from dgov_std.texts import Texts

ID = "fill-series"
CODES = ("IDN201", "IDN202")  # of the checks of check digits, the number's own and that of one inside it
LEAST = 5
_ZERO, _NINE = 0x30, 0x39


def follows(texts: Texts) -> Mask:
    """Return which values are the value before them with one more in its last digits, of the same length."""
    found = np.zeros(texts.size, dtype=np.bool_)
    for width in texts.widths:
        if not width:
            continue
        rows, planes = texts.planes(width)
        before, after = planes[:, :-1], planes[:, 1:]
        if rows is not None:
            together = np.flatnonzero(np.diff(rows) == 1)
            before, after = planes[:, together], planes[:, together + 1]
            rows = rows[together + 1]
        carried = np.ones(before.shape[1], dtype=np.bool_)
        right = np.ones(before.shape[1], dtype=np.bool_)
        for digit, then in zip(before[::-1], after[::-1], strict=True):
            full = carried & (digit == _NINE)
            right &= ~carried | ((digit - np.uint8(_ZERO)) <= _NINE - _ZERO)
            right &= then == np.where(full, _ZERO, digit + carried)
            carried = full
        found[slice(1, None) if rows is None else rows] = right & ~carried
    return found


def series(texts: Texts, failing: Mask) -> Mask:
    """Return the rows of all series in which most values fail."""
    # A series begins where a value follows none, and is as long as the values behind it follow.
    begins = np.flatnonzero(~follows(texts))
    ends = np.append(begins[1:], texts.size)
    fails = np.add.reduceat(failing.astype(np.int64), begins) if len(begins) else begins
    chosen = (ends - begins >= LEAST) & (2 * fails > ends - begins)
    return np.repeat(chosen, ends - begins)


def seen(failing: Failing) -> Mask:
    """Return no value: what is one more than its neighbour cannot be told from failing values alone (see the kernel)."""
    return np.zeros(failing.texts.size, dtype=np.bool_)


CAUSE = Cause(ID, "TYP912", seen)
