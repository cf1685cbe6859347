"""The units of reading: a Block of bytes, and the Batch of cells a Block becomes.

A Block always begins at a record start and ends at a record end, so any worker, anywhere, can
turn it into a Batch without knowing what came before.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import pyarrow as pa


class DamageKind(StrEnum):
    """What can be wrong with the form of a row or a cell, before any rule is looked at."""

    RAGGED = "ragged"  # the row has fewer or more cells than the header
    BAD_BYTES = "bad-bytes"  # bytes that are no characters in the file's encoding
    OPEN_QUOTE = "open-quote"  # a quote that opens a cell and never closes
    NO_RESULT = "no-result"  # a formula whose result was never saved in the workbook


@dataclass(frozen=True, slots=True)
class Damage:
    """One defect of form. `index` is the row within the Batch; `column` None means the whole row.

    The cells it covers are not evaluated by any check; the row fails.
    """

    kind: DamageKind
    index: int
    column: int | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """Raw bytes of whole records. `first_record` and `first_line` are 1-based and exact.

    `plain` says the splitter has proved that every record is one line and every quote regular, so
    that the parser need not look again; False says nothing.
    """

    data: bytes
    first_record: int
    first_line: int
    first_row: int
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Batch:
    """Cells of consecutive records, column by column, as text exactly as written.

    `columns[j]` is a `pa.string()` array of the rows' j-th cells; null and "" both mean empty.
    `numeric[j]`, when given, marks cells that a workbook stored as numbers.
    `rows[i]` is the row number the spreadsheet shows, `lines[i]` the physical line (0 = none).
    """

    columns: tuple[pa.Array[Any], ...]
    first_record: int
    rows: np.ndarray[Any, np.dtype[np.int64]]
    lines: np.ndarray[Any, np.dtype[np.int64]] | None = None
    damage: tuple[Damage, ...] = ()
    numeric: tuple[np.ndarray[Any, np.dtype[np.bool_]] | None, ...] = ()

    def __len__(self) -> int:
        return len(self.rows)
