"""Whole processes measured: wall time, CPU time (user and system), peak memory; contestants take turns.

Wall time is what a user waits for and what the bars are about; CPU time is what remains steady on a busy machine.
Ratios are taken within one round, between runs that stand next to each other, and the median of the rounds is told.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
Command = Sequence[str]


class RunError(Exception):
    """A contestant did not do its work; says which, and its last lines."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What a process took: seconds, seconds, megabytes."""

    wall: float
    cpu: float
    peak: float


def run(command: Command, environment: Mapping[str, str], accepted: Sequence[int] = (0, 1)) -> tuple[Usage, str]:
    """Run to the end; return what it took, with its children, and what it printed.

    The peak is that of the largest single process. A child starts with the peak of its parent on Linux, so the
    runner itself imports nothing heavy. Raises RunError on any other exit code.
    """
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=output, stderr=errors, stdin=subprocess.DEVNULL, env=dict(environment))
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        errors.seek(0)
        printed, complaint = output.read().decode("utf-8", "replace"), errors.read().decode("utf-8", "replace")
    if process.returncode not in accepted:
        raise RunError(f"exit code {process.returncode}: {last_lines(complaint or printed)}")
    unit = 1 if sys.platform == "darwin" else 1024  # ru_maxrss is in kilobytes, on macOS in bytes
    return Usage(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * unit / 1e6), printed


def last_lines(text: str) -> str:
    """Return the end of a complaint in one line."""
    return " ".join(text.strip().splitlines()[-3:])[-300:]


@dataclass(frozen=True, slots=True)
class Contestant:
    """A name and what it runs, one command after the other."""

    name: str
    commands: tuple[Command, ...]
    environment: Mapping[str, str]

    def once(self) -> tuple[Usage, str]:
        """Run all commands; times add up, the peak is the highest."""
        taken = [run(command, self.environment) for command in self.commands]
        usages = [usage for usage, _ in taken]
        total = Usage(sum(u.wall for u in usages), sum(u.cpu for u in usages), max(u.peak for u in usages))
        return total, taken[-1][1]


@dataclass(frozen=True, slots=True)
class Series:
    """What the rounds of one contestant took, in their order, and what the last one printed."""

    usages: tuple[Usage, ...]
    printed: str

    def values(self, measure: str) -> list[float]:
        """Return `wall`, `cpu` or `peak` of each round."""
        return [getattr(usage, measure) for usage in self.usages]


def alternate(contestants: Sequence[Contestant], rounds: int) -> dict[str, Series]:
    """Run every contestant once per round, each round beginning with another one."""
    taken: dict[str, list[Usage]] = {contestant.name: [] for contestant in contestants}
    printed: dict[str, str] = {}
    for number in range(rounds):
        at = number % len(contestants)
        for contestant in (*contestants[at:], *contestants[:at]):
            usage, printed[contestant.name] = contestant.once()
            taken[contestant.name].append(usage)
    return {name: Series(tuple(usages), printed[name]) for name, usages in taken.items()}


def ratio(over: Series, under: Series, measure: str = "wall") -> float:
    """Return the median of the ratios within each round."""
    pairs = zip(over.values(measure), under.values(measure), strict=True)
    return statistics.median(a / b for a, b in pairs)


def plain_environment(scratch: Path) -> dict[str, str]:
    """Return the environment all contestants run in: no settings of Python's or of CI, reports kept aside."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON") and name != "CI"}
    return kept | {"PYTHONUTF8": "1", "DGOV_STD_STATE": str(scratch / "state")}


def our_environment(scratch: Path) -> dict[str, str]:
    """Return the environment of dgov-std, run from this checkout."""
    return plain_environment(scratch) | {"PYTHONPATH": str(ROOT)}
