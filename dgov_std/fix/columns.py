"""Suggestions per column: what to type instead must pass the column's checks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from dgov_std.arrays import strings
from dgov_std.causes import CAUSES
from dgov_std.engine.evaluation import Cells, judge_rows, judge_values
from dgov_std.engine.explaining import wanted
from dgov_std.fix.suggestion import suggest
from dgov_std.plan.atoms import Atom
from dgov_std.plan.expression import Expression, columns_in
from dgov_std.plan.plan import Plan, Route

_REMEMBERED = 10_000


class Suggestions:
    """Computes corrections; remembers those of repeated values."""

    def __init__(self, plan: Plan, binding: Mapping[str, Any]) -> None:
        """Keep, by column, what may be repaired and which atoms must then pass."""
        self._plan = plan
        self._repairs = {column["id"]: column["repair"] for column in binding["columns"]}
        self._atoms = {name: [plan.atoms[i] for i in indices] for name, indices in plan.by_column().items()}
        self._known: dict[tuple[str, str, tuple[int, ...], str | None], str | None] = {}

    def suggest(self, column: str, value: str, failing: tuple[int, ...], cause: str | None = None) -> str | None:
        """Return what to type instead of `value` in the column, None when it cannot be computed.

        `failing` are the atoms that failed: the correction must pass what holds under their
        conditions on other columns too. `cause` is the id of what explains the value: the correction mends that.
        """
        key = (column, value, failing, cause)
        if key not in self._known:
            if len(self._known) > _REMEMBERED:
                self._known.clear()
            repair = self._repairs.get(column, {})
            atoms = [self._plan.atoms[i] for i in failing]
            self._known[key] = suggest(
                value,
                repair,
                lambda found: bool(found) and all(self._accepts(column, found, atom) for atom in atoms),
                causes=(CAUSES[cause],) if cause is not None and cause in CAUSES else (),
                wanted=next((kind for kind in (wanted(atom.expression) for atom in atoms) if kind), ""),
            )
        return self._known[key]

    def _accepts(self, column: str, value: str, failing: Atom) -> bool:
        """Whether the column's checks pass a value in the rows where `failing` was asked."""
        values = strings([value])
        cells = {column: Cells(values, np.ones(1, dtype=np.bool_), Route.DIRECT)}
        known = {id(guard) for guard in _foreign(failing, column)}
        for atom in self._atoms.get(column, []):
            foreign = {id(guard) for guard in _foreign(atom, column)}
            if known and not foreign <= known:
                continue
            own = (guard for guard in atom.guards if id(guard) not in foreign)
            held = all(judge_rows(guard, cells, 1, Route.DIRECT, self._plan.reference)[0] for guard in own)
            # What depends on other columns must pass, too, where this fault does not tell which conditions hold.
            if held and not judge_values(atom.expression, values, Route.DIRECT, self._plan.reference)[0]:
                return False
        return True


def _foreign(atom: Atom, column: str) -> list[Expression]:
    """Return the guards of an atom that look at other columns."""
    return [guard for guard in atom.guards if set(columns_in(guard)) - {column}]
