"""Which column of the old return is which of the new one: by data element, by label, never by position."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dgov_std.bind import normalise
from dgov_std.bind.header import bound


@dataclass(frozen=True, slots=True)
class Pair:
    """A column that both returns have: its places, and the data element it holds, if a standard knows."""

    old: int
    new: int
    element: str | None = None
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Pairing:
    """The columns of both returns, in the order of the new one, and those that one of them lacks, by place."""

    common: tuple[Pair, ...]
    added: tuple[int, ...]
    removed: tuple[int, ...]


def pair_columns(old: Sequence[str], new: Sequence[str], binding: Mapping[str, Any] | None = None) -> Pairing:
    """Return which column is which.

    Columns of one data element belong together whatever they are called; the others by their label, and then by
    what is left of it without case, width and blanks. Of several columns of one label the first ones belong together.

    Args:
        old, new: the labels of the two returns.
        binding: of the standard's dataset; None where no standard is used.
    """
    partner: dict[int, int] = {}
    elements: dict[int, str] = {}
    if binding is not None:
        known = {element: index for index, (element, _) in bound(old, binding).items()}
        for index, (element, _) in bound(new, binding).items():
            elements[index] = element
            if element in known:
                partner[index] = known[element]
    for form in (_as_written, normalise):
        _pair_by(form, old, new, partner)
    moved = _moved([partner[index] for index in sorted(partner)])
    common = tuple(Pair(partner[i], i, elements.get(i), partner[i] in moved) for i in sorted(partner))
    taken = set(partner.values())
    return Pairing(
        common,
        tuple(i for i in range(len(new)) if i not in partner),
        tuple(i for i in range(len(old)) if i not in taken),
    )


def _as_written(label: str) -> str:
    return label


def _pair_by(form: Callable[[str], str], old: Sequence[str], new: Sequence[str], partner: dict[int, int]) -> None:
    """Pair what is left by equal forms of the labels, first ones first."""
    taken = set(partner.values())
    free: dict[str, list[int]] = {}
    for index, label in enumerate(old):
        if index not in taken:
            free.setdefault(form(label), []).append(index)
    for index, label in enumerate(new):
        if index not in partner and free.get(form(label)):
            partner[index] = free[form(label)].pop(0)


def _moved(places: Sequence[int]) -> frozenset[int]:
    """Return the fewest old places that must move to have all of them in order."""
    ends: list[int] = []  # the last place of the best run of each length
    at: list[int] = []  # which entry of `places` that is
    before: list[int] = []
    for i, place in enumerate(places):
        length = bisect.bisect_left(ends, place)
        before.append(at[length - 1] if length else -1)
        ends[length:] = [place, *ends[length + 1 :]]
        at[length:] = [i, *at[length + 1 :]]
    kept: set[int] = set()
    i = at[-1] if at else -1
    while i >= 0:
        kept.add(places[i])
        i = before[i]
    return frozenset(places) - kept
