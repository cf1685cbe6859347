"""Which of several datasets a file is a return of: the one whose required columns it has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dgov_std.bind.header import bound

ENOUGH = 0.5


@dataclass(frozen=True, slots=True)
class Match:
    """How well a header fits a dataset: shares of the required and of the file's own columns."""

    dataset: str
    required: float
    own: float


def match(labels: Sequence[str], dataset: str, binding: Mapping[str, Any]) -> Match:
    """Return how well the labels fit the binding of a dataset."""
    places = {element for element, _ in bound(labels, binding).values()}
    required = [c["id"] for c in binding["columns"] if c["required"]]
    filled = [label for label in labels if label.strip()]
    return Match(
        dataset,
        sum(1 for name in required if name in places) / len(required) if required else 1.0,
        len(places) / len(filled) if filled else 0.0,
    )


def choose(labels: Sequence[str], bindings: Mapping[str, Mapping[str, Any]]) -> Match | None:
    """Return the dataset that fits best, None when none has half of its required columns there.

    Ties go to the dataset named first.
    """
    found = [match(labels, name, binding) for name, binding in bindings.items()]
    best = max(found, key=lambda m: round(m.required + m.own, 6), default=None)
    return best if best is not None and best.required >= ENOUGH else None
