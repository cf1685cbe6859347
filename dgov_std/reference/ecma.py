r"""ECMA-262 regular expressions in unicode mode, judged by the definition: the twin of `checks.ecma`.

Every part of an expression is a function from a set of places in the text to the set of places where
a match that starts at one of them may end. That is the standard's meaning without captures, and it
takes time polynomial in the text, whatever the expression. Python's own `re` is not used: its
look-behind wants a fixed width, its `\B` differs on the empty text, and it may take forever.

Faulty and refused expressions never come here (the engine refuses them); those raise ValueError.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import lru_cache

from dgov_std.reference.scripts import SCRIPTS

Places = set[int]
Part = Callable[[str, Places], Places]
Member = Callable[[str], bool]

_DIGITS = "0123456789"
_WORD = _DIGITS + "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"
_SPACE = "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_LINE_ENDS = "\n\r\u2028\u2029"
_HEX = "0123456789abcdefABCDEF"
_LONG_CATEGORIES = {
    "Letter": "L", "Uppercase_Letter": "Lu", "Lowercase_Letter": "Ll", "Titlecase_Letter": "Lt", "Modifier_Letter": "Lm",
    "Other_Letter": "Lo", "Mark": "M", "Combining_Mark": "M", "Nonspacing_Mark": "Mn", "Spacing_Mark": "Mc",
    "Enclosing_Mark": "Me", "Number": "N", "Decimal_Number": "Nd", "digit": "Nd", "Letter_Number": "Nl", "Other_Number": "No",
    "Punctuation": "P", "punct": "P", "Connector_Punctuation": "Pc", "Dash_Punctuation": "Pd", "Open_Punctuation": "Ps",
    "Close_Punctuation": "Pe", "Initial_Punctuation": "Pi", "Final_Punctuation": "Pf", "Other_Punctuation": "Po",
    "Symbol": "S", "Math_Symbol": "Sm", "Currency_Symbol": "Sc", "Modifier_Symbol": "Sk", "Other_Symbol": "So",
    "Separator": "Z", "Space_Separator": "Zs", "Line_Separator": "Zl", "Paragraph_Separator": "Zp",
    "Control": "Cc", "cntrl": "Cc", "Format": "Cf", "Private_Use": "Co",
}  # fmt: skip
_SHORT_SCRIPTS = dict(
    pair.split(":")
    for pair in (
        "Arab:Arabic Armn:Armenian Beng:Bengali Bopo:Bopomofo Cyrl:Cyrillic Deva:Devanagari Geor:Georgian Grek:Greek "
        "Hani:Han Hang:Hangul Hebr:Hebrew Hira:Hiragana Kana:Katakana Khmr:Khmer Laoo:Lao Latn:Latin Mong:Mongolian "
        "Mymr:Myanmar Talu:New_Tai_Lue Phag:Phags_Pa Tale:Tai_Le Taml:Tamil Tibt:Tibetan Yiii:Yi"
    ).split()
)


def found(pattern: str, text: str) -> bool:
    """Return whether the pattern matches somewhere in the text."""
    return bool(_compiled(pattern)(text, set(range(len(text) + 1))))


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> Part:
    reader = _Reader(pattern.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass"))
    part = reader.alternatives()
    if reader.rest:
        raise ValueError(pattern)
    return part


def _one(member: Member) -> Part:
    return lambda text, places: {i + 1 for i in places if i < len(text) and member(text[i])}


def _row(items: list[Part]) -> Part:
    def part(text: str, places: Places) -> Places:
        for item in items:
            places = item(text, places)
        return places

    return part


def _any_of(options: list[Part]) -> Part:
    return lambda text, places: set().union(*(option(text, places) for option in options))


def _repeated(body: Part, low: int, high: int | None) -> Part:
    def part(text: str, places: Places) -> Places:
        for _ in range(low):
            before, places = places, body(text, places)
            if places == before:
                break
        reached, count = set(places), low
        while places and (high is None or count < high):
            places = body(text, places) - reached
            reached |= places
            count += 1
        return reached

    return part


def _look(sign: str, body: Part) -> Part:
    def ahead(text: str, places: Places) -> Places:
        return {i for i in places if bool(body(text, {i})) == (sign == "=")}

    def behind(text: str, places: Places) -> Places:
        ends = body(text, set(range(len(text) + 1)))
        return places & ends if sign == "<=" else places - ends

    return behind if sign.startswith("<") else ahead


def _start(text: str, places: Places) -> Places:
    return places & {0}


def _end(text: str, places: Places) -> Places:
    return places & {len(text)}


def _is_boundary(text: str, i: int) -> bool:
    return (i > 0 and text[i - 1] in _WORD) != (i < len(text) and text[i] in _WORD)


def _boundary(text: str, places: Places) -> Places:
    return {i for i in places if _is_boundary(text, i)}


def _no_boundary(text: str, places: Places) -> Places:
    return {i for i in places if not _is_boundary(text, i)}


class _Reader:
    """Reads an expression from the front; `rest` is what has not been read."""

    def __init__(self, pattern: str) -> None:
        self.rest = pattern

    def take(self, text: str) -> bool:
        """Return whether the rest begins with `text`, which is then read."""
        if not self.rest.startswith(text):
            return False
        self.rest = self.rest[len(text) :]
        return True

    def character(self) -> str:
        if not self.rest:
            raise ValueError("the pattern ends too early")
        sign, self.rest = self.rest[0], self.rest[1:]
        return sign

    def until(self, sign: str) -> str:
        inside, _, self.rest = self.rest.partition(sign)
        return inside

    def alternatives(self) -> Part:
        options = [self.row()]
        while self.take("|"):
            options.append(self.row())
        return options[0] if len(options) == 1 else _any_of(options)

    def row(self) -> Part:
        items = []
        while self.rest and self.rest[0] not in "|)":
            items.append(self.counted(self.item()))
        return _row(items)

    def counted(self, body: Part) -> Part:
        bounds = self.bounds()
        if bounds is None:
            return body
        self.take("?")
        return _repeated(body, *bounds)

    def bounds(self) -> tuple[int, int | None] | None:
        signs: dict[str, tuple[int, int | None]] = {"*": (0, None), "+": (1, None), "?": (0, 1)}
        for sign, bounds in signs.items():
            if self.take(sign):
                return bounds
        inside, brace, rest = self.rest[1:].partition("}")
        first, comma, last = inside.partition(",")
        if not (self.rest.startswith("{") and brace and first and all(c in _DIGITS for c in first + last)):
            return None
        self.rest = rest
        if not comma:
            return int(first), int(first)
        return int(first), int(last) if last else None

    def item(self) -> Part:
        sign = self.character()
        if sign == "(":
            return self.group()
        if sign == "[":
            return _one(self.bracket())
        if sign == ".":
            return _one(lambda c: c not in _LINE_ENDS)
        if sign in "^$":
            return _start if sign == "^" else _end
        if sign != "\\":
            return _one(lambda c: c == sign)
        if self.take("b"):
            return _boundary
        if self.take("B"):
            return _no_boundary
        meant = self.escaped()
        return _one(meant if callable(meant) else lambda c: c == meant)

    def group(self) -> Part:
        sign = ""
        if self.take("?"):
            sign = next(s for s in (":", "=", "!", "<=", "<!", "<") if self.take(s))
            if sign == "<":
                self.until(">")
        body = self.alternatives()
        if not self.take(")"):
            raise ValueError("a group is not closed")
        return _look(sign, body) if sign in {"=", "!", "<=", "<!"} else body

    def escaped(self) -> str | Member:
        """Read what follows a backslash: one character, or the test of a set."""
        sign = self.character()
        if sign in "dws":
            inside = {"d": _DIGITS, "w": _WORD, "s": _SPACE}[sign]
            return lambda c: c in inside
        if sign in "DWS":
            outside = {"D": _DIGITS, "W": _WORD, "S": _SPACE}[sign]
            return lambda c: c not in outside
        if sign in "pP":
            self.take("{")
            member = _property(self.until("}"))
            return member if sign == "p" else lambda c: not member(c)
        if sign == "c":
            return chr(ord(self.character()) % 32)
        if sign == "x":
            return chr(int(self.character() + self.character(), 16))
        if sign == "u":
            return self.code_unit()
        return {"t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "0": "\0"}.get(sign, sign)

    def code_unit(self) -> str:
        if self.take("{"):
            return chr(int(self.until("}"), 16))
        first = self.four()
        if "\ud800" <= first <= "\udbff" and self.rest.startswith("\\u"):
            before = self.rest
            self.rest = before[2:]
            if not self.rest.startswith("{"):
                second = self.four()
                if "\udc00" <= second <= "\udfff":
                    return (first + second).encode("utf-16", "surrogatepass").decode("utf-16")
            self.rest = before
        return first

    def four(self) -> str:
        return chr(int("".join(self.character() for _ in range(4)), 16))

    def bracket(self) -> Member:
        outside = self.take("^")
        members: list[Member] = []
        while not self.take("]"):
            first = self.class_item()
            if self.rest.startswith("-") and not self.rest.startswith("-]"):
                self.take("-")
                members.append(_range(first, self.class_item()))
            else:
                members.append(_range(first, first))
        return lambda c: any(member(c) for member in members) != outside

    def class_item(self) -> str | Member:
        sign = self.character()
        if sign != "\\":
            return sign
        return "\b" if self.take("b") else self.escaped()


def _range(first: str | Member, last: str | Member) -> Member:
    """Return the test of `first-last`; where one of them is a set, of either or of the hyphen itself."""
    if isinstance(first, str) and isinstance(last, str):
        return lambda c: first <= c <= last
    if first is last:
        return first if callable(first) else lambda c: c == first

    def member(c: str) -> bool:
        return c == "-" or any(end(c) if callable(end) else c == end for end in (first, last))

    return member


def _property(name: str) -> Member:
    """Return the test of a Unicode property, of the version Python's `unicodedata` is of."""
    kind, equals, value = name.partition("=")
    if equals and kind in {"Script", "sc"}:
        ranges = SCRIPTS[_SHORT_SCRIPTS.get(value, value)]
        return lambda c: any(low <= ord(c) <= high for low, high in ranges)
    if name in {"ASCII_Hex_Digit", "AHex"}:
        return lambda c: c in _HEX
    if name in {"White_Space", "space"}:
        return lambda c: c == "\x85" or (c in _SPACE and c != "\ufeff")
    if name in {"Any", "ASCII"}:
        return lambda c: name == "Any" or c.isascii()
    category = value if equals else name
    category = _LONG_CATEGORIES.get(category, category)
    return lambda c: unicodedata.category(c).startswith(category)
