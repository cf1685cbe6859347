"""A regular expression as a tree: sets of characters, edges, looks, repeats, sequences, choices.

Characters are Unicode code points. Captures do not exist: nothing here asks for what a group matched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

Ranges: TypeAlias = tuple[tuple[int, int], ...]

LAST = 0x10FFFF


@dataclass(frozen=True, slots=True)
class Chars:
    r"""One character of a set: of `ranges` or of one of `properties` (RE2's spelling: `\p{Lu}`).

    `negated` is only ever True where there are properties; ranges alone are complemented at once.
    """

    ranges: Ranges
    properties: tuple[str, ...] = ()
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """A place: `^`, `$` (the very start and end), `b` or `B` (a word boundary or none; words are ASCII)."""

    kind: str


@dataclass(frozen=True, slots=True)
class Look:
    """What must (or must not) follow or precede, without being consumed. Written as in the pattern: `(?!`."""

    sign: str
    body: Node

    @property
    def ahead(self) -> bool:
        """Return whether it looks ahead."""
        return "<" not in self.sign

    @property
    def negative(self) -> bool:
        """Return whether it forbids."""
        return self.sign.endswith("!")


@dataclass(frozen=True, slots=True)
class Repeat:
    """`body` from `low` to `high` times; None = no end."""

    body: Node
    low: int
    high: int | None


@dataclass(frozen=True, slots=True)
class Sequence:
    """One after the other; empty = the empty text."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of two or more."""

    options: tuple[Node, ...]


Node: TypeAlias = "Chars | Edge | Look | Repeat | Sequence | Choice"


def union(ranges: Iterable[tuple[int, int]]) -> Ranges:
    """Return the ranges sorted, those that touch merged."""
    merged: list[tuple[int, int]] = []
    for low, high in sorted(ranges):
        if merged and low <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], high))
        else:
            merged.append((low, high))
    return tuple(merged)


def complement(ranges: Ranges) -> Ranges:
    """Return every character outside sorted ranges."""
    gaps, start = [], 0
    for low, high in ranges:
        if low > start:
            gaps.append((start, low - 1))
        start = high + 1
    return (*gaps, (start, LAST)) if start <= LAST else tuple(gaps)


def sequence(items: Iterable[Node]) -> Node:
    """Return the items one after the other; a sequence inside is unfolded, a single item stands alone."""
    flat: list[Node] = []
    for item in items:
        flat.extend(item.items if isinstance(item, Sequence) else (item,))
    return flat[0] if len(flat) == 1 else Sequence(tuple(flat))


def items_of(node: Node) -> tuple[Node, ...]:
    """Return the parts that follow one another."""
    return node.items if isinstance(node, Sequence) else (node,)


def parts(node: Node) -> Iterator[Node]:
    """Return the node and everything below it."""
    yield node
    match node:
        case Look(_, body) | Repeat(body, _, _):
            yield from parts(body)
        case Sequence(inner) | Choice(inner):
            for part in inner:
                yield from parts(part)
        case _:
            pass


def lengths(node: Node) -> tuple[int, int | None]:
    """Return the fewest and the most characters a match consumes; None = no end."""
    match node:
        case Chars():
            return 1, 1
        case Edge() | Look():
            return 0, 0
        case Repeat(body, low, high):
            fewest, most = lengths(body)
            return fewest * low, 0 if most == 0 else None if most is None or high is None else most * high
        case Sequence(items):
            return _over(sum, items)
        case Choice(options):
            least = min(lengths(option)[0] for option in options)
            return least, _over(max, options)[1]


def _over(how: Callable[[list[int]], int], nodes: tuple[Node, ...]) -> tuple[int, int | None]:
    pairs = [lengths(node) for node in nodes]
    most = [high for _, high in pairs if high is not None]
    return how([low for low, _ in pairs]), how(most) if len(most) == len(pairs) else None
