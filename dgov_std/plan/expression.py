"""A compiled schema is a boolean expression; these are its nodes.

Applicators combine, leaves judge. Inside a column the leaves are `Leaf`, `Slice` and `Part`; over
a row they are `Cell` (a column's expression, true where the cell is absent), `Present`, `Filled` and `Across`.
All nodes are frozen and pickle, so that a plan can be shipped to an executor.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dgov_std.checks import CellKernel, RowKernel


@dataclass(frozen=True, slots=True)
class Const:
    """Always the same answer."""

    value: bool


@dataclass(frozen=True, slots=True)
class Not:
    """True where the part is false."""

    part: Expression


@dataclass(frozen=True, slots=True)
class All:
    """True where every part is true."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """True where at least one part is true."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class OneOf:
    """True where exactly one part is true."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One keyword over one value. Without a kernel only the reference can judge it."""

    keyword: str
    value: Any
    kernel: CellKernel | None


@dataclass(frozen=True, slots=True)
class Slice:
    """An expression over characters start..end of the value; true where the value is shorter."""

    start: int
    end: int
    part: Expression


@dataclass(frozen=True, slots=True)
class Part:
    """An expression over one of the pieces between separators, from 0; true where the value has fewer pieces."""

    separator: str
    index: int
    part: Expression


@dataclass(frozen=True, slots=True)
class Cell:
    """An expression over one column's cell; true where the cell is absent, `at_null` where it is null."""

    column: str
    part: Expression
    at_null: bool = True


@dataclass(frozen=True, slots=True)
class Present:
    """True where the column's cell is present."""

    column: str


@dataclass(frozen=True, slots=True)
class Filled:
    """True where at least `low` and at most `high` of the columns' cells are present."""

    columns: tuple[str, ...]
    low: int
    high: int | None


@dataclass(frozen=True, slots=True)
class Across:
    """One keyword over several columns; true where one of the `needed` is absent: it says nothing there."""

    keyword: str
    value: Any
    columns: tuple[str, ...]
    kernel: RowKernel | None
    needed: tuple[str, ...]


Expression = Const | Not | All | AnyOf | OneOf | Leaf | Slice | Part | Cell | Present | Filled | Across


def columns_in(expression: Expression) -> tuple[str, ...]:
    """Return the columns an expression looks at, each once, in order."""
    found: dict[str, None] = {}
    _collect(expression, found)
    return tuple(found)


def _collect(expression: Expression, found: dict[str, None]) -> None:
    match expression:
        case Not(part) | Slice(part=part) | Part(part=part):
            _collect(part, found)
        case All(parts) | AnyOf(parts) | OneOf(parts):
            for part in parts:
                _collect(part, found)
        case Cell(column) | Present(column):
            found.setdefault(column)
        case Across() | Filled():
            for column in expression.columns:
                found.setdefault(column)
        case _:
            pass


def leaves_in(expression: Expression) -> tuple[Leaf | Across, ...]:
    """Return every keyword leaf of an expression."""
    match expression:
        case Leaf() | Across():
            return (expression,)
        case Not(part) | Slice(part=part) | Part(part=part) | Cell(part=part):
            return leaves_in(part)
        case All(parts) | AnyOf(parts) | OneOf(parts):
            return tuple(leaf for part in parts for leaf in leaves_in(part))
        case _:
            return ()
