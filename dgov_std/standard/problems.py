"""Collect the mistakes of a standard: each with its place, its meaning in two languages, its remedy."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field

from dgov_std.errors import Problem
from dgov_std.standard.model import Mark
from dgov_std.text import Text


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name most like `name`, or None when none is near enough to be meant."""
    folded: dict[str, str] = {}
    for candidate in sorted(known):
        folded.setdefault(candidate.casefold().replace("_", "-"), candidate)
    # A very long name is no misspelling, and comparing it would cost quadratic time.
    wanted = name[:100].casefold().replace("_", "-")
    found = difflib.get_close_matches(wanted, list(folded), n=1, cutoff=0.6)
    return folded[found[0]] if found else None


def did_you_mean(name: str, known: Iterable[str], otherwise: Text) -> Text:
    """Return the remedy for an unknown `name`: the nearest known one, else `otherwise`."""
    near = nearest(name, known)
    if near is None:
        return otherwise
    return Text(f"是不是“{near}”？", f'Did you mean "{near}"?')


def shown(value: str, limit: int = 60) -> str:
    """Return `value` fit for a one-line message: control characters escaped, shortened."""
    if len(value) > limit:
        value = value[: limit - 1] + "…"
    if value.isprintable():
        return value
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in value)


@dataclass(slots=True)
class Problems:
    """The mistakes found so far. Mutable by purpose: every stage of one load adds to the same list."""

    found: list[tuple[Mark, Problem]] = field(default_factory=list)

    def add(self, mark: Mark, what: Text, todo: Text | None = None) -> None:
        """Note one mistake at `mark`; line 0 means the file or folder as a whole."""
        self.found.append((mark, Problem(what=what, where=str(mark) if mark.line else mark.file, todo=todo)))

    def in_order(self, files: Iterable[str] = ()) -> tuple[Problem, ...]:
        """Return the problems by file (in the order of `files`, others after), line and column."""
        order = {file: position for position, file in enumerate(files)}

        def place(entry: tuple[Mark, Problem]) -> tuple[int, str, int, int]:
            mark = entry[0]
            return order.get(mark.file, len(order)), mark.file, mark.line, mark.column

        unique = {(str(m), p.what): (m, p) for m, p in self.found}
        return tuple(problem for _, problem in sorted(unique.values(), key=place))
