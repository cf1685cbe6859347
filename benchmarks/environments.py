"""A virtual environment for each other tool, made when first asked for, from the index pip is configured with."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from processes import last_lines, plain_environment

PACKAGES = {
    "duckdb": ("duckdb",),
    "calamine": ("python-calamine",),
    "pointblank": ("pointblank", "polars"),
    "pandera": ("pandera[polars,pandas]", "pyarrow"),
    "frictionless": ("frictionless",),
}
VERSIONS = """
import importlib.metadata, json, sys
print(json.dumps({name: importlib.metadata.version(name) for name in sys.argv[1:]}))
"""


@dataclass(slots=True)
class Environments:
    """The environments below one folder; what cannot be installed is skipped with a word."""

    folder: Path
    wanted: frozenset[str]
    skipped: dict[str, str] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)

    def python(self, name: str) -> str | None:
        """Return the interpreter of this environment; None where it was not wanted or cannot be made."""
        if name not in self.wanted:
            self.skipped.setdefault(name, "not asked for")
        if name in self.skipped:
            return None
        home = self.folder / name
        python, ready = home / "bin" / "python", home / "ready"
        if not ready.exists():
            print(f"   installing {name}", flush=True)
            for command in (
                [sys.executable, "-m", "venv", "--clear", str(home)],
                [str(python), "-m", "pip", "install", "--quiet", *PACKAGES[name]],
            ):
                done = subprocess.run(command, capture_output=True, text=True, check=False)
                if done.returncode:
                    # What pip says names hosts and paths: it is shown, and not kept in the results.
                    self.skipped[name] = "not installed, pip could not"
                    print(f"   {name} cannot be installed: {last_lines(done.stderr)}")
                    return None
            ready.touch()
        self.versions |= versions(str(python), self.folder, [package.partition("[")[0] for package in PACKAGES[name]])
        return str(python)


def versions(python: str, scratch: Path, names: list[str]) -> dict[str, str]:
    """Return the versions of the packages an interpreter sees."""
    command = [python, "-c", VERSIONS, *names]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=plain_environment(scratch))
    return json.loads(done.stdout)
