"""When, where and how long a run took: the only part of a report two equal runs do not share."""

from __future__ import annotations

import datetime
import platform
import time
from pathlib import Path

from dgov_std.report.values import Run


class Clock:
    """Started with a run, asked at its end."""

    def __init__(self) -> None:
        """Note the time."""
        self._started = datetime.datetime.now().astimezone()  # read on paper by somebody here
        self._tick = time.perf_counter()

    def run(self, path: Path, jobs: int) -> Run:
        """Return the facts of the run; of the input's path the name is kept, masked: folders often name a person."""
        from dgov_std.api.result import masked  # noqa: PLC0415 - the clock starts before anything is loaded

        return Run(
            started=self._started.isoformat(timespec="seconds"),
            seconds=round(time.perf_counter() - self._tick, 3),
            host=platform.node(),
            path=masked(path.name),
            jobs=jobs,
        )
