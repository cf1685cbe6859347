"""Docs that can rot are generated or run."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from dgov_std.cli import COMMANDS, exit_codes
from dgov_std.report.codes import CODES
from dgov_std.schema.vocabulary import vocabulary_schema
from dgov_std.standard import KINDS

ROOT = Path(__file__).resolve().parents[1]
READMES = ["README.md", "README.zh.md"]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]*)(?:#([^)\s]*))?\)")


def load_generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


GENERATOR = load_generator()


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


@pytest.mark.parametrize("name", [*GENERATOR.PAGES, *GENERATOR.PARTS])
def test_the_page_is_what_the_generator_writes(name: str):
    assert read(name) == GENERATOR.page(name), "run: python docs/generate.py"


@pytest.mark.parametrize("name", READMES)
def test_ci_runs_the_two_commands_of_the_readme_word_for_word(name: str):
    commands = [command.strip() for command in blocks(read(name), "sh")]
    assert len(commands) == 2
    script = [line.strip() for line in read(".ci/run").splitlines()]
    assert [command for command in commands if command not in script] == []


@pytest.mark.parametrize("name", READMES)
def test_the_python_example_of_the_readme_runs(name: str):
    (example,) = blocks(read(name), "python")
    done = subprocess.run([sys.executable, "-c", example], cwd=ROOT, capture_output=True, check=False, timeout=120)
    assert done.stderr.decode() == ""
    assert done.stdout.decode().startswith("fail 3")


@pytest.mark.parametrize("name", READMES)
def test_the_readme_names_every_command_and_exit_code(name: str):
    text = read(name)
    assert [command for command in COMMANDS if f"`dgov-std {command} " not in text] == []
    codes = [value for key, value in vars(exit_codes).items() if key.isupper() and isinstance(value, int)]
    assert [code for code in codes if f"\n| {code} |" not in text] == []


@pytest.mark.parametrize("name", ["docs/language.md", "docs/language.zh.md"])
def test_every_kind_has_a_section(name: str):
    assert [kind for kind in KINDS if f"## `kind: {kind}`" not in read(name)] == []


def test_every_kind_is_shown_beside_its_schema():
    assert [kind for kind in KINDS if f"## {kind}: " not in read("docs/yaml-to-schema.md")] == []


def test_every_code_and_every_keyword_has_its_place():
    assert [code for code in CODES if f"### {code}\n" not in read("docs/codes.md")] == []
    ours = [name for name, schema in vocabulary_schema()["properties"].items() if "description" in schema]
    assert len(ours) > 10
    assert [name for name in ours if f"| `{name}` |" not in read("docs/bundle.md")] == []


def anchors(page: Path) -> set[str]:
    found = set()
    for heading in re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE):
        found.add(re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-"))
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path):
    broken = []
    for target, anchor in LINK.findall(page.read_text(encoding="utf-8")):
        if "://" in target:
            continue
        path = (page.parent / target).resolve() if target else page
        if not path.exists() or (anchor and anchor not in anchors(path)):
            broken.append(f"{target}#{anchor}")
    assert broken == []


def test_every_decision_is_listed():
    folder = ROOT / "docs" / "decisions"
    listed = (folder / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in folder.glob("*.md") if path.name != "README.md" and f"({path.name})" not in listed] == []


def test_the_changelog_has_unreleased_changes_on_top():
    assert re.findall(r"^## (.*)$", read("CHANGELOG.md"), re.MULTILINE)[0] == "[Unreleased]"
