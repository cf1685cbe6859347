"""What reading alone costs, against pyarrow: `python benchmarks/reading.py [--rows 2000000] [--data-dir DIR]`.

Every way reads the whole register as text, in a process of its own that measures itself, imports left out:

    whole      `pyarrow.csv.read_csv`, all columns strings, two threads, the whole file in one table
    streaming  `pyarrow.csv.open_csv`, the same batch by batch; "pyarrow" is the faster of the two
    reader     our reader: opened as any user's file, its Blocks parsed by two threads
    gb18030    the same register in GB18030, our reader
    detection  our reader up to the header: encoding, delimiter, quotes, layout

The ways take turns; told is the best of the rounds, and for CPU time the median of the ratios. Bars: reader / pyarrow 1.15
in wall time and 1.6 in CPU time, gb18030 / pyarrow 1.7 in wall time, detection / reader 0.05.
"""

from __future__ import annotations

import argparse
import importlib
import statistics
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
THREADS = 2
WAYS = ("whole", "streaming", "reader", "gb18030", "detection")


def pyarrow_reads(path: Path, *, streaming: bool) -> int:
    """Read with pyarrow; return the number of rows."""
    import pyarrow as pa  # noqa: PLC0415 - in the process that measures itself
    from pyarrow import csv  # noqa: PLC0415

    pa.set_cpu_count(THREADS)
    with path.open(encoding="utf-8") as file:
        labels = file.readline().strip().replace('"', "").split(",")
    convert = csv.ConvertOptions(column_types=dict.fromkeys(labels, pa.string()), strings_can_be_null=False)
    if not streaming:
        return csv.read_csv(path, convert_options=convert).num_rows
    with csv.open_csv(path, convert_options=convert) as reader:
        return sum(batch.num_rows for batch in reader)


def reader_reads(path: Path) -> int:
    """Read with our reader, a few Blocks ahead; return the number of rows."""
    from dgov_std.dataset.open import open_table  # noqa: PLC0415

    table, rows = open_table(path), 0
    with ThreadPoolExecutor(THREADS) as pool:
        waiting: deque = deque()
        for block in table.blocks():
            waiting.append(pool.submit(table.parse, block))
            if len(waiting) >= 2 * THREADS:
                rows += len(waiting.popleft().result())
        rows += sum(len(each.result()) for each in waiting)
    table.close()
    return rows


def detection_reads(path: Path) -> int:
    """Open the file, no more; return the number of columns."""
    from dgov_std.dataset.open import open_table  # noqa: PLC0415

    table = open_table(path)
    table.close()
    return len(table.header)


READ: dict[str, Callable[[Path], int]] = {
    "whole": partial(pyarrow_reads, streaming=False),
    "streaming": partial(pyarrow_reads, streaming=True),
    "reader": reader_reads,
    "gb18030": reader_reads,
    "detection": detection_reads,
}


def measured(way: str, path: Path) -> str:
    """Read once and return wall time, CPU time and what was read."""
    for name in ("pyarrow.csv", "pyarrow.compute", "numpy", "dgov_std.dataset.open"):
        importlib.import_module(name)  # imports are not what is measured
    wall, cpu = time.perf_counter(), time.process_time()
    read = READ[way](path)
    return f"{time.perf_counter() - wall} {time.process_time() - cpu} {read}"


def main() -> None:
    """Make the files, let the ways take turns, print the figures."""
    parser = argparse.ArgumentParser(description="Measure the reader of dgov-std against pyarrow.")
    parser.add_argument("--rows", type=int, default=2_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--data-dir", type=Path, help="folder for the files, kept for the next run")
    parser.add_argument("--once", nargs=2, metavar=("WAY", "FILE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    if options.once:
        print(measured(options.once[0], Path(options.once[1])))
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.data_dir or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        report(take_turns(files(folder, options.rows), options.rounds))


def files(folder: Path, rows: int) -> dict[str, Path]:
    """Return the file each way reads, made if it is not there yet."""
    plain, other = folder / f"rows-{rows}-right.csv", folder / f"rows-{rows}-right-gb18030.csv"
    if not plain.exists():
        script = Path(__file__).parent / "register.py"
        subprocess.run([sys.executable, script, plain, "--rows", str(rows), "--variant", "right"], check=True)
    if not other.exists():
        with plain.open(encoding="utf-8", newline="") as source, other.open("w", encoding="gb18030", newline="") as target:
            while piece := source.read(1 << 24):
                target.write(piece)
    return {way: other if way == "gb18030" else plain for way in WAYS}


def take_turns(paths: dict[str, Path], rounds: int) -> dict[str, list[tuple[float, float]]]:
    """Return (wall, CPU) of every way in every round."""
    taken: dict[str, list[tuple[float, float]]] = {way: [] for way in WAYS}
    read: dict[str, set[str]] = {way: set() for way in WAYS}
    for number in range(rounds):
        for way in (*WAYS[number % len(WAYS) :], *WAYS[: number % len(WAYS)]):
            command = [sys.executable, __file__, "--once", way, str(paths[way])]
            wall, cpu, count = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
            taken[way].append((float(wall), float(cpu)))
            read[way].add(count)
    if len(set.union(*(read[way] for way in WAYS if way != "detection"))) != 1:
        sys.exit(f"not the same number of rows: {read}")
    return taken


def report(taken: dict[str, list[tuple[float, float]]]) -> None:
    """Print what each way took, and the ratios."""
    for way, times in taken.items():
        print(f"{way:10} wall {min(wall for wall, _ in times):.3f} s, CPU {min(cpu for _, cpu in times):.3f} s")
    fastest = min(("whole", "streaming"), key=lambda way: min(taken[way]))
    bars = (("reader", fastest, 1.15, 1.6), ("gb18030", fastest, 1.7, None), ("detection", "reader", 0.05, None))
    for over, under, bar, cpu_bar in bars:
        best = min(wall for wall, _ in taken[over]) / min(wall for wall, _ in taken[under])
        cpu = statistics.median(a[1] / b[1] for a, b in zip(taken[over], taken[under], strict=True))
        print(f"{over} / {under}: wall {best:.3f} (bar {bar}), CPU {cpu:.3f}" + (f" (bar {cpu_bar})" if cpu_bar else ""))


if __name__ == "__main__":
    main()
