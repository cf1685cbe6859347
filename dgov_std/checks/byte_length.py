"""`byteLength`: length in bytes where a standard counts a Chinese character as more than one.

`{"maximum": n, "unit": "utf8" | "gbk"}`. Under `gbk` an ASCII character counts 1 and any other 2,
the way the older standards count (GB 2312 bytes), whatever the character.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow.compute as pc

from dgov_std.arrays import Mask, Strings, byte_lengths, data, numbers_of, offsets
from dgov_std.checks.setting import Setting


@dataclass(frozen=True, slots=True)
class ByteLength:
    """Passes where the value takes at most `maximum` bytes."""

    maximum: int
    unit: str

    def __call__(self, values: Strings) -> Mask:
        """Return the mask of the values that are short enough."""
        if self.unit == "utf8":
            return byte_lengths(values) <= self.maximum
        characters = numbers_of(pc.utf8_length(values))
        seen = np.concatenate(([0], np.cumsum(data(values) < 0x80)))
        bounds = offsets(values)
        ascii_only = seen[bounds[1:]] - seen[bounds[:-1]]
        short: Mask = 2 * characters - ascii_only <= self.maximum
        return short


def compile_byte_length(value: Mapping[str, Any], setting: Setting) -> ByteLength:
    """Compile the keyword's value."""
    return ByteLength(value["maximum"], value["unit"])
