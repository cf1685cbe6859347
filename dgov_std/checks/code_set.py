"""A set of codes ready to look values up: codes of digits, all equally long, by number, others by Arrow."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dgov_std.arrays import Ints, Mask, mask_of, numbers_of
from dgov_std.texts import Texts, figures

_MOST_DIGITS = 6  # a table of a million entries


class CodeSet:
    """Distinct codes; what stands for them is worked out when first asked for."""

    def __init__(self, codes: pa.Array[Any]) -> None:
        """Take the codes as an Arrow string array."""
        self._codes = codes
        self._width = 0
        self._table: np.ndarray[Any, np.dtype[np.int32]] | None = None
        self._tried = False

    def holds(self, texts: Texts) -> Mask:
        """Return which values are codes."""
        if self._numbered(texts) is not None:
            return self.places(texts) >= 0
        return mask_of(pc.is_in(texts.values, value_set=self._codes))

    def places(self, texts: Texts) -> Ints:
        """Return the position of each value among the codes, -1 where it is none."""
        table = self._numbered(texts)
        if table is None:
            return np.asarray(numbers_of(pc.index_in(texts.values, value_set=self._codes), -1))
        found = np.full(texts.size, -1, dtype=np.int32)
        rows, planes = texts.planes(self._width)
        if planes.shape[1]:
            number, good = figures(planes)
            if good is not None:
                number[~good] = 0
            place: Ints = table[number]
            if good is not None:
                place[~good] = -1
            if rows is None:
                return place
            found[rows] = place
        return found

    def _numbered(self, texts: Texts) -> np.ndarray[Any, np.dtype[np.int32]] | None:
        """Return the positions by number; None where the codes have none, or too few values ask to pay for it."""
        if not self._tried and texts.size >= len(self._codes):
            self._table = self._table_of(Texts(self._codes))
            self._tried = True
        return self._table

    def _table_of(self, codes: Texts) -> np.ndarray[Any, np.dtype[np.int32]] | None:
        if len(codes.widths) != 1:
            return None
        (width,) = codes.widths
        if not 1 <= width <= _MOST_DIGITS:
            return None
        number, good = figures(codes.planes(width)[1])
        if good is not None:
            return None
        self._width = width
        table = np.full(10**width, -1, dtype=np.int32)
        table[number] = np.arange(codes.size, dtype=np.int32)
        return table
