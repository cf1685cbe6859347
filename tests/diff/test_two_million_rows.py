"""Two returns of two million rows and ten columns: too long for every run, so `pytest -m long` runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]
ROWS, NEW, VANISHED, CHANGED = 2_000_000, 4_321, 1_234, 20_000
MOST_SECONDS, MOST_MEGABYTES = 20, 1000
LABELS = "编号,名称,类别,代码,金额,开始,结束,区划,状态,备注\n"
# Runs the command line and prints half of the processor seconds it took (it has two cores), and its peak in MB.
MEASURED = """
import resource, sys
from dgov_std.cli import main
try:
    main()
finally:
    used = resource.getrusage(resource.RUSAGE_SELF)
    print((used.ru_utime + used.ru_stime) / 2, used.ru_maxrss // 1024, file=sys.stderr)
"""
pytestmark = [pytest.mark.long, pytest.mark.skipif(sys.platform != "linux", reason="measures as Linux does")]


def line(number: int, status: str) -> str:
    word = number * 2654435761 % 2**32  # looks like chance and is the same in both returns
    return (
        f"XK{number:010d},某县第{word % 50_000}工程有限公司,{'普通 特许 认可 核准'.split()[word % 4]},9{word * 7919:017d},"
        f"{word % 10**8 / 100:.2f},20{word % 25:02d}-{word % 12 + 1:02d}-{word % 28 + 1:02d},2030-01-01,33{word % 3000:04d},"
        f"{status},{'变更登记' if word % 3 else ''}\n"
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("returns")
    order = np.random.Generator(np.random.PCG64(7)).permutation(np.arange(VANISHED, ROWS + NEW)).tolist()
    for name, numbers in (("old.csv", range(ROWS)), ("new.csv", order)):
        with (found / name).open("w", encoding="utf-8") as file:
            file.write(LABELS)
            changed = range(ROWS - CHANGED, ROWS) if name == "new.csv" else range(0)
            file.writelines(line(number, "注销" if number in changed else "有效") for number in numbers)
    return found


def test_time_memory_and_counts(folder: Path, capsys: pytest.CaptureFixture[str]):
    files = str(folder / "old.csv"), str(folder / "new.csv")
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, "compare", *files, "--key", "编号", "--format", "json", "--jobs", "2"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
        timeout=600,
    )
    seconds, megabytes = map(float, done.stderr.split()[-2:])
    with capsys.disabled():
        print(f"\n2 x {ROWS:,} rows: {seconds:.1f} s on two cores, {megabytes:.0f} MB")
    found = json.loads(done.stdout)
    keys = {"new": NEW, "vanished": VANISHED, "changed": CHANGED, "unchanged": ROWS - VANISHED - CHANGED}
    assert (done.returncode, found["keys"]) == (0, keys | {"repeated": 0, "repeated_changed": 0})
    assert {c["label"]: c["changed"] for c in found["columns"] if c["changed"]} == {"状态": CHANGED}
    assert seconds < MOST_SECONDS
    assert megabytes < MOST_MEGABYTES
