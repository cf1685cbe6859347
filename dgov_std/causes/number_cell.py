"""A code that a workbook, or a program, stores as a number (编码存成了数字).

How it was written cannot be known from a number. What can be told from the value, long numbers cut
and leading zeros lost, has its own cause; of `110101.0` only the `.0` is wrong.
"""

from __future__ import annotations

import numpy as np
import pyarrow.compute as pc

from dgov_std.arrays import Mask, Strings, mask_of, where
from dgov_std.causes.cause import Cause, Failing

_FRACTION = r"^[0-9]+\.0$"


def seen(failing: Failing) -> Mask:
    """Return which codes are stored as numbers, or end as numbers do."""
    if not failing.coded or failing.wanted in ("number", "date"):
        return np.zeros(failing.texts.size, dtype=np.bool_)
    return failing.numeric | _whole(failing)


def mended(failing: Failing) -> Strings:
    """Return the values without `.0`; a null where that is not the fault."""
    return where(_whole(failing), pc.replace_substring_regex(failing.values, r"\.0$", ""))


def _whole(failing: Failing) -> Mask:
    if not failing.texts.holds(0x2E):
        return np.zeros(failing.texts.size, dtype=np.bool_)
    return mask_of(pc.match_substring_regex(failing.values, _FRACTION), missing=False)


CAUSE = Cause("number-cell", "TYP913", seen, mended)
