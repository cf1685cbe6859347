"""Run the command line for real and measure it: wall clock, processor seconds, peak memory, what it left behind."""

from __future__ import annotations

import contextlib
import functools
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import zlib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 2.0
NORMAL = 0.6  # processor seconds of a run that refuses at once, on the machine the bounds are meant for
MEGABYTES = 300.0
TRIES = 3  # a machine at work may take the processor away once
ENDLESS = 60.0

# A process starts with the peak of the one it was made by, and pytest is large: this one, small, is between them.
_BETWEEN = """
import json, os, sys, time
status, plain, *command = sys.argv[1:]
if plain == "plain":  # not even the administrator of a machine passes over permissions then (Linux)
    import ctypes
    for capability in (1, 2):
        ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)
start = time.monotonic()
pid = os.posix_spawn(command[0], command, os.environ)
_, code, used = os.wait4(pid, 0)
told = [os.waitstatus_to_exitcode(code), time.monotonic() - start, used.ru_utime + used.ru_stime, used.ru_maxrss]
with open(status, "w", encoding="utf-8") as file:
    json.dump(told, file)
"""


@dataclass(frozen=True)
class Ran:
    """How a command ended, what it said, what it took."""

    code: int
    out: str
    err: str
    seconds: float  # wall clock
    processor: float  # seconds of all threads
    megabytes: float  # of the largest process


def run(
    *arguments: object,
    folder: Path | None = None,
    standing: str = "",
    plain: bool = False,
    out: Path | None = None,
    err: Path | None = None,
    **environment: str,
) -> Ran:
    """Run `dgov-std ARGUMENTS…`.

    `standing` is Python code run before it in the same process, `plain` takes the administrator's privileges over files
    away, `out` and `err` are where the streams go instead.
    """
    known = {name: value for name, value in os.environ.items() if name not in {"CI", "GITHUB_ACTIONS"}}
    with tempfile.TemporaryDirectory() as state:
        known |= {"DGOV_STD_STATE": state, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "DGOV_STD_LANG": "zh", **environment}
        command = [sys.executable, "-c", f"{standing}\nfrom dgov_std.cli import main\nmain()", *map(str, arguments)]
        told = Path(state) / "told"
        whole = (
            [sys.executable, "-I", "-S", "-c", _BETWEEN, str(told), "plain" if plain else "", *command]
            if os.name == "posix"
            else command
        )
        start = time.perf_counter()
        with contextlib.ExitStack() as open_files:
            streams = [subprocess.PIPE if to is None else open_files.enter_context(to.open("wb")) for to in (out, err)]
            child = subprocess.Popen(
                whole,
                env=known,
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=streams[0],
                stderr=streams[1],
                start_new_session=True,
            )
        try:
            said = child.communicate(timeout=ENDLESS)
        except subprocess.TimeoutExpired as late:
            _end(child)
            raise AssertionError(f"no end after {ENDLESS} s: {command[3:]}") from late
        wall = time.perf_counter() - start
        code, seconds, processor, kilobytes = (child.returncode, wall, wall, 0)
        if os.name == "posix":
            code, seconds, processor, kilobytes = json.loads(told.read_text(encoding="utf-8"))
    unit = 1 if sys.platform == "darwin" else 1024
    told_out, told_err = ((each or b"").decode("utf-8", "replace").replace("\r\n", "\n") for each in said)
    return Ran(code, told_out, told_err, seconds, processor, kilobytes * unit / 1e6)


def _end(child: subprocess.Popen[bytes]) -> None:
    """End a command with all that it started."""
    if os.name == "posix":
        os.killpg(child.pid, signal.SIGKILL)
    child.kill()
    child.wait()


@functools.cache
def pace() -> float:
    """How many times slower than normal this machine is, busy as it may be; at least 1."""
    return max(1.0, min(run("check", "nothing.csv", "-s", "nothing").processor for _ in range(2)) / NORMAL)


def bounded(*arguments: object, seconds: float = SECONDS, megabytes: float = MEGABYTES, **more: object) -> Ran:
    """Run within the bounds, the best of three; no traceback and no exit code but the documented ones."""
    seconds *= pace()
    for left in reversed(range(TRIES)):
        ran = run(*arguments, **more)  # type: ignore[arg-type]
        # On a loaded machine the wall clock runs on while the process waits for its turn.
        if min(ran.seconds, ran.processor) <= seconds or not left:
            break
    said = (
        f"{ran.code} in {ran.seconds:.1f} s ({ran.processor:.1f} s), {ran.megabytes:.0f} MB: {ran.err[:500]}{ran.out[:300]}"
    )
    assert "Traceback" not in ran.out + ran.err, said
    assert "程序内部出错" not in ran.err, said
    assert "internal error" not in ran.err, said
    assert ran.code in {0, 1, 2, 3}, said
    assert min(ran.seconds, ran.processor) <= seconds, said
    assert ran.megabytes <= megabytes, said
    return ran


def refused(*arguments: object, zh: str, en: str, **more: object) -> None:
    """Run in one language, told by the input's name: exit code 2, nothing on standard output, one line that says so.

    Both languages come up among the many inputs of one refusal.
    """
    language = ("zh", "en")[zlib.crc32(repr([str(each).rpartition("/")[2] for each in arguments]).encode()) % 2]
    ran = bounded(*arguments, DGOV_STD_LANG=language, **more)
    said = (ran.code, ran.out, ran.err)
    assert ran.code == 2, said
    assert ran.out == "", said
    (line,) = ran.err.splitlines()
    assert re.search(zh if language == "zh" else en, line), said
    assert line.startswith("错误: " if language == "zh" else "error: "), said
    assert len(line) < 600, said
