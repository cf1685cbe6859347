"""Docs that can rot are generated or run."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import dgov_std
from dgov_std.api.library import load_standard
from dgov_std.cli import COMMANDS, exit_codes
from dgov_std.report.codes import CODES
from dgov_std.schema.vocabulary import vocabulary_schema
from dgov_std.standard import KINDS, kind_schema
from dgov_std.standard.rules import OPERATORS
from docs import generate
from docs.pages import running

ROOT = Path(__file__).resolve().parents[1]
READMES = ["README.md", "README.zh.md"]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"(?<!\\)\[(?:[^\]\\]|\\.)*\]\(([^)#\s]*)(?:#([^)\s]*))?\)")  # an escaped bracket is none


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


# tests/codes looks at the pages of the codes, tests/docs follows the quick starts.
ELSEWHERE = ("docs/codes/", "docs/quickstart-")


@pytest.mark.parametrize("name", [name for name in generate.names() if not name.startswith(ELSEWHERE)])
def test_the_page_is_what_the_generator_writes(name: str):
    assert read(name) == generate.page(name), "run: python docs/generate.py"


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
    assert [command for command in COMMANDS if not re.search(f"`dgov-std {command}[ `]", text)] == []
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


@pytest.mark.parametrize("name", [name for name in generate.RUN if not name.startswith(ELSEWHERE)])
def test_every_command_of_the_page_does_what_the_page_shows(name: str):
    text = read(name)
    wanted = running.expected(text)
    assert [line for line, _, _ in wanted] == [
        line.removeprefix("dgov-std ") for block in blocks(text, "sh") for line in block.splitlines()
    ]
    with running.page_folder(text, generate.RUN[name]):
        assert [(line, *running.run_command(line)) for line, _, _ in wanted] == wanted


def test_the_bad_file_of_the_authoring_page_breaks_every_rule_of_the_page():
    with running.page_folder(read("docs/authoring.md"), "en"):
        report = dgov_std.check("bad.csv", standard="stalls", as_of="2026-10-31")
        (dataset,) = load_standard("stalls").datasets.values()
    assert len(dataset.rules) == 12
    titles = [finding.rule.title for finding in report.findings]
    # A finding about an identifier names the identifier's standard, not the title of the rule.
    assert [rule.id for rule in dataset.rules if rule.title not in titles] == ["identity-card", "credit-code"]
    identifiers = [finding.rule.standard for finding in report.findings if finding.code == "IDN201"]
    assert identifiers == ["某市数据标准（虚构）", "GB 11643-1999", "GB 32100-2015"]
    assert {"KEY101", "KEY102"} <= {finding.code for finding in report.findings}


def test_the_authoring_page_shows_every_form_of_rule_and_every_operator():
    text = read("docs/authoring.md")
    form = dataset_rules()["x-one-of"]
    assert [word for word in [*form, "keys", "identical_rows"] if f"{word}:" not in "".join(blocks(text, "yaml"))] == []
    assert [operator for operator in OPERATORS if f"`{operator}`" not in text] == []


def dataset_rules() -> dict[str, Any]:
    rules: dict[str, Any] = kind_schema("dataset")["$defs"]["rule"]
    return rules


def test_both_authoring_pages_show_the_same_files():
    def files(name: str) -> list[tuple[str, str]]:
        return [(path, re.sub(r"(?m)^#.*\n", "", body)) for path, body in running.FILE.findall(read(name))]

    assert files("docs/authoring.md") == files("docs/authoring.zh.md")


def test_the_metadata_example_fills_its_fields_without_a_finding():
    (example,) = blocks(read("docs/metadata.md"), "json")
    fields = re.findall(r"^\| `([a-z-]+)` \|", read("docs/metadata.md"), re.MULTILINE)
    assert len(fields) > 15
    assert set(json.loads(example)) <= set(fields)
    report = dgov_std.check(
        ROOT / "examples" / "licences" / "good-organisations.csv",
        standard="licence-publicity",
        as_of="2026-10-31",
        metadata=json.loads(example),
    )
    assert [finding.code for finding in report.findings if finding.code.startswith(("DES", "CLS", "SEC"))] == []


def test_nothing_promises_a_command_that_does_not_exist():
    kinds = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "dgov_std" / "standard" / "kinds").glob("*.json"))
    assert set(re.findall(r"dgov-std ([a-z]+)", kinds)) <= set(COMMANDS)
    assert "{as_of: true}" in dataset_rules()["properties"]["compare"]["description"]
