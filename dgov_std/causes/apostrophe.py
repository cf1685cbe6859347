"""An apostrophe in front of the value (前面多了撇号).

In a spreadsheet it says "this is text" and is not part of the cell; written by an export or typed
behind another character, it is.
"""

from __future__ import annotations

import numpy as np
import pyarrow.compute as pc

from dgov_std.arrays import Mask, Strings, mask_of
from dgov_std.causes.cause import Cause, Failing

_MARKS = ("'", "\u2018", "\u2019", "`")
_LEADING = f"^[{''.join(_MARKS)}]"


def seen(failing: Failing) -> Mask:
    """Return which values begin with an apostrophe, straight or curly."""
    if not any(failing.texts.holds(mark.encode()[0]) for mark in _MARKS):
        return np.zeros(failing.texts.size, dtype=np.bool_)
    return mask_of(pc.match_substring_regex(failing.values, _LEADING), missing=False)


def mended(failing: Failing) -> Strings:
    """Return the values without it."""
    return pc.replace_substring_regex(failing.values, _LEADING, "")


CAUSE = Cause("apostrophe", "TYP914", seen, mended)
