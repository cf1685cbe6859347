"""Indicators, and their recomputation from the JSON report by a script that knows nothing of us."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from dgov_std.report.json_form import canonical_bytes
from dgov_std.report.score import indicators, scores
from dgov_std.report.values import CheckResult, Part, Report, Rows, Rule, Severity, Status

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


def test_what_is_counted_in_several_units_is_told_for_each() -> None:
    made = indicators([_def("passed", ["TYP", "KEY"], ["cell", "row", "file"])], CHECKS, ROWS)
    assert [(each.unit, each.a, each.b) for each in made] == [("cell", 97, 150), ("row", 8, 10)]


def test_what_is_counted_in_no_unit_is_told_once() -> None:
    made = indicators([_def("passed", ["CLS"], ["cell", "file"])], CHECKS, ROWS)
    assert [(each.unit, each.value) for each in made] == [("cell", None)]


def test_a_complement_turns_the_ratio_round() -> None:
    (made,) = indicators([_def("rows", ["duplicate"], "row") | {"formula": "complement"}], CHECKS, ROWS)
    assert (made.a, made.b, made.value) == (7, 200, 0.965)


MEAN = [
    _def("passed", ["TYP"]) | {"id": "a"},
    _def("rows", ["clean"], "row") | {"id": "b"},
    _def("passed", ["XXX"]) | {"id": "c"},
    _def("none", []) | {"id": "d", "reason": {"zh": "不测", "en": "no"}},
    _def("parts", ["a", "b", "c", "d"]) | {"id": "e", "formula": "mean"},
]


def test_a_mean_is_over_the_parts_that_apply() -> None:
    *_, made = indicators(MEAN, CHECKS, ROWS)
    assert made.parts == (Part("a", 0.646667), Part("b", 0.75), Part("c", None), Part("d", None))
    assert (made.value, made.b) == (0.698333, 0)


def test_a_mean_of_nothing_does_not_apply() -> None:
    *_, made = indicators([MEAN[2], _def("parts", ["c"]) | {"formula": "mean"}], CHECKS, ROWS)
    assert made.value is None


WEIGHED = [
    _def("passed", ["TYP"]) | {"id": "a", "weight": "3"},
    _def("rows", ["with_errors"], "row") | {"id": "b", "weight": "1", "polarity": "lower"},
    _def("passed", ["XXX"]) | {"id": "c", "weight": "6"},
    _def("passed", ["KEY"], "row") | {"id": "d"},
    _def("passed", ["IDN", "KEY"], ["cell", "row"]) | {"id": "f", "weight": "1"},
]
GRADES = [{"title": {"zh": "优", "en": "good"}, "at_least": "95"}, {"title": {"zh": "差", "en": "bad"}, "at_least": "0"}]
SCORING = [{"standard": "S", "title": {"zh": "甲", "en": "a"}, "grades": GRADES}]


def test_a_score_is_the_weighted_mean_of_what_applies() -> None:
    (score,) = scores(SCORING, indicators(WEIGHED, CHECKS, ROWS))
    # 3 x 0.646667 + 1 x (1 - 0.15) + 1 x (0.975 + 0.8) / 2, over 5
    assert (score.points, score.weights) == (73.55, 5.0)
    assert (score.counted, score.left_out) == (("a", "b", "f"), ("c",))
    assert score.grade is not None
    assert score.grade.en == "bad"


def test_a_score_of_nothing_does_not_apply() -> None:
    (score,) = scores(SCORING, indicators([WEIGHED[2]], CHECKS, ROWS))
    assert (score.points, score.grade, score.left_out) == (None, None, ("c",))


def test_a_threshold_itself_is_reached() -> None:
    scoring = [{**SCORING[0], "grades": [{**GRADES[0], "at_least": "80"}]}]
    (score,) = scores(scoring, indicators([WEIGHED[3] | {"weight": "1"}], CHECKS, ROWS))
    assert (score.points, score.grade is not None) == (80.0, True)


def test_a_stranger_recomputes_means_complements_and_scores(sample: ModuleType, tmp_path: Path) -> None:
    defs = [*MEAN, *(each | {"standard": "T"} for each in WEIGHED)]
    found = indicators(defs, CHECKS, ROWS)
    scored = scores([{**SCORING[0], "standard": "T"}], found)
    report: Report = replace(sample.returned(), checks=tuple(CHECKS), rows=ROWS, indicators=found, scores=scored)
    path = tmp_path / "report.json"
    path.write_bytes(canonical_bytes(report))
    done = subprocess.run([sys.executable, RECOMPUTE, path], capture_output=True, text=True, check=False)
    assert (done.stderr, [line for line in done.stdout.splitlines() if not line.endswith(" ok")]) == ("", [])
    assert done.stdout.splitlines()[-1] == "score 73.55 ok"


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
