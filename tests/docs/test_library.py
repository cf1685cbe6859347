"""The pages of the library hold every document once, each with its source and how sure that is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docs.pages.library import KINDS, counts, entries

ROOT = Path(__file__).resolve().parents[2]
PAGES = [(kind, end) for kind in KINDS for end in (".md", ".zh.md")]
WORDS = {".md": ("Source", "Confidence", "high|medium|low"), ".zh.md": ("来源", "可信度", "高|中|低")}


def parts(kind: str, end: str) -> dict[str, str]:
    """The entries of a page by their heading."""
    text = (ROOT / "docs" / "library" / f"{kind}{end}").read_text(encoding="utf-8")
    _, *found = re.split(r"^### ", text, flags=re.MULTILINE)
    return dict(part.split("\n", 1) for part in found)


@pytest.mark.parametrize(("kind", "end"), PAGES)
def test_every_document_has_an_entry(kind: str, end: str):
    found = parts(kind, end)
    assert [heading.split(" ", 1)[0] for heading in found] == [entry.name for entry in entries(kind)]
    assert len(found) == counts()[kind] > 10


@pytest.mark.parametrize(("kind", "end"), PAGES)
def test_every_entry_names_its_source_and_how_sure_it_is(kind: str, end: str):
    source, confidence, levels = WORDS[end]
    told = re.compile(rf"^- \*\*{source}\*\* \S.* · \*\*{confidence}\*\* ({levels})\b", re.MULTILINE)
    assert [heading for heading, text in parts(kind, end).items() if not told.search(text)] == []


def test_every_code_list_says_what_it_was_made_from():
    named = [entry.name for entry in entries("codelists") if entry.document.copy.file]
    found = {heading.split(" ", 1)[0]: text for heading, text in parts("codelists", ".md").items()}
    assert len(named) > 20
    assert [
        name for name in named if "**Licence of the source**" not in found[name] or "**Taken from**" not in found[name]
    ] == []


def test_the_readmes_count_the_documents():
    for name in ("README.md", "README.zh.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert [f"{number:,}" for number in counts().values() if f"{number:,}" not in text] == []
