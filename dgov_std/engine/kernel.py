"""(Plan, Batch) -> BatchResult: pure, the same on a thread, in another process or on a cluster.

Cells of one column are tried against its atoms in a fixed order and blamed at most once: what
stands behind the first failure is not evaluated, and so leaves no second finding for one fault.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dgov_std.arrays import Mask, Strings, byte_lengths, mask_of, missing_in, positions, strings
from dgov_std.causes import excel_number, fill_series, mojibake
from dgov_std.dataset.block import Batch
from dgov_std.engine.digest import Digests, together
from dgov_std.engine.evaluation import Cells, judge_rows, spoken
from dgov_std.engine.explaining import Column, explained
from dgov_std.engine.result import COLUMN_ABSENT, MAYBE_LOST, BatchResult, Failure, Rows, Shift, Stained, Suspects
from dgov_std.engine.shifted import shifted_rows, tried
from dgov_std.engine.stains import STAINS, Scanned, find_stains, is_free
from dgov_std.engine.totals import with_listed_totals
from dgov_std.plan.crossrow import Track
from dgov_std.plan.expression import Expression
from dgov_std.plan.plan import Bound, Plan
from dgov_std.texts import Texts


@dataclass(slots=True)
class _Judgement:
    """A Batch under judgement: bound cells, rows that count, and what was found so far."""

    plan: Plan
    size: int
    cells: dict[str, Cells]
    live: Mask
    sound: dict[str, Mask]
    evaluated: Rows
    failures: list[Failure]
    errors: Mask
    warnings: Mask
    guards: dict[int, Mask]
    faulty: dict[str, Mask]

    def guard(self, guards: tuple[Expression, ...]) -> Mask | None:
        """Return where all guards hold, None when there are none."""
        found: Mask | None = None
        for guard in guards:
            held = self.guards.get(id(guard))
            if held is None:
                held = judge_rows(guard, self.cells, self.size, self.plan.route, self.plan.reference)
                self.guards[id(guard)] = held
            found = held if found is None else found & held
        return found

    def fail(self, failure: Failure) -> None:
        """Enter failing rows, and set their row bits."""
        if not len(failure.rows):
            return
        self.failures.append(failure)
        judged = self.plan.atoms[failure.atom]
        if judged.severity == "info":
            return
        (self.errors if judged.severity == "error" else self.warnings)[failure.rows] = True
        if judged.column in self.cells:
            self.faulty.setdefault(judged.column, np.zeros(self.size, dtype=np.bool_))[failure.rows] = True


def judge(plan: Plan, batch: Batch, order: Mapping[str, list[int]] | None = None) -> BatchResult:
    """Judge every row of a Batch.

    `order` is `plan.by_column()`, passed in by drivers so that it is worked out once.
    """
    size = len(batch)
    columns = plan.by_column() if order is None else order
    batch = with_listed_totals(plan, batch, columns)
    blank = blank_rows(batch, size)
    live, sound = _sound_cells(batch, blank, size)
    cells = {b.id: _cells(batch.columns[b.index], plan, b) for b in plan.columns if b.index is not None}
    ruling = _Judgement(
        plan=plan,
        size=size,
        cells=cells,
        live=live,
        sound={b.id: sound[b.index] for b in plan.columns if b.index is not None and b.index in sound},
        evaluated=np.zeros(len(plan.atoms), dtype=np.int64),
        failures=[],
        errors=_damaged(batch, size),
        warnings=np.zeros(size, dtype=np.bool_),
        guards={},
        faulty={},
    )
    answers = [_answer(ruling, bound, columns.get(bound.id, [])) for bound in plan.columns]
    shifts = _shifts(ruling, batch, answers)
    if shifts:  # seldom, so that the other rows are judged once more
        ruling.evaluated[:] = 0
        answers = [_answer(ruling, bound, columns.get(bound.id, [])) for bound in plan.columns]
    suspects = [found for answer in answers if answer for found in _explained(ruling, answer, batch)]
    for i, atom in enumerate(plan.atoms):
        if atom.scope == "row":
            _judge_row_atom(ruling, i)
        elif atom.scope == "present":
            _judge_presence(ruling, i)
    present, missing = _filled(batch, plan, cells, live, sound)
    marked = {b.index: ruling.faulty[b.id] for b in plan.columns if b.index is not None and b.id in ruling.faulty}
    stains, chinese = _stains(ruling, batch, sound, marked, columns)
    keys = [_track(track, ruling, batch) for track in plan.tracks]
    return BatchResult(
        first_record=batch.first_record,
        size=size,
        rows=batch.rows,
        lines=batch.lines,
        evaluated=ruling.evaluated,
        failures=tuple(_in_row_order(ruling.failures)),
        suspects=tuple(suspects),
        damage=batch.damage,
        blank=np.flatnonzero(blank),
        errors=ruling.errors,
        warnings=ruling.warnings,
        present=present,
        missing=missing,
        faulty=np.array([np.count_nonzero(marked.get(j, False)) for j in range(len(batch.columns))], dtype=np.int64),
        keys=tuple(found for found, _ in keys),
        complete=tuple(complete for _, complete in keys),
        asides=batch.asides,
        stains=tuple(stains),
        chinese=chinese,
        shifts=shifts,
    )


def _in_row_order(failures: list[Failure]) -> Iterator[Failure]:
    """Yield one failure per atom and cause: a second fault of a cell is found after the first ones."""
    grouped: dict[tuple[int, str | None], list[Failure]] = {}
    for failure in failures:
        grouped.setdefault((failure.atom, failure.cause), []).append(failure)
    for (atom, cause), parts in grouped.items():
        if len(parts) == 1:
            yield parts[0]
            continue
        rows = np.concatenate([part.rows for part in parts])
        order = np.argsort(rows, kind="stable")
        values = pa.concat_arrays([part.values for part in parts if part.values is not None])
        yield Failure(atom, cause, rows[order], values.take(positions(order)))


def _cells(values: Strings, plan: Plan, bound: Bound) -> Cells:
    wanted = plan.missing if bound.missing is None else bound.missing
    present = byte_lengths(values) > 0
    if bound.missing is not None and "" not in bound.missing:
        present = np.ones(len(values), dtype=np.bool_)
    if values.null_count:
        present = present & ~missing_in(values)
    if wanted:
        present = present & ~mask_of(pc.is_in(values, value_set=strings(wanted)), missing=False)
    return Cells(values, present, plan.route, null=bound.reading.null, spelling=bound.spelling)


def blank_rows(batch: Batch, size: int) -> Mask:
    """Return the rows in which no cell of the file holds anything."""
    blank = np.ones(size, dtype=np.bool_)
    for column in batch.columns:
        blank &= byte_lengths(column) == 0
        if not blank.any():
            return blank
    for damage in batch.damage:
        blank[damage.index] = False
    for aside in batch.asides:
        blank[aside.index] = False
    return blank


def _sound_cells(batch: Batch, blank: Mask, size: int) -> tuple[Mask, dict[int, Mask]]:
    """Return the rows that are evaluated, and by file column the cells that are."""
    live = ~blank
    live[[aside.index for aside in batch.asides]] = False
    places: dict[int, list[int]] = {}
    live[[damage.index for damage in batch.damage if damage.column is None]] = False
    for damage in batch.damage:
        if damage.column is not None:
            places.setdefault(damage.column, []).append(damage.index)
    sound = {column: np.ones(size, dtype=np.bool_) for column in places}
    for column, rows in places.items():
        sound[column][rows] = False
    return live, sound


def _damaged(batch: Batch, size: int) -> Mask:
    errors = np.zeros(size, dtype=np.bool_)
    errors[[damage.index for damage in batch.damage]] = True
    errors[[aside.index for aside in batch.asides]] = False
    return errors


def _filled(
    batch: Batch, plan: Plan, cells: Mapping[str, Cells], live: Mask, sound: Mapping[int, Mask]
) -> tuple[Rows, Rows]:
    """Return per column of the file how many cells hold something and how many are empty.

    Cells of damaged rows, and damaged cells, are neither: nobody knows.
    """
    known = {bound.index: cells[bound.id].present for bound in plan.columns if bound.index is not None}
    present = np.zeros(len(batch.columns), dtype=np.int64)
    missing = np.zeros(len(batch.columns), dtype=np.int64)
    for j, column in enumerate(batch.columns):
        filled = known[j] if j in known else byte_lengths(column) > 0
        asked = live & sound[j] if j in sound else live
        present[j] = np.count_nonzero(asked & filled)
        missing[j] = np.count_nonzero(asked) - present[j]
    return present, missing


@dataclass(frozen=True, slots=True)
class _Answer:
    """What became of the cells of a column: which were judged, which passed all, and the rows that failed each atom."""

    bound: Bound
    atoms: list[int]
    judged: Mask
    passed: Mask
    failed: list[tuple[int, Rows]]


def _answer(ruling: _Judgement, bound: Bound, atoms: list[int]) -> _Answer | None:
    cells = ruling.cells.get(bound.id)
    if cells is None or not atoms:
        return None
    still = cells.there & ruling.live & ruling.sound.get(bound.id, True)
    judged = still.copy()
    failed: list[tuple[int, Rows]] = []
    for i in atoms:
        atom = ruling.plan.atoms[i]
        guard = ruling.guard(atom.guards)
        asked = still if guard is None else still & guard
        count = int(np.count_nonzero(asked))
        if not count:
            continue
        ruling.evaluated[i] += count
        fails = asked & ~cells.judge(atom.expression, ruling.plan.reference, at_null=atom.at_null)
        rows = np.flatnonzero(fails)
        if len(rows):
            failed.append((i, rows))
            still &= ~fails
    return _Answer(bound, atoms, judged, still, failed)


def _shifts(ruling: _Judgement, batch: Batch, answers: list[_Answer | None]) -> tuple[Shift, ...]:
    """Return the rows whose cells stand beside their columns; they are damaged, and nothing else is said of them."""
    plan = ruling.plan
    columns = [tried(plan, answer.bound, answer.atoms, answer.failed) for answer in answers if answer is not None]
    known = [column for column in columns if column is not None]
    shifts = shifted_rows(plan, batch, known, lambda values, bound: _cells(values, plan, bound))
    for shift in shifts:
        ruling.live[shift.rows] = False
        ruling.errors[shift.rows] = True
    return shifts


def _explained(ruling: _Judgement, answer: _Answer, batch: Batch) -> Iterator[Suspects]:
    """Enter what failed, each cell with its cause; yield the long numbers of a column of codes."""
    bound = answer.bound
    _explain(ruling, bound, batch, answer.failed, answer.atoms)
    if bound.coded and bound.index is not None:
        numeric = batch.numeric[bound.index] if batch.numeric else None
        yield from _suspects(bound, ruling.cells[bound.id], answer.judged, answer.passed, numeric)


def _suspects(bound: Bound, cells: Cells, judged: Mask, passed: Mask, numeric: Mask | None) -> Iterator[Suspects]:
    long, cut = excel_number.long_numbers(cells.texts)
    among, zeros = int((long & judged).sum()), int((cut & judged).sum())
    if not among:
        return
    stored = np.zeros(len(cut), dtype=np.bool_) if numeric is None else cut & passed & numeric
    rows = np.flatnonzero(cut & passed & ~stored)
    yield Suspects(bound.id, among, zeros, rows, cells.values.take(positions(rows)))
    if stored.any():
        rows = np.flatnonzero(stored)
        yield Suspects(bound.id, 0, 0, rows, cells.values.take(positions(rows)), stored=True)


def _explain(ruling: _Judgement, bound: Bound, batch: Batch, failed: list[tuple[int, Rows]], atoms: list[int]) -> None:
    """Give each failing cell its cause."""
    if not failed or bound.index is None:
        return
    numeric = batch.numeric[bound.index] if batch.numeric else None
    column = Column(ruling.plan, bound, atoms, ruling.guard)
    for i, rows in _without_series(ruling, bound, failed):
        values = ruling.cells[bound.id].values.take(positions(rows))
        for failure, again in explained(column, i, rows, values, numeric[rows] if numeric is not None else None):
            ruling.evaluated[failure.atom] += len(failure.rows) if again else 0
            ruling.fail(failure)


def _without_series(ruling: _Judgement, bound: Bound, failed: list[tuple[int, Rows]]) -> Iterator[tuple[int, Rows]]:
    """Enter the wrong check digits of numbers that were filled down, which only the rows beside them tell; yield the rest."""
    atoms = ruling.plan.atoms
    digits = [rows for i, rows in failed if atoms[i].code in fill_series.CODES]
    if sum(map(len, digits)) * 2 < fill_series.LEAST:
        yield from failed
        return
    failing = np.zeros(ruling.size, dtype=np.bool_)
    failing[np.concatenate(digits)] = True
    filled = fill_series.series(ruling.cells[bound.id].texts, failing)
    for i, rows in failed:
        within = filled[rows] if atoms[i].code in fill_series.CODES else np.zeros(len(rows), dtype=np.bool_)
        if within.any():
            found = rows[within]
            ruling.fail(Failure(i, fill_series.ID, found, ruling.cells[bound.id].values.take(positions(found))))
        if not within.all():
            yield i, rows[~within]


def _stains(
    ruling: _Judgement, batch: Batch, sound: Mapping[int, Mask], marked: dict[int, Mask], atoms: Mapping[str, list[int]]
) -> tuple[list[Stained], tuple[int, ...]]:
    """Look through all columns for stains; garbled cells that pass everything are a warning."""
    columns = [Scanned(Texts(values)) for values in batch.columns]
    for bound in ruling.plan.columns:
        if bound.index is not None:
            known = [ruling.plan.atoms[i].code for i in atoms.get(bound.id, [])]
            faulty = marked.get(bound.index)
            explained = _rows_by_cause(ruling, bound) if faulty is not None else {}
            texts = ruling.cells[bound.id].texts
            columns[bound.index] = Scanned(texts, bound.coded, is_free(known), faulty, explained)
    found, chinese = find_stains(columns, ruling.live, sound)
    for stain in found:
        if stain.cause == mojibake.ID:
            ruling.warnings[stain.passing] = True
            marked.setdefault(stain.column, np.zeros(ruling.size, dtype=np.bool_))[stain.passing] = True
    return found, chinese


def _rows_by_cause(ruling: _Judgement, bound: Bound) -> dict[str, Rows]:
    found: dict[str, list[Rows]] = {}
    for failure in ruling.failures:
        if failure.cause in (*STAINS, MAYBE_LOST) and ruling.plan.atoms[failure.atom].column == bound.id:
            found.setdefault(failure.cause, []).append(failure.rows)
    return {cause: np.unique(np.concatenate(rows)) for cause, rows in found.items()}


def _judge_row_atom(ruling: _Judgement, i: int) -> None:
    atom = ruling.plan.atoms[i]
    asked = _asked(ruling, atom.guards)
    for column in atom.needed:
        asked = asked & ruling.cells[column].present & ruling.sound.get(column, True)
    said = spoken(atom.expression, ruling.cells)
    asked = asked if said is None else asked & said
    ruling.evaluated[i] += int(np.count_nonzero(asked))
    passes = judge_rows(atom.expression, ruling.cells, ruling.size, ruling.plan.route, ruling.plan.reference)
    rows = np.flatnonzero(asked & ~passes)
    cells = ruling.cells.get(atom.column or "")
    values = cells.values.take(positions(rows)) if cells is not None and len(rows) else None
    ruling.fail(Failure(i, None, rows, values))


def _judge_presence(ruling: _Judgement, i: int) -> None:
    atom = ruling.plan.atoms[i]
    asked = _asked(ruling, atom.guards)
    cells = ruling.cells.get(atom.column or "")
    if cells is None:
        ruling.evaluated[i] += int(asked.sum())
        ruling.fail(Failure(i, COLUMN_ABSENT, np.flatnonzero(asked), None))
        return
    asked = asked & ruling.sound.get(atom.column or "", True)
    ruling.evaluated[i] += int(np.count_nonzero(asked))
    lacking = asked & ~cells.there
    if lacking.any():
        ruling.fail(Failure(i, None, np.flatnonzero(lacking), None))


def _asked(ruling: _Judgement, guards: tuple[Expression, ...]) -> Mask:
    guard = ruling.guard(guards)
    return ruling.live if guard is None else ruling.live & guard


def _track(track: Track, ruling: _Judgement, batch: Batch) -> tuple[Digests, Mask]:
    """Return a digest per row of the cells of a track, and the rows in which it says something.

    Whole rows agree in every column of the file, also in those the standard does not know.
    """
    cells = ruling.cells
    if track.whole:
        bound = {id(found.values): found for found in cells.values()}
        columns = [bound.get(id(values)) or Cells(values, byte_lengths(values) > 0, None) for values in batch.columns]
        return together([found.digests() for found in columns]), ruling.live
    columns = [cells[column] for column in track.columns]
    sound = [ruling.sound[column] for column in track.columns if column in ruling.sound]
    complete = np.logical_and.reduce([ruling.live, *(found.present for found in columns), *sound])
    return together([found.digests() for found in columns]), complete
