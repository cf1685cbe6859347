"""Stains: characters that do not belong, in whatever column and whether the cell fails or not.

Every column of the file is looked through after its checks; what is found is told once for the whole file. Cells that
fail because of a stain join that finding (see `dgov_std.engine.explaining`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from dgov_std.arrays import Ints, Mask, Strings, positions
from dgov_std.causes import invisible, mojibake
from dgov_std.causes.scan import Scan
from dgov_std.engine.result import MAYBE_LOST, Rows, Stained
from dgov_std.engine.tally import FIRST, Tally
from dgov_std.texts import Texts

STAINS = (invisible.ID, mojibake.ID)
_FREE = {"TYP101", "TYP206", "TYP207", "STR206"}


@dataclass(frozen=True, slots=True)
class Scanned:
    """A column to be looked through.

    coded: it holds codes or identifiers.
    free: it holds text of which nothing is asked but its length.
    faulty: the cells that fail an error or a warning, None = none.
    explained: by cause the rows that fail and are explained by it; they are stained, whatever else is seen.
    """

    texts: Texts
    coded: bool = False
    free: bool = True
    faulty: Mask | None = None
    explained: Mapping[str, Rows] = field(default_factory=dict)


def is_free(codes: Collection[str]) -> bool:
    """Return whether a column with checks of these codes may hold any text."""
    return _FREE.issuperset(codes)


def find_stains(columns: Sequence[Scanned], live: Mask, sound: Mapping[int, Mask]) -> tuple[list[Stained], tuple[int, ...]]:
    """Return the stained cells of a Batch, and which columns of the file hold Chinese.

    Only rows that are evaluated count, and in them, by column of the file, the cells that are `sound`.
    """
    found: list[Stained] = []
    chinese: list[int] = []
    for j, column in enumerate(columns):
        if not column.texts.ascii and mojibake.is_chinese(column.texts):
            chinese.append(j)
        for cause, marks in stains_in(column.texts, coded=column.coded, free=column.free).items():
            if marks or cause in column.explained:
                found += _stained(cause, j, column, marks, live & sound[j] if j in sound else live)
    return found, tuple(chinese)


def stains_in(texts: Texts, *, coded: bool, free: bool) -> dict[str, dict[str, Ints]]:
    """Return by cause what `stains` of the cause returns; question marks apart, as nobody knows about them yet."""
    scan = None if texts.ascii else Scan(texts.bytes)
    garbled = mojibake.stains(texts, free=free, scan=scan)
    lost = {mark: garbled.pop(mark) for mark in (mojibake.LOST,) if mark in garbled}
    return {invisible.ID: invisible.stains(texts, coded=coded, scan=scan), mojibake.ID: garbled, MAYBE_LOST: lost}


def _stained(cause: str, j: int, column: Scanned, marks: Mapping[str, Ints], counted: Mask) -> Iterator[Stained]:
    kept = {mark: rows[counted[rows]] for mark, rows in marks.items()}
    rows = np.unique(np.concatenate([*kept.values(), np.zeros(0, dtype=np.int64)])).astype(np.int64)
    counts = [(mark, len(np.unique(each)), len(each)) for mark, each in kept.items()]
    more = np.setdiff1d(column.explained.get(cause, rows), rows)
    if len(more):
        # Cells that fail are looked at more closely than others.
        values = column.texts.values.take(positions(more))
        for mark, each in stains_in(Texts(values), coded=True, free=True)[cause].items():
            counts.append((mark, len(np.unique(each)), len(each)))
        rows = np.union1d(rows, more)
    if len(rows):
        values = column.texts.values.take(positions(rows))
        passing = rows if column.faulty is None else rows[~column.faulty[rows]]
        yield Stained(cause, j, rows, values, tuple(each for each in counts if each[1]), passing)


@dataclass(slots=True)
class Kind:
    """All stains of one cause: `first` are (record, column), `marks` in how many cells and places, `columns` how many cells.

    `records` are the rows and `passing` the cells that pass, kept for what is a warning; `kept` all cells, for the annotated
    workbook.
    """

    rows: int = 0
    cells: int = 0
    first: list[tuple[int, int]] = field(default_factory=list)
    marks: dict[str, tuple[int, int]] = field(default_factory=dict)
    columns: dict[int, int] = field(default_factory=dict)
    values: Tally = field(default_factory=Tally)
    records: list[Rows] = field(default_factory=list)
    passing: list[Rows] = field(default_factory=list)
    kept: list[tuple[int, Rows, Strings]] = field(default_factory=list)

    def add(self, parts: Sequence[Stained], first_record: int, *, keep: bool) -> None:
        """Count what one Batch holds, in the order of its rows."""
        records = [part.rows + first_record for part in parts]
        together = np.unique(np.concatenate(records))
        self.rows += len(together)
        for part, rows in zip(parts, records, strict=True):
            self.cells += len(rows)
            self.columns[part.column] = self.columns.get(part.column, 0) + len(rows)
            for mark, cells, times in part.marks:
                self._mark(mark, cells, times)
            if keep:
                self.kept.append((part.column, rows, part.values))
        if len(self.first) < FIRST:
            of_each = zip(parts, records, strict=True)
            more = [(record, part.column) for part, rows in of_each for record in rows[:FIRST].tolist()]
            self.first = sorted([*self.first, *more])[:FIRST]
        self.values.add(*_in_row_order(parts, records))
        if parts[0].cause != invisible.ID:
            self.records.append(together)
            self.passing += [part.passing + first_record for part in parts]

    def _mark(self, mark: str, cells: int, times: int) -> None:
        before = self.marks.get(mark, (0, 0))
        self.marks[mark] = before[0] + cells, before[1] + times

    def join(self, other: Kind) -> None:
        """Add what was found to be a stain of this kind after all."""
        self.records = [np.unique(np.concatenate([*self.records, *other.records]))]
        self.rows = len(self.records[0])
        self.cells += other.cells
        self.first = sorted(self.first + other.first)[:FIRST]
        for mark, (cells, times) in other.marks.items():
            self._mark(mark, cells, times)
        for column, cells in other.columns.items():
            self.columns[column] = self.columns.get(column, 0) + cells
        self.values.join(other.values)
        self.kept += other.kept


def _in_row_order(parts: Sequence[Stained], records: Sequence[Rows]) -> tuple[Rows, Strings]:
    if len(parts) == 1:
        return records[0], parts[0].values
    together = np.concatenate(records)
    order = np.argsort(together, kind="stable")
    return together[order], pa.concat_arrays([part.values for part in parts]).take(positions(order))


@dataclass(slots=True)
class Stains:
    """The stains of all Batches so far. Question marks wait by column until it is known whether it is Chinese."""

    kinds: dict[str, Kind] = field(default_factory=dict)
    lost: dict[int, Kind] = field(default_factory=dict)
    chinese: set[int] = field(default_factory=set)

    def add(self, stains: Sequence[Stained], chinese: Sequence[int], first_record: int, *, keep: bool) -> None:
        """Fold in the stains of the next Batch."""
        self.chinese.update(chinese)
        for cause in STAINS:
            parts = [each for each in stains if each.cause == cause]
            if parts:
                self.kinds.setdefault(cause, Kind()).add(parts, first_record, keep=keep)
        for each in stains:
            if each.cause == MAYBE_LOST:
                self.lost.setdefault(each.column, Kind()).add([each], first_record, keep=keep)

    def finish(self) -> dict[int, Rows]:
        """Decide about question marks; return by column the records (ascending) of the cells that are a stain and pass."""
        found = {}
        for column, kind in sorted(self.lost.items()):
            if column in self.chinese:
                found[column] = np.concatenate(kind.passing)
                self.kinds.setdefault(mojibake.ID, Kind()).join(kind)
        return found
