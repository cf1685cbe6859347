"""The examples of docs/patterns.md, as they stand there."""

import json
import re
from pathlib import Path

import pytest

from dgov_std.arrays import strings
from dgov_std.checks.pattern import compile_pattern
from dgov_std.checks.setting import Setting
from dgov_std.errors import StandardError
from dgov_std.reference import ecma

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "patterns.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip().replace(r"\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
    for line in PAGE.splitlines()
    if line.startswith("| `")
]
BREAK = PAGE.index("## What is refused")
REFUSED = [row for row in ROWS if PAGE.index(row[0].replace("|", r"\|") + " |") > BREAK]
TRANSLATED = [row for row in ROWS if row not in REFUSED]
PROPERTIES = PAGE[PAGE.index("Properties:") : PAGE.index("### Looking")]


def spelled(cell: str) -> list[str]:
    r"""The texts of a cell: between backticks, with \n and \uXXXX as in JSON."""
    return [json.loads(f'"{text}"') for text in re.findall("`([^`]*)`", cell)]


def test_the_page_has_its_tables():
    assert (len(TRANSLATED), len(REFUSED)) == (28, 23)


@pytest.mark.parametrize(("written", "found", "missed"), TRANSLATED)
def test_what_is_translated(written: str, found: str, missed: str):
    pattern, texts = written.strip("`"), [*spelled(found), *spelled(missed)]
    wanted = [True] * len(spelled(found)) + [False] * len(spelled(missed))
    assert list(compile_pattern(pattern, Setting({}))(strings(texts))) == wanted
    assert [ecma.found(pattern, text) for text in texts] == wanted


@pytest.mark.parametrize(("written", "words", "instead"), REFUSED)
def test_what_is_refused(written: str, words: str, instead: str):
    with pytest.raises(StandardError) as caught:
        compile_pattern(written.strip("`"), Setting({}))
    assert words in caught.value.problems[0].what.en
    for pattern in re.findall("`([^`]*)`", instead):
        compile_pattern(pattern, Setting({}))


def test_the_scripts_of_the_page_are_the_scripts():
    named = re.search(r"the scripts (.*?) after `sc=`", PROPERTIES, re.DOTALL)
    assert named
    scripts = re.split(r",\s|\sand\s", named[1])
    assert set(scripts) == set(ecma.SCRIPTS)
    for script in scripts:
        compile_pattern(f"\\p{{Script={script}}}\\p{{sc={script}}}", Setting({}))
