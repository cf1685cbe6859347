"""Write down what is declared stable, as it is now: `python tests/stability/freeze.py` at every minor version.

Reports of the version go to `reports/<major.minor>/`, the codes and exit codes to `declared.json`. What an earlier version
wrote down stays as it is: test_stability.py holds the program to it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT), str(HERE.parent / "render")]

import machine_reports  # noqa: E402
import sample_report  # noqa: E402

import dgov_std  # noqa: E402
from dgov_std.api.result import Report  # noqa: E402
from dgov_std.cli import exit_codes  # noqa: E402
from dgov_std.render import RENDERERS  # noqa: E402
from dgov_std.render.wording import topic  # noqa: E402
from dgov_std.report.codes import CODES  # noqa: E402

SAMPLES = ("returned", "accepted", "empty", "unfinished", "hostile", "bare")
EXAMPLES = (("penalties", "bad-organisations", "penalty-publicity"), ("licences", "bad-persons", "licence-publicity"))


def declared() -> dict[str, Any]:
    """Return what may grow, but not change: codes with what they mean, exit codes, names of formats."""
    return {
        "codes": {
            code: [str(each.dimension), each.unit, topic(code, "zh"), topic(code, "en")]
            for code, each in sorted(CODES.items())
        },
        "exit_codes": {name: value for name, value in vars(exit_codes).items() if name.isupper() and isinstance(value, int)},
        "formats": sorted(RENDERERS),
    }


def reports() -> dict[str, bytes]:
    """Return reports by name: the samples, gates, and examples with many kinds of facts."""
    found = {name: Report(getattr(sample_report, name)()).to_json() for name in SAMPLES}
    found["gated"] = Report(machine_reports.gated()).to_json()
    for folder, name, standard in EXAMPLES:
        path = ROOT / "examples" / folder / f"{name}.csv"
        found[f"{folder}-{name}"] = dgov_std.check(path, standard=standard, as_of="2026-10-31").to_json()
    return found


def main() -> None:
    """Write the reports of this version, and the declarations."""
    folder = HERE / "reports" / ".".join(dgov_std.__version__.split(".")[:2])
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in reports().items():
        (folder / f"{name}.json").write_bytes(data)
    text = json.dumps(declared(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    (HERE / "declared.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
