"""Run the command line for real, in a child process."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def spawn(
    *arguments: object, code: str = "from dgov_std.cli import main; main()", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run the command line in a child process."""
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        check=False,
    )
