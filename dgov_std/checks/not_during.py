"""`notDuring`: the reference date lies outside a period; nothing is said where a column is empty.

`{"column", "from", "until", "asOf": true}`: `from` is the first day of the period, `until` the first
day after it (left out: no end); ISO dates or years.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from dgov_std.arrays import Mask, Strings
from dgov_std.checks.setting import Setting, day_from


@dataclass(frozen=True, slots=True)
class Outside:
    """Passes everywhere or nowhere: `outside` is known before any row is read."""

    columns: tuple[str, ...]
    outside: bool

    def __call__(self, values: Strings) -> Mask:
        """Return the mask of the rows; what is null is never looked at."""
        return np.full(len(values), self.outside, dtype=np.bool_)


def compile_not_during(value: Mapping[str, Any], setting: Setting) -> Outside:
    """Compile the keyword's value."""
    day = setting.as_of
    ended = "until" in value and day is not None and day >= day_from(value["until"])
    return Outside((value["column"],), day is None or ended or day < day_from(value["from"]))
