"""Every faulty cell and row with the number of its finding: what the annotated workbook marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dgov_std.engine.findings import ASIDE_CODES, Collected
from dgov_std.engine.merge import Outcome
from dgov_std.engine.result import COLUMN_ABSENT
from dgov_std.engine.stained import mended
from dgov_std.engine.stains import STAINS
from dgov_std.fix.columns import Suggestions
from dgov_std.reject.marks import CAP
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
        if number is None or flawed.cause in (COLUMN_ABSENT, *STAINS) or atom.column is None:
            continue
        values = flawed.values.to_pylist() if flawed.values is not None else [None] * len(flawed.records)
        for record, value in zip(flawed.records.tolist(), values, strict=True):
            alone = value and atom.scope == "cell"
            fix = suggestions.suggest(atom.column, value, (flawed.atom,), flawed.cause) if alone else None
            yield Flaw(outcome.place(record)[0], places.get(atom.column), number, fix)
    for c in collected:
        column = c.finding.columns[0] if c.finding.columns else None
        for records in (*c.records, *(breach.records for breach in c.breaches)):
            for record in records.tolist():
                yield Flaw(outcome.place(record)[0], column, c.finding.number)
    yield from _stains(outcome, collected)
    yield from _damage(outcome, collected)


def _stains(outcome: Outcome, collected: list[Collected]) -> Iterator[Flaw]:
    """Yield the cells with characters that do not belong, those that fail for them among them."""
    for cause, kind in outcome.stains.kinds.items():
        number = next((c.finding.number for c in collected if c.finding.cause == cause), None)
        if number is None:  # a file of another standard: nothing else is told of it
            continue
        for column, records, values in kind.kept:
            for record, value in zip(records.tolist(), values.to_pylist(), strict=True):
                yield Flaw(outcome.place(record)[0], column, number, mended(cause, value))


def _of_cause(collected: list[Collected], column: str | None, cause: str | None) -> int | None:
    found = (c.finding.number for c in collected if cause and c.finding.cause == cause and c.finding.element == column)
    return next(found, None)


def _damage(outcome: Outcome, collected: list[Collected]) -> Iterator[Flaw]:
    """Yield the cells and rows whose form is damaged, and blank rows."""
    numbers = {(c.finding.code, c.finding.columns): c.finding.number for c in collected}
    damaged = {key: c.finding.number for c in collected for key in c.damage}
    for kind, column, record in outcome.damaged:
        number = damaged.get((kind, column))
        if number is not None:
            yield Flaw(outcome.place(record)[0], column, number)
    for aside, record in outcome.set_aside:
        number = numbers.get((ASIDE_CODES[aside], ()))
        if number is not None:
            yield Flaw(outcome.place(record)[0], None, number)
    blank = numbers.get(("STR204", ()))
    if blank is not None:
        for record in outcome.inner_blank()[: CAP + 1].tolist():  # a stray cell far below makes a million of them
            yield Flaw(outcome.place(record)[0], None, blank)
