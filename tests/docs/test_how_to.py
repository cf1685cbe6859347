"""Each how-to page, followed to the letter in a copy of the project, comes to the result it shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docs.pages.following import STEP, copy_project, edit, follow

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = sorted(path.name for path in DOCS.glob("how-to-*.md"))
WANTED = ["cause", "check", "code-list", "command", "element", "identifier", "report-format"]


def test_there_is_a_page_for_each_thing_one_adds():
    assert [f"how-to-{name}.md" for name in WANTED] == PAGES


@pytest.mark.parametrize("name", PAGES)
def test_following_the_page_comes_to_its_result(name: str, tmp_path: Path):
    copy_project(tmp_path)
    text = (DOCS / name).read_text(encoding="utf-8")
    done = list(follow(text, tmp_path))
    assert [(each.command, each.came) for each in done] == [(each.command, each.shown) for each in done]
    assert any(each.shown[1] for each in done)


@pytest.mark.parametrize("name", PAGES)
def test_every_block_of_the_page_is_a_step(name: str):
    text = (DOCS / name).read_text(encoding="utf-8")
    shown = sum(step["output"] is not None for step in STEP.finditer(text))
    assert text.count("```") == 2 * (len(STEP.findall(text)) + shown)


@pytest.mark.parametrize("name", PAGES)
def test_without_its_first_step_the_page_does_not_come_to_its_result(name: str, tmp_path: Path):
    copy_project(tmp_path)
    text = re.sub(r"```sh\n(pytest|python) [^\n]+\n```\n", "", (DOCS / name).read_text(encoding="utf-8"))
    first = next(STEP.finditer(text))
    done = list(follow(text[first.end() :], tmp_path))
    assert [each.came for each in done] != [each.shown for each in done]


def test_a_line_that_is_not_there_once_is_told(tmp_path: Path):
    path = tmp_path / "a.py"
    path.write_text("one\ntwo\ntwo\n", encoding="utf-8")
    edit(path, "after", "one", "new\n")
    assert path.read_text(encoding="utf-8") == "one\nnew\ntwo\ntwo\n"
    with pytest.raises(ValueError, match="2 lines read 'two'"):
        edit(path, "before", "two", "new\n")
