"""What comes through a pipe, kept in a temporary file while it is checked: some inputs are read more than once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from dgov_std.dataset.kind import SUFFIXES, TEXTS, WORKBOOKS
from dgov_std.dataset.spool import Spool, is_spooled
from dgov_std.errors import DgovError

__all__ = ["SUFFIXES", "TEXTS", "WORKBOOKS", "hold", "is_spooled", "named"]

MOST = 64 * 1024 * 1024 * 1024  # bytes


def hold(stream: BinaryIO, name: str) -> Spool:
    """Read a stream to its end into a temporary file called `name`. Raises InputError where that does not fit."""
    spool = Spool(name)
    try:
        spool.fill(stream.read, Path(name), most=MOST)
    except BaseException:
        spool.close()
        raise
    return spool


def named(error: DgovError, path: Path) -> DgovError:
    """Return an error as it is to be told: over a temporary file, as one over the input it holds."""
    if not is_spooled(path):
        return error
    problems = [replace(problem, where=problem.where.replace(str(path), path.name)) for problem in error.problems]
    return type(error)(*problems)
