"""The Markdown report: compared with golden files (DGOV_STD_REWRITE_GOLDEN=1 writes them anew); nothing in it comes alive."""

import os
import re
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from dgov_std.privacy.masking import freeze
from dgov_std.render.markdown import MOST_BYTES, render
from dgov_std.render.markdown_text import code, escaped, fenced
from dgov_std.report import facts
from dgov_std.report.values import Example, Output, Report, Rule
from dgov_std.report.visible import visible
from dgov_std.text import Text

GOLDEN = Path(__file__).with_name("golden")
NAMES = ["accepted", "returned", "empty", "unfinished", "hostile", "bare"]
PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
JOINER = "\u2060"
EVIL = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</td></table><b>",
    "a | b \\| c",
    "`code` ``x`` \\`",
    "[text](javascript:alert(1))",
    "![x](https://evil.example/x.png)",
    "<https://evil.example>",
    "[a]: https://evil.example",
    "[^1]",
    "https://evil.example/?a=b",
    "www.evil.example",
    "someone@evil.example",
    "@everyone, fixes #1 and GH-2, a/b@0123456",
    ":skull:",
    "$$x$$ $`y`$",
    "**bold** _it_ ~~gone~~",
    "&lt;b&gt; &#60; &amp;",
    "line\nbreak\r\n# heading\n\n---\n",
    "1. list",
    "2) list",
    "- list",
    "+ list",
    "# heading",
    "> quote",
    "    indented",
    "===",
    "\u202eevil\u200b\x1b[31m",
    "\\",
    "",
    " ",
]
# What GitHub makes a link, a mention or a reference of, after everything else has been done.
ALIVE = re.compile(r"(?i)\bwww\.|\b(?:https?|ftp|mailto|xmpp):|@\w|#\d|\bgh-\d|:[a-z0-9_+-]+:")


def tokens(text: str) -> list[Token]:
    found = PARSER.parse(text)
    return [inner for token in found for inner in (token, *(token.children or []))]


def alive(text: str) -> list[str]:
    """Return what would be more than text on a page of GitHub."""
    kinds = {"html_block", "html_inline", "link_open", "image", "math_inline"}
    bad = [f"{token.type}: {token.content}" for token in tokens(text) if token.type in kinds]
    plain = [token.content for token in tokens(text) if token.type == "text"]
    return bad + [found for part in plain for found in ALIVE.findall(part)]


def evil_report(sample: ModuleType, text: str) -> Report:
    """Return a report that holds the text wherever text from outside can stand."""
    both = Text(text, text)
    found = replace(
        sample.finding(
            "COD101", sample.E, "相对人名称", 3, 2, Example(text, 3, suggestion=text), facts=facts.Named(text, text)
        ),
        rule=Rule(both, text, text, "high"),
        number=1,
    )
    listed = replace(found, number=2, code="DES102", facts=facts.Listed(both, (text, text), 2, text))
    made = sample.report((found, listed), sample.Verdict.FAIL, sample.Rows(5, 1, 4, 0), limits=(both,), first_to_fix=(1, 2))
    columns = tuple(replace(column, label=text, title=both) for column in made.columns)
    checks = tuple(replace(check, reason=both if check.reason else None) for check in made.checks)
    basis = replace(made.basis, title=both, edition=text, dataset_title=both, as_of=text)
    return replace(
        made,
        columns=columns,
        checks=checks,
        basis=basis,
        input=replace(made.input, name=text, sheet=text),
        indicators=tuple(replace(each, title=both, standard=text) for each in made.indicators),
        outputs=(Output(text, "d" * 64, personal=False),),
        versions={"dgov-std": text, text: text},
        sender=text,
        period=text,
    )


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_golden(sample: ModuleType, name: str, language: str) -> None:
    page = render(freeze(sample.ALL[name]()), language=language)
    path = GOLDEN / f"{name}.{language}.md"
    if os.environ.get("DGOV_STD_REWRITE_GOLDEN"):
        path.write_text(page, encoding="utf-8", newline="\n")
    assert page == path.read_text(encoding="utf-8")
    assert alive(page) == []


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("text", EVIL)
def test_hostile_text_stays_text_wherever_it_stands(sample: ModuleType, text: str, language: str) -> None:
    page = render(evil_report(sample, text), language=language)
    plain = render(evil_report(sample, "text"), language=language)
    assert alive(page) == []
    # The same headings, lists and tables, with the same cells, whatever the text.
    assert not text.strip() or shape(page) == shape(plain)


def shape(page: str) -> list[str]:
    inline = {"text", "code_inline", "softbreak", "text_special"}
    return [token.type for token in tokens(page) if token.type not in inline]


@pytest.mark.parametrize("text", [text for text in EVIL if text.strip()])
def test_the_text_is_shown_as_it_stands(text: str) -> None:
    assert shown(escaped(text)) == visible(text).strip()
    assert shown(code(text)).strip() == visible(text).strip()
    (fence,) = [token for token in tokens(fenced(text)) if token.type == "fence"]
    assert fence.content.rstrip("\n").split("\n") == [visible(line) for line in text.rstrip("\n").split("\n")]


def shown(line: str) -> str:
    wanted = {"text", "code_inline", "text_special"}
    return "".join(token.content for token in tokens(line) if token.type in wanted).replace(JOINER, "").strip()


PIECES = st.lists(
    st.sampled_from([*EVIL, "a", " ", "|", "`", "\\", "<", ">", "](", "![", "*", "_", "www.a.b", "x@y.z", "1."]), max_size=8
)


@settings(max_examples=300, deadline=None)
@given(PIECES.map("".join))
def test_any_text_in_a_table_stays_one_cell(text: str) -> None:
    table = f"| a | b | c |\n| --- | --- | --- |\n| {escaped(text)} | {code(text)} | end |"
    assert alive(table) == []
    cells = [token for token in tokens(table) if token.type == "td_open"]
    assert len(cells) == 3
    assert shown(escaped(text)) == " ".join(visible(text).strip().split("\x00"))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_report_takes_more_than_256_kilobytes(sample: ModuleType, language: str) -> None:
    crowded = sample.crowded()
    long = Text("长|@a" * 300, "long|@a" * 300)
    findings = tuple(
        replace(finding, number=i, rule=Rule(long, long.zh, long.en, "high"), examples=(Example("|`x" * 900, 9),) * 5)
        for i, finding in enumerate(crowded.findings * 10, start=1)
    )
    lists = crowded.basis.codelists * 3000
    checks = tuple(
        replace(each, reason=Text(f"{long.zh}{i}", f"{long.en}{i}")) for i, each in enumerate(crowded.checks * 10)
    )
    full = replace(
        crowded,
        findings=findings,
        limits=(long,) * 500,
        checks=checks,
        indicators=crowded.indicators * 2000,
        basis=replace(crowded.basis, codelists=lists, title=long),
        versions={f"{i}": long.zh for i in range(500)},
    )
    page = render(full, language=language)
    assert len(page.encode()) <= MOST_BYTES
    assert {"zh": "项没有列出", "en": "more are left out"}[language] in page
    assert alive(page) == []


def test_what_was_left_out_is_counted(sample: ModuleType) -> None:
    crowded = sample.crowded()
    many = tuple(replace(finding, number=i) for i, finding in enumerate(crowded.findings * 20, start=1))
    page = render(replace(crowded, findings=many), language="en")
    listed = len(re.findall(r"(?m)^\| \d+ \|", page))
    assert f"\n{len(many) - listed} more are left out for length; the JSON report has all of them.\n" in page


def test_the_decision_comes_first_and_numbers_stay(sample: ModuleType) -> None:
    page = render(sample.returned(), language="zh")
    assert page.startswith("# 数据检查结果: 退回修改\n\n必须改 8 类, 请核对 3 类, 提示 1 类\n")
    assert re.findall(r"(?m)^\| (\d+) \|", page) == [str(i) for i in range(1, 13)]
    assert page.index("第 1 类") < page.index("第 2 类") < page.index("全部 12 类问题") < page.index("没有检查的")


def test_an_unfinished_check_says_so_before_all_else(sample: ModuleType) -> None:
    page = render(sample.unfinished(), language="en")
    assert page.splitlines()[2] == "**Unfinished: stopped after 60 seconds, only the first 100000 rows were checked**"


@pytest.mark.parametrize(("value", "shown_as"), [("", "(空) x 3"), ("   ", "`   ` x 3"), ("\u3000", "`\\u3000` x 3")])
def test_a_value_of_blanks_is_seen(sample: ModuleType, value: str, shown_as: str) -> None:
    found = replace(sample.finding("COD101", sample.E, "状态", 3, 2, Example(value, 3)), number=1)
    page = render(replace(sample.returned(), findings=(found,), first_to_fix=(1,)), language="zh")
    assert f"  - {shown_as}\n" in page
    assert f"| {shown_as} |" in page
