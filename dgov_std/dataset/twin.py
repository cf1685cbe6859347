"""Unusual signs swapped for usual ones, so that a file divided by `，` or quoted by `'` is read as fast as any other.

Both signs of a pair change places, in the bytes before they are read and in the cells afterwards: nothing is lost, and
swapping twice gives back what there was. What this cannot do (escapes, blanks before quotes, curly quotes) is left to
`csv_other`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import pyarrow as pa
from pyarrow import compute

from dgov_std.arrays import strings
from dgov_std.dataset.block import Batch
from dgov_std.dataset.record import QUOTE, Dialect

_UNIT = b"\x1f"  # the unit separator: hardly in any text, and swapped like any other sign if it is
_NEVER = b"\xfe"  # no byte of UTF-8


@dataclass(frozen=True, slots=True)
class Twin:
    """The usual dialect that stands for an unusual one, and the signs that change places."""

    dialect: Dialect
    pairs: tuple[tuple[bytes, bytes], ...]

    def swapped(self, data: bytes) -> bytes | None:
        """Return the bytes with the signs swapped, None where they hold a byte that UTF-8 never has."""
        if _NEVER in data:
            return None
        for sign, usual in self.pairs:
            data = data.replace(usual, _NEVER).replace(sign, usual).replace(_NEVER, sign)
        return data

    def restored(self, batch: Batch) -> Batch:
        """Return a Batch read from swapped bytes as it is in the file."""
        table = {ord(one.decode()): other.decode() for pair in self.pairs for one, other in (pair, pair[::-1])}
        damage = tuple(replace(one, text=one.text.translate(table)) for one in batch.damage)
        return replace(batch, columns=tuple(_restored(column, table) for column in batch.columns), damage=damage)


def _restored(column: pa.Array[Any], table: dict[int, str]) -> pa.Array[Any]:
    if not any(compute.any(compute.match_substring(column, chr(point))).as_py() for point in table):
        return column
    return strings([None if text is None else text.translate(table) for text in column.to_pylist()])


@lru_cache(maxsize=32)
def twin_of(dialect: Dialect) -> Twin | None:
    """Return the twin of a dialect that pyarrow cannot read, None where it has none."""
    if dialect.escape or dialect.spaced or dialect.quote != dialect.closer:
        return None
    usual = replace(
        dialect, quote=QUOTE, closer=QUOTE, delimiter=dialect.delimiter if len(dialect.delimiter) == 1 else _UNIT
    )
    pairs = ((dialect.delimiter, usual.delimiter), (dialect.quote, QUOTE))
    return Twin(usual, tuple(pair for pair in pairs if pair[0] != pair[1]))
