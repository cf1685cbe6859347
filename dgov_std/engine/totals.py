"""Rows that say "Total" and were set aside, although the standard lists that word among the values of their column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from dgov_std.arrays import only, strings
from dgov_std.dataset.block import Aside, AsideKind, Batch
from dgov_std.engine.evaluation import judge_values
from dgov_std.plan.plan import Plan, Route

_LISTED = "COD101"


def with_listed_totals(plan: Plan, batch: Batch, atoms: Mapping[str, Sequence[int]] | None = None) -> Batch:
    """Return the Batch with such rows as records again (合计 among the sexes of a table), and their defects of form.

    `atoms` is `plan.by_column()`.
    """
    totals = [aside for aside in batch.asides if aside.kind is AsideKind.TOTAL]
    if not totals:
        return batch
    words = _listed(plan, dict.fromkeys(aside.text for aside in totals), plan.by_column() if atoms is None else atoms)
    records = {aside.index: aside for aside in totals if _first(batch, aside) in words.get(aside.text, ())}
    if not records:
        return batch
    damage = (*batch.damage, *(each for aside in records.values() for each in aside.damage))
    return replace(
        batch,
        asides=tuple(aside for aside in batch.asides if aside.index not in records),
        damage=tuple(sorted(damage, key=lambda one: (one.index, -1 if one.column is None else one.column))),
    )


def _listed(plan: Plan, words: Iterable[str], atoms: Mapping[str, Sequence[int]]) -> dict[str, list[int]]:
    """Return the columns of the file that list each word: they have a list, and the word passes all that is asked."""
    texts = list(words)
    found: dict[str, list[int]] = {text: [] for text in texts}
    for bound in plan.columns:
        asked = [atom for i in atoms.get(bound.id, ()) if not (atom := plan.atoms[i]).guards]
        if bound.index is None or not any(atom.code == _LISTED for atom in asked):
            continue
        left = strings(texts)
        for atom in asked:
            left = only(left, judge_values(atom.expression, left, plan.route or Route.DIRECT, plan.reference))
        for text in left.to_pylist():
            found[text].append(bound.index)
    return found


def _first(batch: Batch, aside: Aside) -> int:
    """Return the first column that holds something in the row."""
    texts = (column[aside.index].as_py() for column in batch.columns)
    return next((j for j, text in enumerate(texts) if text and text.strip()), -1)
