"""What to type instead: the first lossless repair of a value that its column accepts.

A suggestion is never a guess: the repaired value must pass the whole schema of its column, and
damaged numbers, wrong check digits and ambiguous dates get none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import chain
from typing import Any

import numpy as np

from dgov_std.arrays import Mask, Strings, strings
from dgov_std.causes import CAUSES, Cause, Failing
from dgov_std.causes.full_width import half_width
from dgov_std.texts import Texts

_EDGES = " \t\r\n\u00a0\u3000\u200b\ufeff"
_SEPARATORS = (";；", ";；,，|/", ";；,，|/、", ";；,，|/、 \t\r\n\u3000+")


def suggest(
    value: str,
    repair: Mapping[str, Any],
    accepts: Callable[[str], bool],
    *,
    causes: Collection[Cause] = tuple(CAUSES.values()),
    wanted: str | None = None,
) -> str | None:
    """Return the corrected value, None when none can be computed.

    Args:
        value: the cell as written.
        repair: what the column allows (`case`, `dates`, `labels`), from the bundle's binding.
        accepts: whether the column's own schema passes a value.
        causes: those the value may show, as far as that is known: what mends them is how it is corrected.
        wanted: what the check asks for (see `Failing`); None = a date if the column holds dates, else a written form.
    """
    wanted = ("date" if repair.get("dates") else "pattern") if wanted is None else wanted
    found = _candidates(value, repair, lambda text: _mended(text, repair, accepts, causes, wanted))
    plain = half_width(value).strip(_EDGES)
    if plain != value:  # a second fault may show only now
        every = CAUSES.values()
        found = chain(found, _candidates(plain, repair, lambda text: _mended(text, repair, accepts, every, wanted)))
    return next((each for each in found if each != value and accepts(each)), None)


def _candidates(value: str, repair: Mapping[str, Any], mended: Callable[[str], Iterator[str]]) -> Iterator[str]:
    yield value.strip(_EDGES)
    yield half_width(value).strip(_EDGES)
    yield from mended(value)
    labels = repair.get("labels", {})
    if value in labels:  # of a date, too: a word for the last day is no label of a code
        yield labels[value]
    if repair.get("separator"):
        yield from _joined(value, repair["separator"], labels)


def _mended(
    value: str, repair: Mapping[str, Any], accepts: Callable[[str], bool], causes: Collection[Cause], wanted: str
) -> Iterator[str]:
    def passes(texts: Strings) -> Mask:
        return np.array([bool(text) and accepts(text) for text in texts.to_pylist()], dtype=np.bool_)

    cells = strings([value])
    failing = Failing(
        Texts(cells), np.zeros(1, dtype=np.bool_), wanted not in ("number", "date"), repair, "", wanted, passes
    )
    for cause in causes:
        if cause.mended is not None and cause.seen(failing)[0]:
            yield from (text for text in cause.mended(failing).to_pylist() if text is not None)


def _joined(value: str, separator: str, labels: Mapping[str, str]) -> Iterator[str]:
    """Yield the cell of several codes with other separators made the right one, the likelier ones first.

    A code may itself hold one of the characters, so each kind of separator is given up for the next.
    """
    for others in _SEPARATORS:
        parts = re.split(f"[{others}{re.escape(separator)}]+", value)
        codes = [part.strip(_EDGES) for part in parts]
        yield separator.join(labels.get(code, code) for code in codes if code)
