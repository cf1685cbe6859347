"""Which few findings to correct first: errors before warnings, those that free most rows before others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dgov_std.arrays import Mask
from dgov_std.causes import excel_number, mojibake
from dgov_std.dataset.block import DamageKind
from dgov_std.engine.findings import Collected
from dgov_std.engine.merge import ROWS_KEPT, Outcome
from dgov_std.engine.result import Rows
from dgov_std.report.values import Finding, Severity

_MOST = 3
_BITS = 64

Patterns = np.ndarray[Any, np.dtype[np.uint64]]


def first_to_fix(outcome: Outcome, findings: Sequence[Collected]) -> tuple[tuple[int, ...], int]:
    """Return (numbers of up to three findings, rows that become clean when exactly these are corrected).

    As long as there is an error it comes first, since a file with errors is sent back: errors in the
    structure, then those that leave most rows without error, then, where there are fewer than three, the
    warnings that leave most rows clean. Informative findings do not count against a row.

    Empty when there were too many faults to remember their rows; the rows are 0 when those of damaged
    cells were not all remembered.
    """
    if outcome.rows_of is None or outcome.size == 0:
        return (), 0
    if sum(breach.count for collected in findings for breach in collected.breaches) > ROWS_KEPT:
        return (), 0
    graver = [collected for collected in findings if collected.finding.severity is not Severity.INFO]
    if not graver:
        return (), 0
    faults = _faults(outcome, graver)
    known = graver[:_BITS]
    errors = [i for i, collected in enumerate(known) if collected.finding.severity is Severity.ERROR]
    chosen = [i for i in errors if _structural(known[i].finding)][:_MOST]
    # All errors have to be corrected, so that one that frees no row by itself is as good as the others.
    while len(chosen) < _MOST and len(chosen) < len(errors):
        chosen.append(_best(errors, chosen, faults.gain))
    while len(chosen) < _MOST and len(errors) < len(known) and all(i in chosen for i in errors):
        best = _best(range(len(known)), chosen, faults.gain) if len(chosen) < len(known) else None
        if best is None or faults.cleared([*chosen, best]) == faults.cleared(chosen):
            break
        chosen.append(best)
    numbers = tuple(sorted(known[i].finding.number for i in chosen))
    return numbers, faults.cleared(chosen) if _remembered(outcome) else 0


@dataclass(frozen=True, slots=True)
class _Faults:
    """Which findings rows have, a bit for each, and how many rows have the same: of all rows, and errors only.

    Rows with a fault that has no bit are in neither: they are never freed.
    """

    all: Patterns
    all_rows: Rows
    errors: Patterns
    error_rows: Rows

    def gain(self, chosen: Sequence[int]) -> tuple[int, int]:
        """Return (rows without error, rows without fault) once the chosen findings are corrected."""
        return _rows(self.errors, self.error_rows, chosen), self.cleared(chosen)

    def cleared(self, chosen: Sequence[int]) -> int:
        """Return how many rows become clean once the chosen findings are corrected."""
        return _rows(self.all, self.all_rows, chosen)


def _rows(patterns: Patterns, rows: Rows, chosen: Sequence[int]) -> int:
    mask = np.uint64(sum(1 << i for i in chosen))
    return int(rows[(patterns & ~mask) == 0].sum())


def _best(candidates: Sequence[int], chosen: list[int], gain: Callable[[Sequence[int]], tuple[int, int]]) -> int:
    """Return the candidate that frees most; of equal ones the first, which is the gravest."""
    left = [i for i in candidates if i not in chosen]
    return max(left, key=lambda i: (gain([*chosen, i]), -i))


def _structural(finding: Finding) -> bool:
    return finding.unit == "file" and finding.code.startswith("STR")


def _faults(outcome: Outcome, graver: Sequence[Collected]) -> _Faults:
    # Only the rows concerned are looked at: most files have many rows and few faults. Marking them costs less than sorting.
    concerned = np.zeros(outcome.size + 1, dtype=np.bool_)
    for collected in graver:
        for records in _records(outcome, collected):
            concerned[records] = True
    rows = np.flatnonzero(concerned)
    bits = np.zeros(len(rows), dtype=np.uint64)
    stuck, wrong = np.zeros(len(rows), dtype=np.bool_), np.zeros(len(rows), dtype=np.bool_)
    errors = np.uint64(0)
    for i, collected in enumerate(graver):
        error = collected.finding.severity is Severity.ERROR
        if error and i < _BITS:
            errors |= np.uint64(1 << i)
        for records in _records(outcome, collected):
            places = np.searchsorted(rows, records)
            if i < _BITS:
                bits[places] |= np.uint64(1 << i)
            else:
                stuck[places] = True
                wrong[places] |= error
    return _Faults(*_counted(bits, ~stuck), *_counted(bits & errors, ~wrong))


def _counted(bits: Patterns, free: Mask) -> tuple[Patterns, Rows]:
    found, counts = np.unique(bits[free & (bits > 0)], return_counts=True)
    return found, counts


def _records(outcome: Outcome, collected: Collected) -> Iterator[Rows]:
    """Yield the records of a finding, as far as they are remembered."""
    yield from collected.records
    for breach in collected.breaches:
        yield breach.records
    for member in collected.members:
        yield from (outcome.rows_of or {}).get(member, ())
    finding = collected.finding
    if finding.cause == excel_number.ID and finding.element in outcome.passed_cut:
        for flawed in outcome.suspected:
            if outcome.plan.atoms[flawed.atom].column == finding.element:
                yield flawed.records
    if finding.cause == mojibake.ID and mojibake.ID in outcome.stains.kinds:
        yield from outcome.stains.kinds[mojibake.ID].records
    for key in collected.damage:
        yield np.array(outcome.damage[key].first, dtype=np.int64)


def _remembered(outcome: Outcome) -> bool:
    known = DamageKind.SHIFTED  # all its rows are kept, as runs
    return all(tally.count == len(tally.first) for (kind, _), tally in outcome.damage.items() if kind is not known)
