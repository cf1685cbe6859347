"""Hostile names everywhere: file, sheet, header, cells, titles, metadata. No report and no workbook obeys them."""

import csv
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import html5lib
import pytest
import xlsxwriter
from markdown_it import MarkdownIt

ROOT = Path(__file__).resolve().parents[2]
EVIL = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</title></style><svg onload=alert(1)>",
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    '=HYPERLINK("http://example.invalid","x")',
    "=1+1",
    "@SUM(1)",
    "+1-1",
    "-2+3|cmd",
    "\t=1+1",
    "\u202egpj.exe",
    "a\u200bb\u2066c",
    "\x1b[31mred\x1b[2J",
    "\x9b31m",
    "| a | b |\n|---|---|",
    "![x](http://example.invalid/x.png)",
    "[x](javascript:alert(1))",
    "<http://example.invalid>",
    "www.example.invalid",
    "`code` **bold** _it_ ~~s~~",
    "# head",
    "- item",
    "@everyone #1",
    "::error::x",
    "{{7*7}} {% raw %} {x} %s {0}",
    "&lt;b&gt; &#60;i&#62;",
    "]]> --> */",
    "\ufeff\ufffe",
]
PLAIN = [f"值{i}" for i in range(len(EVIL))]


def standard(texts: list[str]) -> str:
    """Return a standard whose titles and labels are these texts."""

    def said(i: int) -> str:
        return json.dumps({"zh": texts[i % len(texts)], "en": texts[(i + 1) % len(texts)]}, ensure_ascii=False)

    source = '{standard: "DB00/T 1", clause: %s, confidence: high}' % json.dumps(texts[3], ensure_ascii=False)  # noqa: UP031
    return f"""kind: standard
id: strange
title: {said(0)}
source: {source}
---
kind: codelist
id: kinds
title: {said(1)}
source: {source}
known_until: 2026-01-01
codes: {{a: {said(2)}, b: {said(5)}}}
---
kind: element
id: first
title: {said(4)}
source: {source}
codelist: kinds
---
kind: element
id: second
title: {said(16)}
source: {source}
pattern: "[a-z]{{3}}"
---
kind: dataset
id: things
title: {said(17)}
source: {source}
elements:
  - {{use: first, column: {json.dumps(texts[0])}, required: true}}
  - {{use: second, column: {json.dumps(texts[1], ensure_ascii=False)}}}
keys:
  - {{id: one, columns: [first], title: {said(18)}}}
rules:
  - {{id: both, title: {said(1)}, when: {{first: present}}, then: {{required: [second]}}}}
"""


def run(folder: Path, texts: list[str], kind: str, name: str) -> dict[str, bytes]:
    """Check a file of these texts and return every output."""
    folder.mkdir()
    (folder / "standard.yaml").write_text(standard(texts), encoding="utf-8")
    header = [texts[0], texts[1], *texts[2:8]]
    others = [*texts[3:8], texts[2]]  # under other labels than their own: rows that repeat the header are no records
    rows = [[text, texts[(i + 1) % len(texts)], *others] for i, text in enumerate(texts)]
    rows.append([texts[0], "", *others])
    source = folder / f"{name}.{kind}"
    if kind == "csv":
        with source.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *rows])
    else:
        options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        book = xlsxwriter.Workbook(str(source), options)
        sheet = book.add_worksheet("<b>&'\"=1+1" if texts is EVIL else "表")
        for i, row in enumerate([header, *rows]):
            for j, cell in enumerate(row):
                sheet.write_string(i, j, cell)
        book.close()
    outputs = {}
    for language in ("zh", "en"):
        out = folder / language
        command = [
            sys.executable,
            "-m",
            "dgov_std",
            "check",
            source,
            "-s",
            folder / "standard.yaml",
            "--lang",
            language,
            "--all",
        ]
        command += ["-w", folder / f"{language}.xlsx", "-o", out]
        for each in ("html", "markdown", "json", "terminal"):
            command += ["-f", each]
        environment = {"DGOV_STD_STATE": str(folder / "state"), "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PATH": ""}
        ran = subprocess.run(command, capture_output=True, check=False, env=environment)
        assert ran.returncode == 1, ran.stderr.decode()
        outputs[f"{language} terminal"] = ran.stdout + ran.stderr
        outputs |= {f"{language} {path.suffix}": path.read_bytes() for path in out.iterdir()}
        outputs[f"{language} workbook"] = (folder / f"{language}.xlsx").read_bytes()
    return outputs


@pytest.fixture(scope="module", params=["csv", "xlsx"])
def outputs(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return the outputs of a hostile run and of the same run with plain texts."""
    folder = tmp_path_factory.mktemp(request.param)
    name = "<img src=x onerror=alert(1)>\"'&\u202e\x1b[31m=1+1"
    return run(folder / "evil", EVIL, request.param, name), run(folder / "plain", PLAIN, request.param, "名")


def markup(page: bytes) -> set[tuple[str, str]]:
    """Return (element, attribute) of a page as a browser's parser reads it."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    return {(str(each.tag), name) for each in tree.iter() for name in ("", *each.attrib)}


def values(page: bytes) -> Iterator[tuple[str, str]]:
    for each in html5lib.parse(page, namespaceHTMLElements=False).iter():
        yield from each.attrib.items()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_element_or_attribute_arises_in_the_page(outputs: Any, language: str) -> None:
    evil, plain = (each[f"{language} .html"] for each in outputs)
    assert markup(evil) - markup(plain) <= {("span", "class"), ("span", ""), ("p", "class"), ("p", "")}
    assert {name for name, _ in values(evil)} == {name for name, _ in values(plain)}
    links = [value for name, value in values(evil) if name in {"href", "src", "action", "xlink:href"}]
    assert links
    assert all(link.startswith("#") for link in links)
    assert evil.count(b"<script") == plain.count(b"<script") == 1
    assert evil.count(b"<style") == plain.count(b"<style")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_link_image_or_tag_arises_in_markdown(outputs: Any, language: str) -> None:
    def tokens(text: bytes) -> set[str]:
        parser = MarkdownIt("commonmark", {"html": True, "linkify": False}).enable("table").enable("strikethrough")
        found = parser.parse(text.decode())
        return {each.type for each in found} | {child.type for each in found for child in each.children or ()}

    evil, plain = (each[f"{language} .md"] for each in outputs)
    risen = tokens(evil) - tokens(plain)
    assert not risen & {"html_inline", "html_block", "link_open", "image", "em_open", "s_open", "fence", "code_block"}, risen
    text = re.sub(r"(`+)[^\n]*?\1", "", evil.decode())  # what stands in a code span is no link anywhere
    assert not re.search(r"(?<![\\\w&;])(https?:|www\.)", text.replace("\u2060", "")) or "example.invalid" not in text


@pytest.mark.parametrize("kind", ["terminal", ".html", ".md"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_hidden_is_printed(outputs: Any, language: str, kind: str) -> None:
    text = outputs[0][f"{language} {kind}"].decode()
    hidden = [c for c in text if c in "\u202e\u200b\u2066\x1b\x9b\x07\r\ufeff\ufffe" or (ord(c) < 32 and c not in "\n\t")]
    assert hidden == []


def test_a_line_of_the_screen_cannot_command_a_runner(outputs: Any) -> None:
    for language in ("zh", "en"):
        lines = outputs[0][f"{language} terminal"].decode().splitlines()
        assert [line for line in lines if line.lstrip().startswith("::")] == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_formula_or_link_arises_in_the_workbook(outputs: Any, language: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(outputs[0][f"{language} workbook"])
    with zipfile.ZipFile(path) as book:
        names = book.namelist()
        parts = {name: book.read(name) for name in names if name.endswith((".xml", ".rels", ".vml"))}
    assert not [name for name in names if "external" in name.lower() or name.endswith(".bin")]
    for name, data in parts.items():
        tree = ElementTree.fromstring(data)  # well-formed: nothing broke out of its element
        tags = {element.tag.rpartition("}")[2] for element in tree.iter()}
        assert not tags & {"f", "script", "img", "svg", "dataValidation"}, (name, tags)
        links = [element for element in tree.iter() if element.tag.endswith("}hyperlink")]
        assert all(set(link.attrib) <= {"ref", "location", "display"} for link in links)  # to cells of this workbook
        assert b"alert(1)" not in data or "script" not in tags, name
        assert b'TargetMode="External"' not in data, name


def test_the_json_report_keeps_the_texts_for_machines(outputs: Any) -> None:
    said = json.loads(outputs[0]["zh .json"])
    assert EVIL[0] in {column["label"] for column in said["columns"]}
