"""A letter in place of the digit it looks like (把字母当数字): O for 0, I for 1.

Q is taken for 0 only among digits, since many codes have it. Where only the check character is wrong nothing is said:
exchanging letters makes one code of thirty right by accident.
"""

from __future__ import annotations

import numpy as np
import pyarrow.compute as pc

from dgov_std.arrays import Mask, Strings, mask_of, numbers_of, positions
from dgov_std.causes.cause import Cause, Failing
from dgov_std.texts import looked_up

_ZERO, _ONE = "[OoQ\u041e\u043e\u039f\u03bf]", "[Il|\u0406]"  # with the Cyrillic and Greek letters of the same look
_LETTERS = np.zeros(256, dtype=np.uint8)
_LETTERS[[*b"OoQIl|", 0xD0, 0xCE]] = 1
_ALIKE = "[OoQIl|\u041e\u043e\u039f\u03bf\u0406]"
_CERTAIN = "[OoIl|\u041e\u043e\u039f\u03bf\u0406]|^[-0-9Q]+$"
_CHECKS = ("IDN201", "IDN202")  # of check characters


def seen(failing: Failing) -> Mask:
    """Return which codes hold such letters, and at least as many digits."""
    found = np.zeros(failing.texts.size, dtype=np.bool_)
    if not failing.coded or failing.check in _CHECKS:
        return found
    places = np.flatnonzero(looked_up(_LETTERS, failing.texts.bytes))
    if not len(places):
        return found
    found[failing.texts.rows_of(places)] = True
    found &= failing.fitting | (not failing.texts.ascii)
    rows = np.flatnonzero(found)
    values = failing.values.take(positions(rows))
    found[rows] = mask_of(pc.match_substring_regex(values, _CERTAIN), missing=False)
    rows = np.flatnonzero(found)
    if len(rows):
        values = failing.values.take(positions(rows))
        letters, digits = (numbers_of(pc.count_substring_regex(values, kind)) for kind in (_ALIKE, "[0-9]"))
        found[rows] = (letters > 0) & (digits >= letters)
    return found


def mended(failing: Failing) -> Strings:
    """Return the values with digits for all of these letters."""
    return pc.replace_substring_regex(pc.replace_substring_regex(failing.values, _ZERO, "0"), _ONE, "1")


CAUSE = Cause("look-alike", "TYP907", seen, mended, guessed=True)
