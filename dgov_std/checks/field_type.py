"""`fieldType`: the cell is written as a value of a Table Schema field type; the keyword's value is a reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dgov_std.arrays import Mask, Strings
from dgov_std.checks.field_reading import Reader, reader_of
from dgov_std.checks.setting import Setting


@dataclass(frozen=True, slots=True)
class Written:
    """Passes where the reader can read the value."""

    reader: Reader

    def __call__(self, values: Strings) -> Mask:
        """Return the mask of the values that can be read."""
        return self.reader.good(values)


def compile_field_type(value: Mapping[str, Any], setting: Setting) -> Written:
    """Compile a reading. Raises StandardError for a date format that cannot be executed."""
    return Written(reader_of(value))
