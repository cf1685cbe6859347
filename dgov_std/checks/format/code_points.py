"""Which code points may stand in a U-label: the derivation of RFC 5892 from Unicode's properties.

Python's `unicodedata` gives category, normal form, bidirectional class and combining class. The
properties it lacks stand below as ranges: default-ignorable, old Hangul jamo, and the joining types
of the Arabic letters of blocks 0600-06FF and 0750-077F.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Literal

Standing = Literal["valid", "joiner", "context", "disallowed"]

_ALWAYS = frozenset("\u00df\u03c2\u06fd\u06fe\u0f0b\u3007")
_IN_CONTEXT = frozenset("\u00b7\u0375\u05f3\u05f4\u30fb") | {chr(c) for c in (*range(0x660, 0x66A), *range(0x6F0, 0x6FA))}
_NEVER = frozenset("\u0640\u07fa\u302e\u302f\u3031\u3032\u3033\u3034\u3035\u303b")
_SMALL_ASCII = frozenset("-0123456789abcdefghijklmnopqrstuvwxyz")
_LETTERS_AND_DIGITS = frozenset({"Ll", "Lu", "Lo", "Nd", "Lm", "Mn", "Mc"})

_DROPPED = (  # default-ignorable letters and marks, the combining marks for symbols and music, old Hangul jamo
    range(0x034F, 0x0350),
    range(0x1100, 0x1200),
    range(0x17B4, 0x17B6),
    range(0x180B, 0x1810),
    range(0x20D0, 0x2100),
    range(0x3164, 0x3165),
    range(0xA960, 0xA980),
    range(0xD7B0, 0xD800),
    range(0xFE00, 0xFE10),
    range(0xFFA0, 0xFFA1),
    range(0x1D100, 0x1D250),
    range(0xE0100, 0xE01F0),
)
_RIGHT_JOINING = (
    *((0x622, 0x625), (0x627, 0x627), (0x629, 0x629), (0x62F, 0x632), (0x648, 0x648), (0x671, 0x673), (0x675, 0x677)),
    *((0x688, 0x699), (0x6C0, 0x6C0), (0x6C3, 0x6CB), (0x6CD, 0x6CD), (0x6CF, 0x6CF), (0x6D2, 0x6D3), (0x6D5, 0x6D5)),
    *((0x6EE, 0x6EF), (0x759, 0x75B), (0x76B, 0x76C), (0x771, 0x771), (0x773, 0x774), (0x778, 0x779)),
)
_NOT_JOINING = frozenset("\u0621\u0674")
_KANA = re.compile("(HIRAGANA|KATAKANA|HENTAIGANA) (LETTER|ITERATION|VOICED ITERATION|DIGRAPH)")


@cache
def standing(character: str) -> Standing:
    """Return what RFC 5892 section 3 derives for a character."""
    if character in _ALWAYS or character in _SMALL_ASCII:
        return "valid"
    if character in _IN_CONTEXT:
        return "context"
    if character in "\u200c\u200d":
        return "joiner"
    if character in _NEVER or any(ord(character) in dropped for dropped in _DROPPED):
        return "disallowed"
    if unicodedata.category(character) not in _LETTERS_AND_DIGITS:
        return "disallowed"
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", character).casefold())
    return "valid" if folded == character else "disallowed"


@cache
def joining(character: str) -> str:
    """Return the joining type: D both sides, R to the character before, T transparent, U none or not known here."""
    if unicodedata.category(character) in {"Mn", "Me"}:
        return "T"
    point = ord(character)
    if any(first <= point <= last for first, last in _RIGHT_JOINING):
        return "R"
    arabic = 0x620 <= point <= 0x6FF or 0x750 <= point <= 0x77F
    return "D" if arabic and unicodedata.category(character) == "Lo" and character not in _NOT_JOINING else "U"


@cache
def script(character: str) -> str:
    """Return the script, as far as the contextual rules ask for it: Greek, Hebrew, Kana, Han or nothing."""
    name = unicodedata.name(character, "")
    if character in "\u3005\u3007\u3021\u3029\u3038\u303b" or name.startswith(
        ("CJK UNIFIED", "CJK COMPATIBILITY IDEOGRAPH")
    ):
        return "Han"
    if _KANA.match(name):
        return "Kana"
    return next((known for known in ("Greek", "Hebrew") if name.startswith(known.upper())), "")
