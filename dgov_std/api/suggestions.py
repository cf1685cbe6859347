"""What to type instead, per column, and the flaws of the annotated workbook that carry it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from dgov_std.arrays import strings
from dgov_std.dataset.block import DamageKind
from dgov_std.engine.evaluation import Cells, judge_rows, judge_values
from dgov_std.engine.findings import Collected
from dgov_std.engine.keys import Repeated
from dgov_std.engine.merge import Outcome
from dgov_std.engine.result import COLUMN_ABSENT
from dgov_std.fix import suggest
from dgov_std.plan.atoms import Atom
from dgov_std.plan.expression import Expression, columns_in
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
        self._known: dict[tuple[str, str, tuple[int, ...]], str | None] = {}

    def suggest(self, column: str, value: str, failing: tuple[int, ...]) -> str | None:
        """Return what to type instead of `value` in the column, None when it cannot be computed.

        `failing` are the atoms that failed: the correction must pass what holds under their
        conditions on other columns too.
        """
        key = (column, value, failing)
        if key not in self._known:
            if len(self._known) > _REMEMBERED:
                self._known.clear()
            repair = self._repairs.get(column, {})
            atoms = [self._plan.atoms[i] for i in failing]
            self._known[key] = suggest(
                value, repair, lambda found: bool(found) and all(self._accepts(column, found, atom) for atom in atoms)
            )
        return self._known[key]

    def _accepts(self, column: str, value: str, failing: Atom) -> bool:
        """Whether the column's checks pass a value in the rows where `failing` was asked."""
        values = strings([value])
        cells = {column: Cells(values, np.ones(1, dtype=np.bool_), Route.DIRECT)}
        known = {id(guard) for guard in _foreign(failing, column)}
        for atom in self._atoms.get(column, []):
            foreign = {id(guard) for guard in _foreign(atom, column)}
            if foreign and not known:
                return False  # conditions on other columns decide, and this fault does not tell which hold
            own = (guard for guard in atom.guards if id(guard) not in foreign)
            held = all(judge_rows(guard, cells, 1, Route.DIRECT, self._plan.reference)[0] for guard in own)
            asked = held and foreign <= known
            if asked and not judge_values(atom.expression, values, Route.DIRECT, self._plan.reference)[0]:
                return False
        return True

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
                fix = self.suggest(atom.column, value, (flawed.atom,)) if value and atom.scope == "cell" else None
                yield Flaw(outcome.place(record)[0], places.get(atom.column), number, fix)
        for c in collected:
            for records in c.records:
                for record in records.tolist():
                    yield Flaw(
                        outcome.place(record)[0], c.finding.columns[0] if c.finding.columns else None, c.finding.number
                    )
        yield from _damage(outcome, collected)


def _foreign(atom: Atom, column: str) -> list[Expression]:
    """Return the guards of an atom that look at other columns."""
    return [guard for guard in atom.guards if set(columns_in(guard)) - {column}]


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
