"""`sumColumns`: a total equals the exact sum of its parts.

`{"total": column, "of": [columns]}`. A missing part counts as nothing. Nothing is said where the
total or every part is missing, or any of the cells is no number (of at most 40 digits before and 30
after the point).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dgov_std.arrays import Mask, Strings, mask_of, missing_in
from dgov_std.checks.decimal import amounts
from dgov_std.checks.setting import Setting

_WIDE = 75  # room for the carries of a hundred thousand parts


@dataclass(frozen=True, slots=True)
class SumColumns:
    """Passes where total = sum of the parts, exactly."""

    columns: tuple[str, ...]

    def __call__(self, total: Strings, *parts: Strings) -> Mask:
        """Return the mask of the rows."""
        wanted = amounts(total)
        silent: Mask = missing_in(wanted)
        wide, nothing = pa.decimal256(_WIDE, wanted.type.scale), pa.scalar(Decimal(0), wanted.type)
        added: Any = None
        silent |= np.logical_and.reduce([missing_in(part) for part in parts])
        for part in parts:
            number = amounts(part)
            absent = missing_in(part)
            silent |= missing_in(number) & ~absent
            filled = pc.cast(pc.fill_null(number, nothing), wide)
            added = filled if added is None else pc.cast(pc.add_checked(added, filled), wide)
        return mask_of(pc.equal(wanted, added)) | silent


def compile_sum_columns(value: Mapping[str, Any], setting: Setting) -> SumColumns:
    """Compile the keyword's value."""
    return SumColumns((value["total"], *value["of"]))
