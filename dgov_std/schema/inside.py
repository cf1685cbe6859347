"""An identifier somewhere inside a text: what it looks like there, between characters that do not go on with it."""

from __future__ import annotations

from dgov_std.schema.draft import character_class
from dgov_std.standard.model import Identifier, Segment

_ANY = "(?:.|\\n|\\r)*"
_DATES = {
    "YYYYMMDD": "(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])",
    "YYMMDD": "[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])",
}


def holding(identifier: Identifier) -> str:
    """Return the anchored pattern of the texts that hold a value of the identifier's shape.

    The identifier has segments. No digit before and neither letter nor digit behind may go on with the value; its check
    character is not computed. Where its normal form has one case, the other case counts, too. A value in full-width
    characters, or cut by blanks or marks, is not seen.
    """
    pieces = "".join(_piece(identifier, segment) for segment in identifier.segments)
    return f"^(?:(?:{_ANY}[^0-9])?{pieces}(?:[^0-9A-Za-z]{_ANY})?)$"


def _piece(identifier: Identifier, segment: Segment) -> str:
    kind, argument = segment.constraint.value if segment.constraint is not None else (None, None)
    if kind == "date" and argument in _DATES:
        return _DATES[argument]
    if kind == "pattern":
        return f"(?:{argument})"
    letters = str(argument) if kind == "alphabet" else identifier.alphabet or "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    if identifier.case:
        letters = "".join(dict.fromkeys(letters.upper() + letters.lower()))
    return f"{character_class(letters)}{{{segment.length}}}"
