"""Leading zeros that were lost (前面的 0 丢了): a code once taken for a number, 5031 for 05031.

Said where exactly one number of zeros, one to four, makes the value right.
"""

from __future__ import annotations

import numpy as np
import pyarrow.compute as pc

from dgov_std.arrays import Mask, Strings, mask_of, one, where
from dgov_std.causes.cause import Cause, Failing

_POINT, _ZERO = 0x2E, 0x30
_FRACTION = r"^[1-9][0-9]*\.0$"  # .0 comes of an empty cell in the column: programs then make all of it fractions
_MOST_ZEROS = 4
_TOO_LONG = "TYP206"


def seen(failing: Failing) -> Mask:
    """Return which codes are numbers, and short enough for a zero more."""
    if not failing.coded or failing.wanted in ("number", "date") or failing.check == _TOO_LONG:
        return np.zeros(failing.texts.size, dtype=np.bool_)
    longest = failing.longest if failing.longest is not None else int(failing.texts.lengths.max(initial=0)) + 1
    found = mask_of(pc.ascii_is_decimal(failing.values), missing=False) & (failing.texts.lengths < longest)
    if failing.texts.holds(_ZERO):  # a number has none left
        found &= ~mask_of(pc.starts_with(failing.values, "0"), missing=False)
    if failing.texts.holds(_POINT):
        found |= mask_of(pc.match_substring_regex(failing.values, _FRACTION), missing=False)
    return found


def mended(failing: Failing) -> Strings:
    """Return the values with the zeros in front that make them right; as they are where none do, or several."""
    digits = pc.replace_substring_regex(failing.values, r"\.0$", "")
    found, times = failing.values, np.zeros(len(failing.values), dtype=np.int64)
    for zeros in range(1, _MOST_ZEROS + 1):
        padded = pc.binary_join_element_wise(one("0" * zeros), digits, one(""))
        passes = failing.accepts(padded)
        times += passes
        found = pc.coalesce(where(passes, padded), found)
    return pc.coalesce(where(times == 1, found), failing.values)


CAUSE = Cause("leading-zeros", "TYP903", seen, mended, guessed=True)
