"""The writers: complete, reproducible, and safe whatever a standard says."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import docx
import html5lib
import openpyxl
import pytest
import python_calamine

from dgov_std.errors import MissingPackageError
from dgov_std.exchange import FORMATS, writer, xlsx
from dgov_std.exchange.dictionary import Dictionary, beginning, text_of, texts
from dgov_std.standard import load_standard

Make = Callable[..., Dictionary]
NATIONAL = Path(__file__).resolve().parents[2] / "standards" / "national"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HTML = "{http://www.w3.org/1999/xhtml}"


def written(dictionary: Dictionary, name: str) -> bytes:
    file = io.BytesIO()
    writer(name)(dictionary, file)
    return file.getvalue()


def members(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


def cells_of_workbook(data: bytes) -> dict[str, list[list[str]]]:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def texts_of_document(data: bytes) -> set[str]:
    root = ElementTree.fromstring(members(data)["word/document.xml"])
    return {text_of_paragraph(node) for node in root.iter(f"{WORD}p")}


def text_of_paragraph(paragraph: ElementTree.Element) -> str:
    return "".join(
        "\n" if node.tag == f"{WORD}br" else node.text or ""
        for node in paragraph.iter()
        if node.tag in (f"{WORD}br", f"{WORD}t")
    )


def page(data: bytes):
    return html5lib.HTMLParser(strict=True).parse(data.decode("utf-8"))


def texts_of_page(data: bytes) -> set[str]:
    return {"".join(node.itertext()).strip() for node in page(data).iter() if isinstance(node.tag, str)}


def all_cells(dictionary: Dictionary, *, pages: bool) -> set[str]:
    """Every text a format must show; `pages` when long lists are cut."""
    found = {text_of(fact.value) for fact in dictionary.facts}
    for part in dictionary.parts:
        for chapter in part.chapters:
            found |= {text_of(fact.value) for fact in chapter.facts}
            tables = (beginning(table)[0] if pages else table for table in chapter.tables)
            found |= {text_of(cell) for table in tables for cells in table.rows for cell in cells}
    return {text.strip() for text in found}


@pytest.mark.parametrize("name", ["sample", "penalty-publicity"])
def test_the_workbook_holds_everything(name: str, sample: Path, make: Make):
    dictionary = make(sample if name == "sample" else NATIONAL.parent / name)
    sheets = cells_of_workbook(written(dictionary, "xlsx"))
    said = {str(cell).strip() for rows in sheets.values() for row in rows for cell in row}
    assert all_cells(dictionary, pages=False) - said == set()


def test_the_document_holds_everything_but_the_end_of_long_lists(folder: Path, make: Make):
    if folder == NATIONAL:
        pytest.skip("400 elements and 60,000 codes: half a minute of python-docx; the page and the workbook hold them, too")
    said = {text.strip() for text in texts_of_document(written(make(folder), "docx"))}
    assert all_cells(make(folder), pages=True) - said == set()


def test_the_page_holds_everything_but_the_end_of_long_lists(folder: Path, make: Make):
    said = texts_of_page(written(make(folder, "en"), "html"))
    assert all_cells(make(folder, "en"), pages=True) - said == set()


@pytest.mark.parametrize(("language", "said"), [
    ("zh", "只列出前 100 条，共 6963 条；xlsx 版是完整的。"),
    ("en", "First 100 of 6963; complete in the xlsx edition."),
])  # fmt: skip
def test_a_long_list_is_cut_with_its_size(language: str, said: str, make: Make):
    dictionary = make(NATIONAL.parent / "licence-publicity", language)
    assert said in texts_of_page(written(dictionary, "html"))
    assert said in texts_of_document(written(dictionary, "docx"))


def test_more_rows_than_a_sheet_holds_go_to_another(monkeypatch: pytest.MonkeyPatch, make: Make):
    monkeypatch.setattr(xlsx, "MOST_ROWS", 12)
    dictionary = make(NATIONAL.parents[1] / "tests" / "standard" / "sample" / "province")
    sheets = cells_of_workbook(written(dictionary, "xlsx"))
    codes = [row[1] for name, rows in sheets.items() if re.fullmatch("代码[0-9]*", name) for row in rows[1:]]
    wanted = [
        text_of(r[0]) for p in dictionary.parts if p.id == "codelists" for c in p.chapters for t in c.tables for r in t.rows
    ]
    assert [code for code in codes if code] == wanted
    assert {"代码", "代码2"} <= set(sheets)


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_standard_gives_the_same_bytes(name: str, sample: Path, make: Make):
    data = written(make(sample), name)
    assert written(make(sample), name) == data
    if name != "html":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert {info.date_time for info in archive.infolist()} <= {(1980, 1, 1, 0, 0, 0), (1980, 1, 31, 0, 0, 0)}
        core = members(data)["docProps/core.xml"]
        assert set(re.findall("[0-9]{4}-[0-9]{2}-[0-9]{2}T", core)) == {"2000-01-01T"}


def test_the_workbook_can_be_filtered_and_printed(sample: Path, make: Make):
    book = openpyxl.load_workbook(io.BytesIO(written(make(sample), "xlsx")))
    assert book.sheetnames[0] == "封面"
    for sheet in book.worksheets[1:]:
        assert sheet.auto_filter.ref is not None
        assert sheet.freeze_panes is not None
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.page_setup.orientation == "landscape"
    links = [cell.hyperlink.location for row in book["封面"].iter_rows() for cell in row if cell.hyperlink]
    assert links == [f"'{name}'!A1" for name in book.sheetnames[1:]]


def test_the_document_is_landscape_and_repeats_its_table_heads(sample: Path, make: Make):
    document = docx.Document(io.BytesIO(written(make(sample), "docx")))
    assert document.sections[0].page_width > document.sections[0].page_height
    body = document.element.xml
    assert body.count("<w:tblHeader/>") == sum(len(c.tables) for p in make(sample).parts for c in p.chapters)
    anchors, bookmarks = (
        set(re.findall('w:anchor="([^"]*)"', body)),
        re.findall('bookmarkStart w:id="[0-9]+" w:name="([^"]*)"', body),
    )
    assert len(set(bookmarks)) == len(bookmarks)
    assert anchors <= set(bookmarks)


def test_the_page_asks_for_nothing_and_links_within_itself(sample: Path, language: str, make: Make):
    data = written(make(sample, language), "html")
    root = page(data)
    tags = {node.tag.removeprefix(HTML) for node in root.iter() if isinstance(node.tag, str)}
    assert tags & {"script", "img", "link", "iframe", "object", "embed", "form", "input", "base"} == set()
    ids = [node.get("id") for node in root.iter() if node.get("id")]
    assert len(set(ids)) == len(ids)
    assert {node.get("href") for node in root.iter(f"{HTML}a")} <= {f"#{name}" for name in ids}
    policy = root.find(f".//{HTML}meta[@http-equiv]").get("content")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert root.get("lang") == ("zh-CN" if language == "zh" else "en")
    assert [node for node in root.iter() if node.get("style") or any(key.startswith("on") for key in node.attrib)] == []


# ---- hostile standards -----------------------------------------------------------------------

HOSTILE = [
    "=1+1",
    "+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "http://example.invalid/",
    "</style></title></textarea><svg onload=alert(1)>",
    "{{ 7 * 7 }}{% raw %}",
    "&amp;&lt;b&gt;",
    "]]><w:p/>",
    "{0}{column}",
    "a\u202eb\u200bc\u0007d",
]


def quoted(text: str) -> str:
    return '"' + "".join(f"\\u{ord(c):04x}" if c in '"\\' or not c.isprintable() else c for c in text) + '"'


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Dictionary:
    from dgov_std.exchange.building import build_dictionary

    def text(number: int) -> str:
        said = quoted(HOSTILE[number % len(HOSTILE)])
        return f"{{zh: {said}, en: {said}}}"

    source = f"source: {{standard: {quoted(HOSTILE[0])}, clause: {quoted(HOSTILE[3])}, confidence: high, note: {text(4)}}}"
    documents = [
        f"kind: standard\nid: bad\ntitle: {text(0)}\ndefinition: {text(3)}\nauthority: {text(4)}\n{source}\nedition: {quoted(HOSTILE[4])}",
    ]
    for number, _ in enumerate(HOSTILE):
        own = f"title: {text(number)}\ndefinition: {text(number + 1)}\n{source}\n"
        documents += [
            f"kind: element\nid: e{number}\n{own}short_name: {quoted(HOSTILE[number])}\naliases: [{quoted(HOSTILE[number])}]\n"
            f"format: {quoted(HOSTILE[number])}\nunit: {text(number)}\nenum: [{quoted(HOSTILE[number])}]\n"
            f"examples: {{valid: [{quoted(HOSTILE[number])}]}}",
            f"kind: codelist\nid: c{number}\n{own}codes: {{{quoted(HOSTILE[number])}: {text(number)}}}",
        ]
    uses = "\n".join(f"  - {{use: e{n}, column: {quoted(text + str(n))}}}" for n, text in enumerate(HOSTILE))
    rules = "\n".join(
        f"  - {{id: r{n}, title: {text(n)}, when: {{e{n}: [{quoted(HOSTILE[n])}]}}, then: {{required: [e0]}}}}"
        for n in range(len(HOSTILE))
    )
    documents.append(f"kind: dataset\nid: d\ntitle: {text(2)}\n{source}\nelements:\n{uses}\nrules:\n{rules}")
    path = tmp_path_factory.mktemp("hostile") / "bad.yaml"
    path.write_text("\n---\n".join(documents), encoding="utf-8")
    return build_dictionary(load_standard(path), language="zh", version="0", topic=lambda code, _: code)


def test_the_hostile_texts_are_all_there(hostile: Dictionary):
    said = set(texts(hostile))
    assert [text for text in HOSTILE[:-1] if text not in said] == []
    assert "a\\u202eb\\u200bc\\u0007d" in said


def test_no_formula_and_no_link_in_a_workbook(hostile: Dictionary):
    files = members(written(hostile, "xlsx"))
    sheets = {name: text for name, text in files.items() if name.startswith("xl/worksheets/sheet")}
    assert [name for name, text in sheets.items() if "<f>" in text or "<f " in text] == []
    assert [name for name in files if "_rels/sheet" in name] == []  # links to elsewhere would stand there
    assert "http://example.invalid/" in {
        cell for rows in cells_of_workbook(written(hostile, "xlsx")).values() for row in rows for cell in row
    }


def test_only_text_in_a_document(hostile: Dictionary):
    body = members(written(hostile, "docx"))["word/document.xml"]
    tags = set(re.findall(r"<(w:\w+)", body))
    assert tags & {"w:fldSimple", "w:instrText", "w:fldChar", "w:object", "w:drawing", "w:pict"} == set()
    assert "r:id=" not in re.sub("<w:sectPr.*", "", body)
    said = texts_of_document(written(hostile, "docx"))
    assert [text for text in HOSTILE[:-1] if text not in said] == []


def test_only_text_in_a_page(hostile: Dictionary):
    root = page(written(hostile, "html"))
    plain = page(written(hostile, "html").replace(b"alert", b"quiet"))
    tags = [node.tag.removeprefix(HTML) for node in root.iter() if isinstance(node.tag, str)]
    assert set(tags) & {"script", "img", "svg", "textarea"} == set()
    assert tags.count("style") == tags.count("title") == 1
    assert len(tags) == len([node for node in plain.iter() if isinstance(node.tag, str)])
    assert [node for node in root.iter() if any(key.startswith("on") for key in node.attrib)] == []
    assert {node.get("href")[0] for node in root.iter(f"{HTML}a")} == {"#"}


def test_hidden_characters_reach_no_format(hostile: Dictionary):
    for name in FORMATS:
        data = written(hostile, name)
        whole = "".join(members(data).values()) if name != "html" else data.decode()
        assert not re.search("[\u202e\u200b\x07]", whole), name


def test_a_missing_package_is_told(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(MissingPackageError) as told:
        writer("docx")
    assert told.value.problems[0].in_("zh") == (
        "--format docx: 写 docx 要用到没有安装的 Python 包。安装: pip install 'dgov-std[docx]'; 或改用 xlsx、html"
    )
