"""`pattern`: I-Regexp (RFC 9485) over the whole value, on RE2, in linear time.

Our compiler writes `^(?:…)$`; RE2's `$` is the very end of the text, as in ECMA-262, and `.`
means any character but LF and CR there, so it is spelled out here.
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

_CLASS_OR_DOT = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|\.", re.DOTALL)


def to_re2(pattern: str) -> str:
    """Return an I-Regexp in RE2 spelling: a bare `.` excludes CR besides LF."""
    return _CLASS_OR_DOT.sub(lambda m: r"[^\n\r]" if m.group() == "." else m.group(), pattern)


@dataclass(frozen=True, slots=True)
class Pattern:
    """Passes where the regular expression is found in the value."""

    expression: str

    def __call__(self, values: Strings) -> Mask:
        """Return the mask of the values that match."""
        return mask_of(pc.match_substring_regex(values, self.expression))


def compile_pattern(value: str, setting: Setting) -> Pattern:
    """Compile the keyword's value. Raises StandardError when RE2 refuses the expression."""
    expression = to_re2(value)
    try:
        pc.match_substring_regex(strings(["probe"]), expression)
    except pa.ArrowInvalid as error:
        reason = str(error).partition(":")[2].strip() or str(error)
        raise StandardError(
            Problem(
                Text(f"正则表达式 {value} 不被支持({reason})", f"the pattern {value} is not supported ({reason})"),
                todo=Text(
                    "改用 RFC 9485(I-Regexp)的写法: 不用回溯引用、环视和 \\p",
                    "write it within RFC 9485 (I-Regexp): no back references, look-around or \\p",
                ),
            )
        ) from None
    return Pattern(expression)
