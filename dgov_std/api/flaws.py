"""Every faulty cell and row with the number of its finding: what the annotated workbook marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dgov_std.engine.findings import DAMAGE_CODES, Collected
from dgov_std.engine.merge import Outcome
from dgov_std.engine.result import COLUMN_ABSENT
from dgov_std.fix.columns import Suggestions
from dgov_std.reject.values import Flaw


def flaws_of(
    outcome: Outcome, places: Mapping[str, int], collected: list[Collected], suggestions: Suggestions
) -> Iterator[Flaw]:
    """Yield the flaws of a table that was run with `keep_flawed`.

    `places` are the columns by element. A cell carries what to type instead where that can be
    computed from the cell alone.
    """
    numbers = {member: c.finding.number for c in collected for member in c.members}
    for flawed in outcome.flawed:
        atom = outcome.plan.atoms[flawed.atom]
        number = numbers.get((flawed.atom, flawed.cause)) or _of_cause(collected, atom.column, flawed.cause)
        if number is None or flawed.cause == COLUMN_ABSENT or atom.column is None:
            continue
        values = flawed.values.to_pylist() if flawed.values is not None else [None] * len(flawed.records)
        for record, value in zip(flawed.records.tolist(), values, strict=True):
            alone = value and atom.scope == "cell"
            fix = suggestions.suggest(atom.column, value, (flawed.atom,)) if alone else None
            yield Flaw(outcome.place(record)[0], places.get(atom.column), number, fix)
    for c in collected:
        column = c.finding.columns[0] if c.finding.columns else None
        for breach in c.breaches:
            for record in breach.records.tolist():
                yield Flaw(outcome.place(record)[0], column, c.finding.number)
    yield from _damage(outcome, collected)


def _of_cause(collected: list[Collected], column: str | None, cause: str | None) -> int | None:
    found = (c.finding.number for c in collected if cause and c.finding.cause == cause and c.finding.element == column)
    return next(found, None)


def _damage(outcome: Outcome, collected: list[Collected]) -> Iterator[Flaw]:
    """Yield the cells and rows whose form is damaged, and blank rows."""
    numbers = {(c.finding.code, c.finding.columns): c.finding.number for c in collected}
    for kind, column, record in outcome.damaged:
        number = numbers.get((DAMAGE_CODES[kind], () if column is None else (column,)))
        if number is not None:
            yield Flaw(outcome.place(record)[0], column, number)
    blank = numbers.get(("STR204", ()))
    if blank is not None:
        for record in outcome.inner_blank():
            yield Flaw(outcome.place(record)[0], None, blank)
