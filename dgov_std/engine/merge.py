"""BatchResults folded, in row order, into one Outcome; memory stays O(checks x columns).

Each (atom, cause) keeps an exact count, its first rows and its first distinct values with exact
counts. One bit per row and severity stays, because cross-row checks are known only at the end.
"""

from __future__ import annotations

import bisect
from dataclasses import dataclass, field

import numpy as np

from dgov_std.arrays import Bytes, Mask, Strings
from dgov_std.causes import excel_number, mojibake
from dgov_std.dataset.block import AsideKind, Damage, DamageKind
from dgov_std.engine.result import MAYBE_CUT, MAYBE_LOST, BatchResult, Failure, Rows, Shift
from dgov_std.engine.shifted import runs
from dgov_std.engine.stains import Stains
from dgov_std.engine.store import Shelf, Store
from dgov_std.engine.tally import FIRST, Tally
from dgov_std.plan.plan import Plan

ROWS_KEPT = 2_000_000
TEXTS = 5  # of rows set aside


@dataclass(frozen=True, slots=True)
class Flawed:
    """A failing cell or row for the reject sink: record number, atom, cause, value."""

    atom: int
    cause: str | None
    records: Rows
    values: Strings | None


@dataclass(slots=True)
class Apart:
    """Rows set aside for one reason: how many, the first record numbers, and what the first ones say."""

    count: int = 0
    first: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def add(self, record: int, text: str) -> None:
        """Count one more row."""
        self.count += 1
        if len(self.first) < FIRST:
            self.first.append(record)
        if len(self.texts) < TEXTS and text not in self.texts:
            self.texts.append(text)


@dataclass(slots=True)
class Noticed:
    """The first damage of a kind in a column: its record, what stands at the first places, and the last record."""

    damage: Damage
    record: int
    last: int
    texts: dict[str, int] = field(default_factory=dict)

    def add(self, damage: Damage, record: int) -> None:
        """Take in one more, in row order."""
        self.last = record
        if damage.text and (damage.text in self.texts or len(self.texts) < TEXTS):
            self.texts[damage.text] = self.texts.get(damage.text, 0) + 1


@dataclass(slots=True)
class Merged:
    """Merged ranges among the records: how many, how many rows they cover cells of, and the first of them (`A3:A7`)."""

    count: int = 0
    rows: int = 0
    texts: list[str] = field(default_factory=list)

    def add(self, covered: list[Damage]) -> None:
        """Count the cells covered in one Batch; the first one of a range names it."""
        names = [damage.detail for damage in covered if damage.detail]
        self.count += len(names)
        self.texts += names[: TEXTS - len(self.texts)]
        self.rows += len({damage.index for damage in covered})


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
    passed_stored: dict[str, Tally] = field(default_factory=dict)
    damage: dict[tuple[DamageKind, int | None], Tally] = field(default_factory=dict)
    noticed: dict[tuple[DamageKind, int | None], Noticed] = field(default_factory=dict)
    damaged_rows: dict[DamageKind, int] = field(default_factory=dict)
    merged: Merged = field(default_factory=Merged)
    blank: list[Rows] = field(default_factory=list)  # runs of records: first and last ones in two rows
    asides: dict[AsideKind, Apart] = field(default_factory=dict)
    set_aside: list[tuple[AsideKind, int]] = field(default_factory=list)
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
    proved: list[Flawed] = field(default_factory=list)
    stains: Stains = field(default_factory=Stains)
    shifted: dict[int, list[tuple[int, int]]] = field(default_factory=dict)  # runs of records, by number of columns

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
            if not len(records):
                continue
            (self.passed_stored if found.stored else self.passed_cut).setdefault(found.column, Tally()).add(
                records, found.values
            )
            flawed = Flawed(self._first_atom(found.column), excel_number.ID, records, found.values)
            (self.proved if found.stored else self.suspected).append(flawed)
        self._damage(result)
        self.merged.add([damage for damage in result.damage if damage.kind is DamageKind.MERGED])
        for shift in result.shifts:
            self._shift(shift, result.first_record)
        self._idle_rows(result)
        self.stains.add(result.stains, result.chinese, result.first_record, keep=self.keep_flawed)
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

    def _damage(self, result: BatchResult) -> None:
        records: dict[tuple[DamageKind, int | None], list[int]] = {}
        rows: dict[DamageKind, set[int]] = {}
        for damage in result.damage:
            number, key = damage.index + result.first_record, (damage.kind, damage.column)
            rows.setdefault(damage.kind, set()).add(number)
            records.setdefault(key, []).append(number)
            noticed = self.noticed.get(key)
            if noticed is None:
                noticed = self.noticed[key] = Noticed(damage, number, number)
            noticed.add(damage, number)
            if self.keep_flawed:
                self.damaged.append((*key, number))
        for key, numbers in records.items():
            self.damage.setdefault(key, Tally()).add(np.array(numbers, dtype=np.int64), None)
        for kind, numbered in rows.items():
            self.damaged_rows[kind] = self.damaged_rows.get(kind, 0) + len(numbered)

    def _shift(self, shift: Shift, first_record: int) -> None:
        records = shift.rows + first_record
        self.damage.setdefault((DamageKind.SHIFTED, None), Tally()).add(records, None)
        known = self.shifted.setdefault(shift.columns, [])
        for first, last in runs(records):
            if known and known[-1][1] == first - 1:
                known[-1] = (known[-1][0], last)
            else:
                known.append((first, last))

    def _idle_rows(self, result: BatchResult) -> None:
        """Count the rows that are no records: blank ones, and those set aside."""
        filled = np.ones(result.size, dtype=np.bool_)
        filled[result.blank] = False
        if len(result.blank):
            breaks = np.flatnonzero(np.diff(result.blank) != 1) + 1
            edges = np.stack([result.blank[np.r_[0, breaks]], result.blank[np.r_[breaks - 1, -1]]])
            self.blank.append(edges + result.first_record)
        for aside in result.asides:
            record = aside.index + result.first_record
            filled[aside.index] = False
            self.asides.setdefault(aside.kind, Apart()).add(record, aside.text)
            if self.keep_flawed:
                self.set_aside.append((aside.kind, record))
        where = np.flatnonzero(filled)
        if len(where):
            self.last_filled = int(where[-1]) + result.first_record

    @property
    def total(self) -> int:
        """How many rows are records."""
        return self.size - self.blank_rows - sum(apart.count for apart in self.asides.values())

    @property
    def blank_rows(self) -> int:
        """How many rows are blank: a stray cell far below the table makes a million of them."""
        return sum(int((edges[1] - edges[0] + 1).sum()) for edges in self.blank)

    def inner_blank(self) -> Rows:
        """Return the record numbers of blank rows that stand between records."""
        first, last = np.concatenate([*self.blank, np.zeros((2, 0), dtype=np.int64)], axis=1)
        first, last = first[first < self.last_filled], last[first < self.last_filled]
        sizes = last - first + 1
        # Within each run one further than before: counted through all of them, less what came before the run.
        found: Rows = np.arange(int(sizes.sum())) + np.repeat(first - np.cumsum(sizes) + sizes, sizes)
        return found

    def finish(self) -> None:
        """Decide what only the whole column can tell: zeros at the end of long numbers, question marks."""
        self._settle(MAYBE_CUT)
        self._settle(MAYBE_LOST)
        for place, records in self.stains.finish().items():
            self.mark(records, "warning")
            if self.faulty is not None:
                self.faulty[place] += len(records)
        for flawed in self.suspected:
            if self.is_cut(self.plan.atoms[flawed.atom].column or ""):
                self.proved.append(flawed)
        for flawed in self.proved:
            self.mark(flawed.records, "warning")
            if self.keep_flawed:
                self.flawed.append(flawed)
        self.passed_cut = {column: tally for column, tally in self.passed_cut.items() if self.is_cut(column)}
        for column, tally in self.passed_stored.items():
            self.passed_cut.setdefault(column, Tally()).join(tally)

    def is_cut(self, column: str) -> bool:
        """Return whether zeros at the end of a column's long numbers were digits: so many of them are no accident."""
        return excel_number.is_conclusive(self.long.get(column, 0), self.cut.get(column, 0))

    def settled(self, atom: int, cause: str | None) -> str | None:
        """Return the cause of a failure of an atom, where its Batch could not tell: the whole column decides."""
        column = self.plan.atoms[atom].column or ""
        if cause == MAYBE_CUT:
            return excel_number.ID if self.is_cut(column) else None
        if cause == MAYBE_LOST:
            place = next((bound.index for bound in self.plan.columns if bound.id == column), None)
            return mojibake.ID if place in self.stains.chinese else None
        return cause

    def _settle(self, maybe: str) -> None:
        """Give what may have a cause that cause, or none, by its column."""
        for atom, _ in [key for key in self.tallies if key[1] == maybe]:
            cause = self.settled(atom, maybe)
            self.tallies.setdefault((atom, cause), Tally()).join(self.tallies.pop((atom, maybe)))
            if self.rows_of is not None:
                self.rows_of.setdefault((atom, cause), []).extend(self.rows_of.pop((atom, maybe), []))
        for i, flawed in enumerate(self.flawed):
            if flawed.cause == maybe:
                self.flawed[i] = Flawed(flawed.atom, self.settled(flawed.atom, maybe), flawed.records, flawed.values)

    def failing(self, first: int, size: int) -> Mask:
        """Return which of `size` records from `first` on have an error or a warning."""
        found = np.zeros(size, dtype=np.bool_)
        at = max(bisect.bisect_right(self.places, first, key=lambda place: place[0]) - 1, 0)
        for i in range(at, len(self.places)):
            start, length, _, _ = self.places[i]
            low, high = max(start, first), min(start + length, first + size)
            if low >= first + size:
                break
            if low < high:
                bits = np.unpackbits(self.errors[i] | self.warnings[i], count=length).astype(np.bool_)
                found[low - first : high - first] = bits[low - start : high - start]
        return found

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
        """Return (rows, clean, with errors, with warnings); blank rows and those set aside are no rows."""
        total = self.total
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
