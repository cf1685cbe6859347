"""What judging one Batch yields: counts, failing rows, faulty values, row bits, keys. All plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from dgov_std.arrays import Mask, Strings
from dgov_std.dataset.block import Damage
from dgov_std.engine.digest import Digests

Rows = np.ndarray[Any, np.dtype[np.int64]]

COLUMN_ABSENT = "column-absent"
MAYBE_CUT = "excel-number?"


@dataclass(frozen=True, slots=True)
class Failure:
    """Rows of the Batch where an atom failed for one cause, with the faulty cells (None for row atoms)."""

    atom: int
    cause: str | None
    rows: Rows
    values: Strings | None


@dataclass(frozen=True, slots=True)
class Suspects:
    """Long numbers of a coded column: how many, how many end in zeros, and which of these passed."""

    column: str
    long: int
    cut: int
    passed: Rows
    values: Strings


@dataclass(frozen=True, slots=True)
class BatchResult:
    """The verdict on one Batch. Row indices are within the Batch; `rows`/`lines` place them.

    `present`, `missing` and `faulty` (cells that fail an error or a warning) count per column of the file.
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
