"""`workingDays`: at most so many working days after one date up to and including another.

`{"from": column, "to": column, "atMost": n, "list": calendar, "forms", "openEnd"}`. Nothing is said
where a side is missing, is no date or an open end, where the second date is the earlier one, or
where the calendar does not cover every day (see `dgov_std.checks.calendar`), unless the days it
covers are too many already.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dgov_std.arrays import Ints, Mask, Strings, mask_of, strings
from dgov_std.checks.calendar import Calendar, calendar_of
from dgov_std.checks.date_forms import DateForm, days_of, read_forms
from dgov_std.checks.setting import Setting
from dgov_std.text import Text
from dgov_std.texts import Texts


@dataclass(frozen=True, slots=True)
class Within:
    """Passes where not too many working days lie between two dates, or none can be counted."""

    columns: tuple[str, str]
    at_most: int
    calendar: Calendar | None
    forms: tuple[DateForm, ...]
    open_end: pa.Array[Any]

    silence = Text("没有一行的日期在工作日历收录的范围内", "the calendar covers the dates of no row")

    def __call__(self, start: Strings, end: Strings) -> Mask:
        """Return the mask of the rows."""
        return self.judge(Texts(start), Texts(end))

    def judge(self, start: Texts, end: Texts) -> Mask:
        """Return the mask of the rows."""
        return self._counted(start, end)[0] <= self.at_most

    def says(self, start: Texts, end: Texts) -> Mask:
        """Return the mask of the rows of which that can be said; the others are not evaluated."""
        counted, exact = self._counted(start, end)
        return exact | (counted > self.at_most)

    def _counted(self, start: Texts, end: Texts) -> tuple[Ints, Mask]:
        if self.calendar is None:
            return np.full(start.size, -1, dtype=np.int64), np.zeros(start.size, dtype=np.bool_)
        return self.calendar.between(self._days(start), self._days(end))

    def _days(self, texts: Texts) -> Ints:
        found = days_of(texts, self.forms)
        if not len(self.open_end):
            return found
        return np.where(mask_of(pc.is_in(texts.values, value_set=self.open_end), missing=False), 0, found)


def compile_working_days(value: Mapping[str, Any], setting: Setting) -> Within:
    """Compile the keyword's value."""
    return Within(
        columns=(value["from"], value["to"]),
        at_most=value["atMost"],
        calendar=calendar_of(setting.entries[value["list"]]),
        forms=read_forms(value["forms"]),
        open_end=strings(value.get("openEnd", [])),
    )
