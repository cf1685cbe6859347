r"""`xsdPattern`: the whole value matches a regular expression of XML Schema, as Table Schema means `pattern`.

`.` is any character but LF and CR, `\d` a decimal digit of any script, `\s` a blank, tab, LF or CR,
`\w` everything but punctuation, separators and control characters (XML Schema part 2, appendix F);
`_` counts as `\w`, because everybody writes it so. Leading `^` and trailing `$` are anchors, as in
Table Schema's own examples. RE2 matches in linear time; what it cannot do is refused by name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from dgov_std.arrays import Mask, Strings, mask_of, strings
from dgov_std.checks.setting import Setting
from dgov_std.errors import Problem, StandardError
from dgov_std.text import Text

_PIECE = re.compile(
    r"\\[pP]\{[^}]*\}|\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2}|\\.|\(\?(?:P?[=!<#(>|]+|P?<|[A-Za-z-]+[:)]|:)?|\{,|.", re.DOTALL
)
_WORD = r"\p{L}\p{M}\p{N}\p{S}_"
_NO_WORD = r"\p{Pd}\p{Ps}\p{Pe}\p{Pi}\p{Pf}\p{Po}\x{203F}\x{2040}\x{2054}\x{FE33}\x{FE34}\x{FE4D}-\x{FE4F}\x{FF3F}\p{Z}\p{C}"
_BLANK = r" \t\n\r"
_OUTSIDE = {
    "d": r"\p{Nd}",
    "D": r"\P{Nd}",
    "w": f"[{_WORD}]",
    "W": f"[^{_WORD}]",
    "s": f"[{_BLANK}]",
    "S": f"[^{_BLANK}]",
    "b": r"\b",
    "B": r"\B",
    "A": r"\A",
    "z": r"\z",
    "Z": r"\z",
}
_INSIDE = {"d": r"\p{Nd}", "D": r"\P{Nd}", "w": _WORD, "W": _NO_WORD, "s": _BLANK}
_PLAIN = {"n", "r", "t", "f", "v"}
_GROUPS = {"(?:": "(?:", "(?P<": "(?P<", "(?<": "(?P<", "(?i:": "(?i:"}
_CATEGORIES = frozenset(
    "L Lu Ll Lt Lm Lo M Mn Mc Me N Nd Nl No P Pc Pd Ps Pe Pi Pf Po Z Zs Zl Zp S Sm Sc Sk So C Cc Cf Co".split()
)


@dataclass(frozen=True, slots=True)
class XsdPattern:
    """Passes where the whole value matches."""

    expression: str

    def __call__(self, values: Strings) -> Mask:
        """Return the mask of the values that match."""
        return mask_of(pc.match_substring_regex(values, self.expression))


def to_re2(pattern: str) -> str:
    """Return the expression in RE2's spelling. Raises StandardError naming what is not supported."""
    out: list[str] = []
    inside = fresh = False  # within a character class; at its very beginning
    for place, piece in enumerate(_PIECE.findall(pattern)):
        if piece[0] == "\\" and len(piece) > 1:
            out.append(_escaped(pattern, piece, inside=inside))
            fresh = False
        elif inside:
            if piece == "[":
                if out[-1] == "-":
                    raise refused(pattern, "-[")
                piece = r"\["  # noqa: PLW2901 - one character of the class
            inside = piece != "]" or fresh
            out.append(r"\]" if piece == "]" and fresh else piece)
            fresh = fresh and piece == "^"
        elif piece == "[":
            inside = fresh = True
            out.append(piece)
        elif piece == ".":
            out.append(r"[^\n\r]")
        elif piece == "(?i)" and not place:
            out.append(piece)
        elif piece == "{," or (piece.startswith("(?") and piece not in _GROUPS):
            raise refused(pattern, piece)
        else:
            out.append(_GROUPS.get(piece, piece))
    return "".join(out)


def _escaped(pattern: str, piece: str, *, inside: bool) -> str:
    letter = piece[1]
    if letter in "pP" and piece[3:-1] in _CATEGORIES:
        return piece
    if letter in "ux" and len(piece) > 2:
        return f"\\x{{{piece[2:]}}}"
    known = _INSIDE if inside else _OUTSIDE
    if letter in known:
        return known[letter]
    if letter in _PLAIN or not (letter.isalnum() or letter == "_"):
        return piece if letter.isascii() else letter
    if letter == "_":
        return letter
    raise refused(pattern, piece)


def refused(pattern: str, part: str) -> StandardError:
    """Return the error that names what an expression holds and RE2 cannot do."""
    return StandardError(
        Problem(
            Text(f"正则表达式 {pattern} 里的 {part} 不被支持", f"{part} in the pattern {pattern} is not supported"),
            todo=Text("不用环视、回溯引用和字符类相减", "do without look-around, back references and class subtraction"),
        )
    )


def compile_xsd_pattern(value: str, setting: Setting) -> XsdPattern:
    """Compile the keyword's value. Raises StandardError when it cannot be matched in linear time."""
    expression = f"^(?:{to_re2(value)})$"
    try:
        pc.match_substring_regex(strings(["probe"]), expression)
    except pa.ArrowInvalid as error:
        raise refused(value, str(error).partition(":")[2].strip() or str(error)) from None
    return XsdPattern(expression)
