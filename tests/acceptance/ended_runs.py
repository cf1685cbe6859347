"""Runs that are ended on the way: one process with everything loaded forks a run for every command it is sent.

Loading takes longer than the run itself; forking keeps the moments of the kills within the work.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]

_DRIVER = """
import json, os, signal, sys, time
import dgov_std.api.check, dgov_std.api.options, dgov_std.cli.check, dgov_std.reject.workbook
import dgov_std.render.html, dgov_std.render.markdown, dgov_std.render.terminal
from dgov_std.cli import main

def work(order):
    os.setsid()
    for number, to in ((1, order["out"]), (2, order["err"])):
        os.dup2(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), number)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs begin with it ignored
    count, replace = 0, os.replace
    def counted(source, target):
        nonlocal count
        count += 1
        if order["rename"] == [count, "before"]:
            os.kill(os.getpid(), order["signal"])
        replace(source, target)
        if order["rename"] == [count, "after"]:
            os.kill(os.getpid(), order["signal"])
    os.replace = counted
    exec(order["standing"], {})
    sys.argv = ["dgov-std", *order["arguments"]]
    try:
        main()
    except SystemExit as end:
        os._exit(end.code or 0)
    os._exit(99)

print("ready", flush=True)
for line in sys.stdin:
    order = json.loads(line)
    started = time.monotonic()
    child = os.fork()
    if not child:
        work(order)
    if order["after"] is not None:
        time.sleep(order["after"])
        os.kill(child, order["signal"])
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    took = time.monotonic() - started
    alone = False
    for _ in range(100):  # what it started may need a moment to notice
        try:
            os.killpg(child, 0)
        except ProcessLookupError:
            alone = True
            break
        time.sleep(0.02)
    print(json.dumps([code, took, alone]), flush=True)
"""


@dataclass(frozen=True)
class Ended:
    """How a run ended: exit code (minus the number of a signal), seconds, whether nothing of it still runs."""

    code: int
    seconds: float
    alone: bool
    out: str
    err: str


class Driver:
    """Sends runs to the process that forks them."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self._folder = folder
        self._process = subprocess.Popen(
            [sys.executable, "-c", _DRIVER],
            env=environment,
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        assert self._line() == "ready"

    def run(
        self,
        arguments: Sequence[object],
        *,
        signal: int = 9,
        after: float | None = None,
        rename: tuple[int, str] | None = None,
        standing: str = "",
    ) -> Ended:
        """Run `dgov-std ARGUMENTS…`; send it the signal `after` seconds, or (before or after) its n-th rename.

        `standing` is Python code run before it in the same process.
        """
        out, err = self._folder / "out.txt", self._folder / "err.txt"
        order = {
            "arguments": [str(each) for each in arguments],
            "signal": int(signal),
            "after": after,
            "rename": rename,
            "standing": standing,
        }
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({**order, "out": str(out), "err": str(err)}) + "\n")
        self._process.stdin.flush()
        code, seconds, alone = json.loads(self._line())
        said: list[Any] = [path.read_text(encoding="utf-8") if path.exists() else "" for path in (out, err)]
        return Ended(code, seconds, alone, *said)

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def close(self) -> None:
        """End the process."""
        self._process.communicate(timeout=30)
