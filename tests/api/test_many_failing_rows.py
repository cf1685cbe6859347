"""Two million failing rows of fifteen columns, in memory that does not grow with them: `pytest -m long` runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

ROOT = Path(__file__).resolve().parents[2]
ROWS, COLUMNS = 2_000_000, 15
SHEET = 1_048_575
MOST_MEGABYTES = 700
# Runs the command line, and prints the processor seconds it took and its peak in MB.
MEASURED = """
import resource, sys
from dgov_std.cli import main
try:
    main()
finally:
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(used.ru_utime + used.ru_stime, used.ru_maxrss // 1024, file=sys.stderr)
"""
SCHEMA = {
    "fields": [
        {"name": "编号", "type": "string", "constraints": {"pattern": "XK[0-9]{8}", "unique": True}},
        {"name": "类别", "type": "string", "constraints": {"enum": ["普通", "特许"]}},
        {"name": "金额", "type": "number", "constraints": {"maximum": 900_000}},
        *({"name": f"栏{i}", "type": "string"} for i in range(COLUMNS - 3)),
    ]
}
pytestmark = [pytest.mark.long, pytest.mark.skipif(sys.platform != "linux", reason="measures as Linux does")]


def line(number: int) -> str:
    word = number * 2654435761 % 2**32  # looks like chance
    rest = ",".join(
        f"某县第{word % (97 + i)}工程公司" if i % 3 else f"9{word * (7919 + i):017d}" for i in range(COLUMNS - 4)
    )
    return f"x{number % (ROWS - 10):08d},{'普通 特许 认可'.split()[word % 3]},{word % 10**8 / 100:.2f},{rest},=1+1\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("many")
    (found / "schema.json").write_text(json.dumps(SCHEMA), encoding="utf-8")
    with (found / "a.csv").open("w", encoding="utf-8") as file:
        file.write(",".join(field["name"] for field in SCHEMA["fields"]) + "\n")
        file.writelines(map(line, range(ROWS)))
    return found


@pytest.mark.parametrize(("suffix", "seconds"), [("csv", 60), ("parquet", 60), ("xlsx", 90)])
def test_memory_and_time(folder: Path, suffix: str, seconds: int, capsys: pytest.CaptureFixture[str]) -> None:
    target = folder / f"rows.{suffix}"
    arguments = ["check", folder / "a.csv", "--schema", folder / "schema.json", "--failing-rows", target, "-j", "2"]
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, *map(str, arguments), "-f", "json"],
        env={**os.environ, "PYTHONPATH": str(ROOT), "DGOV_STD_STATE": str(folder / "state")},
        capture_output=True,
        check=False,
        timeout=900,
    )
    assert done.returncode == 1, done.stderr.decode()
    took, megabytes = map(float, done.stderr.split()[-2:])
    with capsys.disabled():
        print(f"\n{ROWS:,} failing rows as {suffix}: {took:.1f} s of processor time, {megabytes:.0f} MB")
    (output,) = json.loads(done.stdout)["outputs"]
    rows = SHEET if suffix == "xlsx" else ROWS
    guarded = ROWS if suffix == "csv" else 0
    assert output["failing"] == {"rows": rows, "left_out": ROWS - rows, "guarded": guarded, "cut": 0}
    if suffix == "csv":
        with target.open("rb") as file:
            assert sum(1 for _ in file) == ROWS + 1
    elif suffix == "parquet":
        known = pq.ParquetFile(target)
        assert (known.metadata.num_rows, known.num_row_groups > 10) == (ROWS, True)
        last = known.read_row_group(known.num_row_groups - 1).to_pylist()[-1]
        assert (last["row"], ",".join(list(last.values())[4:]) + "\n") == (ROWS + 1, line(ROWS - 1))
    else:
        assert openpyxl.load_workbook(target, read_only=True).worksheets[0].max_row in {None, SHEET + 1}
    assert megabytes < MOST_MEGABYTES
    assert took < seconds
