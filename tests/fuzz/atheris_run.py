"""Fuzz one target with coverage as the guide: `python atheris_run.py TARGET [libFuzzer arguments]`.

Ends with another exit code than 0 when anything but our own errors came out, when one input took more than twenty
seconds, or more than 1.5 GB of memory; the input is kept as `artifact_prefix` says.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "hostile"), str(HERE.parent / "dataset"), str(HERE.parents[1])]

with atheris.instrument_imports(include=["dgov_std", "zipfile", "yaml"]):
    import fuzz_targets

DEFAULTS = [
    "-timeout=20",
    "-rss_limit_mb=1500",
    f"-max_len={fuzz_targets.LARGEST}",
    "-print_final_stats=1",
    "-detect_leaks=0",
    "-verbosity=0",
]


def main() -> None:
    """Fuzz the target named first."""
    name, *arguments = sys.argv[1:]

    def one(data: bytes) -> None:
        fuzz_targets.tried(name, data)

    atheris.Setup([sys.argv[0], *DEFAULTS, *arguments], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
