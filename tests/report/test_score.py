"""Indicators, and their recomputation from the JSON report by a script that knows nothing of us."""

import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from dgov_std.report.json_form import canonical_bytes
from dgov_std.report.score import indicators
from dgov_std.report.values import CheckResult, Rows, Rule, Severity, Status

RECOMPUTE = Path(__file__).with_name("recompute.py")


def _def(which: str, of: list[str], unit: str = "cell") -> dict[str, object]:
    return {
        "id": "x",
        "standard": "S",
        "title": {"zh": "甲", "en": "a"},
        "dimension": "accuracy",
        "polarity": "higher",
        "unit": unit,
        "counts": [which, of],
    }


def _check(code: str, evaluated: int, failed: int, status: Status = Status.RAN, unit: str = "cell") -> CheckResult:
    return CheckResult(
        code.lower(), code, Severity.ERROR, "accuracy", unit, 0, None, status, None, evaluated, failed, Rule()
    )  # type: ignore[arg-type]


CHECKS = [
    _check("TYP201", 100, 3),
    _check("TYP202", 50, 50),
    _check("IDN201", 40, 1),
    _check("TYP204", 70, 70, Status.SKIPPED),
    _check("KEY101", 10, 2, unit="row"),
]
ROWS = Rows(200, 150, 30, 20, 0, 7)


@pytest.mark.parametrize(
    ("which", "of", "unit", "a", "b", "value"),
    [
        ("passed", ["TYP"], "cell", 97, 150, 0.646667),
        ("failed", ["TYP", "IDN201"], "cell", 54, 190, 0.284211),
        ("passed", ["KEY"], "row", 8, 10, 0.8),
        ("passed", ["KEY"], "cell", 0, 0, None),
        ("rows", ["with_errors"], "row", 30, 200, 0.15),
        ("rows", ["clean"], "row", 150, 200, 0.75),
        ("rows", ["duplicate"], "row", 7, 200, 0.035),
    ],
)
def test_counts(which: str, of: list[str], unit: str, a: int, b: int, value: float | None) -> None:
    (made,) = indicators([_def(which, of, unit)], CHECKS, ROWS)
    assert (made.a, made.b, made.value) == (a, b, value)


def test_a_check_that_did_not_run_does_not_count() -> None:
    (made,) = indicators([_def("passed", ["TYP"])], CHECKS, ROWS)
    assert made.checks == ("typ201", "typ202")


def test_no_rows_is_not_applicable() -> None:
    (made,) = indicators([_def("rows", ["clean"], "row")], [], Rows(0, 0, 0, 0))
    assert made.value is None


def test_a_stranger_recomputes_every_indicator(sample: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_bytes(canonical_bytes(sample.returned()))
    done = subprocess.run([sys.executable, RECOMPUTE, path], capture_output=True, text=True, check=False)
    assert done.stdout == "0302 919/936 ok\n0501 2/312 ok\n0601 0/0 ok\n"
    data = json.loads(path.read_text(encoding="utf-8"))
    data["checks"][0]["failed"] += 1
    path.write_text(json.dumps(data), encoding="utf-8")
    done = subprocess.run([sys.executable, RECOMPUTE, path], capture_output=True, text=True, check=False)
    assert done.stdout.startswith("0302 918/936 differs from 919/936\n")
