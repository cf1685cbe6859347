"""Explaining damage imports no pandas: 0.3 s that a check of a faulty file would pay."""

import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).parents[1]
SCRIPT = """
import sys
from pathlib import Path
import fixtures_causes
import dgov_std
from dgov_std.api.library import compile_bundle
bundle = compile_bundle(Path(sys.argv[1]) / "files" / "register.yaml", "register")
for fixture in fixtures_causes.FIXTURES:
    path = Path(sys.argv[2]) / fixture.name
    fixture.write(path)
    dgov_std.check(path, standard=bundle, **fixture.options)
    if "pandas" in sys.modules:
        sys.exit(fixture.name)
"""


def test_no_damage_makes_a_check_import_pandas(tmp_path: Path) -> None:
    paths = [TESTS / "files", TESTS / "dataset", TESTS.parent]
    code = f"import sys; sys.path[:0] = {[str(path) for path in paths]!r}\n{SCRIPT}"
    run = subprocess.run([sys.executable, "-c", code, TESTS, tmp_path], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
