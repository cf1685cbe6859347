"""The parent's side of `sheet_child`: starting it, asking it, and telling its end as one error.

The child is a process of its own because a Rust reader that aborts cannot be caught, and one that hangs cannot be
stopped. It gets memory in proportion to the file, and so much time for each answer.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from dgov_std.dataset.job_object import JobObject, confine
from dgov_std.dataset.refusal import damaged_workbook, locked_workbook, refuse, unreadable
from dgov_std.dataset.sheet_child import ANSWER, BOOK, CELLS, END, ERROR, OPEN, REQUEST
from dgov_std.errors import DgovError, MissingPackageError, Problem
from dgov_std.text import Text

MB = 1 << 20
MEMORY, MEMORY_PER_BYTE, MOST_MEMORY = 160 * MB, 128, 4096 * MB  # beyond what the program itself takes
SECONDS, SECONDS_PER_MB, MOST_SECONDS = 10, 3, 300  # for one answer
_MOST_ANSWER = 512 * MB
_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from dgov_std.dataset.sheet_child import main; main(sys.argv[2:])"
)
_SAVE = Text("请用 Excel 或 WPS 另存为 xlsx 后再检查", "save it as xlsx in Excel or WPS and check that")


@dataclass(frozen=True, slots=True)
class ForeignSheet:
    """A sheet as the child tells it: its place in the workbook, its name, whether it is shown."""

    number: int
    name: str
    visible: bool


class SheetProcess:
    """A child that has one workbook open. `close` ends it."""

    def __init__(self, path: Path, kind: str, *, memory: int | None = None, seconds: int | None = None) -> None:
        """Start the child.

        Args:
            path: the workbook.
            kind: xlsb or ods.
            memory: bytes it may take; default in proportion to the file.
            seconds: for one answer; default likewise.

        Raises:
            InputError: the file cannot be read.
        """
        self._path = path
        try:
            size = path.stat().st_size
        except OSError as error:
            raise unreadable(path, error) from None
        self._memory = memory or min(MEMORY + MEMORY_PER_BYTE * size, MOST_MEMORY)
        self._seconds = seconds or min(SECONDS + SECONDS_PER_MB * size // MB, MOST_SECONDS)
        self._late = False
        self._process = subprocess.Popen(  # noqa: S603 - our own program, no shell
            [*_command(), str(path.resolve()), kind, str(self._memory), str(self._seconds), str(os.getpid())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        # Only now is it asked to open the file: it does nothing before it is confined.
        self._job: JobObject | None = confine(self._process, self._memory + 512 * MB)

    def book(self) -> list[ForeignSheet]:
        """Return the sheets. Raises InputError when the workbook cannot be read, MissingPackageError without calamine."""
        _, payload = self._ask(OPEN, 0, BOOK)
        return [ForeignSheet(number, name, visible) for number, (name, visible) in enumerate(json.loads(payload))]

    def cells(self, sheet: ForeignSheet) -> Iterator[pa.RecordBatch]:
        """Yield the cells of a sheet, whole rows at a time. Raises InputError when that comes to no end."""
        anew = 1
        while True:
            kind, payload = self._ask(sheet.number, anew, CELLS, END)
            if kind == END:
                return
            anew = 0
            try:
                with pa.ipc.open_stream(payload) as stream:
                    batch = stream.read_next_batch()
                    batch.validate(full=True)
            except pa.ArrowException:
                raise damaged_workbook(self._path) from None
            yield batch

    def _ask(self, number: int, anew: int, *wanted: bytes) -> tuple[bytes, bytes]:
        """Return kind and payload of the answer; whatever else happens is an error, and the child's end."""
        timer = threading.Timer(self._seconds, self._expire)
        timer.daemon = True
        timer.start()
        try:
            kind, payload = self._exchange(REQUEST.pack(number, anew))
        finally:
            timer.cancel()
        if kind in wanted:
            return kind, payload
        self.close()
        raise self._failure(payload.decode("ascii", "replace") if kind == ERROR else "")

    def _exchange(self, request: bytes) -> tuple[bytes, bytes]:
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            return b"", b""
        try:
            stdin.write(request)
            stdin.flush()
            head = stdout.read(ANSWER.size)
            if len(head) < ANSWER.size:
                return b"", b""
            kind, size = ANSWER.unpack(head)
            payload = stdout.read(size) if size <= _MOST_ANSWER else b""
        except (OSError, ValueError):  # it ended, or was ended
            return b"", b""
        return (kind, payload) if len(payload) == size else (b"", b"")

    def _expire(self) -> None:
        self._late = True
        self._process.kill()

    def _failure(self, reason: str) -> DgovError:
        """Return what to tell when the child gave no answer."""
        if reason == "lacking":
            return _lacking()
        if reason == "password":
            return locked_workbook(self._path)
        if reason == "damaged":
            return damaged_workbook(self._path)
        if reason == "memory":
            what = "工作簿内容异常庞大, 拒绝读取", "the workbook is enormously large and was not read"
            return refuse(self._path, Text(*what), _SAVE)
        if self._late:
            what = (
                f"{self._seconds} 秒内没能读完这个工作簿, 已中止",
                f"reading the workbook took more than {self._seconds} seconds and was stopped",
            )
            return refuse(self._path, Text(*what), _SAVE)
        what = (
            "工作簿已损坏或内容异常庞大, 读取时出错中止",
            "the workbook is damaged or enormously large; its reader came to a sudden end",
        )
        return refuse(self._path, Text(*what), _SAVE)

    def close(self) -> None:
        """End the child and wait for it."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:  # what was not sent yet cannot be sent any more
                    continue
        self._process.wait()
        if self._job is not None:
            self._job.close()
            self._job = None


def _command() -> list[str]:
    """Return how to start the child. It imports from where this process does, never from the folder of the data."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--sheet-child"]
    places = [entry for entry in sys.path if entry] + [str(Path(__file__).resolve().parents[2])]
    return [sys.executable, "-I", "-X", "utf8", "-c", _START, json.dumps(places)]


def _lacking() -> MissingPackageError:
    if getattr(sys, "frozen", False):
        lacking = Text("这个免安装版不能读 xlsb 和 ods", "this build does not read xlsb and ods")
        return MissingPackageError(Problem(lacking, todo=_SAVE))
    return MissingPackageError(
        Problem(
            Text(
                "没有安装 Python 包 python-calamine, 不能读 xlsb 和 ods",
                "the Python package python-calamine is not installed, so xlsb and ods cannot be read",
            ),
            todo=Text(
                "安装: pip install 'dgov-std[sheets]', 或另存为 xlsx",
                "install it: pip install 'dgov-std[sheets]', or save as xlsx",
            ),
        )
    )
