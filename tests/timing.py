"""How long work takes, told so that a busy machine and the many objects of other tests do not count."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")
TRIES = 5


def within(seconds: float, work: Callable[[], Result]) -> Result:
    """Return what work returns; fail when the fastest of a few runs takes more processor time than that."""
    took = []
    for _ in range(TRIES):
        gc.collect()
        gc.freeze()  # a collection on the way looks at the objects of this work only
        try:
            start = time.process_time()
            result = work()
            took.append(time.process_time() - start)
        finally:
            gc.unfreeze()
        if took[-1] <= seconds:
            return result
    raise AssertionError(f"{min(took):.2f} s of processor time at best, {seconds} allowed: {took}")
