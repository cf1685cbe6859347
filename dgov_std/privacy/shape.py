"""The shape of a value: what kind of character stands where, and nothing of what it says.

Partial masks (first six and last four of an identity number) and hashes are not used: other columns,
or trying all numbers, undo them.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST = 40

_ASCII = str.maketrans(
    {
        **dict.fromkeys("0123456789", "9"),
        **dict.fromkeys("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "A"),
        **dict.fromkeys("abcdefghijklmnopqrstuvwxyz", "a"),
    }
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


# Digits in both widths. A run counts whatever letter or text stands before it, but not inside a
# longer run of digits.
_D = "[0-9０-９]"
_GAP = "[- ]?"
_BEFORE, _AFTER = f"(?<!{_D})", f"(?!{_D})"
_APART = "[\\s.·_/\u00a0\u200b-\u200f\u2060\u3000\ufeff-]"
_PROVINCE = (
    "(?:[1１][1-5１-５]|[2２][1-3１-３]|[3３][1-7１-７]|[4４][1-6１-６]"
    "|[5５][0-4０-４]|[6６][1-5１-５]|[7７][1１]|[8８][1-3１-３])"
)
_YEAR = "(?:[1１][89８９]|[2２][0０])"
_MONTH = "(?:[0０][1-9１-９]|[1１][0-2０-２])"
_DAY = "(?:[0０][1-9１-９]|[12１２][0-9０-９]|[3３][01０１])"
_RUNS = re.compile(
    "|".join(
        [
            # 18 places: a known province, or a birth year where it stands (a mistyped number counts too).
            (
                f"{_BEFORE}(?:{_PROVINCE}{_D}{{4}}{_GAP}{_D}{{8}}|{_D}{{6}}{_GAP}{_YEAR}{_D}{{6}})"
                f"{_GAP}{_D}{{3}}[0-9０-９XxＸｘ]{_AFTER}(?![A-Za-z])"
            ),
            # One digit lost or doubled, but a birth date where it belongs.
            f"{_BEFORE}{_D}{{6}}{_YEAR}{_D}{{2}}{_MONTH}{_DAY}{_D}{{2,5}}[XxＸｘ]?{_AFTER}(?![A-Za-z])",
            # 15 places (before 1999): known province and a birth date.
            f"{_BEFORE}{_PROVINCE}{_D}{{4}}{_GAP}{_D}{{2}}{_MONTH}{_DAY}{_GAP}{_D}{{3}}{_AFTER}",
            # Mobile telephone, with or without the country's number and separators.
            (
                f"(?:{_BEFORE}(?:[0０]{{2}}|\\+)?[8８][6６]{_GAP}|{_BEFORE})"
                f"[1１][3-9３-９]{_D}{_GAP}{_D}{{4}}{_GAP}{_D}{{4}}{_AFTER}"
            ),
            # Passports and travel permits: a letter or two and seven to ten digits.
            f"(?<![0-9A-Za-z])[DEGHMPS][A-Z]?{_D}{{7,10}}(?![0-9A-Za-z])",
            # Bank card, 16 to 19 places, first digit 3 to 6, in one run or in fours.
            f"{_BEFORE}[3-6３-６]{_D}{{15,18}}{_AFTER}(?![A-Za-z])",
            f"{_BEFORE}[3-6３-６]{_D}{{3}}(?:[- ]{_D}{{4}}){{3}}(?:[- ]{_D}{{1,3}})?{_AFTER}",
            # 15 or 18 places that begin with a province, set apart however.
            (
                f"{_BEFORE}(?={_D}{{1,17}}{_APART}{{1,2}}{_D}){_PROVINCE}{_APART}{{0,2}}"
                f"(?:{_D}{_APART}{{0,2}}){{12,15}}[0-9０-９XxＸｘ]{_AFTER}(?![A-Za-z])"
            ),
        ]
    )
)


def mask_runs(text: str) -> str:
    """Return `text` with runs that look like identity, mobile or card numbers replaced by their shape."""
    return _RUNS.sub(lambda run: shape(run.group()), text)
