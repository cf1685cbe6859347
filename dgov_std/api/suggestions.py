"""What to type instead, per column, and the flaws of the annotated workbook that carry it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from dgov_std.checks.arrays import strings
from dgov_std.dataset.block import DamageKind
from dgov_std.engine.evaluation import Cells, judge_rows, judge_values
from dgov_std.engine.findings import Collected
from dgov_std.engine.keys import Repeated
from dgov_std.engine.merge import Outcome
from dgov_std.engine.result import COLUMN_ABSENT
from dgov_std.fix import suggest
from dgov_std.plan.plan import Plan, Route
from dgov_std.reject.values import Flaw

_REMEMBERED = 10_000


class Suggestions:
    """Computes corrections; remembers those of repeated values."""

    def __init__(self, plan: Plan, binding: Mapping[str, Any]) -> None:
        """Keep, by column, what may be repaired and which atoms must then pass."""
        self._plan = plan
        self._repairs = {column["id"]: column["repair"] for column in binding["columns"]}
        self._atoms = {name: [plan.atoms[i] for i in indices] for name, indices in plan.by_column().items()}
        self._known: dict[tuple[str, str], str | None] = {}

    def suggest(self, column: str, value: str) -> str | None:
        """Return what to type instead of `value` in the column, None when it cannot be computed."""
        if (column, value) not in self._known:
            if len(self._known) > _REMEMBERED:
                self._known.clear()
            repair = self._repairs.get(column, {})
            self._known[column, value] = suggest(value, repair, lambda found: self._accepts(column, found))
        return self._known[column, value]

    def _accepts(self, column: str, value: str) -> bool:
        """Whether the column's own checks pass a value; conditions on other columns do not apply."""
        values = strings([value])
        cells = {column: Cells(values, np.ones(1, dtype=np.bool_), Route.DIRECT)}
        for atom in self._atoms.get(column, []):
            held = (judge_rows(guard, cells, 1, Route.DIRECT, self._plan.reference)[0] for guard in atom.guards)
            if all(held) and not judge_values(atom.expression, values, Route.DIRECT, self._plan.reference)[0]:
                return False
        return bool(value)

    def flaws(
        self, outcome: Outcome, places: Mapping[str, int], collected: list[Collected], duplicates: list[Repeated]
    ) -> Iterator[Flaw]:
        """Yield every faulty cell and row with the number of its finding, for the annotated workbook."""
        numbers = {member: c.finding.number for c in collected for member in c.members}
        for flawed in outcome.flawed:
            atom = outcome.plan.atoms[flawed.atom]
            number = numbers.get((flawed.atom, flawed.cause)) or _of_cause(collected, atom.column, flawed.cause)
            if number is None or flawed.cause == COLUMN_ABSENT or atom.column is None:
                continue
            values = flawed.values.to_pylist() if flawed.values is not None else [None] * len(flawed.records)
            for record, value in zip(flawed.records.tolist(), values, strict=True):
                fix = self.suggest(atom.column, value) if value and atom.scope == "cell" else None
                yield Flaw(outcome.place(record)[0], places.get(atom.column), number, fix)
        for c in collected:
            for records in c.records:
                for record in records.tolist():
                    yield Flaw(outcome.place(record)[0], c.finding.columns[0] if c.finding.columns else None, c.finding.number)
        yield from _damage(outcome, collected)


def _damage(outcome: Outcome, collected: list[Collected]) -> Iterator[Flaw]:
    codes = {
        DamageKind.RAGGED: "STR201",
        DamageKind.BAD_BYTES: "STR202",
        DamageKind.OPEN_QUOTE: "STR203",
        DamageKind.NO_RESULT: "STR205",
    }
    by_code = {(c.finding.code, c.finding.columns): c.finding.number for c in collected if c.finding.code.startswith("STR2")}
    for kind, column, record in outcome.damaged:
        number = by_code.get((codes[kind], () if column is None else (column,)))
        if number is not None:
            yield Flaw(outcome.place(record)[0], column, number)
    blank = by_code.get(("STR204", ()))
    for record in outcome.inner_blank() if blank is not None else ():
        yield Flaw(outcome.place(record)[0], None, blank or 0)


def _of_cause(collected: list[Collected], column: str | None, cause: str | None) -> int | None:
    found = (c.finding.number for c in collected if cause and c.finding.cause == cause and c.finding.element == column)
    return next(found, None)


