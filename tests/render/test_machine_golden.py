"""The formats for pipelines, compared with golden files (DGOV_STD_REWRITE_GOLDEN=1 writes them anew)."""

import os
from pathlib import Path
from types import ModuleType

import machine_reports as machine
import pytest

from dgov_std.api.result import Report, render_together
from dgov_std.render import JOINT, SUFFIXES
from dgov_std.report.visible import hidden

GOLDEN = Path(__file__).with_name("golden-machine")


def made(case: str, name: str, language: str) -> str:
    return render_together(name, map(Report, machine.reports(case)), language=language).decode()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", JOINT)
@pytest.mark.parametrize("case", machine.CASES)
def test_golden(case: str, name: str, language: str) -> None:
    text = made(case, name, language)
    path = GOLDEN / f"{case}.{language}{SUFFIXES[name]}"
    if os.environ.get("DGOV_STD_REWRITE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", JOINT)
@pytest.mark.parametrize("case", machine.CASES)
def test_no_personal_value_and_no_hidden_character(sample: ModuleType, case: str, name: str) -> None:
    text = made(case, name, "zh")
    values = {example.value for example in sample.returned().findings[6].examples}
    assert values == {"110101199013011234", "110101198002301234"}
    assert not [value for value in values if value in text]
    assert "somebody" not in text
    assert not {c for c in text if hidden(c)} - {"\n"}


@pytest.mark.parametrize("name", JOINT)
def test_a_million_faults_take_no_more_room_than_ten(name: str) -> None:
    assert len(made("million", name, "zh").encode()) < 8_000


def test_every_golden_file_is_of_a_case() -> None:
    known = {f"{case}.{language}{SUFFIXES[name]}" for case in machine.CASES for name in JOINT for language in ("zh", "en")}
    assert {path.name for path in GOLDEN.iterdir()} == known
