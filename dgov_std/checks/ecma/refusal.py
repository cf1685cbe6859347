"""Why a regular expression is refused, and what to write instead."""

from __future__ import annotations

from dgov_std.errors import Problem, StandardError
from dgov_std.text import Text

_SHOWN = 80


class Refused(Exception):  # noqa: N818 - never leaves `checks`: it becomes a StandardError there
    """A construct this engine cannot answer exactly as ECMA-262 does, or that ECMA-262 does not know."""

    def __init__(self, what: Text, todo: Text) -> None:
        super().__init__(what.en)
        self.what = what
        self.todo = todo


def standard_error(pattern: str, why: Refused) -> StandardError:
    """Return the message for the author of the pattern."""
    shown = pattern if len(pattern) <= _SHOWN else pattern[:_SHOWN] + "…"
    return StandardError(
        Problem(
            Text(f"正则表达式 {shown} 不被支持({why.what.zh})", f"the pattern {shown} is not supported ({why.what.en})"),
            todo=Text(why.todo.zh, why.todo.en[:1].upper() + why.todo.en[1:]),
        )
    )
