"""Where keys stay until the end of a file: plain temporary files against DuckDB.

`python benchmarks/keys.py files 20000000` and `python benchmarks/keys.py duckdb 20000000 128MB` each print
one line: seconds to put the keys away, seconds to find the shared ones, and the memory of the process.
The keys are 128-bit numbers as digests are, the last thousand equal to the first.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

BATCH, PLANTED, APPEND = 8192, 1000, 1_000_000
PIECE = 2_500_000


def batches(rows: int) -> Iterator[Any]:
    """Yield the digests of each Batch, shape (n, 2)."""
    for start in range(0, rows, BATCH):
        size = min(BATCH, rows - start)
        found = np.random.Generator(np.random.PCG64(start)).integers(0, 2**64, (size, 2), dtype=np.uint64)
        if start == 0:
            first = found[:PLANTED].copy()
        if start + size == rows:
            found[-PLANTED:] = first
        yield found


def files(rows: int) -> tuple[float, float, int]:
    """Keep the keys as the engine does."""
    from dgov_std.engine.sharing import crowded  # noqa: PLC0415 - each side loads its own
    from dgov_std.engine.store import Store  # noqa: PLC0415

    store = Store()
    (shelf,) = store.shelves_for(1)
    put = 0.0
    for digests in batches(rows):
        started = time.perf_counter()
        store.append(shelf, digests, np.ones(len(digests), dtype=np.bool_))
        put += time.perf_counter() - started
    started = time.perf_counter()
    found, _ = crowded(store, shelf)
    took = time.perf_counter() - started
    store.close()
    return put, took, int(found.sum())


def in_duckdb(rows: int, limit: str) -> tuple[float, float, int]:
    """Keep the keys in a DuckDB file, appended a million at a time, and group them a piece at a time."""
    import duckdb  # noqa: PLC0415
    import pyarrow as pa  # noqa: PLC0415

    put = 0.0
    with tempfile.TemporaryDirectory() as folder, duckdb.connect(str(Path(folder) / "keys.duckdb")) as base:
        base.execute(f"SET memory_limit='{limit}'; SET threads=2; SET temp_directory='{folder}/spill'")
        base.execute("SET preserve_insertion_order=false")
        base.execute("CREATE TABLE keys(record UINTEGER, a UBIGINT, b UBIGINT)")
        waiting: list[Any] = []
        start = 0

        def append() -> None:
            nonlocal start
            whole = np.concatenate(waiting)
            columns = {"record": np.arange(start, start + len(whole), dtype=np.uint32)}
            columns |= {name: np.ascontiguousarray(whole[:, half]) for half, name in enumerate("ab")}
            base.register("part", pa.table(columns))
            base.execute("INSERT INTO keys SELECT * FROM part")
            base.unregister("part")
            start += len(whole)
            waiting.clear()

        for digests in batches(rows):
            waiting.append(digests)
            if len(waiting) * BATCH >= APPEND:
                started = time.perf_counter()
                append()
                put += time.perf_counter() - started
        started = time.perf_counter()
        if waiting:
            append()
        put += time.perf_counter() - started
        started = time.perf_counter()
        pieces = -(-rows // PIECE)
        step, found = 2**64 // pieces + 1, 0
        for piece in range(pieces):
            here = f"a BETWEEN {piece * step}::UBIGINT AND {min((piece + 1) * step, 2**64) - 1}::UBIGINT"
            shared = f"SELECT a, b FROM keys WHERE {here} GROUP BY a, b HAVING count(*) > 1"
            query = (
                f"WITH shared AS ({shared}) SELECT record FROM keys JOIN shared USING (a, b) WHERE {here} ORDER BY record"
            )
            found += len(base.execute(query).fetchnumpy()["record"])
        return put, time.perf_counter() - started, found


def main() -> None:
    """Run one side and print its line."""
    side, rows = sys.argv[1], int(sys.argv[2])
    put, took, found = files(rows) if side == "files" else in_duckdb(rows, sys.argv[3])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{' '.join(sys.argv[1:])}: put away {put:.2f} s, found {found} in {took:.2f} s, {peak} MB")


if __name__ == "__main__":
    main()
