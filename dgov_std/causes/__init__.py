"""Causes of damage, one file each: a mask over failing cells that explains many findings as one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from dgov_std.arrays import Mask, Strings
from dgov_std.causes import excel_number, full_width


class Cause(Protocol):
    """What a cause module offers: its id, the code of its finding, and which values show it."""

    ID: str
    CODE: str

    def mask(self, values: Strings) -> Mask:
        """Return which values show the damage."""


CAUSES: Mapping[str, Cause] = {excel_number.ID: excel_number, full_width.ID: full_width}
