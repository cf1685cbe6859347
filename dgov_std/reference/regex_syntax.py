r"""The twin of `format: regex`: recognises ECMA-262 patterns in unicode mode, and builds nothing.

As in `pattern`, three spellings outside unicode mode are let pass: a lone `{`, `}` or `]` (no `]`
once a class held a bare `[` or nothing), any escaped sign, and `-` beside a class such as `[\w-.]`.
"""

from __future__ import annotations

import re

_DEEPEST, _LONGEST = 100, 10_000
_COUNT = re.compile(r"\{([0-9]+)(,([0-9]*))?\}")
_SIMPLE = re.compile(r"\\(?:[dDwWsS]|[pP]\{(?:[A-Za-z0-9_]+=)?[A-Za-z0-9_]+\})")
_ONE = re.compile(
    r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|u\{0*(?:10|[0-9A-Fa-f])?[0-9A-Fa-f]{1,4}\}|c[A-Za-z]|[tnvfr]|0(?![0-9])|[^0-9A-Za-z])",
    re.DOTALL,
)


class _Invalid(Exception):  # noqa: N818 - the way out of a recursive descent
    pass


def is_regex(text: str) -> bool:
    """Return whether the text is a pattern."""
    reader = _Reader(text)
    try:
        reader.disjunction(0)
    except _Invalid:
        return False
    references = all(int(number) <= reader.groups for number in reader.numbers)
    return reader.at == len(text) <= _LONGEST and references and reader.asked <= reader.names


class _Reader:
    def __init__(self, text: str) -> None:
        self.text, self.at, self.groups, self.odd = text, 0, 0, False
        self.numbers: list[str] = []
        self.names: set[str] = set()
        self.asked: set[str] = set()

    def take(self, sign: str) -> bool:
        fits = self.text.startswith(sign, self.at)
        self.at += len(sign) if fits else 0
        return fits

    def read(self, expression: re.Pattern[str]) -> re.Match[str] | None:
        found = expression.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return found

    def disjunction(self, depth: int) -> None:
        if depth > _DEEPEST:
            raise _Invalid
        while True:
            while self.at < len(self.text) and self.text[self.at] not in "|)":
                self.term(depth)
            if not self.take("|"):
                return

    def term(self, depth: int) -> None:
        repeatable = self.atom(depth)
        count = self.read(_COUNT)
        if count is None and not (self.take("*") or self.take("+") or self.take("?")):
            return
        if not repeatable or (count and count[3] and int(count[1]) > int(count[3])):
            raise _Invalid
        self.take("?")

    def atom(self, depth: int) -> bool:
        """Read an atom or an assertion; return whether it may be repeated."""
        if self.take("^") or self.take("$") or self.take("\\b") or self.take("\\B"):
            return False
        if self.take("("):
            return self.group(depth)
        if self.take("["):
            self.bracket()
        elif self.text[self.at] == "\\":
            self.escape()
        else:
            wrong = self.text[self.at] in "*+?" or (self.text[self.at] == "]" and self.odd)
            if wrong or re.compile(r"\{[0-9]*(,[0-9]+|[0-9],?)\}").match(self.text, self.at):
                raise _Invalid
            self.at += 1
        return True

    def group(self, depth: int) -> bool:
        repeatable = True
        if self.take("?"):
            if any(self.take(sign) for sign in ("=", "!", "<=", "<!")):
                repeatable = False
            elif not self.take(":"):
                self.name()
        else:
            self.groups += 1
        self.disjunction(depth + 1)
        if not self.take(")"):
            raise _Invalid
        return repeatable

    def name(self) -> None:
        found = self.read(re.compile("<([^>]*)>"))
        if found is None or not found[1].replace("$", "_").isidentifier() or found[1].replace("$", "_") in self.names:
            raise _Invalid
        self.names.add(found[1])
        self.groups += 1

    def escape(self) -> None:
        named = self.read(re.compile(r"\\k<([^>]*)>"))
        numbered = None if named else self.read(re.compile(r"\\([1-9][0-9]*)"))
        if named:
            self.asked.add(named[1])
        elif numbered:
            self.numbers.append(numbered[1])
        elif not (self.read(_SIMPLE) or self.read(_ONE)):
            raise _Invalid

    def bracket(self) -> None:
        self.take("^")
        self.odd |= self.text.startswith("]", self.at)
        while not self.take("]"):
            first = self.member()
            if not self.text.startswith("-", self.at) or self.text.startswith("-]", self.at):
                continue
            self.at += 1
            if first is None and self.text.startswith("-", self.at):
                raise _Invalid
            last = self.member()
            if first is not None and last is not None:
                if first > last:
                    raise _Invalid
            elif self.text.startswith("-", self.at) and not self.text.startswith("-]", self.at):
                raise _Invalid

    def member(self) -> int | None:
        """Read one character of a class, or a set (None)."""
        if self.at >= len(self.text):
            raise _Invalid
        if self.text[self.at] != "\\":
            self.odd |= self.text[self.at] == "["
            self.at += 1
            return ord(self.text[self.at - 1])
        if self.take("\\b"):
            return 8
        if self.read(_SIMPLE):
            return None
        found = self.read(_ONE)
        if found is None:
            raise _Invalid
        written = found.group()[1:]
        if written[0] in "xu" and len(written) > 1:
            code = int(written[1:].strip("{}"), 16)
            low = re.compile(r"\\u([Dd][C-Fc-f][0-9A-Fa-f]{2})")
            if 0xD800 <= code < 0xDC00 and len(written) == 5 and (second := self.read(low)):
                return 0x10000 + (code - 0xD800) * 0x400 + int(second[1], 16) - 0xDC00
            return code
        if written[0] == "c" and len(written) > 1:
            return ord(written[1]) % 32
        return {"t": 9, "n": 10, "v": 11, "f": 12, "r": 13, "0": 0}.get(written, ord(written))
