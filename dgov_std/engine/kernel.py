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

from dgov_std.arrays import Mask, Strings, byte_lengths, mask_of, missing_in, only, positions, strings
from dgov_std.causes import CAUSES, excel_number, full_width
from dgov_std.dataset.block import Batch, DamageKind
from dgov_std.engine.digest import Digests, together
from dgov_std.engine.evaluation import Cells, judge_rows, judge_values, spoken
from dgov_std.engine.result import COLUMN_ABSENT, MAYBE_CUT, BatchResult, Failure, Rows, Suspects
from dgov_std.plan.crossrow import Track
from dgov_std.plan.expression import Expression
from dgov_std.plan.plan import Bound, Plan, Route


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

    def fail(self, atom: int, cause: str | None, rows: Rows, values: Strings | None) -> None:
        """Enter failing rows, and set their row bits."""
        if not len(rows):
            return
        self.failures.append(Failure(atom, cause, rows, values))
        judged = self.plan.atoms[atom]
        if judged.severity == "info":
            return
        (self.errors if judged.severity == "error" else self.warnings)[rows] = True
        if judged.column in self.cells:
            self.faulty.setdefault(judged.column, np.zeros(self.size, dtype=np.bool_))[rows] = True


def judge(plan: Plan, batch: Batch, order: Mapping[str, list[int]] | None = None) -> BatchResult:
    """Judge every row of a Batch.

    `order` is `plan.by_column()`, passed in by drivers so that it is worked out once.
    """
    size = len(batch)
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
    columns = plan.by_column() if order is None else order
    suspects = [found for bound in plan.columns for found in _judge_column(ruling, bound, batch, columns.get(bound.id, []))]
    for i, atom in enumerate(plan.atoms):
        if atom.scope == "row":
            _judge_row_atom(ruling, i)
        elif atom.scope == "present":
            _judge_presence(ruling, i)
    present, missing = _filled(batch, plan, cells, live, sound)
    marked = {b.index: ruling.faulty[b.id] for b in plan.columns if b.index is not None and b.id in ruling.faulty}
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
    return blank


def _sound_cells(batch: Batch, blank: Mask, size: int) -> tuple[Mask, dict[int, Mask]]:
    """Return the rows that are evaluated, and by file column the cells that are."""
    live = ~blank
    sound: dict[int, Mask] = {}
    for damage in batch.damage:
        if damage.column is None:
            live[damage.index] = False
        else:
            sound.setdefault(damage.column, np.ones(size, dtype=np.bool_))[damage.index] = False
    return live, sound


def _damaged(batch: Batch, size: int) -> Mask:
    errors = np.zeros(size, dtype=np.bool_)
    errors[[damage.index for damage in batch.damage if damage.kind in DamageKind]] = True
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


def _judge_column(ruling: _Judgement, bound: Bound, batch: Batch, atoms: list[int]) -> Iterator[Suspects]:
    cells = ruling.cells.get(bound.id)
    if cells is None or not atoms:
        return
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
    _explain(ruling, bound, batch, failed, atoms)
    if bound.coded and bound.index is not None:
        yield from _suspects(bound, cells, judged, still)


def _suspects(bound: Bound, cells: Cells, judged: Mask, passed: Mask) -> Iterator[Suspects]:
    long, cut = excel_number.long_numbers_of(cells.texts)
    if (cut & judged).any():
        rows = np.flatnonzero(cut & passed)
        yield Suspects(
            bound.id, int((long & judged).sum()), int((cut & judged).sum()), rows, cells.values.take(positions(rows))
        )
    elif (long & judged).any():
        nothing = np.zeros(0, dtype=np.int64)
        yield Suspects(bound.id, int((long & judged).sum()), 0, nothing, cells.values.slice(0, 0))


def _explain(ruling: _Judgement, bound: Bound, batch: Batch, failed: list[tuple[int, Rows]], atoms: list[int]) -> None:
    """Give each failing cell its cause; a cell that is repaired and fails again has a second fault."""
    if not failed or bound.index is None:
        return
    numeric = batch.numeric[bound.index] if batch.numeric else None
    for i, rows in failed:
        values = ruling.cells[bound.id].values.take(positions(rows))
        for cause, chosen in _causes(ruling, values, bound, numeric[rows] if numeric is not None else None, i):
            if not chosen.any():
                continue
            whole = chosen.all()
            chosen_rows, texts = (rows, values) if whole else (rows[chosen], only(values, chosen))
            ruling.fail(i, cause, chosen_rows, texts)
            if cause == full_width.ID:
                _judge_repaired(ruling, bound, chosen_rows, texts, atoms, i)


def _judge_repaired(ruling: _Judgement, bound: Bound, rows: Rows, values: Strings, atoms: list[int], blamed: int) -> None:
    """Judge cells once more with half-width characters, by all that they have not failed as they are."""
    repaired = full_width.repaired(values)
    still = np.ones(len(rows), dtype=np.bool_)
    for i in atoms:
        if i == blamed:
            continue
        atom = ruling.plan.atoms[i]
        guard = ruling.guard(atom.guards)
        asked = still if guard is None else still & guard[rows]
        fails = asked & ~_holds(ruling, i, repaired)
        if fails.any():
            ruling.evaluated[i] += int(fails.sum())
            again = only(repaired, fails)
            originals = only(values, fails)
            for cause, chosen in _causes(ruling, again, bound, None, i):
                ruling.fail(i, cause, rows[fails][chosen], only(originals, chosen))
            still &= ~fails


def _holds(ruling: _Judgement, i: int, values: Strings) -> Mask:
    """Return which values pass an atom of their column."""
    plan = ruling.plan
    return judge_values(plan.atoms[i].expression, values, plan.route or Route.DIRECT, plan.reference)


def _causes(
    ruling: _Judgement, values: Strings, bound: Bound, numeric: Mask | None, i: int
) -> Iterator[tuple[str | None, Mask]]:
    """Yield (cause, mask) over values that fail atom `i`, each value under one cause; None = no cause known."""
    left = np.ones(len(values), dtype=np.bool_)
    for name, cause in CAUSES.items():
        if name == excel_number.ID and not bound.coded:
            continue
        found = left & cause.mask(values)
        if name == full_width.ID and found.any():
            # It explains what its repair mends: not brackets in a text that is too long.
            mended = np.flatnonzero(found)
            found[mended] = _holds(ruling, i, full_width.repaired(values.take(positions(mended))))
        if name == excel_number.ID:
            long, cut = excel_number.long_numbers(values)
            if numeric is not None:
                found |= left & long & numeric
            left &= ~found
            yield name, found
            name, found = MAYBE_CUT, left & cut  # noqa: PLW2901
        left &= ~found
        yield name, found
    yield None, left


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
    ruling.fail(i, None, rows, cells.values.take(positions(rows)) if cells is not None and len(rows) else None)


def _judge_presence(ruling: _Judgement, i: int) -> None:
    atom = ruling.plan.atoms[i]
    asked = _asked(ruling, atom.guards)
    cells = ruling.cells.get(atom.column or "")
    if cells is None:
        ruling.evaluated[i] += int(asked.sum())
        ruling.fail(i, COLUMN_ABSENT, np.flatnonzero(asked), None)
        return
    asked = asked & ruling.sound.get(atom.column or "", True)
    ruling.evaluated[i] += int(np.count_nonzero(asked))
    lacking = asked & ~cells.there
    if lacking.any():
        ruling.fail(i, None, np.flatnonzero(lacking), None)


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
