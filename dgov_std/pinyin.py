"""The first letters of the readings of Chinese texts: 胶南市 -> jns. Short names of columns are made of them.

A character may have several readings (重 c or z, 长 c or z, 行 x or h), so a text may have several. Letters and digits
stand for themselves, whatever their width and case; anything else (brackets, blanks) has no part in it. Of a rare
character no reading is known: it may be any letter.

The readings come from pypinyin (MIT licence, see NOTICE at the root of the project and `pinyin.txt`).
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files

MOST = 256
"""As many first letters of one text as `initials` returns."""
ANY = "?"
_LONGEST_QUERY = 40


def initials(text: str) -> frozenset[str]:
    """Return what the first letters of a text may be, in lower case: at most `MOST`, the most common readings first.

    Empty where there are none, and where the text holds a character whose readings are not known.
    """
    letters = _letters(text)
    if not letters or ANY in letters:
        return frozenset()
    return frozenset("".join(each) for each in itertools.islice(itertools.product(*letters), MOST))


def matches_initials(text: str, query: str) -> bool:
    """Return whether `query`, in any case and width, may be the first letters of the whole text."""
    letters, wanted = _letters(text), _plain(query)
    return len(wanted) == len(letters) > 0 and all(
        each == ANY or one in each for one, each in zip(wanted, letters, strict=True)
    )


@lru_cache(maxsize=64)
def initials_pattern(query: str) -> re.Pattern[str] | None:
    """Return a pattern that finds `query` among the first letters of Chinese texts; None for what is no such query.

    It is meant for searching many texts at once, where one character after the other stands for a letter.
    """
    wanted = _plain(query)
    if not 0 < len(wanted) <= _LONGEST_QUERY or not (wanted.isascii() and wanted.isalnum()):
        return None
    return re.compile("".join(_class(letter) for letter in wanted))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()


def _letters(text: str) -> Sequence[str]:
    """Return the possible letters of each character that has a part in it."""
    table = _table()
    found = []
    for character in _plain(text):
        if character.isascii():
            if character.isalnum():
                found.append(character)
        elif character in table:
            found.append(table[character])
        elif unicodedata.category(character) == "Lo":
            found.append(ANY)
    return found


def _class(letter: str) -> str:
    both = {letter, letter.upper(), chr(ord(letter) + 0xFEE0), chr(ord(letter.upper()) + 0xFEE0)}
    return f"[{''.join(sorted(both))}{_by_letter().get(letter, '')}]"


@cache
def _by_letter() -> dict[str, str]:
    """Return by letter all characters that may begin with it."""
    found: dict[str, list[str]] = {}
    for character, letters in _table().items():
        for letter in letters:
            found.setdefault(letter, []).append(character)
    return {letter: "".join(characters) for letter, characters in found.items()}


@cache
def _table() -> dict[str, str]:
    """Return by character the first letters of its readings, the most common one first."""
    text = files("dgov_std").joinpath("pinyin.txt").read_text(encoding="utf-8")
    head, *blocks = [line for line in text.splitlines() if not line.startswith("#")]
    letters = {each[0]: each[1:] for each in head.split(" ")}
    found: dict[str, str] = {}
    for block in blocks:
        start, _, codes = block.partition(" ")
        for place, code in enumerate(codes, int(start, 16)):
            if code in letters:
                found[chr(place)] = letters[code]
    return found
