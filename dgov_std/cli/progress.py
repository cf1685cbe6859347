"""A bar for long work, on a terminal only: nothing in a pipe, nothing in CI, nothing for what is done in a moment."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from dgov_std.cli.clock import in_ci
from dgov_std.cli.language import language_of
from dgov_std.report.visible import visible

if TYPE_CHECKING:
    from rich.progress import Progress

    from dgov_std.api.options import Options

_SOON = 1.0  # seconds of work before a bar appears
_TEXTS = (".csv", ".tsv", ".txt", ".jsonl", ".ndjson", ".json")  # what is told in bytes; others are told in rows


def is_shown() -> bool:
    """Whether somebody looks on: a terminal that can redraw a line, and no pipeline."""
    return sys.stderr.isatty() and sys.stdout.isatty() and not in_ci() and os.environ.get("TERM") != "dumb"


@contextmanager
def progress(path: Path, options: Options) -> Iterator[Options]:
    """Give the options of a check that is watched; the bar is gone when the check ends."""
    if not is_shown():
        yield options
        return
    bar = Bar(path, _size(path))
    try:
        yield replace(options, watch=bar.advance)
    finally:
        bar.close()


def _size(path: Path) -> int | None:
    """Return how many bytes will be told of a file, None where rows are."""
    try:
        return path.stat().st_size if path.suffix.lower() in _TEXTS else None
    except OSError:
        return None


class Bar:
    """The bar of one input; drawn from its second second on."""

    def __init__(self, path: Path, size: int | None, clock: Callable[[], float] = time.monotonic) -> None:
        """`size` is the whole, in what `advance` is told; None where that is not known."""
        self._path = path
        self._size = size
        self._clock = clock
        self._began = clock()
        self._done = 0
        self._drawn: Progress | None = None

    def advance(self, count: int) -> None:
        """Go on by so many bytes or rows."""
        self._done += count
        if self._drawn is None and self._clock() - self._began >= _SOON:
            self._drawn = self._begun()
        if self._drawn is not None:
            self._drawn.update(self._drawn.task_ids[0], completed=self._done)

    def _begun(self) -> Progress:
        from rich import progress as parts  # noqa: PLC0415 - most checks are done before
        from rich.console import Console  # noqa: PLC0415

        from dgov_std.api.result import masked  # noqa: PLC0415

        rows = "行" if language_of() == "zh" else "rows"
        count: list[parts.ProgressColumn] = [parts.TextColumn(f"{{task.completed:,}} {rows}")]
        if self._size is not None:
            count = [parts.TaskProgressColumn(), parts.TimeRemainingColumn()]
        columns = [parts.TextColumn("{task.description}"), parts.BarColumn(), *count]
        drawn = parts.Progress(*columns, console=Console(stderr=True), transient=True)
        drawn.add_task(visible(masked(self._path.name)).replace("[", "\\["), total=self._size)
        drawn.start()
        return drawn

    def close(self) -> None:
        """Take the bar away."""
        if self._drawn is not None:
            self._drawn.stop()
