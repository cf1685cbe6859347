"""The page of pipelines: its configuration, recipes and tables are those of the program."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from dgov_std.cli import completion
from dgov_std.cli.config import FILES, RUN, TOP, find_config
from dgov_std.cli.settings import SETTINGS

ROOT = Path(__file__).resolve().parents[2]
PAGES = ["ci.md", "ci.zh.md"]


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", page, re.DOTALL)


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest) -> str:
    return (ROOT / "docs" / request.param).read_text(encoding="utf-8")


def keys_of(section: str) -> set[str]:
    rows = re.findall(r"^\| (`.*?) \|", section, re.MULTILINE)
    return {key for row in rows for key in re.findall(r"`([a-z_]+)`", row)}


def test_every_key_is_explained_and_no_other(page: str) -> None:
    top, entry = re.split(r"\n(?=In an entry|`\[\[datasets\]\]` 的)", page)
    top = top.split("```toml")[1]
    entry = entry.split("\n## ")[0]
    assert keys_of(top) == {*TOP, *RUN}
    named = set(re.findall(r"`([a-z_]+)`", entry.split("\n\n")[0])) - {"datasets"}
    assert named == set(TOP)
    assert keys_of(entry) | named == {FILES, *SETTINGS}


def test_the_configuration_shown_is_one(page: str, tmp_path: Path) -> None:
    (text,) = blocks(page, "toml")
    (tmp_path / "dgov-std.toml").write_text(text, encoding="utf-8")
    config = find_config(tmp_path)
    assert [entry.setting.fail_on for entry in config.entries] == ["error", "warning"]
    assert len(tomllib.loads(text)["datasets"]) == 2


def test_the_inputs_of_the_action_and_of_the_template_are_those_described(page: str) -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    spec = yaml.safe_load((ROOT / "templates" / "check.yml").read_text(encoding="utf-8").split("\n---\n")[0])["spec"]
    github, gitlab = re.findall(r"(?:Inputs: |输入: )(.*?)[.。;]", page, re.DOTALL)
    assert re.findall(r"`([a-z-]+)`", github) == list(action["inputs"])
    assert re.findall(r"`([a-z-]+)`", gitlab) == list(spec["inputs"])
    workflow, include, hooks = (yaml.safe_load(block) for block in blocks(page, "yaml"))
    (step,) = [each for each in workflow["jobs"]["check"]["steps"] if each["uses"].startswith("OWNER")]
    assert set(step["with"]) <= set(action["inputs"])
    assert set(include["include"][0]["inputs"]) <= set(spec["inputs"])
    known = [hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))]
    assert {hook["id"] for hook in hooks["repos"][0]["hooks"]} <= set(known)
    assert re.findall(r"^\| `(dgov-std-[a-z-]+)` \|", page, re.MULTILINE) == known


def test_actions_are_pinned_by_commit(page: str) -> None:
    used: list[Any] = [step["uses"] for step in yaml.safe_load(blocks(page, "yaml")[0])["jobs"]["check"]["steps"]]
    assert [name for name in used if not re.search(r"@([0-9a-f]{40}|COMMIT)$", name)] == []


def test_every_shell_is_named(page: str) -> None:
    assert [shell for shell in completion.PLACES if shell not in page] == []
