"""The Containerfile and what it installs: pinned by hash, complete, and, in .ci/surfaces, really installed."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from demo_repository import BAD, EAST, repository
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from pretend_runner import ROOT

FILE = (ROOT / "Containerfile").read_text(encoding="utf-8")
LOCK = (ROOT / "pipelines" / "requirements.txt").read_text(encoding="utf-8")
EXAMPLE = ROOT / "examples" / "licences" / "bad-organisations.csv"
CHECK = ["check", str(EXAMPLE), "--standard", "licence-publicity", "--as-of", "2026-10-31", "--output"]


def locked() -> dict[str, list[Requirement]]:
    found: dict[str, list[Requirement]] = {}
    for line in LOCK.splitlines():
        if line and not line.startswith((" ", "#")):
            requirement = Requirement(line.removesuffix("\\").strip())
            found.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    return found


def test_every_package_is_pinned_to_one_version_with_hashes() -> None:
    entries = re.split(r"\n(?=[a-zA-Z0-9])", LOCK.split("\n", 1)[1].strip())
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry or "==" not in entry] == []


def test_the_lock_is_of_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = project["project"]["optional-dependencies"]
    asked = [*project["project"]["dependencies"], *project["build-system"]["requires"], *extras["docx"], *extras["sheets"]]
    pins = locked()
    for requirement in map(Requirement, asked):
        versions = [next(iter(pin.specifier)).version for pin in pins.get(canonicalize_name(requirement.name), [])]
        assert versions, f"{requirement} is not in pipelines/requirements.txt: run pipelines/lock"
        assert all(map(requirement.specifier.contains, versions)), f"run pipelines/lock for {requirement}"


def test_what_is_copied_into_the_image_is_there_and_nothing_else_is_sent() -> None:
    sent = [line.removeprefix("!") for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")]
    assert [name for name in sent if not (ROOT / name).exists()] == []
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert {project["readme"], *project["license-files"], "hatch_build.py", "standards", "dgov_std"} <= set(sent)


def test_no_digest_is_made_up() -> None:
    assert re.findall(r"@sha256:[0-9a-f]+", FILE) == []
    assert "--require-hashes" in FILE


@pytest.mark.long
@pytest.mark.skipif("DGOV_STD_SURFACES" not in os.environ, reason="installs from an index: .ci/surfaces")
def test_what_the_image_holds_gives_the_same_report(tmp_path: Path) -> None:
    """The image's RUN lines on this machine's Python, as no container engine is asked for; the same JSON as in the checkout."""
    import shutil

    source = tmp_path / "src"
    source.mkdir()
    for name in (ROOT / ".dockerignore").read_text().splitlines():
        if name.startswith("!"):
            path = ROOT / name[1:]
            (source / name[1:]).parent.mkdir(parents=True, exist_ok=True)
            (shutil.copytree if path.is_dir() else shutil.copy)(path, source / name[1:])
    stage = FILE.split("FROM ${BASE}")[1]
    steps = re.findall(r"^RUN ((?:.*\\\n)*.*)$", stage, re.MULTILINE)
    assert len(steps) == 2
    home = tmp_path / "opt"
    environment = {**os.environ, "PYTHONPATH": "", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    for step in steps:
        script = step.replace("/opt/dgov-std", str(home)).replace("python3 -m", f"{sys.executable} -m")
        done = subprocess.run(["sh", "-c", script], cwd=source, env=environment, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
    told = {"CI": "true", "DGOV_STD_STATE": str(tmp_path / "state"), "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}
    inside = {**told, "PATH": f"{home / 'bin'}:/usr/bin:/bin"}
    here = {**os.environ, **told, "PYTHONPATH": str(ROOT)}
    first, second = tmp_path / "image.json", tmp_path / "checkout.json"
    assert subprocess.run([home / "bin" / "dgov-std", *CHECK, first], env=inside, cwd=tmp_path, check=False).returncode == 1
    python = [sys.executable, "-m", "dgov_std"]
    assert subprocess.run([*python, *CHECK, second], env=here, cwd=tmp_path, check=False).returncode == 1
    one, two = (json.loads(path.read_bytes()) for path in (first, second))
    pins = {name: {next(iter(pin.specifier)).version for pin in found} for name, found in locked().items()}
    assert one["versions"]["pyarrow"] in pins["pyarrow"]
    # The versions of the checkout's packages are its own affair; all else is the same to the byte.
    for report in (one, two):
        report.pop("run")
        report.pop("versions")
        report.pop("receipt")
    assert one == two


def test_an_image_run_by_anybody_keeps_its_reports_aside(tmp_path: Path) -> None:
    assert "DGOV_STD_STATE=/tmp/" in FILE
    demo = repository(tmp_path / "demo")
    demo.write(EAST, BAD)
    python = [sys.executable, "-m", "dgov_std", "check"]
    told = {**os.environ, "PYTHONPATH": str(ROOT), "DGOV_STD_STATE": "", "HOME": "", "XDG_STATE_HOME": "/proc/none"}
    done = subprocess.run(python, cwd=demo.path, env=told, capture_output=True, check=False)
    assert done.returncode == 1
