"""`compareColumns`: an order between two columns, or a column and the reference date.

`{"left", "op", "right": column | {"asOf": true}, "as": "date" | "decimal" | "text", "forms",
"openEnd"}`. Nothing is said where a side is missing, is no date or number, or is an open end.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dgov_std.arrays import Mask, Strings, mask_of, strings
from dgov_std.checks.date_forms import DateForm, days_of, read_forms
from dgov_std.checks.decimal import amounts
from dgov_std.checks.setting import Setting
from dgov_std.texts import Texts

_INTS: dict[str, Callable[[Any, Any], Any]] = {
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
    "==": np.equal,
    "!=": np.not_equal,
}
_ARROW: dict[str, Callable[[Any, Any], Any]] = {
    "<": pc.less,
    "<=": pc.less_equal,
    ">": pc.greater,
    ">=": pc.greater_equal,
    "==": pc.equal,
    "!=": pc.not_equal,
}


def _ends(values: Strings, open_end: pa.Array[Any]) -> Mask:
    """Return which values mean "no end"."""
    if not len(open_end):
        return np.zeros(len(values), dtype=np.bool_)
    return mask_of(pc.is_in(values, value_set=open_end), missing=False)


@dataclass(frozen=True, slots=True)
class ComparedDates:
    """Passes where the days stand in the relation, or a side says nothing."""

    columns: tuple[str, ...]
    operator: str
    forms: tuple[DateForm, ...]
    open_end: pa.Array[Any]
    as_of: int | None

    def __call__(self, left: Strings, right: Strings | None = None) -> Mask:
        """Return the mask of the rows."""
        return self.judge(Texts(left), None if right is None else Texts(right))

    def judge(self, left: Texts, right: Texts | None = None) -> Mask:
        """Return the mask of the rows; the days of a column are read once for all its checks."""
        first = self._days(left)
        second = self._days(right) if right is not None else np.full(left.size, self.as_of or 0, dtype=np.int64)
        held: Mask = _INTS[self.operator](first, second)
        silent: Mask = (first == 0) | (second == 0)
        return held | silent

    def _days(self, texts: Texts) -> np.ndarray[Any, np.dtype[np.int64]]:
        found = days_of(texts, self.forms)
        return np.where(_ends(texts.values, self.open_end), 0, found) if len(self.open_end) else found


@dataclass(frozen=True, slots=True)
class ComparedValues:
    """Passes where texts (by code point) or exact decimals stand in the relation."""

    columns: tuple[str, ...]
    operator: str
    numeric: bool
    open_end: pa.Array[Any]

    def __call__(self, left: Strings, right: Strings) -> Mask:
        """Return the mask of the rows; what is no number, or an open end, says nothing."""
        silent = _ends(left, self.open_end) | _ends(right, self.open_end)
        if self.numeric:
            left, right = amounts(left), amounts(right)
        return mask_of(_ARROW[self.operator](left, right)) | silent


def compile_compare_columns(value: Mapping[str, Any], setting: Setting) -> ComparedDates | ComparedValues:
    """Compile the keyword's value."""
    right = value["right"]
    columns = (value["left"],) if isinstance(right, Mapping) else (value["left"], right)
    if value["as"] != "date":
        ends = strings(value.get("openEnd", []))
        return ComparedValues(columns, value["op"], numeric=value["as"] == "decimal", open_end=ends)
    return ComparedDates(
        columns=columns,
        operator=value["op"],
        forms=read_forms(value["forms"]),
        open_end=strings(value.get("openEnd", [])),
        as_of=setting.as_of,
    )
