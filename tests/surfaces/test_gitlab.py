"""The GitLab template, run as a runner would run it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from demo_repository import BAD, EAST, WEST, Repository, repository
from pretend_runner import program, run_job

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the script is of a shell")
IMAGE = "registry.example.invalid/dgov-std@sha256:0"


@pytest.fixture
def demo(tmp_path: Path) -> Repository:
    return repository(tmp_path / "工作 区")


@pytest.fixture
def job(demo: Repository, tmp_path: Path) -> object:
    def run(told: dict[str, str] | None = None, **inputs: str) -> object:
        path = program(tmp_path / "bin")
        return run_job(demo.path, tmp_path, path, told or {}, **{"image": IMAGE, **inputs})

    return run


def test_it_fails_with_the_reports_that_gitlab_reads(job, demo: Repository) -> None:
    demo.write(EAST, BAD)
    step, described = job()
    assert step.code == 1
    for name in described["artifacts"]["reports"].values():
        assert (demo.path / name).is_file()
    assert described["image"]["name"] == IMAGE


def test_files_standard_and_further_options(job, demo: Repository) -> None:
    demo.write("dgov-std.toml", "")
    demo.write(WEST, BAD)
    step, _ = job(
        files=[EAST, WEST], standard="standards/market", as_of="2026-10-31", arguments=["--fail-on=none", "--jobs=1"]
    )
    assert step.code == 0, step
    assert len(list((demo.path / "dgov-std-reports").glob("*.html"))) == 2


def test_a_merge_request_checks_what_it_changed(job, demo: Repository) -> None:
    base = demo.git("rev-parse", "HEAD").strip()
    demo.commit({WEST: BAD})
    demo.write("note.txt", "")
    step, _ = job({"CI_MERGE_REQUEST_DIFF_BASE_SHA": base}, changed_since=True)
    assert step.code == 1
    assert "2 个输入文件中有 1 个要检查" in step.err
    step, _ = job(changed_since=True)  # no merge request: everything
    assert "个要检查" not in step.err


def test_an_input_is_never_run(job, tmp_path: Path) -> None:
    mark = tmp_path / "run"
    command = f"$(touch '{mark}')`touch '{mark}'`;touch '{mark}'"
    job(files=[command, f'"{command}"'], standard=f"; touch {mark}", arguments=[f"|touch {mark}", f"'; touch {mark}"])
    assert not mark.exists()
