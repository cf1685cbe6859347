"""What became of several inputs stands below their reports."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "licences"
RULES = ("--standard", "licence-publicity", "--as-of", "2026-10-31")
GOOD, BAD = EXAMPLES / "good-persons.csv", EXAMPLES / "bad-persons.csv"


def test_the_files_that_are_not_accepted_are_named(run: Callable, tmp_path: Path) -> None:
    ran = run("check", GOOD, BAD, tmp_path / "gone.csv", *RULES)
    assert ran.code == 2
    assert ran.out.endswith(
        "\n3 个文件: 合格 1、退回修改 1、没有检查 1\n退回修改:\n  bad-persons.csv\n没有检查:\n  gone.csv\n"
    )


def test_where_nothing_was_checked_nothing_is_told(run: Callable, tmp_path: Path) -> None:
    ran = run("check", tmp_path / "gone.csv", tmp_path / "away.csv", *RULES)
    assert (ran.code, ran.out) == (2, "")


def test_where_there_is_a_gate_its_word_counts(run: Callable, tmp_path: Path) -> None:
    known = tmp_path / "known.json"
    assert run("check", GOOD, BAD, *RULES, "--write-baseline", known).code == 1
    ran = run("check", GOOD, BAD, *RULES, "--baseline", known, "--lang", "en")
    assert ran.code == 0
    assert ran.out.endswith("\n2 files: accepted (Gate: passed) 1, returned (Gate: passed) 1\n")


def test_many_are_counted(run: Callable, tmp_path: Path) -> None:
    for i in range(12):
        (tmp_path / f"{i:02}.csv").write_bytes(BAD.read_bytes())
    ran = run("check", tmp_path, *RULES, "--jobs", "2")
    assert ran.out.endswith("  08.csv\n  09.csv\n  …… 等 2 个\n")


@pytest.mark.parametrize("words", [[GOOD], [GOOD, BAD, "--format", "json"]])
def test_one_file_and_what_programs_read_have_none(run: Callable, words: list[object]) -> None:
    assert "个文件:" not in run("check", *words, *RULES).out
