"""Failing cells get their cause: which ones show it, and what mending them leaves to be said.

Nothing of this runs where nothing fails. Of values that repeat themselves each is looked at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dgov_std.arrays import Ints, Mask, Strings, missing_in, numbers_of, only, positions
from dgov_std.causes import CAUSES, Failing, excel_number, mojibake
from dgov_std.causes.cause import Cause
from dgov_std.checks.fixed_forms import FixedForms, Run
from dgov_std.engine.evaluation import Cells, judge_rows, judge_values
from dgov_std.engine.result import MAYBE_CUT, MAYBE_LOST, Failure, Rows
from dgov_std.plan.expression import All, AnyOf, Expression, Leaf, OneOf, columns_in
from dgov_std.plan.plan import Bound, Plan, Route
from dgov_std.texts import Texts

_SAMPLE = 512
_REPEATED = 0.5
_KEYWORDS = {"dateForms": "date", "decimal": "number", "pattern": "pattern", "xsdPattern": "pattern"}
_TYPED = ("format", "fieldType", "jsonType")
_TYPES = {"integer": "number", "number": "number", "date": "date"}
_CODED = ("COD", "IDN")  # the checks that only codes and identifiers have

# What may have a cause, as only the whole column can tell.
_MAYBE = {excel_number.ID: (MAYBE_CUT, excel_number.maybe), mojibake.ID: (MAYBE_LOST, mojibake.maybe)}

Guard = Callable[[tuple[Expression, ...]], Mask | None]


@dataclass(frozen=True, slots=True)
class Column:
    """A column whose cells fail: its atoms in the order they are tried, and where the conditions of an atom hold."""

    plan: Plan
    bound: Bound
    atoms: Sequence[int]
    guard: Guard


@dataclass(frozen=True, slots=True)
class _Claim:
    """Values under one cause (None: no cause known), and what those become when they are mended."""

    cause: str | None
    chosen: Mask
    mended: Strings | None = None


def explained(column: Column, i: int, rows: Rows, values: Strings, numeric: Mask | None) -> Iterator[tuple[Failure, bool]]:
    """Yield the failures of an atom by cause; with True a second fault, of a cell that fails once more when mended.

    Args:
        column: what the cells belong to.
        i: the atom that failed.
        rows: the rows of the Batch in which it did, ascending.
        values: their cells.
        numeric: which of them a workbook stores as numbers, None where nothing is known of that.
    """
    for claim in _claims(column, i, values, numeric):
        if not claim.chosen.any():
            continue
        whole = claim.chosen.all()
        chosen_rows, texts = (rows, values) if whole else (rows[claim.chosen], only(values, claim.chosen))
        yield Failure(i, claim.cause, chosen_rows, texts), False
        if claim.mended is not None:
            known = ~missing_in(claim.mended)
            if not known.all():
                chosen_rows, texts = chosen_rows[known], only(texts, known)
            mended = claim.mended if known.all() else only(claim.mended, known)
            yield from _second_faults(column, i, chosen_rows, texts, mended)


def _second_faults(
    column: Column, blamed: int, rows: Rows, values: Strings, mended: Strings
) -> Iterator[tuple[Failure, bool]]:
    """Judge cells once more as mended, by all that they have not failed as they are."""
    still = np.ones(len(rows), dtype=np.bool_)
    for i in column.atoms:
        if i == blamed or not still.any():
            continue
        own, foreign = _guards(column, i)
        guard = column.guard(foreign)
        asked = still if guard is None else still & guard[rows]
        asked = asked & _held(column, own, mended)
        fails = asked & ~_holds(column.plan, i, mended)
        if fails.any():
            originals = only(values, fails)
            for claim in _claims(column, i, only(mended, fails), None):
                if claim.chosen.any():
                    yield Failure(i, claim.cause, rows[fails][claim.chosen], only(originals, claim.chosen)), True
            still &= ~fails


def _claims(column: Column, i: int, values: Strings, numeric: Mask | None) -> Iterator[_Claim]:
    """Yield the claims over values that fail atom `i`, each value under one; of repeated values each is looked at once."""
    numeric = np.zeros(len(values), dtype=np.bool_) if numeric is None else numeric
    found = _distinct(values, numeric)
    if found is None:
        yield from _claims_of(column, i, values, numeric)
        return
    few, kinds, indices = found
    for claim in _claims_of(column, i, few, kinds):
        chosen = claim.chosen[indices]
        mended = claim.mended
        if mended is not None:
            places = np.cumsum(claim.chosen) - 1
            mended = mended.take(positions(places[indices[chosen]]))
        yield _Claim(claim.cause, chosen, mended)


def _distinct(values: Strings, numeric: Mask) -> tuple[Strings, Mask, Ints] | None:
    """Return (the distinct values, which are numeric, the index of each value); None where few repeat themselves."""
    size = len(values)
    if size < _SAMPLE or len(values.slice((size - _SAMPLE) // 2, _SAMPLE).unique()) > _REPEATED * _SAMPLE:
        return None
    encoded = values.dictionary_encode()
    codes = numbers_of(encoded.indices).astype(np.int64) * 2 + numeric
    used = np.zeros(2 * len(encoded.dictionary), dtype=np.bool_)
    used[codes] = True
    first = np.flatnonzero(used)
    places = np.cumsum(used) - 1
    return encoded.dictionary.take(positions(first // 2)), (first % 2).astype(np.bool_), places[codes]


def _claims_of(column: Column, i: int, values: Strings, numeric: Mask) -> Iterator[_Claim]:
    plan, bound = column.plan, column.bound
    atom = plan.atoms[i]
    asked = wanted(atom.expression)
    failing = Failing(
        texts=Texts(values),
        numeric=numeric,
        coded=bound.coded or asked == "pattern" or atom.code.startswith(_CODED),
        repair=bound.repair,
        check=atom.code,
        wanted=asked,
        accepts=lambda texts: _holds(plan, i, texts),
        longest=_longest(atom.expression),
    )
    left = np.ones(len(values), dtype=np.bool_)
    for cause in CAUSES.values():
        chosen, mended = left & cause.seen(failing), None
        if cause.mended is not None and chosen.any():
            chosen, mended = _mending(column, i, cause, failing, chosen)
        claims = [_Claim(cause.id, chosen, mended)]
        if cause.id in _MAYBE:
            name, maybe = _MAYBE[cause.id]
            claims.append(_Claim(name, left & maybe(failing) & ~chosen))
        for claim in claims:
            if claim.chosen.any():
                left &= ~claim.chosen
                yield claim
        if not left.any():
            return
    yield _Claim(None, left)


def _mending(column: Column, i: int, cause: Cause, failing: Failing, chosen: Mask) -> tuple[Mask, Strings]:
    """Return (what the cause explains, that mended): not brackets in a text that is too long."""
    if cause.mended is None:
        msg = cause.id
        raise TypeError(msg)
    rows = np.flatnonzero(chosen)
    mended = cause.mended(part(failing, rows))
    passes = _holds(column.plan, i, mended)
    for other in _alongside(column, i) if cause.guessed else ():
        passes = passes & (_holds(column.plan, other, mended) | ~_held(column, _guards(column, other)[0], mended))
    passes = passes | missing_in(mended)
    found = np.zeros(len(chosen), dtype=np.bool_)
    found[rows] = passes
    return found, only(mended, passes)


def part(failing: Failing, rows: Rows) -> Failing:
    """Return some of the failing cells."""
    if len(rows) == failing.texts.size:
        return failing
    return Failing(
        texts=Texts(failing.values.take(positions(rows))),
        numeric=failing.numeric[rows],
        coded=failing.coded,
        repair=failing.repair,
        check=failing.check,
        wanted=failing.wanted,
        accepts=failing.accepts,
        longest=failing.longest,
    )


def _alongside(column: Column, i: int) -> list[int]:
    """Return the other atoms that are asked wherever atom `i` is, unless their own guards say no; notes do not count."""
    atoms = column.plan.atoms
    known = {id(guard) for guard in atoms[i].guards}
    return [
        other
        for other in column.atoms
        if other != i and atoms[other].severity != "info" and {id(guard) for guard in _guards(column, other)[1]} <= known
    ]


def _guards(column: Column, i: int) -> tuple[tuple[Expression, ...], tuple[Expression, ...]]:
    """Return the guards of an atom that look at the column alone, and those that look at others."""
    guards = column.plan.atoms[i].guards
    own = tuple(guard for guard in guards if set(columns_in(guard)) == {column.bound.id})
    return own, tuple(guard for guard in guards if set(columns_in(guard)) != {column.bound.id})


def _held(column: Column, guards: tuple[Expression, ...], values: Strings) -> Mask:
    """Return for which values all guards hold; they look at the column alone."""
    found = np.ones(len(values), dtype=np.bool_)
    cells = {column.bound.id: Cells(values, found, Route.DIRECT)}
    for guard in guards:
        found = found & judge_rows(guard, cells, len(values), Route.DIRECT, column.plan.reference)
    return found


def _holds(plan: Plan, i: int, values: Strings) -> Mask:
    """Return which values pass an atom of their column."""
    return judge_values(plan.atoms[i].expression, values, plan.route or Route.DIRECT, plan.reference)


def wanted(expression: Expression) -> str:
    """Return `date`, `number` or `pattern` when that is what a check of cells asks for, else nothing."""
    match expression:
        case Leaf(keyword, value):
            return _KEYWORDS.get(keyword) or (_kind(value) if keyword in _TYPED else "")
        case All(parts) | AnyOf(parts) | OneOf(parts):
            return next((kind for kind in map(wanted, parts) if kind), "")
        case _:  # what is asked of a piece is not asked of the cell
            return ""


def _longest(expression: Expression) -> int | None:
    """Return how many bytes a value may have at most, as far as the kernel of a check tells."""
    match expression:
        case Leaf(kernel=FixedForms(forms)):
            return max(map(len, forms))
        case Leaf(kernel=Run(high=high)):
            return high
        case _:
            return None


def _kind(value: Any) -> str:  # noqa: ANN401 - the value of a keyword
    names = [value.get("type"), *value.get("types", ())] if isinstance(value, dict) else [value]
    return next((_TYPES[name] for name in names if isinstance(name, str) and name in _TYPES), "")
