"""Which findings each row of a Batch belongs to, worked out once the findings have their numbers.

The Batch is judged a second time, so nothing is kept of rows between the two: memory is that of a Batch.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dgov_std.arrays import Mask
from dgov_std.causes import excel_number, mojibake
from dgov_std.dataset.block import AsideKind
from dgov_std.engine.defects import Key
from dgov_std.engine.findings import ASIDE_CODES, Collected
from dgov_std.engine.keys import FIRST_RECORD, Breach
from dgov_std.engine.merge import Outcome
from dgov_std.engine.result import MAYBE_LOST, BatchResult, Rows
from dgov_std.engine.stains import STAINS
from dgov_std.report.facts import Shifted
from dgov_std.report.values import Severity

_TOLD = (Severity.ERROR, Severity.WARNING)


@dataclass(frozen=True, slots=True)
class Blame:
    """The numbers of the errors and warnings, by what a Batch says of its rows.

    atoms: by atom and cause. cut: by column, of long numbers whose last digits are lost. stains: by cause.
    damage: by kind and column. shifts: by number of columns. asides: of rows that are no records. breaches: of checks over
    all rows, with their records.
    """

    outcome: Outcome
    atoms: Mapping[tuple[int, str | None], int]
    cut: Mapping[str | None, int]
    stains: Mapping[str, int]
    damage: Mapping[Key, int]
    shifts: Mapping[int, int]
    asides: Mapping[AsideKind, int]
    breaches: Sequence[tuple[int, Breach]]

    def of(self, result: BatchResult) -> dict[int, Mask]:
        """Return by finding number, ascending, which rows of the Batch belong to it."""
        found: dict[int, Mask] = {}
        for number, rows in self._rows(result):
            if len(rows):
                found.setdefault(number, np.zeros(result.size, dtype=np.bool_))[rows] = True
        return dict(sorted(found.items()))

    def _rows(self, result: BatchResult) -> Iterator[tuple[int, Rows]]:
        for failure in result.failures:
            number = self.atoms.get((failure.atom, self.outcome.settled(failure.atom, failure.cause)))
            if number is not None:
                yield number, failure.rows
        for suspects in result.suspects:
            if suspects.column in self.cut and (suspects.stored or self.outcome.is_cut(suspects.column)):
                yield self.cut[suspects.column], suspects.passed
        for stained in result.stains:
            lost = stained.cause == MAYBE_LOST and stained.column in self.outcome.stains.chinese
            cause = mojibake.ID if lost else stained.cause
            if cause in self.stains:
                yield self.stains[cause], stained.rows
        yield from self._form(result)
        for number, breach in self.breaches:
            yield number, _records(breach, result)

    def _form(self, result: BatchResult) -> Iterator[tuple[int, Rows]]:
        places: dict[int, list[int]] = {}
        for damage in result.damage:
            if (damage.kind, damage.column) in self.damage:
                places.setdefault(self.damage[damage.kind, damage.column], []).append(damage.index)
        for aside in result.asides:
            if aside.kind in self.asides:
                places.setdefault(self.asides[aside.kind], []).append(aside.index)
        for number, rows in places.items():
            yield number, np.array(rows, dtype=np.int64)
        for shift in result.shifts:
            if shift.columns in self.shifts:
                yield self.shifts[shift.columns], shift.rows


def blame_of(outcome: Outcome, collected: Sequence[Collected]) -> Blame:
    """Return what the numbered findings blame, those that are an error or a warning."""
    told = [found for found in collected if found.finding.severity in _TOLD]
    numbers = {found.finding.code: found.finding.number for found in told}
    return Blame(
        outcome,
        atoms={member: found.finding.number for found in told for member in found.members},
        cut={f.finding.element: f.finding.number for f in told if f.finding.cause == excel_number.ID},
        stains={f.finding.cause: f.finding.number for f in told if f.finding.cause in STAINS and f.finding.cause},
        damage={key: found.finding.number for found in told for key in found.damage},
        shifts={_columns(f.finding.facts): f.finding.number for f in told if isinstance(f.finding.facts, Shifted)},
        asides={kind: numbers[code] for kind, code in ASIDE_CODES.items() if code in numbers},
        breaches=[(found.finding.number, breach) for found in told for breach in found.breaches],
    )


def _columns(shifted: Shifted) -> int:
    return shifted.columns if shifted.side == "right" else -shifted.columns


def _records(breach: Breach, result: BatchResult) -> Rows:
    """Return the rows of the Batch whose records fail a check over all rows."""
    start = result.first_record - FIRST_RECORD
    whole = start - start % 8
    bits = np.unpackbits(breach.failing[whole // 8 : (start + result.size + 7) // 8])
    return np.flatnonzero(bits[start - whole : start - whole + result.size])
