"""Twenty million keys: minutes rather than seconds, so only `pytest -m long` runs it."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]
ROWS, PLANTED = 20_000_000, 1000
STEP = 1_000_000
STANDARD = """
kind: standard
id: keys
title: {zh: 键, en: Keys}
source: {standard: EXAMPLE, confidence: high}
datasets: [keys]
---
{kind: element, id: number, title: {zh: 编号, en: number}, source: {standard: EXAMPLE, confidence: high}}
---
{kind: element, id: office, title: {zh: 单位, en: office}, source: {standard: EXAMPLE, confidence: high}}
---
kind: dataset
id: keys
title: {zh: 键, en: Keys}
source: {standard: EXAMPLE, confidence: high}
elements: [{use: number, required: true}, {use: office}]
keys: [{id: number-once, columns: [number]}]
"""
# Runs the command line and prints its own highest memory use in MB.
MEASURED = """
import resource, sys
from dgov_std.cli import main
try:
    main()
finally:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, file=sys.stderr)
"""
pytestmark = [pytest.mark.long, pytest.mark.skipif(sys.platform != "linux", reason="measures as Linux does")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("long")
    (found / "standard.yaml").write_text(STANDARD, encoding="utf-8")
    (found / "tmp").mkdir()
    with (found / "keys.csv").open("w", encoding="utf-8") as file:
        file.write("编号,单位\n")
        for start in range(0, ROWS, STEP):
            numbers = (np.arange(start, start + STEP, dtype=np.int64) * 7919) % 1_000_000_007_000 + 10**13
            if start + STEP == ROWS:
                numbers[-PLANTED:] = np.arange(PLANTED, dtype=np.int64) * 7919 + 10**13
            file.writelines(f"S{number},{number % 3000}\n" for number in numbers.tolist())
    return found


def start(folder: Path) -> "subprocess.Popen[bytes]":
    report = ["-o", str(folder / "report.json")]
    return subprocess.Popen(
        [sys.executable, "-c", MEASURED, "check", str(folder / "keys.csv"), "-s", str(folder / "standard.yaml"), *report],
        env={**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(folder / "tmp")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def test_all_planted_duplicates_are_found_within_memory(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    started = time.perf_counter()
    child = start(folder)
    _, errors = child.communicate()
    peak, took = int(errors.split()[-1]), time.perf_counter() - started
    with capsys.disabled():
        print(f"\n{ROWS:,} keys: {took:.0f} s, {peak} MB")
    (finding,) = json.loads((folder / "report.json").read_text(encoding="utf-8"))["findings"]
    assert (finding["rows"], finding["facts"]["groups"], finding["evaluated"]) == (2 * PLANTED, PLANTED, ROWS)
    assert [place["record"] for place in finding["first"]] == [1, 2, 3, 4, 5]
    assert list((folder / "tmp").iterdir()) == []
    assert peak <= 450


def on_disk(process: int, folder: Path) -> bool:
    """Whether a process has a file of the folder open, be it without a name."""
    try:
        return any(os.readlink(each).startswith(str(folder)) for each in Path(f"/proc/{process}/fd").iterdir())
    except OSError:  # closed while we looked
        return False


def test_nothing_is_left_when_it_is_ended_on_the_way(folder: Path) -> None:
    child = start(folder)
    while child.poll() is None and not on_disk(child.pid, folder / "tmp"):
        time.sleep(0.1)
    assert child.poll() is None
    child.send_signal(signal.SIGTERM)
    child.communicate(timeout=60)
    assert child.returncode == 143
    assert list((folder / "tmp").iterdir()) == []
