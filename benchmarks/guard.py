"""Three ratios, quick to measure and steady: what CI compares with the recorded ones (tests/benchmarks).

By CPU time of whole processes, the best of three, in turn: other work on the machine hardly moves them.
"""

from __future__ import annotations

from contestants import Bench
from processes import alternate

ROUNDS = 3
ROWS = 200_000
FEW = 50_000


def ratios(bench: Bench) -> dict[str, float]:
    """Return `check over parse`, `wrong over right` (one fault in 1,000 rows passes for right) and `per row, many over few`."""
    base = bench.register(ROWS)
    series = alternate(
        [
            bench.ours("check", base),
            bench.parsers(base)[0],
            bench.ours("wrong", bench.register(ROWS, "wrong")),
            bench.ours("few", bench.register(FEW)),
            bench.ours("ten", bench.register(10)),
        ],
        ROUNDS,
    )
    cpu = {name: min(taken.values("cpu")) for name, taken in series.items()}
    # The start is taken off where rows are compared with rows.
    start = cpu["ten"]
    return {
        "check over parse": cpu["check"] / cpu["pyarrow, streaming"],
        "wrong over right": cpu["wrong"] / cpu["check"],
        "per row, many over few": (cpu["check"] - start) / ROWS / ((cpu["few"] - start) / FEW),
    }
