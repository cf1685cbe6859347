"""What judging one Batch yields: counts, failing rows, faulty values, row bits, keys. All plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from dgov_std.arrays import Mask, Strings
from dgov_std.dataset.block import Aside, Damage
from dgov_std.engine.digest import Digests

Rows = np.ndarray[Any, np.dtype[np.int64]]

COLUMN_ABSENT = "column-absent"
MAYBE_CUT = "excel-number?"
MAYBE_LOST = "mojibake?"


@dataclass(frozen=True, slots=True)
class Failure:
    """Rows of the Batch where an atom failed for one cause, with the faulty cells (None for row atoms)."""

    atom: int
    cause: str | None
    rows: Rows
    values: Strings | None


@dataclass(frozen=True, slots=True)
class Suspects:
    """Long numbers of a coded column: how many, how many end in zeros, and which of these passed.

    `stored`: these were stored as numbers, which proves by itself that their last digits are lost.
    """

    column: str
    long: int
    cut: int
    passed: Rows
    values: Strings
    stored: bool = False


@dataclass(frozen=True, slots=True)
class Stained:
    """Cells of one column of the file that show a cause, failing or not: rows ascending.

    `marks` are (mark, how many cells show it, in how many places). `passing` are the rows whose cell fails neither an error nor a warning.
    """

    cause: str
    column: int
    rows: Rows
    values: Strings
    marks: tuple[tuple[str, int, int], ...]
    passing: Rows


@dataclass(frozen=True, slots=True)
class Shift:
    """Rows whose cells stand so many columns to the right of their own (to the left below zero), ascending."""

    columns: int
    rows: Rows


@dataclass(frozen=True, slots=True)
class BatchResult:
    """The verdict on one Batch. Row indices are within the Batch; `rows`/`lines` place them.

    `present`, `missing` and `faulty` (cells that fail an error or a warning) count per column of the file.
    `chinese` are the columns of the file that hold Chinese; rows in `shifts` are damaged: no check looks at them.
    Rows in `asides` are no records: they are neither blank nor evaluated, and have no bit.
    `keys[i]` are the digests of the rows in the i-th track of the plan, which says something where `complete[i]`.
    """

    first_record: int
    size: int
    rows: Rows
    lines: Rows | None
    evaluated: Rows
    failures: tuple[Failure, ...]
    suspects: tuple[Suspects, ...]
    damage: tuple[Damage, ...]
    blank: Rows
    errors: Mask
    warnings: Mask
    present: Rows
    missing: Rows
    faulty: Rows
    keys: tuple[Digests, ...]
    complete: tuple[Mask, ...]
    asides: tuple[Aside, ...] = ()
    stains: tuple[Stained, ...] = ()
    chinese: tuple[int, ...] = ()
    shifts: tuple[Shift, ...] = ()
