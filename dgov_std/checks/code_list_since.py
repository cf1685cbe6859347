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

from dgov_std.arrays import Ints, Mask, Strings
from dgov_std.checks.setting import CodeTable, Setting
from dgov_std.texts import Texts, figures


@dataclass(frozen=True, slots=True)
class ListedSince:
    """Passes where some period of the code ended in or after the year, or the code is unknown."""

    table: CodeTable
    code: tuple[int, int]
    year: tuple[int, int]

    def __call__(self, values: Strings) -> Mask:
        """Return the mask of the values."""
        return self.judge(Texts(values))

    def judge(self, texts: Texts) -> Mask:
        """Return the mask of the values."""
        passes = np.ones(texts.size, dtype=np.bool_)
        first, last = min(self.code[0], self.year[0]), max(self.code[1], self.year[1])
        for rows, whole in texts.pieces(first, last):
            passes[slice(None) if rows is None else rows] = self._judge(whole, first)
        return passes

    def _judge(self, whole: Texts, first: int) -> Mask:
        """Judge values cut to where both pieces are."""
        found = np.ones(whole.size, dtype=np.bool_)
        for rows, codes in whole.pieces(self.code[0] - first, self.code[1] - first):
            place = self.table.set.places(codes)
            year = self._years(whole, first)
            lived_on: Mask = self.table.ends[place] > (year if rows is None else year[rows]) * 10_000 + 101
            found[slice(None) if rows is None else rows] = lived_on | (place < 0)
        return found

    def _years(self, whole: Texts, first: int) -> Ints:
        """Return the year of each value, 0 where it is none."""
        year = np.zeros(whole.size, dtype=np.int64)
        digits = self.year[1] - self.year[0]
        for rows, pieces in whole.pieces(self.year[0] - first, self.year[1] - first):
            fits, planes = pieces.planes(digits)
            number, good = figures(planes)
            if digits == 2:
                number += 1900
            if good is not None:
                number[~good] = 0
            part = np.zeros(pieces.size, dtype=np.int64)
            part[slice(None) if fits is None else fits] = number
            year[slice(None) if rows is None else rows] = part
        return year


def compile_code_list_since(value: Mapping[str, Any], setting: Setting) -> ListedSince:
    """Compile the keyword's value."""
    code, year = value["code"], value["year"]
    return ListedSince(setting.table(value["list"]), (code["start"], code["end"]), (year["start"], year["end"]))
