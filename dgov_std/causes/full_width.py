"""Full-width characters where half-width ones belong (全角字符).

U+FF01–U+FF5E are ASCII shifted by 0xFEE0, U+3000 is the space; the map is spelled out, never NFKC,
which would change names. Only cells that fail are looked at, so Chinese punctuation in free text
is left in peace.
"""

from __future__ import annotations

import numpy as np
import pyarrow.compute as pc

from dgov_std.arrays import Mask, Strings, mask_of, of_each
from dgov_std.causes.cause import Cause, Failing

_TO_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_FIRST_BYTES = (0xEF, 0xE3)  # of U+FF01–U+FF5E and of U+3000 in UTF-8
_SEEN = "[\uff01-\uff5e\u3000]"


def seen(failing: Failing) -> Mask:
    """Return which values hold full-width characters."""
    cells = failing.texts.bytes
    if failing.texts.ascii or not any((cells == byte).any() for byte in _FIRST_BYTES):
        return np.zeros(failing.texts.size, dtype=np.bool_)
    return mask_of(pc.match_substring_regex(failing.values, _SEEN), missing=False)


def mended(failing: Failing) -> Strings:
    """Return the values with half-width characters."""
    return of_each(half_width, failing.values)


def half_width(text: str) -> str:
    """Return the text with its full-width ASCII variants made half-width."""
    return text.translate(_TO_HALF)


CAUSE = Cause("full-width", "TYP902", seen, mended)
