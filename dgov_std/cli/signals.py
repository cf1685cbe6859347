"""A request to end (SIGTERM: a pipeline's time is up) ends a run as Ctrl-C does: what is open is put away first."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Terminated(BaseException):
    """The process was asked to end."""


@contextmanager
def ends_on_request() -> Iterator[None]:
    """Raise Terminated within the block when SIGTERM arrives; elsewhere the signal keeps its meaning."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may say what signals do
        return

    def end(number: int, frame: FrameType | None) -> None:
        raise Terminated

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
