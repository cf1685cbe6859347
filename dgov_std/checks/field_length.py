"""`fieldLength`: how many items a Table Schema array, object or list holds.

`{"field": reading, "minimum": n, "maximum": n}`; what cannot be read says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from dgov_std.arrays import Mask, Strings
from dgov_std.checks.field_reading import reader_of
from dgov_std.checks.setting import Setting


@dataclass(frozen=True, slots=True)
class Held:
    """Passes where the number of items lies within the bounds."""

    reader: Any
    minimum: int | None
    maximum: int | None

    def __call__(self, values: Strings) -> Mask:
        """Return the mask; what cannot be read passes."""
        sizes = self.reader.lengths(values)
        passes = np.ones(len(values), dtype=np.bool_)
        if self.minimum is not None:
            passes &= sizes >= self.minimum
        if self.maximum is not None:
            passes &= sizes <= self.maximum
        return np.asarray(passes | (sizes < 0))


def compile_field_length(value: Mapping[str, Any], setting: Setting) -> Held:
    """Compile the keyword's value."""
    return Held(reader_of(value["field"]), value.get("minimum"), value.get("maximum"))
