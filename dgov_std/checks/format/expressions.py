r"""`regex`: a regular expression of ECMA-262 in unicode mode, whether or not this engine could run it.

The parser of `pattern` decides. What it refuses although the language has it is first exchanged for
something of the same shape: back references, character properties, counts beyond its limit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dgov_std.arrays import Mask, Strings
from dgov_std.checks.ecma import Refused, parse
from dgov_std.checks.format.grammar import by_distinct

_PROPERTY = re.compile(r"\\[pP]\{(?:\w+=)?\w+\}|\\.", re.DOTALL | re.ASCII)
_TOKEN = re.compile(
    r"""\\k<(?P<name>[^>]*)> | \\(?P<number>[1-9][0-9]*) | \\[upP]\{[^}]*\} | \\. | \[(?:\\.|[^\]\\])*\]
      | (?P<group>\((?:(?!\?)|\?<(?![=!])(?P<named>[^>]*)>)) | \{(?P<low>[0-9]+)(?:,(?P<high>[0-9]*))?\}""",
    re.DOTALL | re.VERBOSE,
)
_EMPTY, _ONCE = "(?:)", "{1}"


@dataclass(frozen=True, slots=True)
class Regex:
    """Passes where the value is a regular expression; one Python call per distinct value."""

    def __call__(self, values: Strings) -> Mask:
        """Return the mask of the expressions."""
        return by_distinct(values, is_regex)


def is_regex(text: str) -> bool:
    """Return whether a text is a regular expression of ECMA-262."""
    tokens = list(_TOKEN.finditer(text))
    groups = sum(token["group"] is not None for token in tokens)
    names = {token["named"] for token in tokens if token["named"] is not None}
    for token in tokens:
        if (token["name"] is not None and token["name"] not in names) or _beyond(token["number"], groups):
            return False
        if token["high"] and _beyond(token["low"], int(token["high"])):
            return False
    try:
        parse(_PROPERTY.sub(_known_property, _TOKEN.sub(_within_limits, text)))
    except Refused:
        return False
    return True


def _beyond(number: str | None, most: int) -> bool:
    return number is not None and int(number) > most


def _within_limits(token: re.Match[str]) -> str:
    if token["name"] is not None or token["number"] is not None:
        return _EMPTY
    return _ONCE if token["low"] is not None else token.group()


def _known_property(token: re.Match[str]) -> str:
    return r"\p{L}" if token.group()[1] in "pP" and len(token.group()) > 2 else token.group()
