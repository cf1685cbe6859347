"""A regular expression in words, where it is simple enough: `[0-9]{6}` is "6 位数字", "6 digits".

What is not simple is not said: a clerk has no use for a regular expression. The report keeps it.
"""

from __future__ import annotations

import re

from dgov_std.render.catalogue import catalogue
from dgov_std.text import Language

_SIGNS = re.compile(r"[\\^$*+?{}|]|\[[^\]]+\]|\(\?|\.[*+]")
# Without both ends a pattern is one of any part of the value; outside a group a bar parts the ends from each other.
_ENDS = re.compile(r"\^(?:\(\?:(?P<inner>.*)\)|(?P<bare>.*))\$", re.DOTALL)
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
    """Return what a regular expression asks of the whole value, None where it takes more than a few words."""
    words = catalogue(language).SHAPES
    ends = _ENDS.fullmatch(pattern)
    body = (ends["inner"] or ends["bare"] or "") if ends else ""
    options = _options(body)
    if not options or (len(options) > 1 and ends and ends["inner"] is None):
        return None
    told = [_told(option, words) for option in options]
    said = [option for option in told if option]
    if len(said) < len(told) or (len(told) > 1 and any(len(option) > 1 for option in said)):
        return None
    return str(words["or"].join(words["then"].join(option) for option in said))


def _options(body: str) -> list[list[re.Match[str]]] | None:
    """Cut an expression at its bars into pieces; None where it holds something else, or nothing."""
    options: list[list[re.Match[str]]] = [[]]
    at = 0
    while at < len(body):
        if body[at] == "|":
            options.append([])
            at += 1
            continue
        piece = _PIECE.match(body, at)
        if piece is None:
            return None
        options[-1].append(piece)
        at = piece.end()
    return options if all(options) else None


def _told(pieces: list[re.Match[str]], words: dict[str, str]) -> list[str] | None:
    """Return pieces in words, neighbouring letters as one."""
    said, literal = [], ""
    for piece in pieces:
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
    return [*said, words["literal"].format(literal)] if literal else said
