"""A set of codes ready to look values up.

Codes all equally long and short enough to number (nine digits, or two characters) are looked up in a table
by their number, several times faster than Arrow looks up a text. Beyond six digits the table is one of pages:
the digits before the last three say which page, if any, and those three the place on it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dgov_std.arrays import Bytes, Ints, Mask, mask_of, numbers_of
from dgov_std.texts import Texts, figures

_MOST_DIGITS, _MOST_CHARACTERS = 9, 2  # tables of a million entries (or of pages), of 65,536
_WHOLE, _PAGE = 6, 3  # digits of a table without pages, of a place on a page
_MOST_PAGES = 5000  # of a thousand places
_RADIX = 256
_WORTH_A_TABLE = 1024  # values of one column at once


class CodeSet:
    """Distinct codes; what stands for them is worked out when first asked for."""

    def __init__(self, codes: pa.Array[Any]) -> None:
        """Take the codes as an Arrow string array."""
        self._codes = codes
        self._width = 0
        self._digits = False
        self._pages: np.ndarray[Any, np.dtype[np.int32]] | None = None  # where the page of each beginning begins
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
            number, good = self._number(planes)
            place: Ints = table[number]
            if good is not None:
                place[~good] = -1
            if rows is None:
                return place
            found[rows] = place
        return found

    def _numbered(self, texts: Texts) -> np.ndarray[Any, np.dtype[np.int32]] | None:
        """Return the positions by number; None where the codes have none, or too few values ask to pay for it."""
        if not self._tried and texts.size >= max(len(self._codes), _WORTH_A_TABLE):
            self._table = self._table_of(Texts(self._codes))
            self._tried = True
        return self._table

    def _number(self, planes: Bytes) -> tuple[np.ndarray[Any, np.dtype[np.int32]], Mask | None]:
        """Return (number of each value, 0 where it has none; where it has one, None = everywhere)."""
        if self._digits:
            number, good = figures(planes if self._pages is None else planes[:-_PAGE])
            if good is not None:
                number[~good] = 0
            return (number, good) if self._pages is None else self._paged(self._pages[number], good, planes[-_PAGE:])
        number = planes[0].astype(np.int32)
        for plane in planes[1:]:
            number *= _RADIX
            number += plane
        return number, None

    def _paged(
        self, pages: np.ndarray[Any, np.dtype[np.int32]], good: Mask | None, planes: Bytes
    ) -> tuple[np.ndarray[Any, np.dtype[np.int32]], Mask | None]:
        """Return what `_number` does, from the beginnings of the pages and the last digits."""
        number, right = figures(planes)
        if right is not None:
            number[~right] = 0
            good = right if good is None else good & right
        number += pages
        return number, good

    def _table_of(self, codes: Texts) -> np.ndarray[Any, np.dtype[np.int32]] | None:
        if len(codes.widths) != 1:
            return None
        (width,) = codes.widths
        if not 1 <= width <= _MOST_DIGITS:
            return None
        planes = codes.planes(width)[1]
        self._width, self._digits = width, figures(planes)[1] is None
        if not self._digits and width > _MOST_CHARACTERS:
            return None
        size = 10**width if self._digits else _RADIX**width
        if self._digits and width > _WHOLE:
            beginnings = np.unique(figures(planes[:-_PAGE])[0])
            if len(beginnings) > _MOST_PAGES:
                return None
            size = (len(beginnings) + 1) * 10**_PAGE
            pages = np.zeros(10 ** (width - _PAGE), dtype=np.int32)  # the first page is that of no code
            pages[beginnings] = np.arange(10**_PAGE, size, 10**_PAGE, dtype=np.int32)
            self._pages = pages
        number, _ = self._number(planes)
        table = np.full(size, -1, dtype=np.int32)
        table[number] = np.arange(codes.size, dtype=np.int32)
        return table
