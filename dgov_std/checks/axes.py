"""`axes`: longitude and latitude are not swapped.

`{"longitude": column, "latitude": column, "longitudeRange": [low, high], "latitudeRange": [low, high]}`, degrees
as exact decimals, bounds included. A row fails where both fit their ranges only the other way round.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

from dgov_std.arrays import Mask, Strings, mask_of, strings
from dgov_std.checks.decimal import amounts
from dgov_std.checks.setting import Setting

Range: TypeAlias = "pa.Array[Any]"
"""Two exact decimals: the least and the greatest."""


@dataclass(frozen=True, slots=True)
class Axes:
    """Passes unless the two are right only when swapped; what is no number says nothing."""

    columns: tuple[str, str]
    longitudes: Range
    latitudes: Range

    def __call__(self, longitude: Strings, latitude: Strings) -> Mask:
        """Return the mask of the rows."""
        east, north = amounts(longitude), amounts(latitude)
        right = _within(east, self.longitudes) & _within(north, self.latitudes)
        swapped = _within(north, self.longitudes) & _within(east, self.latitudes)
        return right | ~swapped


def _within(numbers: pa.Array[Any], bounds: Range) -> Mask:
    held = pc.and_(pc.greater_equal(numbers, bounds[0]), pc.less_equal(numbers, bounds[1]))
    return mask_of(held, missing=False)


def compile_axes(value: Mapping[str, Any], setting: Setting) -> Axes:
    """Compile the keyword's value."""
    longitudes, latitudes = (amounts(strings(value[name])) for name in ("longitudeRange", "latitudeRange"))
    return Axes((value["longitude"], value["latitude"]), longitudes, latitudes)
