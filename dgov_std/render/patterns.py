"""A regular expression in words, where it is simple enough: `[0-9]{6}` is "6 位数字", "6 digits".

What is not simple is not said: a clerk has no use for a regular expression. The report keeps it.
"""

from __future__ import annotations

import re

from dgov_std.render.catalogue import catalogue
from dgov_std.text import Language

_SIGNS = re.compile(r"[\\^$*+?{}|]|\[[^\]]+\]|\(\?|\.[*+]")
_ENDS = re.compile(r"^\^?(?:\(\?:(?P<inner>.*)\)|(?P<bare>.*?))\$?$", re.DOTALL)
_PIECE = re.compile(r"(\[[^\]\\]+\]|\\d|\\[^a-zA-Z0-9]|[^\\\[\](){}*+?.|^$])(?:\{(\d+)(?:,(\d+))?\})?")
_CLASSES = {
    "[0-9]": "digit",
    "\\d": "digit",
    "[A-Z]": "upper",
    "[a-z]": "lower",
    "[A-Za-z]": "letter",
    "[a-zA-Z]": "letter",
    "[0-9A-Z]": "upper_digit",
    "[A-Z0-9]": "upper_digit",
    "[0-9A-Za-z]": "letter_digit",
    "[A-Za-z0-9]": "letter_digit",
    "[\u4e00-\u9fa5]": "chinese",
    "[\u4e00-\u9fff]": "chinese",
}


def is_pattern(text: str) -> bool:
    """Return whether a text has signs of a regular expression."""
    return _SIGNS.search(text) is not None


def pattern_words(pattern: str, language: Language) -> str | None:
    """Return what a regular expression of the whole value asks for, None where it takes more than a few words."""
    words = catalogue(language).SHAPES
    ends = _ENDS.match(pattern)
    body = (ends["inner"] or ends["bare"] or "") if ends else ""
    options = [option.removeprefix("\\") for option in body.split("|")]
    if len(options) > 1:
        plain = not any(is_pattern(option) or "(" in option or ")" in option for option in options)
        said = [words["literal"].format(option) for option in options]
        return str(words["or"].join(said)) if plain and all(options) else None
    said, literal, at = [], "", 0
    while at < len(body):
        piece = _PIECE.match(body, at)
        if piece is None:
            return None
        at = piece.end()
        name, low, high = piece.groups()
        if name not in _CLASSES:
            if name.startswith("[") or low is not None:
                return None
            literal += name.removeprefix("\\")
            continue
        if literal:
            said.append(words["literal"].format(literal))
            literal = ""
        count = low or "1" if high is None else words["range"].format(low, high)
        said.append(words[_CLASSES[name]].format(count))
    if literal:
        said.append(words["literal"].format(literal))
    return str(words["then"].join(said)) if said else None
