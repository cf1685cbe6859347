"""The page: what it says and in which order, that nothing foreign becomes markup, and its size for any report."""

import base64
import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from enum import StrEnum
from importlib.resources import files
from types import ModuleType
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dgov_std.privacy.masking import freeze
from dgov_std.render import page_findings, page_tables
from dgov_std.render.html import MOST_BYTES, render
from dgov_std.render.page_findings import MOST_FULL
from dgov_std.render.page_text import middle, moment, safe, weight
from dgov_std.render.wording import clause, severity_word, title, todo, unchecked, verdict_word, why
from dgov_std.report.facts import Labels
from dgov_std.report.json_form import canonical_bytes, report_from_dict
from dgov_std.report.values import Column, Example, Output, Report, Rows, Severity, Status
from dgov_std.text import Text

NAMES = ["accepted", "returned", "empty", "unfinished", "hostile", "crowded", "bare"]
LANGUAGES = ["zh", "en"]


def parsed(text: str) -> Element:
    """The page as a browser reads it; a parse error fails."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)


def said(element: Element) -> str:
    return " ".join(" ".join(element.itertext()).split())


def at(page: Element, name: str) -> Element:
    found = [element for element in page.iter() if element.get("id") == name]
    assert len(found) == 1, name
    return found[0]


def local(name: object) -> str:
    return str(name).rpartition("}")[2]


def markup(page: Element) -> set[tuple[str, str]]:
    """Every element with every attribute it has."""
    return {(local(e.tag), local(name)) for e in page.iter() for name in ["", *e.attrib]}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_page_is_well_formed_and_decides_first(sample: ModuleType, name: str, language: str) -> None:
    report = freeze(sample.ALL[name]())
    page = parsed(render(report, language=language))
    assert page.get("lang") == {"zh": "zh-CN", "en": "en"}[language]
    assert verdict_word(report.verdict, language) in said(at(page, "verdict")).lower()
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    order = [
        name
        for name in ids
        if name in {"verdict", "first", "sign", "findings", "unchecked", "indicators", "columns", "about"}
    ]
    assert order == [
        n for n in ("verdict", "first", "sign", "findings", "unchecked", "indicators", "columns", "about") if n in ids
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_findings_stand_in_their_order_with_what_to_do(sample: ModuleType, language: str) -> None:
    report = sample.returned()
    body = at(parsed(render(report, language=language)), "findings-table").find("tbody")
    assert body is not None
    for row, finding in zip(list(body), report.findings, strict=True):
        text = said(row)
        cells = [said(cell) for cell in row]
        assert cells[0] == str(finding.number)
        assert cells[1] == severity_word(finding.severity, language)
        assert finding.code in text
        for words in (title(finding, language, report.columns), todo(finding, language, report.columns)):
            assert " ".join(words.split()) in text
        assert clause(finding.rule, language) in text


def test_the_first_things_say_what_why_how_where_and_by_which_clause(sample: ModuleType) -> None:
    report = sample.returned()
    first = said(at(parsed(render(report, language="zh")), "first"))
    assert first.startswith(
        "先做这两件事 做完可解决 81 行 第 1 类 被表格软件改坏, 末几位变成 0 必须改 C 相对人代码_1 74 行 C5, C8, C14 等"
    )
    finding = report.findings[0]
    what, reason = todo(finding, "zh", report.columns), why(finding, "zh")
    assert f"怎么改 {what} 为什么 {reason} 依据 {clause(finding.rule, 'zh')}" in first


def test_without_a_report_of_what_comes_first_it_is_the_first_three(sample: ModuleType) -> None:
    report = replace(sample.returned(), first_to_fix=(), rows_solved_by_first=0)
    first = at(parsed(render(report, language="en")), "first")
    assert [said(e) for e in first.iter("span") if e.get("class") == "no"] == ["No. 1", "No. 2", "No. 3"]
    assert "clears" not in said(first)


def test_where_nothing_must_be_corrected_it_is_only_asked_to_check(sample: ModuleType) -> None:
    report = replace(sample.accepted(), findings=sample.returned().findings[8:9])
    assert said(at(parsed(render(report, language="en")), "first")).startswith("Please check this first No. 9")


def test_equal_faults_are_one_family_with_what_to_type(sample: ModuleType) -> None:
    found = sample.finding(
        "COD101", Severity.ERROR, "许可类别", 9812, 9, Example("男", 9812, suggestion="1"), facts=sample.KINDS
    )
    report = replace(sample.returned(), findings=(replace(found, number=1),))
    values = next(e for e in parsed(render(report, language="en")).iter("ul") if e.get("class") == "values")
    assert said(values) == "男 × 9,812 change to 1 labels where codes belong"


def test_values_that_are_not_shown_are_counted(sample: ModuleType) -> None:
    shown = tuple(Example(f"值{i}", 3) for i in range(6))
    found = sample.finding("COD101", Severity.ERROR, "许可类别", 74, 9, *shown, facts=sample.KINDS)
    text = said(parsed(render(replace(sample.returned(), findings=(replace(found, number=1),)), language="zh")))
    assert "值3 × 3 共 74 格, 以上是其中 12 格" in text
    assert "值4" not in text


def test_a_masked_value_gets_no_suggestion(sample: ModuleType) -> None:
    found = sample.finding(
        "IDN201", Severity.ERROR, "证件号码", 2, 9, Example("110101199003078515", 2, suggestion="110101199003078516")
    )
    page = render(freeze(replace(sample.returned(), findings=(replace(found, number=1),))), language="zh")
    assert "11010119900307851" not in page
    values = next(e for e in parsed(page).iter("ul") if e.get("class") == "values")
    assert said(values) == "999999999999999999 × 2"


def test_rows_add_up_and_the_polarity_stands_beside_the_figure(sample: ModuleType) -> None:
    page = parsed(render(sample.returned(), language="zh"))
    figures = next(e for e in page.iter("ul") if e.get("class") == "figures")
    assert said(figures) == "312 行数据 194 行没有问题 112 行必须改 6 行只需核对"
    text = said(at(page, "indicators"))
    assert "0.64% (越低越好) 2 / 312" in text
    assert "时效性 GB/T 36344-2018 0601 · 时效性 不适用 0 / 0" in text


def test_what_was_not_checked_is_said_with_its_reason(sample: ModuleType) -> None:
    report = sample.returned()
    text = said(at(parsed(render(report, language="en")), "unchecked"))
    assert "4 checks ran, 2 did not:" in text
    for what, reason in unchecked(report, "en"):
        assert f"{what} {reason}" in text


def test_an_unfinished_check_says_so_before_all_else(sample: ModuleType) -> None:
    verdict = said(at(parsed(render(sample.unfinished(), language="zh")), "verdict"))
    assert verdict.startswith("结论 没查完: 用时超过 60 秒, 只检查了前 100000 行 没查完, 不能下结论")


def test_a_file_without_rows_shows_no_figures(sample: ModuleType) -> None:
    page = parsed(render(sample.empty(), language="zh"))
    assert "文件里没有数据行, 没有可检查的内容。" in said(at(page, "verdict"))
    assert not [e for e in page.iter("ul") if e.get("class") == "figures"]


def test_nothing_found_is_said_together_with_what_did_not_run(sample: ModuleType) -> None:
    page = parsed(render(sample.accepted(), language="zh"))
    assert said(at(page, "nothing")) == "做了的 4 项检查没有发现问题; 没有做的 2 项及原因见下。"


def test_sender_and_period_are_named_when_known(sample: ModuleType) -> None:
    head = said(
        next(parsed(render(replace(sample.returned(), sender="某县", period="2026年10月"), language="zh")).iter("header"))
    )
    assert head.startswith("法人行政许可数据检查单 报送单位 某县 数据期间 2026年10月 回执号")
    assert "报送单位" not in render(sample.returned(), language="zh")


def test_only_a_masked_page_may_be_forwarded(sample: ModuleType) -> None:
    report = sample.returned()
    assert "本页可转发: 不含完整证件号码" in render(report, language="zh")
    shown = render(replace(report, options={"show_values": "yes"}), language="zh")
    assert "本页可转发" not in shown
    assert "本页没有遮盖个人信息, 请勿转发或公开。" in shown


def test_data_files_are_marked(sample: ModuleType) -> None:
    about = said(at(parsed(render(sample.returned(), language="zh")), "about"))
    assert "退回_某县_202610.xlsx" in about
    assert "含个人信息" in about


def test_many_columns_that_are_alike_are_told_by_their_letters(sample: ModuleType) -> None:
    found = sample.finding("STR103", Severity.INFO, "来源", 0, 1, facts=Labels(("甲", "乙"), 18))
    found = replace(found, number=1, columns=tuple(range(18)))
    row = next(
        e
        for e in parsed(render(replace(sample.returned(), findings=(found,)), language="zh")).iter("tr")
        if e.get("data-level")
    )
    assert "A, B, C, D, E, F 等" in said(row)


def test_a_saved_report_gives_the_same_page(sample: ModuleType) -> None:
    report = sample.returned()
    assert render(report_from_dict(json.loads(canonical_bytes(report))), language="zh") == render(report, language="zh")


def test_the_page_needs_no_engine_and_only_the_page_needs_jinja2() -> None:
    code = (
        "import sys, dgov_std.render, dgov_std.api.result, dgov_std.cli.check\n"
        "print('jinja2' in sys.modules)\n"
        "before = set(sys.modules)\n"
        "import dgov_std.render.html\n"
        "print(sorted({'pyarrow', 'numpy', 'pandas', 'yaml', 'openpyxl', 'jsonschema'} & (set(sys.modules) - before)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n[]\n"


# ---- nothing is loaded, nothing runs but our own ---------------------------------------------


def test_the_policy_allows_the_pages_own_style_and_script_only(sample: ModuleType) -> None:
    page = parsed(render(sample.hostile(), language="zh"))
    metas = [e.get("content") or "" for e in page.iter("meta") if e.get("http-equiv") == "Content-Security-Policy"]
    style, script = ([said_raw(e) for e in page.iter(name)] for name in ("style", "script"))
    assert len(metas) == len(style) == len(script) == 1
    assert metas[0] == (
        f"default-src 'none'; style-src '{hashed(style[0])}'; script-src '{hashed(script[0])}'; base-uri 'none'; form-action 'none'"
    )


def said_raw(element: Element) -> str:
    return element.text or ""


def hashed(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_loaded_and_no_attribute_runs_or_styles(sample: ModuleType, name: str) -> None:
    page = parsed(render(sample.ALL[name](), language="zh"))
    for element in page.iter():
        assert local(element.tag) not in {"img", "link", "iframe", "object", "embed", "base", "audio", "video", "image"}
        for attribute, value in element.attrib.items():
            assert local(attribute) != "style"
            assert not local(attribute).startswith("on")
            if local(attribute) in {"href", "src", "action", "data", "srcset"}:
                assert value.startswith("#")


def test_without_its_script_the_page_has_no_controls_that_do_nothing(sample: ModuleType) -> None:
    page = parsed(render(sample.returned(), language="zh"))
    assert not list(page.iter("button"))
    tools = at(page, "tools")
    assert "hidden" in tools.attrib
    inputs = {id(e) for e in tools.iter("input")}
    assert {id(e) for e in page.iter("input")} == inputs


def test_the_script_is_short_and_the_style_fetches_nothing() -> None:
    script, style = (files("dgov_std.render").joinpath(name).read_text(encoding="utf-8") for name in ("page.js", "page.css"))
    assert len(script.splitlines()) < 150
    assert "innerHTML" not in script
    assert re.findall(r"url\(([^)]*)\)|@import", style) == ["#hatch"]
    assert "</" not in script + style


# ---- hostile texts ----------------------------------------------------------------------------

HOSTILE = [
    "<img src=x onerror=alert(1)>",
    '"><script>alert(1)</script>',
    "' onmouseover='alert(1)",
    "</title></style></script></textarea><script>alert(1)</script>",
    "javascript:alert(1)",
    "<!--><svg onload=alert(1)>-->",
    "]]><![CDATA[<b>",
    "{{ 7 * 7 }}{% raw %}{#",
    "\u202e\u2066evil\x00\x1b[31m\u200b\ufeff\ud800",
    "=cmd|' /C calc'!A0",
    "&lt;b&gt;&#60;script&#62;&quot;",
]


def poisoned(value: object, text: str) -> object:
    """The same value with every free text in it replaced."""
    if isinstance(value, StrEnum) or value is None:
        return value
    if isinstance(value, str):
        return text
    if isinstance(value, tuple):
        return tuple(poisoned(each, text) for each in value)
    if isinstance(value, dict):
        return {f"{text}{key}": text for key in value}
    if is_dataclass(value):
        kept = {"code", "dimension", "unit", "matched_by", "polarity", "counts", "operator"}
        changed = {f.name: poisoned(getattr(value, f.name), text) for f in fields(value) if f.name not in kept}
        return replace(value, **changed)  # type: ignore[type-var]
    return value


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_create_no_element_and_no_attribute(sample: ModuleType, text: str) -> None:
    benign = sample.returned()
    report = poisoned(replace(benign, sender="x", period="x", limits=(Text("x", "x"),)), text)
    assert isinstance(report, Report)
    plain = parsed(render(replace(benign, limits=(Text("x", "x"),)), language="zh"))
    page = parsed(render(report, language="zh"))
    assert markup(page) - {("div", "class")} <= markup(plain)
    for name in ("script", "style", "title", "meta", "svg", "form", "input"):
        assert len(list(page.iter(name))) <= len(list(plain.iter(name))), name
    for element in page.iter():
        for value in element.attrib.values():
            assert "alert" not in value
            assert "evil" not in value
    assert not any(ord(c) < 32 and c != "\n" for c in "".join(page.itertext()))
    assert not set("\u202e\u2066\u200b\ufeff") & set("".join(page.itertext()))


# ---- a page of any report opens ----------------------------------------------------------------

NASTY = "'\"&<>\U000e0001\U0010ffff中\u202e"


def vast(sample: ModuleType, *, findings: int, columns: int, checks: int, text: str) -> Report:
    """A report with everything there can be, in every place."""
    base = sample.returned()
    words = Text(text, text)
    template = base.findings[1]
    examples = tuple(Example(f"{text}{i}", 7, suggestion=text[:60]) for i in range(20))
    rule = replace(template.rule, title=words, standard=text, clause=text)
    found = tuple(
        replace(template, number=i + 1, columns=(i % columns, 0), examples=examples, rule=rule, first=template.first * 9)
        for i in range(findings)
    )
    made = tuple(Column(i, text[:40], text, text, words, text, i % 2 == 0, "alias", 10**9, 10**9, i) for i in range(columns))
    skipped = replace(base.checks[0], status=Status.SKIPPED, rule=rule)
    basis = replace(base.basis, title=words, edition=text, dataset_title=words, bundle_sha256=text, as_of=text)
    lists = tuple(replace(base.basis.codelists[0], title=words, edition=text, known_until=text) for _ in range(500))
    return replace(
        base,
        receipt=text,
        limits=(words,) * 100,
        input=replace(base.input, name=text, sheet=text, sheets=(text,) * 500, encoding=text, sha256=text),
        basis=replace(basis, codelists=lists),
        rows=Rows(10**12, 1, 10**11, 10**11),
        columns=made,
        findings=found,
        checks=tuple(replace(skipped, reason=Text(f"{i}{text}", f"{i}{text}")) for i in range(checks)),
        indicators=tuple(replace(base.indicators[0], title=words, standard=text) for _ in range(500)),
        versions={f"{i}{text}": text for i in range(500)},
        options={f"{i}{text}": text for i in range(500)},
        outputs=tuple(Output(text, text, personal=True) for _ in range(500)),
        sender=text,
        period=text,
    )


def test_a_report_full_of_the_longest_texts_stays_below_a_megabyte(sample: ModuleType) -> None:
    report = vast(sample, findings=3000, columns=16_384, checks=1000, text=NASTY * 60)
    page = render(report, language="zh")
    assert len(page.encode()) < MOST_BYTES
    tree = parsed(page)
    text = said(tree)
    lines = [e for e in tree.iter("tr") if e.get("data-level")]
    columns = at(tree, "columns-table").find("tbody")
    assert columns is not None
    assert f"另有 {3000 - len(lines):,} 类没有列在本页, 见 JSON 报告。" in text
    assert f"另有 {16_384 - len(columns):,} 列没有列在本页, 见 JSON 报告。" in text
    assert re.search(r"另有 [0-9,]+ 条没有列在本页", said(at(tree, "unchecked")))
    assert re.search(r"另有 [0-9,]+ 项没有列在本页", said(at(tree, "indicators")))
    assert len(re.findall(r"另有 [0-9,]+ 项没有列在本页", said(at(tree, "about")))) == 3


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    findings=st.integers(1, 1500),
    columns=st.integers(1, 3000),
    checks=st.integers(0, 500),
    text=st.text(min_size=1, max_size=400),
    language=st.sampled_from(LANGUAGES),
)
def test_any_report_stays_below_a_megabyte(
    sample: ModuleType, findings: int, columns: int, checks: int, text: str, language: str
) -> None:
    page = render(vast(sample, findings=findings, columns=columns, checks=checks, text=text), language=language)
    assert len(page.encode()) < MOST_BYTES


def test_what_does_not_fit_in_full_is_told_in_a_line_and_the_rest_counted(sample: ModuleType) -> None:
    template = sample.returned().findings[3]
    report = replace(sample.returned(), findings=tuple(replace(template, number=i + 1) for i in range(1500)))
    page = parsed(render(report, language="en"))
    lines = [e for e in page.iter("tr") if e.get("data-level")]
    brief = [e for e in lines if "brief" in (e.get("class") or "")]
    assert [said(line[0]) for line in lines] == [str(i + 1) for i in range(len(lines))]
    assert len(lines) - len(brief) == MOST_FULL
    assert f"the last {len(brief)} findings are told by place and problem only" in said(page)
    assert f"{1500 - len(lines):,} more findings are not on this page" in said(page)


def test_four_hundred_columns_all_have_their_bars(sample: ModuleType) -> None:
    columns = tuple(Column(i, f"C{i}", f"列{i}", None, None, None, False, None, i, 400 - i, i % 3) for i in range(400))
    table = at(parsed(render(replace(sample.accepted(), columns=columns), language="zh")), "columns-table")
    bars = [e for e in table.iter() if local(e.tag) == "svg"]
    assert [e.get("aria-label") for e in bars] == [f"有值 {i} 格, 空着 {400 - i} 格, 有问题 {i % 3} 格" for i in range(400)]


# ---- texts -------------------------------------------------------------------------------------


def test_texts_are_visible_and_cut_between_code_points() -> None:
    assert safe("甲\u202e乙", 20) == "甲\\u202e乙"
    assert safe("甲\u202e乙", 6) == "甲…"
    assert safe("甲乙丙", 2) == "甲…"
    assert safe("甲乙", 2) == "甲乙"
    assert middle("某县" * 50 + ".xlsx", 30).endswith(".xlsx")
    assert moment("2026-10-31T09:00:00Z", 80) == "2026-10-31 09:00 UTC"
    assert moment("yesterday", 80) == "yesterday"


@given(st.text(max_size=60), st.integers(1, 40))
def test_a_text_is_never_longer_than_asked_for(text: str, most: int) -> None:
    assert len(safe(text, most)) <= most


# ---- colours -----------------------------------------------------------------------------------

TEXTS = ("ink", "faint", "strong", "error", "warning", "info", "clean")
GROUNDS = ("paper", "soft")
SOFT = ("error", "warning", "clean")


def schemes() -> Iterator[dict[str, str]]:
    style = files("dgov_std.render").joinpath("page.css").read_text(encoding="utf-8")
    light, dark = re.findall(r":root \{([^}]*--paper[^}]*)\}", style)
    named = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", light))
    yield named
    yield named | dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", dark))


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", list(schemes()), ids=["light", "dark"])
def test_texts_and_marks_can_be_told_from_their_ground(scheme: dict[str, str]) -> None:
    pairs = [(text, ground) for text in TEXTS for ground in GROUNDS] + [(name, f"{name}-soft") for name in SOFT]
    assert {pair: ratio for pair in pairs if (ratio := contrast(scheme[pair[0]], scheme[pair[1]])) < 4.5} == {}
    marks = [("bar", "paper"), ("focus", "paper"), ("ink", "warning-soft")]
    assert {pair: ratio for pair in marks if (ratio := contrast(scheme[pair[0]], scheme[pair[1]])) < 3} == {}


def test_what_an_earlier_version_did_not_count_is_left_out(sample: ModuleType) -> None:
    report = sample.accepted()
    older = replace(report, columns=tuple(replace(column, faulty=None) for column in report.columns))
    table = at(parsed(render(older, language="zh")), "columns-table")
    assert "有问题" not in said(table)
    assert {e.get("aria-label") for e in table.iter() if local(e.tag) == "svg"} == {"有值 300 格, 空着 12 格"}
    assert len(list(next(table.iter("tr")))) == 7
    assert "有问题" not in said(at(parsed(render(older, language="zh")), "columns"))
    mixed = replace(report, columns=(replace(report.columns[0], faulty=None), *report.columns[1:]))
    first = next(e for e in at(parsed(render(mixed, language="zh")), "columns-table").iter("tr") if e.find("td") is not None)
    assert said(first[7]) == "-"


@pytest.mark.parametrize(("language", "unit"), [("zh", "格"), ("en", "cells")])
def test_cells_are_counted_beside_rows(sample: ModuleType, language: str, unit: str) -> None:
    report = sample.returned()
    body = at(parsed(render(report, language=language)), "findings-table").find("tbody")
    assert body is not None
    for row, finding in zip(list(body), report.findings, strict=True):
        assert (f"{finding.cells} {unit}" in said(row[4])) == (finding.unit == "cell"), finding.code


def test_the_rooms_of_the_page_leave_it_below_a_megabyte(sample: ModuleType) -> None:
    longest = NASTY * 60
    few = vast(sample, findings=1, columns=1, checks=0, text=longest)
    # All there can be of everything else, and one of the findings and columns.
    bare = len(render(few, language="zh").encode())
    three = replace(few, findings=tuple(replace(few.findings[0], number=i) for i in range(1, 4)), first_to_fix=(1, 2, 3))
    first = len(render(three, language="zh").encode()) - bare
    findings = page_findings._ROOM_FULL + page_findings._ROOM_SHORT
    assert findings + page_tables._ROOM_COLUMNS + page_tables._ROOM_NOTES + bare + first < MOST_BYTES


@pytest.mark.parametrize("text", [NASTY * 60, "x", "&" * 400, "中" * 400])
def test_a_line_takes_no_more_than_its_frame_and_its_texts(sample: ModuleType, text: str) -> None:
    def size(findings: int, columns: int) -> int:
        made = replace(vast(sample, findings=findings, columns=columns, checks=0, text=text), first_to_fix=(1,))
        return len(render(made, language="zh").encode())

    report = vast(sample, findings=2, columns=2, checks=0, text=text)
    line = page_findings.findings_of(report, "zh").lines[1]
    assert size(2, 1) - size(1, 1) <= page_findings._FRAME_FULL + weight(line)
    bar = page_tables.bars_of(report, "zh").shown[1]
    assert size(1, 2) - size(1, 1) <= page_tables._FRAME_COLUMN + weight(bar)


def test_a_line_told_in_brief_takes_no_more_than_its_frame(sample: ModuleType) -> None:
    pages = [vast(sample, findings=MOST_FULL + i, columns=1, checks=0, text="x") for i in (1, 2)]
    one, two = (len(render(each, language="zh").encode()) for each in pages)
    assert two - one <= page_findings._FRAME_SHORT + weight(page_findings.findings_of(pages[1], "zh").lines[-1])
