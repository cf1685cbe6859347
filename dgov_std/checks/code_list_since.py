"""`codeListSince`: a code inside an identifier that was not abolished before a year inside it.

`{"list": id, "code": {"start", "end"}, "year": {"start", "end"}}` (0-based, end exclusive). For
citizen identity numbers (GB 11643): the division code is the one of first registration, so it may
have been abolished since, and may have been created after the birth; only a division abolished
before the holder was born is impossible.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow.compute as pc

from dgov_std.arrays import Mask, Strings, every, matrix, numbers_of, positions
from dgov_std.arrays import byte_lengths as widths_of
from dgov_std.checks.setting import CodeTable, Setting


@dataclass(frozen=True, slots=True)
class ListedSince:
    """Passes where some period of the code ended in or after the year, or the code is unknown."""

    table: CodeTable
    code: tuple[int, int]
    year: tuple[int, int]

    def __call__(self, values: Strings) -> Mask:
        """Return the mask of the values."""
        passes = np.ones(len(values), dtype=np.bool_)
        rows = np.flatnonzero(widths_of(values) >= max(self.code[1], self.year[1]))
        if not len(rows):
            return passes
        chosen = values.take(positions(rows))
        codes = pc.utf8_slice_codeunits(chosen, *self.code)
        place = numbers_of(pc.index_in(codes, value_set=self.table.distinct), -1)
        years = pc.utf8_slice_codeunits(chosen, *self.year)
        digits = self.year[1] - self.year[0]
        fits = np.flatnonzero(widths_of(years) == digits)
        number = np.full(len(rows), -1, dtype=np.int64)
        figures = matrix(years, fits, digits).astype(np.int64) - 48
        plain = every((figures >= 0) & (figures <= 9))
        number[fits[plain]] = figures[plain] @ (10 ** np.arange(digits - 1, -1, -1, dtype=np.int64))
        if digits == 2:
            number = np.where(number >= 0, number + 1900, number)
        _, until = self.table.periods
        lived_on: Mask = until[place].max(axis=1) > number * 10_000 + 101
        passes[rows] = lived_on | (place < 0) | (number < 0)
        return passes


def compile_code_list_since(value: Mapping[str, Any], setting: Setting) -> ListedSince:
    """Compile the keyword's value."""
    code, year = value["code"], value["year"]
    return ListedSince(setting.table(value["list"]), (code["start"], code["end"]), (year["start"], year["end"]))
