"""Every indicator of a real report can be recomputed from the report alone, by a short script."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import dgov_std

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "tests" / "report" / "recompute.py"


@pytest.mark.parametrize("name", ["good-organisations", "bad-organisations", "good-persons", "bad-persons"])
def test_recomputed(tmp_path: Path, name: str) -> None:
    report = dgov_std.check(ROOT / "examples" / "licences" / f"{name}.csv", standard="licence-publicity", as_of="2026-10-31")
    path = tmp_path / "report.json"
    path.write_bytes(report.to_json())
    ran = subprocess.run([sys.executable, "-S", str(SCRIPT), str(path)], capture_output=True, text=True, check=False)
    lines = ran.stdout.splitlines()
    assert lines, ran.stderr
    assert all(line.endswith(" ok") for line in lines), lines
    known = [indicator for indicator in json.loads(report.to_json())["indicators"] if indicator["b"]]
    assert len(known) >= 10
    assert all(0 <= indicator["a"] <= indicator["b"] for indicator in known)


def test_the_script_uses_the_standard_library_only_and_is_short() -> None:
    lines = [line for line in SCRIPT.read_text(encoding="utf-8").splitlines() if line.strip()]
    assert len(lines) <= 32
    assert [line for line in lines if line.startswith(("import ", "from "))] == ["import json", "import sys"]
