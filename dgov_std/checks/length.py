"""`minLength` and `maxLength`: characters (Unicode code points), as JSON Schema counts them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow.compute as pc

from dgov_std.arrays import Mask, Strings, byte_lengths, numbers_of
from dgov_std.checks.setting import Setting


@dataclass(frozen=True, slots=True)
class Length:
    """Passes where the number of characters lies within the bounds."""

    minimum: int | None = None
    maximum: int | None = None

    def __call__(self, values: Strings) -> Mask:
        """Return the mask of the values within the bounds."""
        size = byte_lengths(values)
        if self.maximum is not None and self.minimum is None and size.max(initial=0) <= self.maximum:
            return np.ones(len(values), dtype=np.bool_)  # no more bytes than characters allowed
        length = numbers_of(pc.utf8_length(values))
        passes = np.ones(len(values), dtype=np.bool_)
        if self.minimum is not None:
            passes &= length >= self.minimum
        if self.maximum is not None:
            passes &= length <= self.maximum
        return passes


def compile_min_length(value: int, setting: Setting) -> Length:
    """At least `value` characters."""
    return Length(minimum=value)


def compile_max_length(value: int, setting: Setting) -> Length:
    """At most `value` characters."""
    return Length(maximum=value)
