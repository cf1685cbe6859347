"""The shape of a value: what kind of character stands where, and nothing of what it says.

Partial masks (first six and last four of an identity number) and hashes are not used: other columns,
or trying all numbers, undo them.
"""

from __future__ import annotations

import re
import unicodedata

from dgov_std.privacy.runs import find_runs

LONGEST = 40

_ASCII = str.maketrans(
    {
        **dict.fromkeys("0123456789", "9"),
        **dict.fromkeys("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "A"),
        **dict.fromkeys("abcdefghijklmnopqrstuvwxyz", "a"),
    }
)
_SIGNER = re.compile(
    r"((?:填表|填报|审核|复核|制表|经办|联系|负责|签字|签发|统计)(?:人|者|员)?[^:：]{0,4}[:：]\s*)([^\s，,;；。]+)"
)
_SELECTORS = frozenset([0x034F, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)])


def shape(value: str) -> str:
    """Return `value` with every letter and digit replaced by one of its class, at most 40 characters.

    ASCII digits become 9 and letters A or a, full-width ones ９, Ａ, ａ; Chinese characters 文, and so
    do letters and marks of other scripts and characters unknown to Unicode (rare names are written
    with private ones). The rest stays: punctuation, spaces, and control and invisible characters,
    because they are often the fault itself.
    """
    cut = value[:LONGEST]
    made = cut.translate(_ASCII) if cut.isascii() else "".join(map(_class, cut))
    return made + "…" if len(value) > LONGEST else made


def _class(character: str) -> str:
    point = ord(character)
    if point < 0x80:
        return character.translate(_ASCII)
    if 0xFF10 <= point <= 0xFF5A:
        narrow = chr(point - 0xFEE0).translate(_ASCII)
        return chr(ord(narrow) + 0xFEE0)
    category = unicodedata.category(character)
    if category in {"Nd", "No"}:
        return "9"
    if category[0] == "L" or category in {"Nl", "Co", "Cn"}:
        return "文"
    # Vowel signs and subjoined letters of Tibetan or Uyghur names are marks; selectors are only invisible.
    if category[0] == "M" and point not in _SELECTORS:
        return "文"
    return character


def mask_runs(text: str) -> str:
    """Return `text` with what looks like an identity, mobile or card number replaced by its shape.

    See `dgov_std.privacy.runs` for what is looked for. Masking what came out changes nothing.
    """
    while found := find_runs(text):
        pieces, end = list[str](), 0
        for start, stop in found:
            pieces += text[end:start], shape(text[start:stop])
            end = stop
        masked = "".join((*pieces, text[end:]))
        if masked == text:
            break
        text = masked
    return text


def mask_signers(text: str) -> str:
    """Return `text` with the names behind "filled in by" and its kin replaced by their shapes."""
    return _SIGNER.sub(lambda found: found[1] + shape(found[2]), text)
