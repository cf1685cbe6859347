"""`enum` and `const`: one of the values listed. Cells are text, so other JSON types never match."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from dgov_std.arrays import Mask, Strings, mask_of, strings
from dgov_std.checks.setting import Setting


@dataclass(frozen=True, slots=True)
class OneOf:
    """Passes where the value is one of `allowed`."""

    allowed: pa.Array[Any]

    def __call__(self, values: Strings) -> Mask:
        """Return the mask of the values listed."""
        return mask_of(pc.is_in(values, value_set=self.allowed))


def compile_enum(value: Sequence[Any], setting: Setting) -> OneOf:
    """Compile a list of values; those that are no text are left out."""
    return OneOf(strings([item for item in value if isinstance(item, str)]))


def compile_const(value: Any, setting: Setting) -> OneOf:  # noqa: ANN401 - any JSON value
    """Compile a single value."""
    return compile_enum([value], setting)
