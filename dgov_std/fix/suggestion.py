"""What to type instead: the first lossless repair of a value that its column accepts.

A suggestion is never a guess: the repaired value must pass the whole schema of its column, and
damaged numbers, wrong check digits and ambiguous dates get none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from dgov_std.causes.full_width import half_width

_EDGES = " \t\r\n\u00a0\u3000\u200b\ufeff'"
_SEPARATORS = (";；", ";；,，|/", ";；,，|/、", ";；,，|/、 \t\r\n\u3000+")
_TOKEN = re.compile("YYYY|MM|DD|hh")
_DATE = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?(?: 0?0:00(?::00)?)?|([0-9]{4})([0-9]{2})([0-9]{2})")


def suggest(value: str, repair: Mapping[str, Any], accepts: Callable[[str], bool]) -> str | None:
    """Return the corrected value, None when none can be computed.

    Args:
        value: the cell as written.
        repair: what the column allows (`case`, `dates`, `labels`), from the bundle's binding.
        accepts: whether the column's own schema passes a value.
    """
    return next((found for found in _candidates(value, repair) if found != value and accepts(found)), None)


def _candidates(value: str, repair: Mapping[str, Any]) -> Iterator[str]:
    plain = half_width(value).strip(_EDGES)
    yield value.strip(_EDGES)
    yield plain
    labels = repair.get("labels", {})
    for label in (value, value.strip(_EDGES), plain):
        if label in labels:
            yield labels[label]
    if repair.get("separator"):
        yield from _joined(value, repair["separator"], labels)
    if repair.get("case") == "upper":
        yield plain.upper()
    if repair.get("case") == "lower":
        yield plain.lower()
    if repair.get("dates"):
        yield from _dates(plain, repair["dates"])


def _joined(value: str, separator: str, labels: Mapping[str, str]) -> Iterator[str]:
    """Yield the cell of several codes with other separators made the right one, the likelier ones first.

    A code may itself hold one of the characters, so each kind of separator is given up for the next.
    """
    for others in _SEPARATORS:
        parts = re.split(f"[{others}{re.escape(separator)}]+", value)
        codes = [part.strip(_EDGES) for part in parts]
        yield separator.join(labels.get(code, code) for code in codes if code)


def _dates(value: str, forms: list[str]) -> Iterator[str]:
    found = _DATE.fullmatch(value)
    if found:
        year, month, day = (part for part in found.groups() if part is not None)
        for form in (f for f in forms if {"YYYY", "MM", "DD"} <= set(_TOKEN.findall(f)) and "hh" not in f):
            yield form.replace("YYYY", year).replace("MM", month.zfill(2)).replace("DD", day.zfill(2))
