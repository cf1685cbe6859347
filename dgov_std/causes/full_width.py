"""Full-width characters where half-width ones belong (全角字符).

U+FF01–U+FF5E are ASCII shifted by 0xFEE0, U+3000 is the space; the map is spelled out, never NFKC,
which would change names. Only cells that fail are looked at, so Chinese punctuation in free text
is left in peace.
"""

from __future__ import annotations

import numpy as np
import pyarrow.compute as pc

from dgov_std.arrays import Mask, Strings, data, mask_of, strings

ID = "full-width"
CODE = "TYP902"
_TO_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_FIRST_BYTES = (0xEF, 0xE3)  # of U+FF01–U+FF5E and of U+3000 in UTF-8
_SEEN = "[\uff01-\uff5e\u3000]"


def mask(values: Strings) -> Mask:
    """Return the mask of the values that hold full-width characters."""
    cells = data(values)
    if not any((cells == byte).any() for byte in _FIRST_BYTES):
        return np.zeros(len(values), dtype=np.bool_)
    return mask_of(pc.match_substring_regex(values, _SEEN), missing=False)


def repaired(values: Strings) -> Strings:
    """Return the values with half-width characters; called on failing cells only."""
    found = values.dictionary_encode()
    words = [half_width(word) for word in found.dictionary.to_pylist()]
    return strings(words).take(found.indices)


def half_width(text: str) -> str:
    """Return the text with its full-width ASCII variants made half-width."""
    return text.translate(_TO_HALF)
