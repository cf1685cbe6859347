"""Keys beyond the budget: the same report, byte by byte, and nothing left behind however the run ends."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from dgov_std.api.check import check
from dgov_std.api.options import Options
from dgov_std.report.json_form import canonical_bytes
from dgov_std.report.values import Report

ROOT = Path(__file__).resolve().parents[2]
PROVINCE = Path(__file__).parent / "province"
HEADER = "站点编号,单位编号,单位名称,区县代码,上级站点\n"
ROWS = 300_000


def write(path: Path, rows: int, repeated: int) -> Path:
    """Sites 0, 1, 2 …, the last ones with the numbers of the first; every thousandth has an unknown parent."""
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADER)
        for i in range(rows):
            number = i if i < rows - repeated else i - (rows - repeated)
            parent = "S-1" if i % 1000 == 999 else f"S{i // 2}"
            file.write(f"S{number},{i % 5000},单位{i % 4999},{330000 + i % 7000},{parent}\n")
    return path


def run(data: Path, tables: dict[str, Path], memory: int) -> Report:
    options = Options(dataset="sites", references=tables, key_memory=memory)
    return check(data, standard=str(PROVINCE), options=options)


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("tables")
    offices, districts = folder / "offices.csv", folder / "districts.csv"
    offices.write_text("单位编号,单位名称\n" + "".join(f"{i},单位{i}\n" for i in range(5000)), encoding="utf-8")
    districts.write_text("代码\n" + "".join(f"{330000 + i}\n" for i in range(6000)), encoding="utf-8")
    return {"offices": offices, "districts.csv": districts}


def test_on_disk_and_in_memory_the_report_is_the_same(tmp_path: Path, tables: dict[str, Path]) -> None:
    data = write(tmp_path / "sites.csv", ROWS, 1000)
    in_memory, on_disk = (canonical_bytes(run(data, tables, memory)) for memory in (1 << 30, 4096))
    assert in_memory == on_disk


def test_the_counts_are_exact(tmp_path: Path, tables: dict[str, Path]) -> None:
    rows = 30_000
    data = write(tmp_path / "sites.csv", rows, 100)
    found = {f.checks[0]: (f.rows, getattr(f.facts, "groups", None)) for f in run(data, tables, 4096).findings}
    wrong = [i for i in range(rows) if i % 5000 != i % 4999]
    assert found["site-once"] == (200, 100)
    assert found["office-known"] == (len(wrong), len({(i % 5000, i % 4999) for i in wrong}))
    assert found["parent-known"] == (30, 1)
    assert found["district-known"] == (sum(i % 7000 >= 6000 for i in range(rows)), 1000)
    assert found["few-sites"] == (30_000, 7000)
    assert found["one-name.office-name"] == (rows, 5000)


SLOW = """
import time
import dgov_std.engine.store as store
store.MEMORY = 1000
spill = store.Shelf.spill
def spill_and_wait(self):
    spill(self)
    print('spilled', flush=True)
    time.sleep(60)
store.Shelf.spill = spill_and_wait
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs begin with it ignored
from dgov_std.cli import main
main()
"""


@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize(
    ("number", "code", "said"),
    [
        (signal.SIGTERM, 143, "错误: 已按要求中止, 没有留下半成品文件\n"),
        (signal.SIGINT, 130, "错误: 已中断, 没有留下半成品文件\n"),
        (signal.SIGKILL, -9, ""),
    ],
)
def test_nothing_is_left_when_a_run_is_ended(tmp_path: Path, number: int, code: int, said: str) -> None:
    data = write(tmp_path / "sites.csv", 2000, 0)
    folder = tmp_path / "tmp"
    folder.mkdir()
    more = {"TMPDIR": str(folder), "PYTHONPATH": str(ROOT), "DGOV_STD_LANG": "zh"}
    arguments = [
        "check",
        str(data),
        "--standard",
        str(PROVINCE),
        "--dataset",
        "sites",
        "--output",
        str(tmp_path / "report.json"),
    ]
    child = subprocess.Popen(
        [sys.executable, "-c", SLOW, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, **more}
    )
    assert child.stdout.readline() == b"spilled\n"
    child.send_signal(number)
    try:
        _, errors = child.communicate(timeout=30)
    finally:
        child.kill()
    assert (child.returncode, errors.decode().lstrip()) == (code, said)  # on ^C click starts a new line
    assert list(folder.iterdir()) == []
    assert not (tmp_path / "report.json").exists()
