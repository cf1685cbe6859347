"""The same input gives the same bytes: whatever the clock, the zone, the locale, the seed, the threads or the folder."""

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from children import spawn

from dgov_std.render import RENDERERS

LICENCES = Path(__file__).resolve().parents[2] / "examples" / "licences"
ROWS = [f"rows.{suffix}" for suffix in ("csv", "parquet", "xlsx")]
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
# What a run says of itself is the only part that may differ: here it says the same each time, and nothing differs.
SAME_RUN = """
import os, sys
from dataclasses import replace
from dgov_std.cli.clock import Clock
os.chdir(sys.argv.pop())
said = Clock.run
def same(self, *given, **more):
    return replace(said(self, *given, **more), started="2026-11-22T10:00:00+00:00", seconds=1.5, host="host", jobs=1)
Clock.run = same
"""
FOREIGN = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def report(
    folder: Path, name: str, *arguments: object, code: str = PLAIN, **environment: str
) -> tuple[bytes, dict[str, Any]]:
    """Check an input with every kind of output; return the report without `run`, byte by byte, and `run`."""
    folder.mkdir(exist_ok=True)
    paths = [folder / each for each in ("report.json", "back.xlsx", "document.json", *ROWS)]
    options = ("-o", "-w", "--emit-instance", *["--failing-rows"] * len(ROWS))
    outputs = [part for pair in zip(options, paths, strict=True) for part in pair]
    asked = ["-s", "licence-publicity", "--as-of", "2026-10-31", "--lang", "zh", *outputs, *arguments]
    ran = spawn("check", LICENCES / name, *asked, code=code, DGOV_STD_STATE=str(folder / "state"), **environment)
    assert ran.returncode == 1, ran.stderr.decode(errors="replace")
    whole, run = paths[0].read_bytes().split(b'\n"run": ')
    assert len(json.loads(paths[0].read_bytes())["outputs"]) == len(paths) - 1
    return whole, json.loads(run.rstrip()[:-1])


def everything(folder: Path, name: str, *arguments: object, **environment: str) -> dict[str, str]:
    """Check an input with every output there is, each format in a file; return the digest of each, and of the screen."""
    folder.mkdir(exist_ok=True)
    options = ["-s", "licence-publicity", "--as-of", "2026-10-31", "--lang", "zh", "--output-dir", ".", "-w", "back.xlsx"]
    options += [part for each in RENDERERS for part in ("-f", each)]
    options += [part for each in ROWS for part in ("--failing-rows", each)]
    options += [
        "--emit-instance",
        "document.json",
        "--write-baseline",
        "baseline.json",
        "--threshold",
        "IDN201:max_rate=0.1%",
    ]
    state = {"DGOV_STD_STATE": str(folder / "state")}
    ran = spawn("check", LICENCES / name, *options, *arguments, folder, code=SAME_RUN + PLAIN, **state, **environment)
    screen = ran.stdout
    assert ran.returncode == 1, ran.stderr.decode(errors="replace")
    ran = spawn(
        "check",
        LICENCES / name,
        *options[:6],
        "-f",
        "github",
        "-o",
        "c.github.txt",
        folder,
        code=SAME_RUN + PLAIN,
        **state,
        **environment,
    )
    assert ran.returncode == 1, ran.stderr.decode(errors="replace")
    made = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert len(made) >= len(RENDERERS) - 1 + len(ROWS) + 3
    return {each: hashlib.sha256(data).hexdigest() for each, data in {**made, "screen": screen + ran.stdout}.items()}


@pytest.fixture(scope="module")
def all_formats(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    folder = tmp_path_factory.mktemp("all")
    return {name: everything(folder / name, name, "-j", 1, PYTHONHASHSEED="0", TZ="UTC") for name in INPUTS}


ENVIRONMENTS = [
    (2, {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati"}),
    (4, {"PYTHONHASHSEED": "random", **FOREIGN}),
    (1, {"PYTHONHASHSEED": "random", "TZ": "America/St_Johns", "LC_ALL": "de_DE.UTF-8"}),
]
NAMES = ["other zone", "other locale", "other seed"]


@pytest.mark.parametrize("name", INPUTS)
@pytest.mark.parametrize(("jobs", "environment"), ENVIRONMENTS, ids=NAMES)
def test_every_format_and_every_other_file_is_the_same(
    all_formats: dict[str, dict[str, str]], tmp_path: Path, name: str, jobs: int, environment: dict[str, str]
) -> None:
    found = everything(tmp_path / "again", name, "-j", jobs, **environment)
    if "PYTHONUTF8" in environment:  # a screen is written in the encoding of its locale, a file is not
        found["screen"] = all_formats[name]["screen"]
    assert {each: digest == all_formats[name].get(each) for each, digest in found.items()} == dict.fromkeys(
        all_formats[name], True
    )


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[bytes, dict[str, Any]]]:
    folder = tmp_path_factory.mktemp("first")
    return {name: report(folder / name, name, "-j", 1, PYTHONHASHSEED="0", TZ="UTC") for name in INPUTS}


@pytest.mark.parametrize("name", INPUTS)
@pytest.mark.parametrize(("jobs", "environment"), ENVIRONMENTS, ids=NAMES)
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
