"""The notation of formats in catalogues of data elements: an18, c..50, n..17,2, YYYYMMDD, a1n..4, AN..20X3.

The grammar is the superset of what GB/T 19488.1, GA/T 543, WS/T 303 and JY/T 1001 use. `n` is a
string of digits in codes and a number in amounts: which of them the facets of the element tell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_PART = re.compile(
    r"(?P<type>an|dt|bn|by|bl|ul|a|n|c|d|t|b|l)"
    r"(?P<length>[0-9]+\.\.(?:ul|[0-9]+)|\.\.(?:ul|[0-9]+)|ul|[0-9]+)?"
    r"(?:,(?P<fraction>[0-9]+))?",
    re.IGNORECASE,
)
_REPEAT = re.compile(r"X[1-9][0-9]*\Z")
_BINARY = re.compile(r"(?:bn|by)(?:-?[a-z][a-z0-9]*)?\Z", re.IGNORECASE)
_DATE_PARTS = re.compile(r"(YYYY)(-?MM(-?DD)?)?([T ]?(hh(:?mm(:?ss)?)?))?\Z")
_TIME = re.compile(r"hh(:?mm(:?ss)?)?\Z")
_SIZED = {
    "d8": "YYYYMMDD",
    "d10": "YYYY-MM-DD",
    "d14": "YYYYMMDDhhmmss",
    "t6": "hhmmss",
    "t8": "hh:mm:ss",
    "dt14": "YYYYMMDDhhmmss",
    "dt15": "YYYYMMDDThhmmss",
    "dt19": "YYYY-MM-DD hh:mm:ss",
}
_CLASSES = {"a": "A-Za-z", "n": "0-9", "an": "A-Za-z0-9"}
_NAMES = {"bn": "by", "bl": "b", "l": "b"}


@dataclass(frozen=True, slots=True)
class Part:
    """A run of characters of one type: `most` None is unlimited, `fraction` the decimals of a number."""

    type: str  # a n an c d t dt b by ul
    least: int
    most: int | None
    fraction: int | None = None


@dataclass(frozen=True, slots=True)
class Notation:
    """A format: a date form, or parts one after the other; `repeat` lines of it."""

    parts: tuple[Part, ...]
    date: str | None = None
    repeat: int = 1

    @property
    def least(self) -> int:
        """The fewest characters."""
        return sum(part.least for part in self.parts)

    @property
    def most(self) -> int | None:
        """The most characters of one line, None where there is no limit."""
        total = 0
        for part in self.parts:
            if part.most is None:
                return None
            total += part.most
        return total

    @property
    def type(self) -> str:
        """The type of the only part, `mixed` of several, `date` of a date form."""
        if self.date is not None:
            return "date"
        return self.parts[0].type if len(self.parts) == 1 else "mixed"

    def fits(self, text: str, *, number: bool = False) -> bool:
        """Tell whether a text is written in this format; of a `number` only its digits count."""
        if self.date is not None or self.type in {"d", "t", "dt", "b", "by", "ul"}:
            return self.date is None or len(text) == len(self.date)
        part = self.parts[0]
        if self.type == "n" and (number or part.fraction is not None):
            found = re.fullmatch(r"-?([0-9]+)(?:\.([0-9]+))?", text)
            if found is None:
                return False
            whole, fraction = found[1].lstrip("0") or "0", found[2] or ""
            fits = part.most is None or len(whole) + (part.fraction or 0) <= part.most
            return fits and len(fraction) <= (part.fraction or 0)
        pattern = "".join(_shape(each) for each in self.parts)
        return re.fullmatch(pattern, text, re.DOTALL) is not None


def _shape(part: Part) -> str:
    held = _CLASSES.get(part.type)
    body = f"[{held}]" if held else "."
    return f"{body}{{{part.least},{'' if part.most is None else part.most}}}"


def parse_notation(text: str) -> Notation | None:
    """Return what a format notation says, None when it is none."""
    repeat = 1
    found = _REPEAT.search(text)
    if found is not None:
        repeat, text = int(found[0][1:]), text[: found.start()]
    if _DATE_PARTS.match(text) or _TIME.match(text):
        return Notation((), text, repeat)
    if text.lower() in _SIZED:
        return Notation((), _SIZED[text.lower()], repeat)
    if _BINARY.match(text):
        return Notation((Part("by", 0, None),), repeat=repeat)
    parts: list[Part] = []
    at = 0
    while at < len(text):
        match = _PART.match(text, at)
        part = _part(match) if match else None
        if match is None or part is None:
            return None
        parts.append(part)
        at = match.end()
    return Notation(tuple(parts), repeat=repeat) if parts else None


def _part(match: re.Match[str]) -> Part | None:
    kind = _NAMES.get(match["type"].lower(), match["type"].lower())
    length, fraction = match["length"], match["fraction"]
    if fraction is not None and (kind != "n" or length is None):
        return None
    if length is None:
        most = 1 if kind in {"a", "n", "an", "c", "b"} else None
        return Part(kind, most or 0, most)
    low, dots, high = length.lower().partition("..")
    if not dots:
        size = None if low == "ul" else int(low)
        return Part(kind, size or 0, size, None if fraction is None else int(fraction))
    most = None if high == "ul" else int(high)
    least = int(low) if low else 0
    if most is not None and least > most:
        return None
    return Part(kind, least, most, None if fraction is None else int(fraction))
