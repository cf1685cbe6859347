"""`minLength` and `maxLength`: characters (Unicode code points), as JSON Schema counts them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow.compute as pc

from dgov_std.arrays import Mask, Strings, numbers_of, positions
from dgov_std.checks.setting import Setting
from dgov_std.texts import Texts


@dataclass(frozen=True, slots=True)
class Length:
    """Passes where the number of characters lies within the bounds."""

    minimum: int | None = None
    maximum: int | None = None

    def __call__(self, values: Strings) -> Mask:
        """Return the mask of the values within the bounds."""
        return self.judge(Texts(values))

    def judge(self, texts: Texts) -> Mask:
        """Return the mask of the values within the bounds."""
        if self.maximum is not None and self.minimum is None and texts.lengths.max(initial=0) <= self.maximum:
            return np.ones(texts.size, dtype=np.bool_)  # no more bytes than characters allowed
        passes = np.ones(texts.size, dtype=np.bool_)
        if self.minimum is None and self.maximum is not None and not texts.ascii:
            rows = np.flatnonzero(texts.lengths > self.maximum)
            passes[rows] = numbers_of(pc.utf8_length(texts.values.take(positions(rows)))) <= self.maximum
            return passes
        length = texts.characters()
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
