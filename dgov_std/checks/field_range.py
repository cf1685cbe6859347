"""`fieldRange`: the value of a Table Schema field lies within bounds, by the order of its type.

`{"field": reading, "minimum": text, …}` with minimum, maximum, exclusiveMinimum, exclusiveMaximum.
Bounds of numbers are plain (a point, no groups), others are written as the field's own cells. What
cannot be read says nothing; what has no order to the bound (NaN; P30D and P1M) is outside.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from dgov_std.arrays import Mask, Strings
from dgov_std.checks.field_reading import reader_of
from dgov_std.checks.setting import Setting

_ALLOWED = {"minimum": (0, 1), "maximum": (-1, 0), "exclusiveMinimum": (1,), "exclusiveMaximum": (-1,)}


@dataclass(frozen=True, slots=True)
class Within:
    """Passes where a value stands to each bound as the bound's name says."""

    reader: Any
    bounds: tuple[tuple[str, tuple[int, ...]], ...]

    def __call__(self, values: Strings) -> Mask:
        """Return the mask; what cannot be read passes."""
        passes = np.ones(len(values), dtype=np.bool_)
        for bound, allowed in self.bounds:
            order = self.reader.order(values, bound)
            passes &= np.logical_or.reduce([order == sign for sign in allowed])
        return passes if passes.all() else passes | ~self.reader.good(values)


def compile_field_range(value: Mapping[str, Any], setting: Setting) -> Within:
    """Compile the keyword's value."""
    bounds = tuple((value[name], allowed) for name, allowed in _ALLOWED.items() if name in value)
    return Within(reader_of(value["field"]), bounds)
