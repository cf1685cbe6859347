r"""Reads an ECMA-262 regular expression (unicode mode) into a tree, by recursive descent.

Beyond unicode mode three spellings are read as browsers read them without the `u` flag, because
published schemas are full of them and they can mean one thing only: a lone `{`, `}` or `]`, an
escaped sign such as `\-` or `\@`, and a `-` beside a class as in `[\w-.]`.
"""

from __future__ import annotations

import re
from typing import NoReturn

from dgov_std.checks.ecma.classes import DOT, SHORT, property_set
from dgov_std.checks.ecma.refusal import Refused
from dgov_std.checks.ecma.tree import Chars, Choice, Edge, Look, Node, Ranges, Repeat, complement, sequence, union
from dgov_std.text import Text

MAX_LENGTH = 10_000
MAX_DEPTH = 100
MAX_COUNT = 10_000

_BOUNDS = re.compile(r"\{([0-9]+)(?:(,)([0-9]*))?\}")
_ONLY_UPPER = re.compile(r"\{,[0-9]+\}")
_GROUP = re.compile(r"\((?:\?(?::|=|!|<=|<!|<([^>]*)>))?")
_HEX = re.compile(r"x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|u\{([0-9A-Fa-f]+)\}")
_LOW_HALF = re.compile(r"\\u([Dd][C-Fc-f][0-9A-Fa-f]{2})")
_PROPERTY = re.compile(r"[pP]\{([^}]*)\}")
_CONTROLS = {"t": 9, "n": 10, "v": 11, "f": 12, "r": 13}
_UNREPEATABLE = ("^", "$", "\\", "(?=", "(?!", "(?<=", "(?<!")
_KINDS = {
    "(?<": ("没有写完的分组名 (?<", "the unfinished group name (?<", "(?:…)"),
    "(?P": ("Python 的 (?P", "Python's (?P", "(?<name>…)"),
    "(?>": ("固化分组 (?>", "the atomic group (?>", "(?:…)"),
    "(?#": ("注释 (?#", "the comment (?#", ""),
}


def parse(pattern: str) -> Node:
    """Return the tree of a pattern. Raises Refused."""
    if len(pattern) > MAX_LENGTH:
        raise Refused(
            Text(f"超过 {MAX_LENGTH} 个字符", f"longer than {MAX_LENGTH} characters"),
            Text("值的清单请用 enum 或代码表", "use enum or a code list for a list of values"),
        )
    # Halves of an astral character that stand side by side are one character, as in a JSON text.
    whole = pattern.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return _Parser(whole).whole()


class _Parser:
    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0
        self.names: set[str] = set()
        self.odd_class = False  # a class before held a bare "[" or nothing: a lone "]" is no literal then

    def whole(self) -> Node:
        node = self.choice(0)
        if self.at < len(self.pattern):
            self.refuse("多余的“)”", 'a ")" too many', "字面的括号写成 \\)", "write \\) for the character")
        return node

    def refuse(self, zh: str, en: str, todo_zh: str, todo_en: str) -> NoReturn:
        at = self.at + 1
        raise Refused(Text(f"第 {at} 个字符处: {zh}", f"at character {at}: {en}"), Text(todo_zh, todo_en))

    def next_is(self, text: str) -> bool:
        return self.pattern.startswith(text, self.at)

    def choice(self, depth: int) -> Node:
        if depth > MAX_DEPTH:
            self.refuse(
                f"括号嵌套超过 {MAX_DEPTH} 层", f"groups nested deeper than {MAX_DEPTH}", "减少嵌套", "nest fewer groups"
            )
        options = [self.option(depth)]
        while self.next_is("|"):
            self.at += 1
            options.append(self.option(depth))
        return options[0] if len(options) == 1 else Choice(tuple(options))

    def option(self, depth: int) -> Node:
        items: list[Node] = []
        while self.at < len(self.pattern) and self.pattern[self.at] not in "|)":
            start = self.at
            body = self.term(depth)
            bare = isinstance(body, Edge | Look) and self.pattern.startswith(_UNREPEATABLE, start)
            items.append(self.quantified(body, bare=bare))
        return sequence(items)

    def term(self, depth: int) -> Node:
        sign = self.pattern[self.at]
        if sign == "(":
            return self.group(depth)
        if sign == "[":
            return self.bracket()
        if sign == "\\":
            return self.escape()
        if sign in "*+?" or _BOUNDS.match(self.pattern, self.at):
            self.nothing_to_repeat()
        if sign == "{" and _ONLY_UPPER.match(self.pattern, self.at):
            self.refuse("{,n} 不是重复次数", "{,n} is no repetition in ECMA-262", "写成 {0,n}", "write {0,n}")
        if sign == "]" and self.odd_class:
            self.refuse(
                "方括号里的方括号(如 [[:alpha:]]、[a&&[b]] 或 [])",
                "square brackets within brackets, as in [[:alpha:]], [a&&[b]] or []a]",
                "写出字符范围, 如 [A-Za-z]; 字面的方括号写成 \\[ 和 \\]",
                "write the range, such as [A-Za-z], and \\[ and \\] for the characters",
            )
        self.at += 1
        if sign in "^$":
            return Edge(sign)
        return Chars(DOT if sign == "." else single(ord(sign)))

    def nothing_to_repeat(self) -> NoReturn:
        sign, before = self.pattern[self.at], self.pattern[self.at - 1 : self.at]
        if sign == "+" and before and before in "*+?}":
            self.refuse(
                f"占有量词 {before}+", f"the possessive quantifier {before}+", "去掉后一个 +", "leave out the second +"
            )
        self.refuse(
            f"“{sign}”之前没有可重复的内容",
            f'nothing before "{sign}" that could be repeated',
            f"字面的字符写成 \\{sign}; 其余用 (?:…) 括起来再重复",
            f"write \\{sign} for the character, or put what repeats into (?:…)",
        )

    def quantified(self, body: Node, *, bare: bool) -> Node:
        found = _BOUNDS.match(self.pattern, self.at)
        sign = self.pattern[self.at : self.at + 1]
        if found:
            low, high = self.bounds(found)
        elif sign and sign in "*+?":
            low, high = {"*": (0, None), "+": (1, None), "?": (0, 1)}[sign]
        else:
            return body
        if bare:
            self.nothing_to_repeat()
        self.at = found.end() if found else self.at + 1
        if self.next_is("?"):  # lazy: which match is found first makes no difference to whether there is one
            self.at += 1
        return Repeat(body, low, high)

    def bounds(self, found: re.Match[str]) -> tuple[int, int | None]:
        texts = [text.lstrip("0")[:9] or "0" for text in (found[1], found[3] or "0")]
        low, high = int(texts[0]), int(texts[1])
        if max(low, high) > MAX_COUNT:
            self.refuse(
                f"重复次数超过 {MAX_COUNT}",
                f"more than {MAX_COUNT} repetitions",
                "长度请用 minLength、maxLength 限定",
                "use minLength and maxLength for lengths",
            )
        if found[3] and low > high:
            self.refuse("重复次数上下限颠倒", "the bounds are the wrong way round", "写成 {小,大}", "write {fewer,more}")
        return low, low if found[2] is None else high if found[3] else None

    def group(self, depth: int) -> Node:
        found = _GROUP.match(self.pattern, self.at)
        opening = found.group() if found else "("
        if opening == "(" and self.next_is("(?"):
            self.unknown_group()
        if found and found[1] is not None:
            name = found[1].replace("$", "_")
            if not name.isidentifier() or found[1] in self.names:
                self.refuse(
                    f"分组名“{found[1]}”不对或重复",
                    f'the group name "{found[1]}" is no identifier or used twice',
                    "改成不带名字的 (…)",
                    "use ( ) without a name",
                )
            self.names.add(found[1])
        start, self.at = self.at, self.at + len(opening)
        body = self.choice(depth + 1)
        if not self.next_is(")"):
            self.at = start
            self.refuse("“(”没有闭合", 'a "(" that is never closed', "字面的括号写成 \\(", "write \\( for the character")
        self.at += 1
        return Look(opening[1:], body) if opening in {"(?=", "(?!", "(?<=", "(?<!"} else body

    def unknown_group(self) -> NoReturn:
        start = self.pattern[self.at : self.at + 3]
        zh, en, write = _KINDS.get(start, (f"选项 {start}", f"the modifier {start}", "[Aa]"))
        self.refuse(zh, en, f"改写为 {write}" if write else "去掉它", f"write {write}" if write else "leave it out")

    def escape(self) -> Node:
        sign = self.pattern[self.at + 1 : self.at + 2]
        if sign in {"b", "B"}:
            self.at += 2
            return Edge(sign)
        if sign == "k" or (sign and sign in "123456789"):
            self.refuse(
                f"回溯引用 \\{sign}",
                f"the back reference \\{sign}",
                "把可能的写法逐一列出, 或改用两列比较的规则",
                "write the cases one by one, or compare two columns by a rule",
            )
        found = self.set_or_character()
        return Chars(single(found)) if isinstance(found, int) else found

    def set_or_character(self) -> Chars | int:
        r"""Read an escape that means the same inside and outside a class."""
        sign = self.pattern[self.at + 1 : self.at + 2]
        if sign and sign in "dDwWsS":
            self.at += 2
            return Chars(SHORT[sign])
        if sign in {"p", "P"}:
            found = _PROPERTY.match(self.pattern, self.at + 1)
            if found is None:
                self.refuse(f"\\{sign} 后没有 {{…}}", f"\\{sign} without {{…}}", "写成如 \\p{Lu}", "write it as in \\p{Lu}")
            self.at = found.end()
            return property_set(found[1], outside=sign == "P")
        return self.character()

    def character(self) -> int:
        sign = self.pattern[self.at + 1 : self.at + 2]
        found = _HEX.match(self.pattern, self.at + 1)
        if found:
            return self.code_point(found)
        after = self.pattern[self.at + 2 : self.at + 3]
        if sign == "c" and after.isascii() and after.isalpha():
            self.at += 3
            return ord(after) % 32
        if sign in _CONTROLS or (sign == "0" and not (after.isascii() and after.isdigit())):
            self.at += 2
            return _CONTROLS.get(sign, 0)
        if not sign or (sign.isascii() and sign.isalnum()):
            shown = f"\\{sign}"
            self.refuse(
                f"ECMA-262 没有转义 {shown}",
                f"ECMA-262 has no escape {shown}",
                "字面的反斜杠写成 \\\\, 开头和结尾写成 ^ 和 $, 其余字符写成 \\u{…}",
                "write \\\\ for a backslash, ^ and $ for start and end, \\u{…} for other characters",
            )
        self.at += 2
        return ord(sign)

    def code_point(self, found: re.Match[str]) -> int:
        code = int((found[1] or found[2] or found[3]).lstrip("0")[:7] or "0", 16)
        if code > 0x10FFFF:
            self.refuse(
                f"没有字符 {found.group()}", f"no such character {found.group()}", "最大是 10FFFF", "the last is 10FFFF"
            )
        self.at = found.end()
        if found[2] and 0xD800 <= code < 0xDC00:
            second = _LOW_HALF.match(self.pattern, self.at)
            if second:
                self.at = second.end()
                return 0x10000 + (code - 0xD800) * 0x400 + int(second[1], 16) - 0xDC00
        return code

    def bracket(self) -> Node:
        start = self.at
        negated = self.next_is("[^")
        self.at += 2 if negated else 1
        ranges: list[tuple[int, int]] = []
        properties: list[str] = []
        self.odd_class |= self.next_is("]")
        while not self.next_is("]"):
            if self.at >= len(self.pattern):
                self.at = start
                self.refuse(
                    "“[”没有闭合", 'a "[" that is never closed', "字面的方括号写成 \\[", "write \\[ for the character"
                )
            for part in self.class_part():
                ranges.extend(part.ranges)
                properties.extend(part.properties)
        self.at += 1
        whole = union(ranges)
        if properties:
            return Chars(whole, tuple(dict.fromkeys(properties)), negated)
        return Chars(complement(whole) if negated else whole)

    def class_part(self) -> list[Chars]:
        """Read one character, one set, or one range of a class."""
        first = self.class_atom()
        if not self.next_is("-") or self.next_is("-]"):
            return [as_set(first)]
        dash, self.at = self.at, self.at + 1
        if not isinstance(first, int) and self.next_is("-"):
            self.at = dash
            self.refuse("集合相减 --", "the set difference --", "写出剩下的字符", "write the characters that are left")
        last = self.class_atom() if self.at < len(self.pattern) else first
        if isinstance(first, int) and isinstance(last, int):
            if first > last:
                self.at = dash
                self.refuse(
                    "范围颠倒",
                    "a range the wrong way round",
                    "写成 [小-大], 字面的 - 写成 \\-",
                    "write \\- for the character -",
                )
            return [Chars(((first, last),))]
        if self.next_is("-") and not self.next_is("-]"):
            self.refuse(
                "类别旁的“-”有歧义",
                'a "-" beside a class can be read in two ways',
                "字面的 - 写成 \\-",
                "write \\- for the character -",
            )
        return [as_set(first), Chars(single(ord("-"))), as_set(last)]

    def class_atom(self) -> Chars | int:
        sign = self.pattern[self.at]
        if sign != "\\":
            self.odd_class |= sign == "["
            self.at += 1
            return ord(sign)
        if self.next_is("\\b"):
            self.at += 2
            return 8
        return self.set_or_character()


def single(code: int) -> Ranges:
    """Return the set of one character."""
    return ((code, code),)


def as_set(found: Chars | int) -> Chars:
    """Return a character as a set."""
    return Chars(single(found)) if isinstance(found, int) else found
