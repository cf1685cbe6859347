"""A word or sign that stands for a missing value (表示“没有”的字样).

Only the missing values that a standard names are missing: whatever else is typed for "nothing" is
a value, and where it fails this is why. What a code list or the standard accepts never fails.
"""

from __future__ import annotations

import numpy as np
import pyarrow.compute as pc

from dgov_std.arrays import Mask, data, mask_of, offsets, positions, strings
from dgov_std.causes.cause import Cause, Failing
from dgov_std.texts import looked_up

_LONGEST = 16  # bytes
_SIGNS = ". .. ... … …… - -- --- ---- – — —— ——— － －－ _ / // ／ \\ \\\\ ＼ * ** ? ?? ？ ？？ 、 〇〇 ()".split()
_CHINESE = (
    "无 無 没有 暂无 暂缺 不详 未知 不明 未提供 未填 未填写 未采集 待补 待补充 待定 空 空值 空白 缺 缺失 不适用 没填".split()
)
_LATIN = "null none nil nan na n/a n.a. n.a n\\a \\n #n/a! (null) (none) <null> <na> nat undefined unknown missing tbd tba".split()
_WORDS = (*_SIGNS, *_CHINESE, *_LATIN)
_BLANKS = (0x09, 0x20, 0xC2)  # of one byte, and the first byte of U+00A0; that of U+3000 begins words, too
_BEGINNINGS = np.zeros(256, dtype=np.uint8)
_BEGINNINGS[[*(word.encode()[0] for word in _WORDS), *(word.upper().encode()[0] for word in _LATIN), *_BLANKS]] = 1


def seen(failing: Failing) -> Mask:
    """Return which values are such words, whatever their case and the blanks around them."""
    found = np.zeros(failing.texts.size, dtype=np.bool_)
    lengths = failing.texts.lengths
    short = np.flatnonzero((lengths > 0) & (lengths <= _LONGEST))
    if len(short):  # nearly all other values begin otherwise
        first = data(failing.values)[offsets(failing.values)[short]]
        short = short[looked_up(_BEGINNINGS, first) > 0]
    if len(short):
        words = pc.ascii_lower(pc.utf8_trim_whitespace(failing.values.take(positions(short))))
        found[short] = mask_of(pc.is_in(words, value_set=strings(_WORDS)), missing=False)
    return found


CAUSE = Cause("missing-word", "TYP909", seen)
