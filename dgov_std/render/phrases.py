"""The shape of the wording data: what is said in one language about one code."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrases:
    """Sentences with `{slots}`; of several, the first whose slots are all known is said.

    `topic`: what is looked at, a noun. `titles`: what is wrong, from the fullest to the shortest.
    `todos`: what to do, imperative. `why`: why it matters.
    """

    topic: str
    titles: tuple[str, ...]
    todos: tuple[str, ...]
    why: str
