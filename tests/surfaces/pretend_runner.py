"""Do what a runner of GitHub or GitLab does with a step: its variables, its shell, its files; nothing is fetched."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Step:
    """What became of a step: exit code, output, and the files a runner reads afterwards."""

    code: int
    out: str
    err: str
    outputs: dict[str, str]
    summary: str


def program(folder: Path) -> str:
    """Return a PATH on which `dgov-std` is this checkout's."""
    folder.mkdir(parents=True, exist_ok=True)
    script = folder / "dgov-std"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m dgov_std "$@"\n', encoding="utf-8")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return os.pathsep.join([str(folder), os.environ["PATH"]])


def action() -> dict[str, Any]:
    """Return action.yml."""
    found: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    return found


def run_step(name: str, workspace: Path, aside: Path, path: str, **inputs: str) -> Step:
    """Run one step of the action as GitHub does: bash, inputs put in for expressions, files for what it tells."""
    described = action()
    given = {key: str(value.get("default", "")) for key, value in described["inputs"].items()}
    given |= {key.replace("_", "-"): value for key, value in inputs.items()}
    assert given.keys() == described["inputs"].keys()
    (step,) = [each for each in described["runs"]["steps"] if each["name"] == name]
    outputs, summary, paths = aside / "output", aside / "summary.md", aside / "path"
    for each in (outputs, summary, paths):
        each.write_text("", encoding="utf-8")
    script = aside / "step.sh"
    script.write_text(step["run"], encoding="utf-8")
    environment = {
        **os.environ,
        **{key: _filled(value, given) for key, value in step.get("env", {}).items()},
        "PATH": path,
        "CI": "true",
        "GITHUB_ACTIONS": "true",
        "GITHUB_WORKSPACE": str(workspace),
        "GITHUB_ACTION_PATH": str(ROOT),
        "GITHUB_OUTPUT": str(outputs),
        "GITHUB_STEP_SUMMARY": str(summary),
        "GITHUB_PATH": str(paths),
        "RUNNER_TEMP": str(aside),
        "DGOV_STD_STATE": str(aside / "state"),
    }
    environment["PYTHONPATH"] = str(ROOT) if path.startswith(str(aside / "bin")) else ""
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
        cwd=workspace / _filled(step.get("working-directory", "."), given),
        env=environment,
        capture_output=True,
        check=False,
        timeout=600,
    )
    told = dict(line.split("=", 1) for line in outputs.read_text(encoding="utf-8").splitlines())
    told |= {"path": paths.read_text(encoding="utf-8").strip()}
    return Step(done.returncode, done.stdout.decode(), done.stderr.decode(), told, summary.read_text(encoding="utf-8"))


def _filled(text: str, inputs: dict[str, str]) -> str:
    return re.sub(r"\$\{\{ inputs\.([a-z-]+) \}\}", lambda found: inputs[found[1]], str(text))


def run_job(workspace: Path, aside: Path, path: str, told: dict[str, str], **inputs: object) -> tuple[Step, dict[str, Any]]:
    """Run the job of the GitLab template: inputs put into its text, then YAML, then a POSIX shell; return it and the job."""
    written = (ROOT / "templates" / "check.yml").read_text(encoding="utf-8")
    head, body = written.split("\n---\n")
    known = yaml.safe_load(head)["spec"]["inputs"]
    given = {key: value.get("default", "") for key, value in known.items()}
    given |= {key.replace("_", "-"): value for key, value in inputs.items()}
    assert given.keys() == known.keys()
    found = re.sub(r"\$\[\[ inputs\.([a-z-]+) \]\]", lambda each: _put_in(given[each[1]]), body)
    (job,) = yaml.safe_load(found).values()
    (script,) = job["script"]
    environment = {**os.environ, **{key: str(value) for key, value in job["variables"].items()}, **told}
    environment |= {"PATH": path, "CI": "true", "CI_PROJECT_DIR": str(workspace), "PYTHONPATH": str(ROOT)}
    environment |= {"DGOV_STD_STATE": str(aside / "state"), "HOME": str(aside)}
    done = subprocess.run(["sh", "-e", "-c", script], cwd=workspace, env=environment, capture_output=True, check=False)
    return Step(done.returncode, done.stdout.decode(), done.stderr.decode(), {}, ""), job


def _put_in(value: object) -> str:
    """As GitLab does (Interpolation::TextTemplate): a text as it is, anything else as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
