"""The report about an input that came to none, so that what is told of all inputs together leaves no one out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dgov_std import __version__
from dgov_std.errors import DgovError
from dgov_std.privacy.shape import mask_runs
from dgov_std.report.values import Input, Report, Rows, Run, Verdict
from dgov_std.text import Text

_BUG = Text("程序内部出错, 没有得出结论", "an internal error; there is no verdict")


def unread(name: str, error: Exception, run: Run | None = None) -> Report:
    """Return a report of an input that could not be checked: unfinished, without a row, with the problems as its limits.

    `name` is the file's; names and messages are masked like all that is meant to be passed on. The report has no receipt,
    as it is not kept.
    """
    limits = _told(error, name) if isinstance(error, DgovError) else (_BUG,)
    return Report(
        receipt="",
        verdict=Verdict.INCOMPLETE,
        complete=False,
        limits=tuple(Text(mask_runs(limit.zh), mask_runs(limit.en)) for limit in limits),
        input=Input(mask_runs(name), "unknown"),
        basis=None,
        rows=Rows(0, 0, 0, 0),
        columns=(),
        findings=(),
        checks=(),
        indicators=(),
        first_to_fix=(),
        rows_solved_by_first=0,
        versions={"dgov-std": __version__},
        options={},
        run=run,
    )


def _told(error: DgovError, name: str) -> Sequence[Text]:
    """Return the problems in words, without the name that is told beside them, and with no folder of this computer."""
    bare = [replace(each, where="" if _last(each.where) == _last(name) else _last(each.where)) for each in error.problems]
    return [Text(problem.in_("zh"), problem.in_("en")) for problem in bare] or [_BUG]


def _last(path: str) -> str:
    return re.split(r"[/\\]", path)[-1]
