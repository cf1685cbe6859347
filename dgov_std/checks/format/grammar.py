"""Formats that are regular languages: one RE2 expression over the whole value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pyarrow.compute as pc

from dgov_std.arrays import Mask, Strings, byte_lengths, data, mask_of, numbers_of, offsets


def whole(expression: str) -> str:
    """Return the RE2 expression that must cover the whole value; its `$` is the very end."""
    return f"^(?:{expression})$"


def matches(values: Strings, expression: str) -> Mask:
    """Return where the expression is found; False where the value is null."""
    return mask_of(pc.match_substring_regex(values, expression), missing=False)


def by_distinct(values: Strings, judge: Callable[[str], bool]) -> Mask:
    """Judge each distinct text once in Python: only for the few values that no expression can tell."""
    encoded = values.dictionary_encode()
    texts = encoded.dictionary
    if not len(texts):
        return np.zeros(len(values), dtype=np.bool_)
    raw, bounds = data(texts).tobytes(), offsets(texts).tolist()
    answers = [judge(raw[start:end].decode("utf-8", "surrogatepass")) for start, end in pairwise(bounds)]
    found: Mask = np.asarray(answers, dtype=np.bool_)[numbers_of(encoded.indices)]
    return found


@dataclass(frozen=True, slots=True)
class Grammar:
    """Passes where the expression covers the value, and the value has at most `longest` bytes."""

    expression: str
    longest: int | None = None

    def __call__(self, values: Strings) -> Mask:
        """Return the mask of the values the grammar derives."""
        found = matches(values, self.expression)
        return found if self.longest is None else found & (byte_lengths(values) <= self.longest)
