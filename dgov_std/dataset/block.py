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
    OTHER_DELIMITER = "other-delimiter"  # the row has as many cells as the header if another sign divides it
    BAD_BYTES = "bad-bytes"  # bytes that are no characters in the file's encoding
    OTHER_ENCODING = "other-encoding"  # bytes that are text in another encoding than the file's
    OPEN_QUOTE = "open-quote"  # a quote that opens a cell and never closes
    NO_RESULT = "no-result"  # a formula whose result was never saved in the workbook
    MERGED = "merged"  # covered by a merged cell whose value stands in its first cell only
    SHIFTED = "shifted"  # the cells of the row stand in neighbouring columns


class AsideKind(StrEnum):
    """Why a row of the sheet is no record."""

    NOTE = "note"  # below the table
    TOTAL = "total"
    SECTION = "section"  # the heading of the records behind it
    HEADER = "header"  # the header once more


@dataclass(frozen=True, slots=True)
class Damage:
    """One defect of form. `index` is the row within the Batch; `column` None means the whole row.

    The cells it covers are not evaluated by any check; the row fails. The first of a Batch say more: `text` is what
    stands there (bytes that are no characters with what is around them in the cell; the line with an open quote), and
    `first_byte` where in the file the bytes stand, -1 where that is not known.
    """

    kind: DamageKind
    index: int
    column: int | None = None
    detail: str = ""
    text: str = ""
    first_byte: int = -1


@dataclass(frozen=True, slots=True)
class Aside:
    """A row that is no record: it is neither evaluated nor counted. `index` is the row within the Batch.

    `damage` is what would be wrong with its form if it were one.
    """

    kind: AsideKind
    index: int
    text: str = ""
    damage: tuple[Damage, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """Raw bytes of whole records. `first_record` and `first_line` are 1-based and exact; `last` ends the file.

    `plain` says the splitter has proved that every record is one line and every quote regular, so
    that the parser need not look again; False says nothing. `first_byte` is where the data stand in the file, -1 where
    they do not stand in it as they are.
    """

    data: bytes
    first_record: int
    first_line: int
    first_row: int
    plain: bool = False
    last: bool = False
    first_byte: int = -1


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
    asides: tuple[Aside, ...] = ()

    def __len__(self) -> int:
        return len(self.rows)
