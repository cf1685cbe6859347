"""Letters in the wrong case (大小写不对): the x of an identity number, a code typed in small letters."""

from __future__ import annotations

import numpy as np
import pyarrow.compute as pc

from dgov_std.arrays import Mask, Strings, mask_of, positions, where
from dgov_std.causes.cause import Cause, Failing


def seen(failing: Failing) -> Mask:
    """Return which codes hold letters of the case that the column does not want."""
    if not failing.coded:
        return np.zeros(failing.texts.size, dtype=np.bool_)
    first, letters = {"upper": (0x61, "[a-z]"), "lower": (0x41, "[A-Z]")}.get(
        failing.repair.get("case", ""), (0, "[A-Za-z]")
    )
    cells = failing.texts.bytes if first else failing.texts.bytes | np.uint8(0x20)
    if not ((cells - np.uint8(first or 0x61)) < np.uint8(26)).any():
        return np.zeros(failing.texts.size, dtype=np.bool_)
    found = failing.fitting
    rows = np.flatnonzero(found)
    if len(rows):
        values = failing.values.take(positions(rows))
        found[rows] = mask_of(pc.match_substring_regex(values, letters), missing=False)
    return found


def mended(failing: Failing) -> Strings:
    """Return the values in the case that the column wants: capitals if these pass, else small letters."""
    upper = pc.ascii_upper(failing.values)
    if failing.repair.get("case") == "lower":
        return pc.ascii_lower(failing.values)
    if failing.repair.get("case") == "upper":
        return upper
    passes = failing.accepts(upper)
    return upper if passes.all() else pc.coalesce(where(passes, upper), pc.ascii_lower(failing.values))


CAUSE = Cause("letter-case", "TYP915", seen, mended, guessed=True)
