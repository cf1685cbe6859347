"""The twin of `xsdPattern`: an XML Schema regular expression in Python's spelling, categories written out."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from dgov_std.reference.setting import Setting

_BLANK = r" \t\n\r"
_OUTSIDE = {".": r"[^\n\r]", "$": r"\Z", "^": r"\A"}


@cache
def _members(category: str, *, negated: bool = False) -> str:
    """Return the characters of a general category (or all others) as the inside of a character class."""
    inside = [unicodedata.category(chr(i)).startswith(category) is not negated for i in range(0x110000)]
    starts = [i for i in range(0x110000) if inside[i] and (i == 0 or not inside[i - 1])]
    ends = [i for i in range(0x110000) if inside[i] and (i == 0x10FFFF or not inside[i + 1])]
    return "".join(f"\\U{a:08x}-\\U{b:08x}" for a, b in zip(starts, ends, strict=True))


@cache
def _word() -> str:
    return "".join(_members(category) for category in "LMNS") + "_"


@cache
def _no_word() -> str:
    """Return the inside of a class of what is no word character: P, Z and C but for the low line."""
    ties = (i for i in range(0x110000) if unicodedata.category(chr(i)) == "Pc" and i != ord("_"))
    known = "".join(_members(category) for category in ("Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Z", "Cc", "Cf", "Co"))
    return known + "".join(f"\\U{i:08x}" for i in ties)


def _escape(letter: str, *, inside: bool) -> str:
    """Return an escape of one letter or mark in Python's spelling."""
    match letter:
        case "d" | "D" | "t" | "n" | "r" | "f" | "v":
            return "\\" + letter
        case "s":
            return _BLANK if inside else f"[{_BLANK}]"
        case "S":
            return f"[^{_BLANK}]"
        case "w":
            return _word() if inside else f"[{_word()}]"
        case "W":
            return _no_word() if inside else f"[^{_word()}]"
        case "b" | "B":
            return f"(?a:\\{letter})"
        case "A" | "z" | "Z":
            return r"\A" if letter == "A" else r"\Z"
        case _:
            return re.escape(letter)


def _translated(pattern: str) -> str:
    out: list[str] = []
    inside, i = False, 0
    while i < len(pattern):
        rest = pattern[i:]
        coded = re.match(r"\\([pP])\{(\w+)\}|\\u([0-9A-Fa-f]{4})|\\x([0-9A-Fa-f]{2})", rest)
        if coded and coded[1]:
            members = _members(coded[2], negated=coded[1] == "P")
            out.append(members if inside else f"[{members}]")
        elif coded:
            out.append(re.escape(chr(int(coded[3] or coded[4], 16))))
        elif rest[0] == "\\":
            out.append(_escape(rest[1], inside=inside))
        elif inside:
            first = pattern[i - 1] == "[" or pattern[i - 2 : i] == "[^"
            out.append("\\" + rest[0] if rest[0] == "[" or (rest[0] == "]" and first) else rest[0])
            inside = rest[0] != "]" or first
        else:
            named = rest.startswith("(?<")
            out.append("(?P<" if named else _OUTSIDE.get(rest[0], rest[0]))
            inside = rest[0] == "["
            i += 2 if named else 0
        i += coded.end() if coded else 2 if rest[0] == "\\" else 1
    return "".join(out)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    whole = _translated(pattern)
    return re.compile(f"(?i:{whole.removeprefix('(?i)')})" if whole.startswith("(?i)") else f"(?:{whole})")


def xsd_pattern(value: str, cell: str, setting: Setting) -> bool:
    """Return whether the whole cell matches."""
    return _compiled(value).fullmatch(cell) is not None
