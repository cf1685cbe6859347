"""`freshness`: updated within its cycle at the reference date.

`{"updated": column, "cycle": column, "days": {cycle: n}, "tolerance": {cycle: n}, "forms", "asOf": true}`: from the
last update to the reference date there are no more days than the cycle has, and its tolerance. Nothing is said of
what is no date, nor of a cycle that is not listed; the plan leaves the check out where there is no reference date.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dgov_std.arrays import Ints, Mask, Strings, numbers_of, strings
from dgov_std.checks.date_forms import DateForm, days_of, read_forms
from dgov_std.checks.setting import Setting
from dgov_std.texts import Texts

_NO_LIMIT = 10_000_000  # days: more than there are from year 1 to 9999


@dataclass(frozen=True, slots=True)
class Fresh:
    """Passes where not more days than allowed have gone by, or nothing can be said; `most` ends with no limit."""

    columns: tuple[str, str]
    forms: tuple[DateForm, ...]
    cycles: pa.Array[Any]
    most: Ints
    as_of: int | None

    def __call__(self, updated: Strings, cycle: Strings) -> Mask:
        """Return the mask of the rows."""
        return self.judge(Texts(updated), Texts(cycle))

    def judge(self, updated: Texts, cycle: Texts) -> Mask:
        """Return the mask of the rows."""
        day = days_of(updated, self.forms)
        if self.as_of is None:
            return np.ones(updated.size, dtype=np.bool_)
        limit = self.most[numbers_of(pc.index_in(cycle.values, value_set=self.cycles), -1)]
        gone = _counted(np.array([self.as_of], dtype=np.int64)) - _counted(day)
        return np.asarray((gone <= limit) | (day == 0), dtype=np.bool_)


def _counted(day: Ints) -> Ints:
    """Return days written YYYYMMDD as numbers of days; 0 counts as the first day of year 1."""
    real = np.where(day == 0, 10_101, day)
    months = (real // 10_000 - 1970) * 12 + real // 100 % 100 - 1
    return np.asarray(months.astype("M8[M]").astype("M8[D]").astype(np.int64) + real % 100, dtype=np.int64)


def compile_freshness(value: Mapping[str, Any], setting: Setting) -> Fresh:
    """Compile the keyword's value."""
    days, tolerance = value["days"], value.get("tolerance", {})
    most = [days[cycle] + tolerance.get(cycle, 0) for cycle in days]
    return Fresh(
        columns=(value["updated"], value["cycle"]),
        forms=read_forms(value["forms"]),
        cycles=strings(list(days)),
        most=np.array([*most, _NO_LIMIT], dtype=np.int64),
        as_of=setting.as_of,
    )
