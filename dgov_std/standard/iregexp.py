r"""Patterns that every regex engine reads alike: I-Regexp (RFC 9485) and a little less.

Refused besides what RFC 9485 leaves out: `\p` (engines differ in their Unicode tables), long and
nested repetition (exponential in backtracking engines that a receiver of our schema may use).
"""

from __future__ import annotations

from dataclasses import dataclass

from dgov_std.text import Text

MAX_LENGTH = 512
MAX_BOUND = 1000
MAX_OUTER = 10  # ([0-9]+-){3} is plain and useful, (a*){30} is a trap
MAX_DEPTH = 32

# RFC 9485 SingleCharEsc, and what it escapes to
_ESCAPES = frozenset("()*+-.?[\\]^nrt{|}$")
_CLASSES = {
    "d": "[0-9]",
    "w": "[0-9A-Za-z_]",
    "s": "[ \\t\\n\\r]",
    "D": "[^0-9]",
    "W": "[^0-9A-Za-z_]",
    "S": "[^ \\t\\n\\r]",
}


class _Refused(Exception):  # noqa: N818 - carries the reason out of the parser
    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.text = Text(zh, en)


def problem(pattern: str) -> Text | None:
    """Return what is wrong with `pattern`, or None when every engine reads it alike."""
    if len(pattern) > MAX_LENGTH:
        return Text(f"模式超过 {MAX_LENGTH} 个字符", f"the pattern is longer than {MAX_LENGTH} characters")
    parser = _Parser(pattern)
    try:
        parser.alternatives(0)
        if parser.rest():
            return Text("模式里多了一个“)”", 'the pattern has a ")" too many')
    except _Refused as refused:
        return refused.text
    return None


@dataclass(frozen=True, slots=True)
class _Repeats:
    """How a part repeats: `unbounded` anywhere in it, and the largest product of its bounds."""

    unbounded: bool = False
    times: int = 1

    def beside(self, other: _Repeats) -> _Repeats:
        return _Repeats(self.unbounded or other.unbounded, max(self.times, other.times))


_ONCE = _Repeats()


class _Parser:
    """Recursive descent over the pattern; each method returns how its part repeats."""

    __slots__ = ("_at", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def rest(self) -> str:
        """Return what has not been read yet."""
        return self._text[self._at :]

    def _peek(self) -> str:
        return self._text[self._at] if self._at < len(self._text) else ""

    def alternatives(self, depth: int) -> _Repeats:
        """Read `branch | branch …`."""
        if depth > MAX_DEPTH:
            raise _Refused(f"括号嵌套超过 {MAX_DEPTH} 层", f"parentheses nested deeper than {MAX_DEPTH} levels")
        repeats = self._branch(depth)
        while self._peek() == "|":
            self._at += 1
            repeats = self._branch(depth).beside(repeats)
        return repeats

    def _branch(self, depth: int) -> _Repeats:
        repeats = _ONCE
        while self._peek() not in {"", "|", ")"}:
            repeats = self._piece(depth).beside(repeats)
        return repeats

    def _piece(self, depth: int) -> _Repeats:
        inner = self._atom(depth)
        quantifier = self._quantifier()
        if quantifier is None:
            return inner
        sign = self._peek()
        if sign in {"?", "*", "+", "{"}:
            raise _Refused(
                f"模式里不能在量词后再写“{sign}”（没有懒惰或独占量词）",
                f'the pattern has "{sign}" after a quantifier (lazy and possessive ones are not allowed)',
            )
        if inner.unbounded and (quantifier.unbounded or quantifier.times > MAX_OUTER):
            raise _Refused(
                "模式里有嵌套的无限重复，如 (a+)+，匹配会极慢",
                "the pattern has nested unbounded repetition such as (a+)+, which can take forever",
            )
        times = inner.times * max(quantifier.times, 1)
        if times > MAX_BOUND:
            raise _Refused(f"模式的重复次数超过 {MAX_BOUND}", f"the pattern repeats more than {MAX_BOUND} times")
        return _Repeats(inner.unbounded or quantifier.unbounded, times)

    def _quantifier(self) -> _Repeats | None:
        """Read a quantifier, if there is one."""
        sign = self._peek()
        if sign in {"*", "+"}:
            self._at += 1
            return _Repeats(unbounded=True)
        if sign == "?":
            self._at += 1
            return _ONCE
        if sign != "{":
            return None
        end = self._text.find("}", self._at)
        inside = self._text[self._at + 1 : end] if end > 0 else ""
        low, comma, high = inside.partition(",")
        numbers = [low] + ([high] if high else [])
        if not all(n.isascii() and n.isdigit() for n in numbers):
            raise _Refused(
                "模式里的“{”不是 {n}、{n,}、{n,m} 之一；字面的 { 请写 \\{",
                'the pattern has a "{" that is not {n}, {n,} or {n,m}; write \\{ for the character',
            )
        if any(len(n) > len(str(MAX_BOUND)) or int(n) > MAX_BOUND for n in numbers):
            raise _Refused(f"模式的重复次数超过 {MAX_BOUND}", f"the pattern repeats more than {MAX_BOUND} times")
        if high and int(high) < int(low):
            raise _Refused(
                f"模式的重复次数 {{{inside}}} 上限小于下限",
                f"the pattern's bounds {{{inside}}} are the wrong way round",
            )
        self._at = end + 1
        return _Repeats(bool(comma) and not high, int(high or low))

    def _atom(self, depth: int) -> _Repeats:
        sign = self._peek()
        if sign == "(":
            return self._group(depth)
        if sign == "[":
            self._class()
        elif sign == "\\":
            self._escape()
        elif sign in {"^", "$"}:
            raise _Refused(
                f"模式里不能写“{sign}”：模式总是匹配整个值",
                f'the pattern must not have "{sign}": it always matches the whole value',
            )
        elif sign in {"*", "+", "?", "{"}:
            raise _Refused(
                f"模式里的“{sign}”前面没有可重复的内容",
                f'the pattern has "{sign}" with nothing before it to repeat',
            )
        elif sign in {"]", "}"}:
            raise _Refused(
                f"模式里的“{sign}”没有配对；字面的请写 \\{sign}",
                f'the pattern has an unpaired "{sign}"; write \\{sign} for the character',
            )
        else:
            self._at += 1
        return _ONCE

    def _group(self, depth: int) -> _Repeats:
        self._at += 1
        if self._peek() == "?":
            start = self.rest()[:3]
            kind = ("环视", "look-around") if start[1:2] in {"=", "!", "<"} else ("特殊括号", "special groups")
            raise _Refused(
                f"模式里不能用“(?”（{kind[0]}）；分组请直接写 ( )",
                f'the pattern has "(?" ({kind[1]} are not allowed); write plain ( ) for a group'.replace(
                    "look-around are", "look-around is"
                ),
            )
        repeats = self.alternatives(depth + 1)
        if self._peek() != ")":
            raise _Refused("模式里的“(”没有闭合", 'the pattern has a "(" that is never closed')
        self._at += 1
        return repeats

    def _escape(self) -> str:
        """Read an escaped character; return what it means."""
        sign = self._text[self._at + 1 : self._at + 2]
        if sign in _CLASSES:
            raise _Refused(
                f"模式里不能用 \\{sign}：各种软件理解不同；请写 {_CLASSES[sign]}",
                f"the pattern must not use \\{sign}: engines differ on it; write {_CLASSES[sign]}",
            )
        if sign in {"p", "P"}:
            raise _Refused(
                f"模式里不能用 \\{sign}：各种软件理解不同；请写出字符范围，如 [一-龥]",
                f"the pattern must not use \\{sign}: engines differ on it; write the range of characters, such as [一-龥]",
            )
        if sign.isdigit():
            raise _Refused(f"模式里不能用反向引用 \\{sign}", f"the pattern must not use the back reference \\{sign}")
        if sign not in _ESCAPES or not sign:
            raise _Refused(
                f"模式里不能用“\\{sign}”；可转义的只有 ( ) * + - . ? [ \\ ] ^ $ {{ | }} 和 \\n \\r \\t",
                f'the pattern must not use "\\{sign}"; only ( ) * + - . ? [ \\ ] ^ $ {{ | }} and \\n \\r \\t are escaped',
            )
        self._at += 2
        return {"n": "\n", "r": "\r", "t": "\t"}.get(sign, sign)

    def _class(self) -> None:
        self._at += 1
        if self._peek() == "^":
            self._at += 1
        first = True
        while True:
            sign = self._peek()
            if sign == "":
                raise _Refused("模式里的“[”没有闭合", 'the pattern has a "[" that is never closed')
            if sign == "]":
                if first:
                    raise _Refused(
                        "模式里的 [ ] 是空的；字面的 ] 请写 \\]",
                        "the pattern has an empty [ ]; write \\] for the character",
                    )
                self._at += 1
                return
            self._range(first=first)
            first = False

    def _range(self, *, first: bool) -> None:
        """Read one character or a range `a-z` of a class."""
        low = self._member(edge=first)
        if self._peek() != "-" or self._text[self._at + 1 : self._at + 2] in {"]", ""}:
            return
        if low == "-" and first:
            return
        self._at += 1
        high = self._member(edge=False)
        if high < low:
            raise _Refused(
                f"模式里的范围 {low}-{high} 前后颠倒",
                f"the pattern's range {low}-{high} is the wrong way round",
            )

    def _member(self, *, edge: bool) -> str:
        sign = self._peek()
        if sign == "\\":
            return self._escape()
        if sign == "[":
            raise _Refused(
                "模式的 [ ] 里不能再写“[”；字面的请写 \\[",
                'the pattern has a "[" inside [ ]; write \\[ for the character',
            )
        following = self._text[self._at + 1 : self._at + 2]
        if sign == "-" and not edge and following != "]":
            raise _Refused(
                "模式的 [ ] 里的“-”要放在最前、最后，或写 \\-",
                'the pattern has a "-" in the middle of [ ]; put it first or last, or write \\-',
            )
        if sign in {"&", "~", "|", "-"} and following == sign:
            # these are set operations in some engines
            raise _Refused(f"模式的 [ ] 里不能连写“{sign}{sign}”", f'the pattern has "{sign}{sign}" inside [ ]')
        self._at += 1
        return sign
