"""Write the documentation as HTML that needs no network: `python docs/site.py FOLDER`.

Every page of docs/ and the pages of the project beside it become one HTML file each, with one style sheet. Links between
pages lead to the HTML; what a page names outside of them (folders, sources) is shown as text.
"""

from __future__ import annotations

import argparse
import html
import posixpath
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
BESIDE = ("README.md", "README.zh.md", "CONTRIBUTING.md", "CHANGELOG.md")
COPIED = {".svg", ".png", ".yaml"}
BREAK = "<br>"
# The marks of the generator, and the link to the other language, which every page has in its head.
COMMENT = re.compile(r"^(?:<!--.*?-->|\[(?:English|中文)\]\([^)]*\))\n\n?", re.MULTILINE)

# (heading in English, in Chinese, pages without suffix)
NAV = (
    ("Start", "入门", "quickstart-clerk quickstart-steward quickstart-ci quickstart-author install"),
    ("Use", "使用", "README codes metadata ci gate compare report-formats excel"),
    (
        "Library of standards",
        "标准库",
        "library library/elements library/identifiers library/codelists library/datasets",
    ),
    (
        "Write a standard",
        "编写标准",
        "authoring language dictionary yaml-to-schema json-schema table-schema patterns formats",
    ),
    ("Develop", "开发", "one-run architecture bundle instance benchmarks decisions/README CONTRIBUTING CHANGELOG"),
    (
        "Add",
        "增加",
        " ".join(f"how-to-{what}" for what in "identifier code-list element check cause report-format command".split()),
    ),
)
# What the list of pages calls those whose heading says too little there, or is not Chinese.
LABELS = {
    "en": {"README": "Commands, Python", "library": "Overview"},
    "zh": {
        "library": "概览",
        "README": "命令、退出码、Python",
        "metadata": "元数据",
        "gate": "门禁 (英文)",
        "compare": "比较两次报送、两次结果 (英文)",
        "report-formats": "流水线用的格式 (英文)",
        "codes": "问题代码",
        "excel": "Excel 单元格怎样变成文字 (英文)",
        "yaml-to-schema": "从 YAML 到 JSON Schema (英文)",
        "json-schema": "JSON Schema (英文)",
        "table-schema": "Table Schema (英文)",
        "patterns": "正则表达式 (英文)",
        "formats": "格式 (英文)",
        "architecture": "结构 (英文)",
        "bundle": "bundle 与扩展关键字 (英文)",
        "instance": "实例 (英文)",
        "benchmarks": "性能测量 (英文)",
        "decisions/README": "设计决定 (英文)",
        "CONTRIBUTING": "参与开发 (英文)",
        "CHANGELOG": "变更记录 (英文)",
        "how-to-identifier": "标识 (英文)",
        "how-to-code-list": "代码表 (英文)",
        "how-to-element": "数据项 (英文)",
        "how-to-check": "检查 (英文)",
        "how-to-cause": "原因和问题代码 (英文)",
        "how-to-report-format": "报告格式 (英文)",
        "how-to-command": "命令 (英文)",
    },
}
WORDS = {
    "en": {"lang": "en", "other": "中文", "contents": "Pages", "here": "Link to this"},
    "zh": {"lang": "zh-CN", "other": "English", "contents": "目录", "here": "本节链接"},
}


@dataclass(frozen=True)
class Page:
    """One Markdown file: where it lies in the project and where it goes in the site."""

    source: Path
    target: str
    language: str

    @property
    def text(self) -> str:
        """Its Markdown without the marks of the generator."""
        return COMMENT.sub("", self.source.read_text(encoding="utf-8"))

    @property
    def title(self) -> str:
        """Its first heading, marks of Markdown aside."""
        found = re.search(r"^# (.*)$", self.text, re.MULTILINE)
        return found[1].replace("`", "") if found else self.source.stem


@cache
def pages() -> dict[Path, Page]:
    """Return every page by its source."""
    sources = [*sorted(DOCS.rglob("*.md")), *(ROOT / name for name in BESIDE)]
    found = {}
    for source in sources:
        inside = source.relative_to(DOCS) if source.is_relative_to(DOCS) else source.relative_to(ROOT)
        target = inside.with_suffix(".html").as_posix()
        found[source] = Page(source, target, "zh" if source.name.endswith(".zh.md") else "en")
    return found


def twin(page: Page) -> Page | None:
    """Return the same page in the other language."""
    name = page.source.name
    other = name.replace(".zh.md", ".md") if page.language == "zh" else name.replace(".md", ".zh.md")
    return pages().get(page.source.with_name(other))


def slug(heading: str) -> str:
    """Return the anchor of a heading, as the sites that show Markdown make it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def body(page: Page) -> str:
    """Return a page's text as HTML: headings with anchors, links to HTML, wide blocks that scroll."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(page.text)
    seen: dict[str, int] = {}
    for i, token in enumerate(tokens):
        if token.type == "heading_open":
            anchor = slug(tokens[i + 1].content)
            seen[anchor] = seen.get(anchor, 0) + 1
            token.attrSet("id", anchor if seen[anchor] == 1 else f"{anchor}-{seen[anchor] - 1}")
        for child in token.children or ():
            _lead(page, child)
        _drop_dead(token)
        _break_lines(token)
    text = str(reader.renderer.render(tokens, reader.options, {}))
    text = re.sub(r"<table>(.*?)</table>", r'<div class="wide" tabindex="0"><table>\1</table></div>', text, flags=re.DOTALL)
    text = text.replace("<pre>", '<pre tabindex="0">')
    here = WORDS[page.language]["here"]
    return re.sub(
        r'(<h([2-4]) id="([^"]*)">)(.*?)(</h\2>)',
        lambda found: f'{found[1]}{found[4]} <a class="here" href="#{found[3]}" aria-label="{here}">#</a>{found[5]}',
        text,
    )


def _lead(page: Page, token: Token) -> None:
    """Turn a link to Markdown into one to HTML; mark one that leads out of the site as dead."""
    name = {"link_open": "href", "image": "src"}.get(token.type)
    if name is None:
        return
    address = str(token.attrGet(name))
    if "://" in address or address.startswith(("#", "mailto:")):
        return
    path, _, anchor = address.partition("#")
    source = (page.source.parent / path).resolve()
    known = pages().get(source)
    if known is not None:
        target = known.target
    elif source.suffix in COPIED and source.is_relative_to(DOCS):
        target = source.relative_to(DOCS).as_posix()
    else:
        token.meta["dead"] = True
        return
    token.attrSet(name, relative(page.target, target) + (f"#{anchor}" if anchor else ""))


def _drop_dead(token: Token) -> None:
    """Leave out the links of a paragraph that lead out of the site, and keep their words."""
    if not token.children:
        return
    kept, dead = [], False
    for child in token.children:
        if child.type == "link_open" and child.meta.get("dead"):
            dead = True
        elif child.type == "link_close" and dead:
            dead = False
        else:
            kept.append(child)
    token.children = kept


def _break_lines(token: Token) -> None:
    """Make line breaks of `<br>`, the only HTML that the pages hold: a table's cell has no other way to write them."""
    if not token.children:
        return
    kept = []
    for child in token.children:
        if child.type != "text" or BREAK not in child.content:
            kept.append(child)
            continue
        for i, part in enumerate(child.content.split(BREAK)):
            kept += [Token("hardbreak", "br", 0)] * (i > 0)
            kept.append(Token("text", "", 0, content=part))
    token.children = kept


def relative(place: str, target: str) -> str:
    """Return the address of a page of the site as seen from another."""
    return posixpath.relpath(target, posixpath.dirname(place) or ".")


def navigation(page: Page) -> Iterator[str]:
    """Yield the list of pages, those of the page's language where there are such."""
    for english, chinese, names in NAV:
        yield f"<h2>{chinese if page.language == 'zh' else english}</h2>\n<ul>"
        for name in names.split():
            known = _named(name, page.language)
            if known is not None:
                here = ' aria-current="page"' if known in {page, twin(page)} else ""
                label = LABELS[page.language].get(name, known.title)
                yield f'<li><a href="{relative(page.target, known.target)}"{here}>{html.escape(label)}</a></li>'
        yield "</ul>"


def _named(name: str, language: str) -> Page | None:
    folders = (ROOT,) if f"{name}.md" in BESIDE else (DOCS,)
    names = [f"{name}.zh.md", f"{name}.md"] if language == "zh" else [f"{name}.md"]
    return next((pages()[folder / each] for folder in folders for each in names if folder / each in pages()), None)


def document(page: Page) -> str:
    """Return a whole HTML page."""
    words = WORDS[page.language]
    other = twin(page)
    home = _named("index", page.language)
    switch = (
        f'<a class="language" href="{relative(page.target, other.target)}" lang="{WORDS[other.language]["lang"]}">{words["other"]}</a>'
        if other
        else ""
    )
    return f"""<!DOCTYPE html>
<html lang="{words["lang"]}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; img-src 'self'">
<title>{html.escape(page.title)} - dgov-std</title>
<link rel="stylesheet" href="{relative(page.target, "style.css")}">
</head>
<body>
<header><a href="{relative(page.target, home.target if home else "index.html")}">dgov-std</a> <a href="#_pages">{words["contents"]}</a>{switch}</header>
<div class="page">
<main>
{body(page)}</main>
<nav id="_pages" aria-label="{words["contents"]}">
{chr(10).join(navigation(page))}
</nav>
</div>
</body>
</html>
"""


def build(folder: Path) -> int:
    """Write the site and return how many pages it has."""
    folder.mkdir(parents=True, exist_ok=True)
    for page in pages().values():
        path = folder / page.target
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(document(page), encoding="utf-8", newline="\n")
    for source in DOCS.rglob("*"):
        if source.suffix in COPIED:
            target = folder / source.relative_to(DOCS)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
    shutil.copyfile(DOCS / "style.css", folder / "style.css")
    return len(pages())


def main() -> None:
    """Write the site into the folder named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    sys.stdout.write(f"{build(folder)} pages: {folder / 'index.html'}\n")


if __name__ == "__main__":
    main()
