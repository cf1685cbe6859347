"""A run that is killed, at any moment, leaves each output the old one or the new one, and nothing that runs on."""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import html5lib
import openpyxl
import pytest
import xlsxwriter
from ended_runs import ROOT, Driver, Ended

pytestmark = pytest.mark.skipif(os.name != "posix", reason="forks and POSIX signals; Windows has neither")

SCHEMA = {"type": "object", "properties": {"编号": {"type": "string", "pattern": "^[0-9]{6}$"}, "名称": {"type": "string"}}}
ROWS = 400
OUTPUTS = 6  # files asked for
RENAMES = OUTPUTS + 1  # and the report that is kept for the telephone
MOMENTS = 50
SEED = 20261122


@dataclass
class Place:
    """A folder with outputs of an earlier run in it."""

    folder: Path
    driver: Driver
    old: dict[str, bytes]
    source: bytes
    seconds: float

    def arguments(self) -> list[object]:
        return arguments(self.folder)

    def restore(self) -> None:
        for each in list(self.out.iterdir()):
            each.unlink()
        for name, data in self.old.items():
            (self.out / name).write_bytes(data)

    @property
    def out(self) -> Path:
        return self.folder / "out"

    def left_over(self) -> list[str]:
        places = [*self.out.iterdir(), *(self.folder / "state").iterdir(), *(self.folder / "tmp").iterdir()]
        return [each.name for each in places if each.suffix != ".json" and each.name not in self.old]


def write(path: Path, wrong: int) -> bytes:
    """A workbook of which every so many-th number is wrong."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("表")
        for row in range(ROWS):
            cells = ("编号", "名称") if not row else ("x" if row % wrong == 0 else f"{row:06}", f"单位{row}")
            sheet.write_row(row, 0, cells)
    return path.read_bytes()


def arguments(folder: Path) -> list[object]:
    out = folder / "out"
    made: list[object] = ["check", folder / "报送.xlsx", "--schema", folder / "表.json", "-o", out, "--all"]
    for each in ("html", "markdown", "json", "terminal"):
        made += ["-f", each]
    made += ["-w", out / "批注.xlsx", "--emit-instance", out / "instance.json"]
    return [*made, "--failing-rows", out / "问题行.csv"]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("killed")
    for name in ("out", "state", "tmp"):
        (folder / name).mkdir()
    known = {name: value for name, value in os.environ.items() if name not in {"CI", "GITHUB_ACTIONS"}}
    known |= {"DGOV_STD_STATE": str(folder / "state"), "TMPDIR": str(folder / "tmp"), "PYTHONPATH": str(ROOT)}
    driver = Driver(folder, known | {"PYTHONUTF8": "1", "DGOV_STD_LANG": "zh"})
    (folder / "表.json").write_text(json.dumps(SCHEMA), encoding="utf-8")
    write(folder / "报送.xlsx", 10_000)
    assert driver.run(arguments(folder)).code == 0
    old = {each.name: each.read_bytes() for each in (folder / "out").iterdir()}
    assert len(old) == OUTPUTS
    source = write(folder / "报送.xlsx", 7)
    ended = driver.run(arguments(folder))
    assert ended.code == 1, ended
    yield Place(folder, driver, old, source, ended.seconds)
    driver.close()


def sound(path: Path, data: bytes) -> None:
    """An output that is whole: its format's own reader takes it to the end."""
    if path.suffix == ".json":
        assert json.loads(data)
    elif path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as book:
            assert book.testzip() is None
        assert openpyxl.load_workbook(path, read_only=True).sheetnames[0] == "检查结果"
    elif path.suffix == ".html":
        assert data.rstrip().endswith(b"</html>")
        assert html5lib.parse(data, namespaceHTMLElements=False) is not None
    else:
        assert data.endswith(b"\n")


def judge(place: Place, ended: Ended) -> int:
    """Every output is the old one or a whole new one; return how many are new."""
    assert ended.alone, "something of the run is still running"
    assert (place.folder / "报送.xlsx").read_bytes() == place.source
    new = 0
    for name, data in place.old.items():
        now = (place.out / name).read_bytes()
        if now != data:
            sound(place.out / name, now)
            new += 1
    report = json.loads((place.out / "报送.json").read_bytes())
    for output in report["outputs"] if new == len(place.old) else ():
        assert hashlib.sha256((place.out / output["name"]).read_bytes()).hexdigest() == output["sha256"]
    if (place.out / "报送.json").read_bytes() != place.old["报送.json"]:
        assert new == len(place.old), "the report is written last"
    return new


def finish(place: Place) -> None:
    """The next run succeeds and sweeps what was left."""
    ended = place.driver.run(place.arguments())
    assert ended.code == 1, ended
    assert judge(place, ended) == OUTPUTS
    assert place.left_over() == []


@pytest.mark.parametrize("number", range(1, RENAMES + 1))
@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_at_a_rename(place: Place, number: int, when: str) -> None:
    place.restore()
    ended = place.driver.run(place.arguments(), rename=(number, when))
    assert ended.code == -signal.SIGKILL, "there are fewer renames"
    assert judge(place, ended) == min(number - (when == "before"), OUTPUTS)
    finish(place)


def test_there_are_no_more_renames(place: Place) -> None:
    place.restore()
    assert place.driver.run(place.arguments(), rename=(RENAMES + 1, "before")).code == 1


def test_killed_at_random_moments(place: Place) -> None:
    moments = random.Random(SEED)
    seen = set()
    for _ in range(MOMENTS):
        place.restore()
        ended = place.driver.run(place.arguments(), after=moments.uniform(0, place.seconds))
        assert ended.code in {-signal.SIGKILL, 1}, ended
        seen.add(judge(place, ended))
    assert 0 in seen
    finish(place)


@pytest.mark.parametrize(
    ("number", "code", "said"),
    [
        (signal.SIGINT, 130, "错误: 已中断, 没有留下半成品文件"),
        (signal.SIGTERM, 143, "错误: 已按要求中止, 没有留下半成品文件"),
    ],
)
@pytest.mark.parametrize("rename", range(1, OUTPUTS + 1))
def test_asked_to_end(place: Place, number: int, code: int, said: str, rename: int) -> None:
    place.restore()
    ended = place.driver.run(place.arguments(), signal=number, rename=(rename, "before"))
    assert (ended.code, ended.err.strip()) == (code, said)
    judge(place, ended)
    assert place.left_over() == []


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc")
def test_asked_to_end_at_random_moments(place: Place) -> None:
    moments = random.Random(SEED + 1)
    for turn in range(6):
        place.restore()
        number, code = ((signal.SIGINT, 130), (signal.SIGTERM, 143))[turn % 2]
        ended = place.driver.run(place.arguments(), signal=number, after=moments.uniform(0.02, place.seconds * 0.8))
        assert ended.code in {code, 1}, ended
        assert "Traceback" not in ended.err, ended.err
        judge(place, ended)
        assert place.left_over() == []
