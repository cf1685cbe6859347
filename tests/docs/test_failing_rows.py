"""The example of the page on failing rows is run."""

import re
from pathlib import Path

import pytest

from dgov_std.cli.group import main_group
from dgov_std.cli.shell import run

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.mark.parametrize("page", ["failing-rows.md", "failing-rows.zh.md"])
def test_the_file_is_what_the_page_shows(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    files = dict(re.findall(r"`([a-z.]+)`\n\n```[a-z]+\n(.*?)```", text, re.DOTALL))
    assert sorted(files) == ["failing.csv", "schema.json", "shops.csv"]
    (command,) = re.findall(r"```sh\ndgov-std (.*)\n```", text)
    shown = files.pop("failing.csv")
    for name, content in files.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert run(main_group, command.split()) == 1
    assert (tmp_path / "failing.csv").read_text(encoding="utf-8-sig") == shown
