"""A number with its unit, or with thousands separators (数字带了单位或千位分隔符): 12 km, 1,234.50, 3 万.

Separators are taken away where they can be nothing else: 1,234.50 is 1234.50, but 1,234 may be one
and a bit, as written in much of Europe. What a unit means for the number nobody can tell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pyarrow.compute as pc

from dgov_std.arrays import Mask, Strings, data, mask_of, offsets, positions, strings, where
from dgov_std.causes.cause import Cause, Failing
from dgov_std.report.facts import Facts, Written

_SEPARATORS = ",，' \u00a0\u2009\u202f"
_SIGN = "[-+\u2212\uff0b]?"
_BEFORE = "(?:[¥￥$€£约≈~]|RMB|CNY|USD)?[ \u00a0]?"
_DIGITS = f"[0-9]{{1,3}}(?:[{_SEPARATORS}][0-9]{{3}})+|[0-9]+"
_UNIT = "[%％‰°℃㎡㎞㎏㎜㎝㎥]|[A-Za-zμµ°Ω]{1,6}[23²³]?(?:[/·][A-Za-z0-9]{1,4}[23²³]?)?|[\u4e00-\u9fff]{1,5}(?:/[\u4e00-\u9fff]{1,3})?"
_NUMBER = f"^{_BEFORE}{_SIGN}(?:{_DIGITS})(?:[.,，][0-9]*)?[ \u00a0\u202f]?(?:{_UNIT})?[-]?$"
_OTHER = "^[-+]?[0-9.]+(?:[eE][-+]?[0-9]+|[Oo]+)$"  # an exponent, the letter O for 0
_CERTAIN = f"^-?[0-9]{{1,3}}(?:(?:[{_SEPARATORS}][0-9]{{3}})+\\.[0-9]+|(?:[{_SEPARATORS}][0-9]{{3}}){{2,}})$"
_MARK = re.compile(f"[^0-9.+\\-{_SEPARATORS}]+|(?<=[0-9])[{_SEPARATORS}](?=[0-9])")
_MOST = 64  # bytes
_POINT = 0x2E
_SHOWN = 5


def seen(failing: Failing) -> Mask:
    """Return which values in a column of numbers are numbers with something about them."""
    found = np.zeros(failing.texts.size, dtype=np.bool_)
    if failing.wanted != "number" or not any(width <= _MOST for width in failing.texts.widths):
        return found
    found = mask_of(pc.match_substring_regex(failing.values, _NUMBER), missing=False)
    rows = np.flatnonzero(found)
    last = data(failing.values)[offsets(failing.values)[1:][rows] - 1] if len(rows) else np.zeros(0, dtype=np.uint8)
    rows = rows[((last - np.uint8(0x30)) <= 9) | (last == _POINT)]
    if len(rows):  # what ends as numbers do may be one
        values = failing.values.take(positions(rows))
        found[rows] = ~mask_of(pc.match_substring_regex(values, "^-?[0-9]*[.]?[0-9]*$"), missing=False)
    if any(failing.texts.holds(byte) for byte in b"eEoO"):
        found &= ~mask_of(pc.match_substring_regex(failing.values, _OTHER), missing=False)
    return found


def mended(failing: Failing) -> Strings:
    """Return the numbers without thousands separators, a null where that is not certain."""
    separated = any(failing.texts.holds(mark.encode()[0]) for mark in _SEPARATORS)
    certain = mask_of(pc.match_substring_regex(failing.values, _CERTAIN), missing=False) if separated else None
    if certain is None or not certain.any():
        return strings([None]).take(positions(np.zeros(failing.texts.size, dtype=np.int64)))
    return where(certain, pc.replace_substring_regex(failing.values, f"[{_SEPARATORS}]", ""))


def told(values: Sequence[str], asked: Facts) -> Facts:
    """Return the units and separators met among the values."""
    met = (mark.strip() for value in values for mark in _MARK.findall(value))
    return Written(tuple(dict.fromkeys(mark for mark in met if mark))[:_SHOWN])


CAUSE = Cause("number-unit", "TYP910", seen, mended, told=told)
