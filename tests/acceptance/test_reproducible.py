"""The same input gives the same bytes: whatever the clock, the zone, the locale, the seed, the threads or the folder."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from children import spawn

LICENCES = Path(__file__).resolve().parents[2] / "examples" / "licences"
INPUTS = ("bad-persons.csv", "bad-organisations.xlsx")
# Only cli/ reads the clock (tests/test_architecture.py), through these; ten years later.
MOVED_CLOCK = """
import datetime, time
YEARS = 3653 * 86400
class Moved(datetime.datetime):
    __slots__ = ()
    @classmethod
    def now(cls, tz=None):
        return super().now(tz) + datetime.timedelta(seconds=YEARS)
datetime.datetime = Moved
for name in ("time", "perf_counter", "monotonic"):
    setattr(time, name, lambda kept=getattr(time, name): kept() + YEARS)
real = time.localtime, time.gmtime
time.localtime = lambda *given: real[0](*(given or (time.time(),)))
time.gmtime = lambda *given: real[1](*(given or (time.time(),)))
"""
PLAIN = "from dgov_std.cli import main\nmain()\n"
FOREIGN = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def report(
    folder: Path, name: str, *arguments: object, code: str = PLAIN, **environment: str
) -> tuple[bytes, dict[str, Any]]:
    """Check an input with every kind of output; return the report without `run`, byte by byte, and `run`."""
    folder.mkdir(exist_ok=True)
    paths = [folder / each for each in ("report.json", "back.xlsx", "document.json")]
    outputs = [part for pair in zip(("-o", "-w", "--emit-instance"), paths, strict=True) for part in pair]
    options = ["-s", "licence-publicity", "--as-of", "2026-10-31", "--lang", "zh", *outputs, *arguments]
    ran = spawn("check", LICENCES / name, *options, code=code, DGOV_STD_STATE=str(folder / "state"), **environment)
    assert ran.returncode == 1, ran.stderr.decode(errors="replace")
    whole, run = paths[0].read_bytes().split(b'\n"run": ')
    assert len(json.loads(paths[0].read_bytes())["outputs"]) == 2
    return whole, json.loads(run.rstrip()[:-1])


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[bytes, dict[str, Any]]]:
    folder = tmp_path_factory.mktemp("first")
    return {name: report(folder / name, name, "-j", 1, PYTHONHASHSEED="0", TZ="UTC") for name in INPUTS}


@pytest.mark.parametrize("name", INPUTS)
@pytest.mark.parametrize(
    ("jobs", "environment"),
    [
        (2, {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati"}),
        (4, {"PYTHONHASHSEED": "random", **FOREIGN}),
        (1, {"PYTHONHASHSEED": "random", "TZ": "America/St_Johns", "LC_ALL": "de_DE.UTF-8"}),
    ],
    ids=["other zone", "other locale", "other seed"],
)
def test_zone_locale_seed_and_threads_change_nothing(
    first: dict[str, Any], tmp_path: Path, name: str, jobs: int, environment: dict[str, str]
) -> None:
    whole, run = report(tmp_path / "again", name, "-j", jobs, **environment)
    assert whole == first[name][0]
    assert run["jobs"] == jobs


@pytest.mark.parametrize("name", INPUTS)
def test_ten_years_later_only_run_differs(first: dict[str, Any], tmp_path: Path, name: str) -> None:
    whole, run = report(tmp_path / "later", name, "-j", 2, code=MOVED_CLOCK + PLAIN)
    assert whole == first[name][0]
    assert int(run["started"][:4]) - int(first[name][1]["started"][:4]) in (9, 10, 11)


@pytest.mark.parametrize("name", INPUTS)
def test_another_folder_changes_nothing(first: dict[str, Any], tmp_path: Path, name: str) -> None:
    elsewhere = tmp_path / "另一个 文件夹"
    elsewhere.mkdir()
    shutil.copy(LICENCES / name, elsewhere)
    code = f"import os\nos.chdir({str(elsewhere)!r})\n" + PLAIN
    whole, run = report(tmp_path / "moved", elsewhere / name, "-j", 2, code=code)
    assert whole == first[name][0]
    assert run["path"] == name
