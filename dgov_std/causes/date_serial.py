"""The number of a day where its date belongs (日期变成了序号): 45296 for 2024-01-05.

Spreadsheets count days from 1900 and show the count where the format of a cell is lost. Only five
digits are taken for one (1927 to 2100): 2024 is a year.
"""

from __future__ import annotations

import numpy as np
import pyarrow.compute as pc

from dgov_std.arrays import Ints, Mask, Strings, mask_of, numbers_of, only
from dgov_std.causes.cause import Cause, Failing
from dgov_std.causes.written_dates import accepted_form

_SERIAL = r"^[1-7][0-9]{4}(?:\.[0-9]{1,15})?$"
_WIDTH, _POINT = 5, 0x2E
_LAST = 73_415  # 2100-12-31
_EPOCH = 25_569  # 1970-01-01


def seen(failing: Failing) -> Mask:
    """Return which values in a column of dates are such numbers."""
    if failing.wanted != "date" or not (_WIDTH in failing.texts.widths or failing.texts.holds(_POINT)):
        return np.zeros(failing.texts.size, dtype=np.bool_)
    found = mask_of(pc.match_substring_regex(failing.values, _SERIAL), missing=False)
    if found.any():
        found[found] = _serials(only(failing.values, found)) <= _LAST
    return found


def mended(failing: Failing) -> Strings:
    """Return the dates, of the 1900 system; a null where the number has a time of day."""
    dates = (_serials(failing.values) - _EPOCH).astype("datetime64[D]")
    months = dates.astype("datetime64[M]")
    month = months.astype(np.int64) + 12 * 1970
    whole = month // 12 * 10_000 + (month % 12 + 1) * 100 + (dates - months).astype(np.int64) + 1
    timed = mask_of(pc.match_substring_regex(failing.values, r"\.[0-9]*[1-9]"), missing=False)
    return accepted_form(failing, np.where(timed, 0, whole))


def _serials(values: Strings) -> Ints:
    return np.asarray(numbers_of(pc.utf8_slice_codeunits(values, 0, 5).cast("int64")))


CAUSE = Cause("date-serial", "TYP904", seen, mended, guessed=True)
