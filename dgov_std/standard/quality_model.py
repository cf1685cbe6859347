"""A quality model as typed values: indicators, their formulas, grades."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from dgov_std.standard.model import Head
from dgov_std.text import Text

Formula = Literal["ratio", "complement", "mean"]


@dataclass(frozen=True, slots=True)
class IndicatorDef:
    """A quality indicator: `counts` is ("passed"|"failed", (code prefixes…)) or ("rows", (which,)).

    X = A/B by `formula` ratio, 1 - A/B by complement; mean is over the indicators `of`, and counts
    nothing itself: ("parts", ids). ("none", ()) is an indicator that a table cannot answer, for `reason`.
    """

    id: str
    title: Text
    dimension: str
    polarity: Literal["higher", "lower"]
    units: tuple[Literal["cell", "row", "file"], ...]
    counts: tuple[str, tuple[str, ...]]
    formula: Formula = "ratio"
    reason: Text | None = None
    weight: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade of the weighted score and the fewest points it takes, 0 to 100."""

    title: Text
    at_least: Decimal


@dataclass(frozen=True, slots=True)
class Quality:
    """A quality model: its indicators in the order of the standard, and what scores are called, best first.

    `indicators_of` names the model whose indicators these are; the loader has put them in with the
    weights of this one.
    """

    head: Head
    indicators: tuple[IndicatorDef, ...]
    grades: tuple[Grade, ...] = ()
    indicators_of: str | None = None
    weights: Mapping[str, Decimal] = field(default_factory=dict)
