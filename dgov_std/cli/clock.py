"""When, where and how long a run took: the only part of a report two equal runs do not share."""

from __future__ import annotations

import datetime
import os
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

    def run(self, path: Path, jobs: int, *, located: bool = False) -> Run:
        """Return the facts of the run.

        Of the input's path the name is kept, masked: folders often name a person. `located`, and in CI, it is the path below
        the repository: platforms and editors find the file by it.
        """
        from dgov_std.api.result import masked  # noqa: PLC0415 - the clock starts before anything is loaded

        return Run(
            started=self._started.isoformat(timespec="seconds"),
            seconds=round(time.perf_counter() - self._tick, 3),
            host=platform.node(),
            path=masked(below_repository(path) if located or in_ci() else path.name),
            jobs=jobs,
        )


def today() -> str:
    """Return the day of the run, ISO, where it runs: approved exceptions are judged on it."""
    return datetime.datetime.now().astimezone().date().isoformat()


def in_ci() -> bool:
    """Return whether a pipeline runs this, as all platforms tell by the variable CI."""
    return os.environ.get("CI", "").lower() in {"1", "true"}


def below_repository(path: Path) -> str:
    """Return a path below the checkout, or else below the working directory, with slashes; elsewhere the name."""
    from dgov_std.api.incoming import is_spooled  # noqa: PLC0415 - as above

    if is_spooled(path):
        return path.name
    here = Path.cwd()
    named = [Path(os.environ[name]).resolve() for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR") if os.environ.get(name)]
    roots = (*(root for root in named if here.is_relative_to(root)), here)
    return next((found for root in roots if (found := _below(path, root)) is not None), path.name)


def place_of(path: Path, root: Path) -> str:
    """Return what a list of known issues calls an input, the same wherever the command is called: its path, with slashes.

    It is told from the repository, else from `root`. What lies elsewhere is told by the way there, not by its name alone:
    two files must never have the same.
    """
    from dgov_std.api.incoming import is_spooled  # noqa: PLC0415 - as above

    if is_spooled(path):
        return path.name
    here = Path.cwd()
    top = next((folder for folder in (here, *here.parents) if (folder / ".git").exists()), root.resolve())
    found = _below(path, top)
    if found is not None:
        return found
    try:
        return Path(os.path.relpath(path, top)).as_posix()
    except ValueError:  # on another drive
        return path.resolve().as_posix()


def _below(path: Path, root: Path) -> str | None:
    """Return a path from a folder above it, with slashes; None where that is not above."""
    as_written = Path(os.path.abspath(path))  # noqa: PTH100 - a link in the repository stays as it is named, `..` does not
    for whole in (as_written, path.parent.resolve() / path.name):  # the folder may be reached through a link
        if whole.is_relative_to(root):
            return whole.relative_to(root).as_posix()
    return None
