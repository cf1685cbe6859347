"""The documentation as HTML: every link and anchor leads somewhere, nothing comes from elsewhere."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest

from docs import site

LOADING = {"src", "srcset", "data", "poster", "action", "background", "xlink:href"}


@dataclass
class Read(HTMLParser):
    """What a page holds: anchors, links, what it loads, the elements in it."""

    anchors: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    elements: set[str] = field(default_factory=set)
    language: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        said = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language = said["lang"]
        if "id" in said:
            self.anchors.append(said["id"])
        if tag == "a":
            self.links.append(said["href"])
        if tag == "link":
            self.loads.append(said["href"])
        self.loads += [value for name, value in said.items() if name in LOADING]
        assert [name for name in said if name.startswith("on") or name == "style"] == []


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("site")
    assert site.build(target) > 50
    return target


@pytest.fixture(scope="module")
def read(folder: Path) -> dict[str, Read]:
    found = {}
    for path in folder.rglob("*.html"):
        reader = Read()
        reader.feed(path.read_text(encoding="utf-8"))
        found[path.relative_to(folder).as_posix()] = reader
    return found


def place(page: str, link: str) -> tuple[str, str]:
    address, anchor = urldefrag(link)
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(address))) if address else page
    return target, unquote(anchor)


def test_every_link_and_anchor_leads_somewhere(folder: Path, read: dict[str, Read]):
    broken = []
    for name, page in read.items():
        for link in page.links:
            if "://" in link:
                continue
            target, anchor = place(name, link)
            if not (folder / target).is_file() or (anchor and anchor not in read[target].anchors):
                broken.append(f"{name}: {link}")
    assert broken == []


def test_nothing_is_loaded_from_elsewhere_and_nothing_runs(folder: Path, read: dict[str, Read]):
    for name, page in read.items():
        assert page.elements & {"script", "iframe", "object", "embed", "form", "style", "base"} == set(), name
        for address in page.loads:
            assert (folder / place(name, address)[0]).is_file(), f"{name}: {address}"
    sheet = (folder / "style.css").read_text(encoding="utf-8")
    assert "url(" not in sheet
    assert "@import" not in sheet


def test_every_page_is_reached_from_the_first_ones(read: dict[str, Read]):
    seen, waiting = set(), ["index.html", "index.zh.html"]
    while waiting:
        name = waiting.pop()
        if name in seen or name not in read:
            continue
        seen.add(name)
        waiting += [place(name, link)[0] for link in read[name].links if "://" not in link]
    assert sorted(read.keys() - seen) == []


def test_pages_in_two_languages_lead_to_each_other(read: dict[str, Read]):
    chinese = [name for name in read if name.endswith(".zh.html")]
    assert len(chinese) >= 8
    for name in chinese:
        other = name.replace(".zh.html", ".html")
        assert read[name].language == "zh-CN"
        assert read[other].language == "en"
        assert posixpath.basename(other) in read[name].links
        assert posixpath.basename(name) in read[other].links


def test_no_anchor_stands_twice_on_a_page(read: dict[str, Read]):
    assert [name for name, page in read.items() if len(set(page.anchors)) != len(page.anchors)] == []


def test_markup_in_the_text_is_shown_and_not_obeyed(tmp_path: Path):
    source = tmp_path / "bad.md"
    source.write_text(
        "# A <script>alert(1)</script>\n\n<img src=x onerror=alert(1)>\n\n[x](javascript:alert(1)) `<b>`\n", encoding="utf-8"
    )
    page = site.Page(source, "bad.html", "en")
    reader = Read()
    reader.feed(site.document(page))
    assert reader.elements & {"script", "img", "b"} == set()
    assert [link for link in reader.links if "javascript" in link] == []


def test_a_line_break_in_a_cell_is_one_and_in_code_is_shown(tmp_path: Path):
    source = tmp_path / "rows.md"
    source.write_text("# A\n\n| a |\n|---|\n| one<br>**two**<br>`<br>` |\n", encoding="utf-8")
    page = site.document(site.Page(source, "rows.html", "en"))
    assert "one<br />\n<strong>two</strong><br />\n<code>&lt;br&gt;</code>" in page


def test_the_marks_of_the_generator_are_not_shown(folder: Path):
    shown = [
        path.name
        for path in folder.rglob("*.html")
        if re.search("&lt;!-- (generated|Written|end)", path.read_text(encoding="utf-8"))
    ]
    assert shown == []
