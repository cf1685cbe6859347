"""action.yml, run as a runner would run it."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from demo_repository import BAD, CONFIG, EAST, GOOD, WEST, Repository, repository
from pretend_runner import ROOT, Step, action, program, run_step

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the steps are of a shell")


@pytest.fixture
def demo(tmp_path: Path) -> Repository:
    return repository(tmp_path / "工作 区")


@pytest.fixture
def check(demo: Repository, tmp_path: Path) -> object:
    def run(**inputs: str) -> Step:
        return run_step("Check", demo.path, tmp_path, program(tmp_path / "bin"), **inputs)

    return run


def test_a_good_repository_passes(check) -> None:
    step = check()
    assert (step.code, step.outputs["exit-code"], step.outputs["output-dir"]) == (0, "0", "dgov-std-reports")


def test_a_bad_file_fails_and_is_annotated_summed_up_and_reported(check, demo: Repository) -> None:
    demo.write(EAST, BAD)
    step = check()
    assert (step.code, step.outputs["exit-code"]) == (1, "1")
    (line,) = [line for line in step.out.splitlines() if line.startswith("::error")]
    assert line.startswith("::error file=data/2026 年 10 月/东城 摊位.csv,line=3,")
    assert "东城 摊位.csv" in step.summary
    made = sorted(path.name for path in (demo.path / "dgov-std-reports").iterdir())
    joint = ["dgov-std.junit.xml", "dgov-std.sarif", "dgov-std.summary.md"]
    assert made == [*joint, "东城 摊位.html", "东城 摊位.json", "西城.html", "西城.json"]


def test_every_input_reaches_the_command(check, demo: Repository) -> None:
    demo.write("dgov-std.toml", "")
    demo.write("issues.json", "")
    demo.write("a b.toml", CONFIG)
    demo.write(WEST, BAD)
    step = check(
        files=f"{WEST}\r\n\n{EAST}\n",
        standard="standards/market",
        as_of="2026-10-31",
        config="a b.toml",
        fail_on="none",
        formats="json",
        output_dir="out put",
        language="en",
        arguments="--jobs=1\n--threshold=IDN201:max_rate=50%",
    )
    assert step.code in {0, 2}, step
    assert step.outputs["output-dir"] == "out put"


def test_what_cannot_run_is_two(check) -> None:
    assert check(files="no.csv").outputs["exit-code"] == "2"
    assert check(baseline="no.json").code == 2
    assert check(exceptions="no.toml").code == 2


def test_changed_since_and_required_files(check, demo: Repository) -> None:
    demo.git("switch", "--quiet", "--create", "topic")
    assert check(changed_since="main").code == 0
    assert check(changed_since="main", require_files="true").code == 2
    demo.commit({WEST: BAD})
    assert check(changed_since="main").code == 1


@pytest.mark.parametrize("name", ["files", "standard", "changed-since", "arguments", "output-dir", "language", "formats"])
def test_an_input_is_never_run(check, tmp_path: Path, name: str) -> None:
    mark = tmp_path / "run"
    check(**{name.replace("-", "_"): f"$(touch '{mark}')`touch '{mark}'`;touch '{mark}'"})
    assert not mark.exists()


def test_no_expression_stands_in_a_script() -> None:
    assert [step["name"] for step in action()["runs"]["steps"] if "${{" in step["run"]] == []
    used = set(re.findall(r"inputs\.([a-z-]+)", (ROOT / "action.yml").read_text(encoding="utf-8")))
    assert used == set(action()["inputs"])


def test_it_runs_in_a_folder_below(check, demo: Repository) -> None:
    demo.write("sub/dgov-std.toml", '[[datasets]]\nfiles = "*.csv"\nstandard = "../standards/market"\n')
    demo.write("sub/x.csv", GOOD)
    step = check(working_directory="sub", formats="json")
    assert (step.code, step.outputs["output-dir"]) == (0, "sub/dgov-std-reports")
    assert json.loads((demo.path / "sub" / "dgov-std-reports" / "x.json").read_bytes())["verdict"] == "pass"


def test_a_python_that_is_too_old_is_named(demo: Repository, tmp_path: Path) -> None:
    old = tmp_path / "old"
    old.mkdir()
    (old / "python3").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    (old / "python3").chmod(0o755)
    step = run_step("Install dgov-std", demo.path, tmp_path, os.pathsep.join([str(old), os.environ["PATH"]]))
    said = "::error title=dgov-std::Python 3.11 or later is needed: put actions/setup-python before this step\n"
    assert (step.code, step.out) == (1, said)


@pytest.mark.long
@pytest.mark.skipif("DGOV_STD_SURFACES" not in os.environ, reason="installs from an index: .ci/surfaces")
def test_both_steps_for_real(demo: Repository, tmp_path: Path) -> None:
    installed = run_step("Install dgov-std", demo.path, tmp_path, os.environ["PATH"])
    assert installed.code == 0, installed.err
    path = os.pathsep.join([installed.outputs["path"], os.environ["PATH"]])
    demo.write(EAST, BAD)
    # The runner puts what was told before the PATH; the program is the installed one, not the checkout's.
    step = run_step("Check", demo.path, tmp_path, path, formats="github json")
    assert (step.code, step.out.count("::error")) == (1, 1), step
