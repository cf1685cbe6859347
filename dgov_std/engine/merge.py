"""BatchResults folded, in row order, into one Outcome; memory stays O(checks x columns).

Each (atom, cause) keeps an exact count, its first rows and its first distinct values with exact
counts. One bit per row and severity stays, because cross-row checks are known only at the end.
"""

from __future__ import annotations

import bisect
from dataclasses import dataclass, field

import numpy as np
import pyarrow.compute as pc

from dgov_std.arrays import Bytes, Strings, mask_of, numbers_of, positions, strings
from dgov_std.causes import excel_number
from dgov_std.dataset.block import Damage, DamageKind
from dgov_std.engine.result import MAYBE_CUT, BatchResult, Failure, Rows
from dgov_std.engine.store import Shelf, Store
from dgov_std.plan.plan import Plan

FIRST = 20
DISTINCT = 40
_PART = 512
ROWS_KEPT = 2_000_000


@dataclass(slots=True)
class Tally:
    """One (atom, cause): how often, where first (record numbers), which values."""

    count: int = 0
    first: list[int] = field(default_factory=list)
    values: dict[str, int] = field(default_factory=dict)
    others: int = 0
    known: Strings | None = None  # the values as an array, once there is no room for more

    def add(self, records: Rows, values: Strings | None) -> None:
        """Count failing records (ascending) and their cells."""
        self.count += len(records)
        if len(self.first) < FIRST:
            self.first += records[: FIRST - len(self.first)].tolist()
        if values is not None:
            self._count(values)

    def _count(self, values: Strings) -> None:
        """Count the values known already and as many new ones as there is room for; never loop over all."""
        at, size = 0, _PART
        while at < len(values) and len(self.values) < DISTINCT:
            self._count_new(values.slice(at, size))
            at, size = at + size, size * 2
        if at < len(values):
            self._count_known(values.slice(at))

    def _count_new(self, values: Strings) -> None:
        counted = values.value_counts()
        names, counts = counted.field("values"), numbers_of(counted.field("counts"))
        chosen = np.arange(min(len(names), DISTINCT))
        if len(names) > DISTINCT:
            known = mask_of(pc.is_in(names, value_set=strings(self.values)))
            fresh = np.flatnonzero(~known)[: DISTINCT - int(known.sum())]
            chosen = np.sort(np.concatenate([np.flatnonzero(known), fresh]))
        taken = 0
        for value, n in zip(names.take(positions(chosen)).to_pylist(), counts[chosen].tolist(), strict=True):
            if value in self.values or len(self.values) < DISTINCT:
                self.values[value] = self.values.get(value, 0) + n
                taken += n
        self.others += int(counts.sum()) - taken

    def _count_known(self, values: Strings) -> None:
        """Count where there is no room for more: looking up a few costs less than telling all apart."""
        if self.known is None or len(self.known) != len(self.values):
            self.known = strings(self.values)
        places = numbers_of(pc.index_in(values, value_set=self.known), -1)
        known = np.bincount(places[places >= 0], minlength=len(self.values)).tolist()
        for value, n in zip(self.values, known, strict=True):
            self.values[value] += n
        self.others += len(values) - sum(known)

    def join(self, other: Tally) -> None:
        """Add another tally of the same cells' column; its rows may lie anywhere."""
        self.count += other.count
        self.first = sorted(self.first + other.first)[:FIRST]
        for value, n in other.values.items():
            self.values[value] = self.values.get(value, 0) + n
        self.others += other.others


@dataclass(frozen=True, slots=True)
class Flawed:
    """A failing cell or row for the reject sink: record number, atom, cause, value."""

    atom: int
    cause: str | None
    records: Rows
    values: Strings | None


@dataclass(slots=True)
class Outcome:
    """Everything known after the last Batch, before findings are made of it."""

    plan: Plan
    keep_flawed: bool = False
    size: int = 0
    evaluated: Rows = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    present: Rows | None = None
    missing: Rows | None = None
    faulty: Rows | None = None
    tallies: dict[tuple[int, str | None], Tally] = field(default_factory=dict)
    long: dict[str, int] = field(default_factory=dict)
    cut: dict[str, int] = field(default_factory=dict)
    passed_cut: dict[str, Tally] = field(default_factory=dict)
    damage: dict[tuple[DamageKind, int | None], Tally] = field(default_factory=dict)
    blank: list[int] = field(default_factory=list)
    last_filled: int = 0
    errors: list[Bytes] = field(default_factory=list)
    warnings: list[Bytes] = field(default_factory=list)
    store: Store = field(default_factory=Store)
    shelves: list[Shelf] = field(default_factory=list)
    places: list[tuple[int, int, Rows, Rows | None]] = field(default_factory=list)
    flawed: list[Flawed] = field(default_factory=list)
    damaged: list[tuple[DamageKind, int | None, int]] = field(default_factory=list)
    rows_of: dict[tuple[int, str | None], list[Rows]] | None = field(default_factory=dict)
    suspected: list[Flawed] = field(default_factory=list)

    def add(self, result: BatchResult) -> None:
        """Fold in the next Batch; batches come in row order."""
        if not self.places:
            self.evaluated = np.zeros(len(self.plan.atoms), dtype=np.int64)
            self.shelves = self.store.shelves_for(len(self.plan.tracks))
        self.size += result.size
        self.evaluated += result.evaluated
        if self.rows_of is not None and sum(tally.count for tally in self.tallies.values()) > ROWS_KEPT:
            self.rows_of = None  # too many faults to work out which rows a correction would clear
        self.present = result.present if self.present is None else self.present + result.present
        self.missing = result.missing if self.missing is None else self.missing + result.missing
        self.faulty = result.faulty if self.faulty is None else self.faulty + result.faulty
        for failure in result.failures:
            self._fail(result, failure)
        for found in result.suspects:
            self.long[found.column] = self.long.get(found.column, 0) + found.long
            self.cut[found.column] = self.cut.get(found.column, 0) + found.cut
            records = found.passed + result.first_record
            self.passed_cut.setdefault(found.column, Tally()).add(records, found.values)
            if len(records):
                self.suspected.append(Flawed(self._first_atom(found.column), excel_number.ID, records, found.values))
        for damage in result.damage:
            self._damage(result, damage)
        self._blank_rows(result)
        self.errors.append(np.packbits(result.errors))
        self.warnings.append(np.packbits(result.warnings))
        for shelf, digests, complete in zip(self.shelves, result.keys, result.complete, strict=True):
            self.store.append(shelf, digests, complete)
        self.places.append((result.first_record, result.size, *_compact(result)))

    def _fail(self, result: BatchResult, failure: Failure) -> None:
        records = failure.rows + result.first_record
        self.tallies.setdefault((failure.atom, failure.cause), Tally()).add(records, failure.values)
        if self.rows_of is not None:
            self.rows_of.setdefault((failure.atom, failure.cause), []).append(records)
        if self.keep_flawed:
            self.flawed.append(Flawed(failure.atom, failure.cause, records, failure.values))

    def _first_atom(self, column: str) -> int:
        return next(i for i, atom in enumerate(self.plan.atoms) if atom.column == column and atom.scope == "cell")

    def _damage(self, result: BatchResult, damage: Damage) -> None:
        record = np.array([damage.index + result.first_record], dtype=np.int64)
        if self.keep_flawed:
            self.damaged.append((damage.kind, damage.column, damage.index + result.first_record))
        self.damage.setdefault((damage.kind, damage.column), Tally()).add(record, None)

    def _blank_rows(self, result: BatchResult) -> None:
        filled = np.ones(result.size, dtype=np.bool_)
        filled[result.blank] = False
        self.blank += (result.blank + result.first_record).tolist()
        where = np.flatnonzero(filled)
        if len(where):
            self.last_filled = int(where[-1]) + result.first_record

    def inner_blank(self) -> list[int]:
        """Return the record numbers of blank rows that stand between records."""
        return [record for record in self.blank if record < self.last_filled]

    def finish(self) -> None:
        """Decide what only the whole column can tell: zeros at the end of long numbers."""
        for atom, cause in [key for key in self.tallies if key[1] == MAYBE_CUT]:
            column = self.plan.atoms[atom].column or ""
            tally = self.tallies.pop((atom, cause))
            proved = excel_number.is_conclusive(self.long.get(column, 0), self.cut.get(column, 0))
            self.tallies.setdefault((atom, excel_number.ID if proved else None), Tally()).join(tally)
            if self.rows_of is not None:
                kept = self.rows_of.setdefault((atom, excel_number.ID if proved else None), [])
                kept += self.rows_of.pop((atom, MAYBE_CUT), [])
        for i, flawed in enumerate(self.flawed):
            if flawed.cause == MAYBE_CUT:
                column = self.plan.atoms[flawed.atom].column or ""
                proved = excel_number.is_conclusive(self.long.get(column, 0), self.cut.get(column, 0))
                self.flawed[i] = Flawed(flawed.atom, excel_number.ID if proved else None, flawed.records, flawed.values)
        for flawed in self.suspected:
            column = self.plan.atoms[flawed.atom].column or ""
            if excel_number.is_conclusive(self.long[column], self.cut[column]) and len(flawed.records):
                self.mark(flawed.records, "warning")
                if self.keep_flawed:
                    self.flawed.append(flawed)
        self.passed_cut = {
            column: tally
            for column, tally in self.passed_cut.items()
            if tally.count and excel_number.is_conclusive(self.long[column], self.cut[column])
        }

    def mark(self, records: Rows, severity: str) -> None:
        """Set the row bits of records (ascending) found faulty after their Batch was judged."""
        bits = self.errors if severity == "error" else self.warnings
        at = 0
        while at < len(records):
            i = bisect.bisect_right(self.places, int(records[at]), key=lambda place: place[0]) - 1
            first, size, _, _ = self.places[i]
            end = int(np.searchsorted(records, first + size))
            rows = np.unpackbits(bits[i], count=size).astype(np.bool_)
            rows[records[at:end] - first] = True
            bits[i] = np.packbits(rows)
            at = end

    def row_counts(self) -> tuple[int, int, int, int]:
        """Return (rows, clean, with errors, with warnings); blank rows are no rows."""
        total = self.size - len(self.blank)
        failing = warned = either = 0
        for errors, warnings in zip(self.errors, self.warnings, strict=True):
            failing += int(np.bitwise_count(errors).sum())
            warned += int(np.bitwise_count(warnings).sum())
            either += int(np.bitwise_count(errors | warnings).sum())
        return total, total - either, failing, warned

    def place(self, record: int) -> tuple[int, int | None]:
        """Return (row as the spreadsheet shows it, physical line or None) of a record."""
        index = bisect.bisect_right(self.places, record, key=lambda place: place[0]) - 1
        first, _, rows, lines = self.places[index]
        at = record - first
        row = int(rows[0]) + at if len(rows) == 1 else int(rows[at])
        line = None if lines is None else int(lines[0]) + at if len(lines) == 1 else int(lines[at])
        return row, line


def _compact(result: BatchResult) -> tuple[Rows, Rows | None]:
    """Keep one number where rows (and lines) run without gaps, which is nearly always.

    A copy: a view of one number would keep all of them.
    """
    rows = result.rows[:1].copy() if _runs(result.rows) else result.rows
    lines = result.lines
    if lines is not None and _runs(lines):
        lines = lines[:1].copy()
    return rows, lines


def _runs(numbers: Rows) -> bool:
    return len(numbers) > 0 and int(numbers[-1]) - int(numbers[0]) == len(numbers) - 1
