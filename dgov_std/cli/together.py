"""The formats about all inputs of a run together: written and printed when all are done, whatever became of each."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dgov_std.atomic import write_bytes_aside
from dgov_std.cli.console import aside, print_nothing_more, print_utf8
from dgov_std.cli.exit_codes import PASS
from dgov_std.cli.reports import Wanted
from dgov_std.cli.shell import failure, unwritten
from dgov_std.errors import DgovError, InputError, Problem, reason
from dgov_std.text import Language, Text

if TYPE_CHECKING:
    from dgov_std.api.result import Report

_SUMMARY = "summary"
_ROOM = 1_000_000  # bytes: GitHub drops a summary of more than 1 MiB as a whole


def finish(wanted: Wanted, reports: Sequence[Report], language: Language, *, written: bool) -> int:
    """Print and write what is wanted of the reports together; return the exit code of that.

    In a step of GitHub Actions the summary goes to the page of the step, and to its file if it has one.

    `written`: of the only input the files have been written with its report, if it came to one.
    """
    from dgov_std.api.result import render_together  # noqa: PLC0415 - help stays light

    try:
        private = any("show_values" in report.values.options for report in reports)
        done = written and any(report.receipt for report in reports)
        for name, path in {}.items() if done else wanted.files.items():
            write_bytes_aside(path, render_together(name, reports, language=language), private=private)
            aside(f"{name} -> {path}")
        step = os.environ.get("GITHUB_STEP_SUMMARY") if _SUMMARY in wanted.formats else None
        if step:
            _append(Path(step), reports, language)
        for name in wanted.printed:
            if name != _SUMMARY or not step:
                print_utf8(render_together(name, reports, language=language))
    except BrokenPipeError:  # `| head`: nobody reads on, and the verdict is what it is
        print_nothing_more()
    except DgovError as error:
        return failure(error)
    except OSError as error:
        return unwritten(error)
    return PASS


def absent(error: InputError) -> Report:
    """Return the report of a file that was named, but is not there."""
    from dgov_std.api.result import Report as Held  # noqa: PLC0415 - as above
    from dgov_std.api.unread import unread  # noqa: PLC0415

    where = next((problem.where for problem in error.problems if problem.where), "-")
    return Held(unread(where if _below(where) else Path(where).name, error))


def _below(path: str) -> bool:
    return not Path(path).is_absolute() and ".." not in Path(path).parts


def _append(path: Path, reports: Sequence[Report], language: Language) -> None:
    """Add to the summary of the step; what other commands of the step have written keeps its place."""
    from dgov_std.api.result import render_together  # noqa: PLC0415 - as above

    try:
        taken = path.stat().st_size if path.exists() else 0
        made = render_together(_SUMMARY, reports, language=language, room=max(_ROOM - taken - 1, 0))
        with path.open("a+b") as file:
            file.seek(max(taken - 1, 0))
            ended = file.read(1) in (b"", b"\n")
            file.write(made if ended else b"\n" + made)
    except OSError as error:
        what = Text(f"步骤摘要写不进去({reason(error).zh})", f"the step summary cannot be written ({reason(error).en})")
        todo = Text("检查环境变量 GITHUB_STEP_SUMMARY", "look at the variable GITHUB_STEP_SUMMARY")
        raise InputError(Problem(what, where=str(path), todo=todo)) from None
