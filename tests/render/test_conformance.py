"""The conformance report: what it says in which order, as a page and as a document, and that no cell stands in it."""

import base64
import hashlib
import io
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter
from types import ModuleType
from xml.etree.ElementTree import Element

import docx
import html5lib
import machine_reports as machine
import pytest
from gated_report import gated

from dgov_std.api.result import Report as ApiReport
from dgov_std.errors import MissingPackageError
from dgov_std.privacy.masking import freeze
from dgov_std.render import conformance, conformance_docx
from dgov_std.render.conformance import MOST_BYTES
from dgov_std.render.statement import statement_of
from dgov_std.render.statement_words import WORDS
from dgov_std.report.values import CodeListEdition, Report, Rule, Severity, Status, Verdict
from dgov_std.text import Language, Text

GOLDEN = Path(__file__).with_name("golden-statement")
CASES = ["accepted", "faults", "empty", "unreadable", "unfinished", "hostile", "million", "bare", "passed", "stopped"]
LANGUAGES = ["zh", "en"]
SECTIONS = [
    "conclusion",
    "object",
    "basis",
    "tool",
    "clauses",
    "indicators",
    "findings",
    "unchecked",
    "gate",
    "lists",
    "notes",
    "sign",
]


def case(sample: ModuleType, name: str) -> Report:
    if name in ("passed", "stopped"):
        return freeze(gated(sample.returned(), passed=name == "passed"))
    return machine.reports(name)[0]


def page(report: Report, language: Language = "zh") -> Element:
    """The page as a browser reads it; a parse error fails."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(conformance.render(report, language=language))


def said(element: Element) -> str:
    return " ".join(" ".join(element.itertext()).split())


def at(root: Element, name: str) -> Element:
    (found,) = [element for element in root.iter() if element.get("id") == name]
    return found


def table(root: Element, name: str) -> list[list[str]]:
    return [[said(cell) for cell in row if cell.tag in ("td", "th")] for row in at(root, f"{name}-table").iter("tr")]


def document(report: Report, language: Language = "zh") -> list[str]:
    """The texts of the document in their order, a row of a table as one."""
    opened = docx.Document(io.BytesIO(conformance_docx.render(report, language=language)))
    found = []
    for block in opened.iter_inner_content():
        if isinstance(block, docx.table.Table):
            found += [" | ".join(cell.text.replace("\n", " / ") for cell in row.cells) for row in block.rows]
        elif block.text:
            found.append(block.text)
    return found


def compare(path: Path, text: str) -> None:
    if os.environ.get("DGOV_STD_REWRITE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CASES)
def test_golden(sample: ModuleType, name: str, language: Language) -> None:
    report = case(sample, name)
    compare(GOLDEN / f"{name}.{language}.docx.txt", "\n".join(document(report, language)) + "\n")
    if name in ("accepted", "faults", "empty", "unreadable", "unfinished", "million", "stopped"):
        body = conformance.render(report, language=language).partition("<body>")[2]
        compare(GOLDEN / f"{name}.{language}.conformance.html", body)


def test_every_golden_file_is_of_a_case() -> None:
    names = {path.name.partition(".")[0] for path in GOLDEN.iterdir()}
    assert names == {*CASES, "returned"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CASES)
def test_the_page_decides_first_and_is_signed_last(sample: ModuleType, name: str, language: Language) -> None:
    root = page(case(sample, name), language)
    assert root.get("lang") == {"zh": "zh-CN", "en": "en"}[language]
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    found = [each.get("id") for each in root.iter("section")]
    assert found == [each for each in SECTIONS if each in found]
    assert {"conclusion", "object", "basis", "tool", "findings", "unchecked", "notes", "sign"} <= set(found)
    titles = [said(each) for each in root.iter("h2")][1:-1]
    assert [int(title.split()[0]) for title in titles] == [*range(1, len(titles) + 1)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CASES)
def test_page_and_document_say_the_same(sample: ModuleType, name: str, language: Language) -> None:
    report = case(sample, name)
    root = page(report, language)
    text = re.sub(r"[\s|/]", "", "".join(document(report, language)))
    cells = [said(cell) for kind in ("td", "dd", "h1", "h2", "h3") for cell in root.iter(kind)]
    missing = [cell for cell in cells if re.sub(r"[\s|/]", "", cell) not in text]
    assert missing == []


@pytest.mark.parametrize(
    ("name", "zh", "en"),
    [
        (
            "accepted",
            "结论 合格 对下述文件做了 4 项检查, 没有发现“必须改”的问题。在已检查的范围内, 该文件符合下列标准。",
            "Conclusion Accepted",
        ),
        (
            "returned",
            "结论 退回修改 对下述文件做了 4 项检查, 发现“必须改”的问题 8 类, 涉及 112 行。该文件不符合下列标准。",
            "Conclusion Returned",
        ),
        (
            "unfinished",
            "结论 没查完, 不能下结论 没查完: 用时超过 60 秒, 只检查了前 100000 行 检查没有做完, 不能得出符合或不符合的结论。",
            "Conclusion Unfinished",
        ),
        ("empty", "结论 未检查 没有作符合性判断: 不能得出符合或不符合的结论。 文件里没有数据行", "Conclusion Not checked"),
    ],
)
def test_what_is_concluded(sample: ModuleType, name: str, zh: str, en: str) -> None:
    report = freeze(sample.ALL[name]())
    assert said(at(page(report), "conclusion")).startswith(zh)
    assert said(at(page(report, "en"), "conclusion")).startswith(en)
    skipped = "有 2 项没有检查, 结论不涉及这些项" in said(at(page(report), "conclusion"))
    assert skipped == (name in ("accepted", "returned"))


def test_an_accepted_file_with_warnings_says_so(sample: ModuleType) -> None:
    warnings = tuple(each for each in sample.returned().findings if each.severity is Severity.WARNING)
    report = replace(sample.accepted(), findings=warnings)
    assert "另有“请核对”的问题 3 类, 不影响结论。" in said(at(page(report), "conclusion"))


def test_fingerprints_stand_with_their_editions(sample: ModuleType) -> None:
    root = page(sample.accepted())
    assert "0" * 64 in said(at(root, "object"))
    assert "a" * 64 in said(at(root, "basis"))
    assert table(root, "lists") == [["代码表", "版本", "收录到", "SHA-256"], ["行政区划", "2025", "2025-12-31", "b" * 64]]


def test_the_results_by_clause(sample: ModuleType) -> None:
    report = sample.accepted()
    first, second, third, *rest = (replace(check, failed=0) for check in report.checks)
    rule = Rule(None, "GB 32100-2015", "5.2", "high")
    checks = (
        replace(first, rule=rule, failed=3),
        replace(second, rule=rule),
        replace(third, rule=replace(rule, clause="6")),
        *rest,
    )
    rows = table(page(replace(report, checks=checks)), "clauses")
    assert rows == [
        ["标准", "条款", "检查项", "查了多少", "不符合", "可信度", "结果"],
        ["GB 32100-2015", "5.2", "2 / 2", "624 格", "3 格", "高", "不符合"],
        ["GB 32100-2015", "6", "1 / 1", "312 格", "0", "高", "符合"],
        ["程序的通用检查(不出自标准)", "-", "1 / 3", "312 行", "0", "-", "已查部分符合"],
    ]


def test_the_results_by_indicator(sample: ModuleType) -> None:
    assert table(page(sample.returned(), "en"), "indicators") == [
        ["Indicator", "A / B", "Value", "What A counts"],
        [
            "format conformity GB/T 36344-2018 0302 · conformity",
            "919 / 936",
            "98.18% (higher is better)",
            "what passed its checks (cells)",
        ],
        [
            "duplication GB/T 36344-2018 0501 · accuracy",
            "2 / 312",
            "0.64% (lower is better)",
            "rows that occur twice (rows)",
        ],
        ["timeliness GB/T 36344-2018 0601 · timeliness", "0 / 0", "not applicable", "what passed its checks (cells)"],
    ]


def test_the_gate_stands_beside_the_verdict(sample: ModuleType) -> None:
    root = page(case(sample, "passed"))
    assert "结论 退回修改" in said(at(root, "conclusion"))
    assert "门禁: 通过 (12 类不计)。门禁只决定能否放行, 不改变结论。" in said(at(root, "conclusion"))
    assert table(root, "exceptions")[1:] == [
        ["IDN201", "相对人代码_1", "5 最多 5 处", "2026-12-31", "数据处", "系统改造期间, 见函 12 号", "已用到"],
        ["REL104", "相对人代码_1", "7 最多 5 处", "2026-12-31", "数据处", "补录有效期", "已过期, 不再放行"],
        ["TYP205", "相对人代码_1", "0 最多 5 处", "2026-12-31", "数据处", "文书号旧式括号", "没有用到"],
        ["KEY101", "相对人代码_1、历史/*.csv", "0 最多 5 处", "2026-12-31", "数据处", "历史数据", "不涉及本文件"],
    ]
    levels = [row[1] for row in table(root, "findings")[1:4]]
    assert levels == ["必须改 存量问题", "必须改 在阈值以内", "必须改 已批准例外"]


def test_what_the_gate_went_by_can_be_judged_once_more(sample: ModuleType) -> None:
    root = page(case(sample, "passed"))
    assert "从哪一级起不通过 必须改" in said(at(root, "gate"))
    assert f"存量问题清单 SHA-256 {'f' * 64}" in said(at(root, "gate"))


def test_whatever_was_not_checked_is_named(sample: ModuleType) -> None:
    report = sample.returned()
    skipped = [
        replace(
            each,
            id=f"c{n}",
            status=Status.SKIPPED,
            reason=Text("缺表", "no table"),
            rule=Rule(title=Text(f"第{n}条", f"rule {n}")),
        )
        for n, each in enumerate([report.checks[0]] * 40)
    ]
    (row,) = table(page(replace(report, checks=(*report.checks, *skipped))), "unchecked")[-1:]
    assert [f"第{n}条" for n in range(40) if f"第{n}条" not in row[0]] == []


def test_without_a_gate_there_is_no_word_of_one(sample: ModuleType) -> None:
    assert "门禁" not in said(page(sample.returned()))


def test_what_is_signed(sample: ModuleType) -> None:
    assert [said(each) for each in at(page(sample.accepted()), "sign").iter("dt")] == [
        "检查人",
        "复核人",
        "单位(盖章)",
        "日期",
    ]
    assert document(sample.accepted(), "en")[-3:] == [
        "Tested by   | Reviewed by  ",
        "Organisation (seal)   | Date  ",
        "K8F2-PF2D · Made by dgov-std 0.1.0",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("shown", [False, True])
def test_no_content_of_a_cell_stands_in_it(sample: ModuleType, language: Language, shown: bool) -> None:
    report = sample.returned()  # not even masked
    report = replace(report, options={"show_values": "true"}) if shown else report
    values = {example.value for finding in report.findings for example in finding.examples} - {"审批", "备案", "1 "}
    assert len(values) == 9
    for text in (conformance.render(report, language=language), "\n".join(document(report, language))):
        assert not [value for value in values if value in text]
        assert ("--show-values" in text) == shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_loads_nothing_and_obeys_its_own_style_only(sample: ModuleType, language: Language) -> None:
    root = page(case(sample, "hostile"), language)
    (style,) = ["".join(each.itertext()) for each in root.iter("style")]
    (policy,) = [each.get("content") for each in root.iter("meta") if each.get("http-equiv")]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert not [each for each in root.iter() if each.tag in ("script", "img", "link", "a", "iframe") or each.get("style")]
    assert "url(" not in style
    plain = page(case(sample, "faults"), language)
    assert {each.tag for each in root.iter()} <= {each.tag for each in plain.iter()}


def test_the_document_holds_no_field_but_the_page_numbers_and_no_link(sample: ModuleType) -> None:
    made = conformance_docx.render(case(sample, "hostile"), language="zh")
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        parts = {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}
    assert not re.search(r"w:(fldSimple|instrText|hyperlink|altChunk|object)\b", parts["word/document.xml"])
    assert "External" not in "".join(text for name, text in parts.items() if name.endswith(".rels"))
    footers = [text for name, text in parts.items() if "footer" in name and "PAGE" in text]
    assert len(footers) == 1


@pytest.mark.parametrize("receipt", ["K8F2-PF2D", '"}</style><script>x</script>\\', ""])
def test_the_number_stands_on_every_printed_page(sample: ModuleType, receipt: str) -> None:
    report = replace(sample.accepted(), receipt=receipt)
    root = page(report, "en")
    (style,) = ["".join(each.itertext()) for each in root.iter("style")]
    (written,) = re.findall(r'@bottom-left { content: "([^"]*)";', style)
    told = re.sub(r"\\([0-9a-f]+) ", lambda found: chr(int(found[1], 16)), written)
    assert told == f"Data standard conformance report {receipt}".rstrip()
    assert not re.search(r"[^A-Za-z0-9 \\]", written)
    made = docx.Document(io.BytesIO(conformance_docx.render(report, language="en")))
    assert made.sections[0].header.paragraphs[0].text == told


def test_the_standard_is_named_as_the_program_knows_it(sample: ModuleType) -> None:
    assert said(at(page(sample.accepted()), "basis")).endswith("标准和数据集的代号 licence-publicity / licence-org")


def test_one_cell_is_no_cells(sample: ModuleType) -> None:
    report = sample.accepted()
    checks = (replace(report.checks[0], evaluated=1, failed=1),)
    assert table(page(replace(report, checks=checks), "en"), "clauses")[1][3:5] == ["1 cell", "1 cell"]


def test_equal_reports_give_equal_bytes(sample: ModuleType) -> None:
    for name in ("returned", "hostile"):
        one, two = (conformance_docx.render(freeze(sample.ALL[name]()), language="zh") for _ in range(2))
        assert one == two
        report = freeze(sample.ALL[name]())
        assert conformance.render(report, language="zh") == conformance.render(freeze(sample.ALL[name]()), language="zh")
        assert conformance.render(replace(report, run=None), language="zh").count("2026-10-31 09:00") == 0


def test_no_clock_stands_in_the_package(sample: ModuleType) -> None:
    made = io.BytesIO(conformance_docx.render(sample.accepted(), language="zh"))
    with zipfile.ZipFile(made) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = docx.Document(made).core_properties
    assert properties.created == properties.modified == datetime(2000, 1, 1, tzinfo=UTC)


def test_a_file_that_could_not_be_read_is_said_to_be_unchecked(sample: ModuleType) -> None:
    told = document(case(sample, "unreadable"))
    assert told[told.index("4 发现的问题") + 1] == "没有做任何检查。"
    assert "已做的" not in "".join(told)
    assert not [line for line in told if line.startswith(("数据行数", "列数"))]  # nobody knows
    assert "已做的 4 项检查见下。" in said(at(page(case(sample, "unfinished")), "conclusion"))


def test_the_size_is_bounded_and_what_is_left_out_is_said(sample: ModuleType) -> None:
    report = sample.returned()
    long = Text("长" * 5000, "long " * 1000)
    checks = tuple(
        replace(report.checks[0], rule=Rule(long, f"{n} " + "标" * 5000, "条" * 5000, "high")) for n in range(2000)
    )
    findings = tuple(
        replace(report.findings[n % 12], number=n + 1, rule=Rule(long, "x" * 5000, "y" * 5000)) for n in range(2000)
    )
    lists = tuple(CodeListEdition("x", long, "版" * 5000, "x" * 500, "&" * 500) for _ in range(2000))
    indicators = tuple(replace(report.indicators[0], title=long) for _ in range(500))
    big = replace(
        report, checks=checks, findings=findings, indicators=indicators, basis=replace(report.basis, codelists=lists)
    )
    text = conformance.render(big, language="zh")
    assert len(text.encode()) < MOST_BYTES
    assert len(re.findall(r"因篇幅限制, 另有 [\d,]+ 项没有列出, 见 JSON 报告。", text)) == 4
    assert len(conformance_docx.render(big, language="zh")) < MOST_BYTES


def test_an_unknown_verdict_of_nothing_claims_nothing(sample: ModuleType) -> None:
    for verdict in (Verdict.INCOMPLETE, Verdict.NOT_EVALUATED):
        told = statement_of(replace(sample.accepted(), verdict=verdict), "zh")
        cells = [cell.text for section in told.sections for each in section.tables for row in each.rows for cell in row]
        assert "符合" not in cells
        assert not any("该文件符合" in line for line in told.said)


def test_the_words_have_the_same_slots_in_both_languages() -> None:
    def slots(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}

    assert [key for key, text in WORDS.items() if slots(text.zh) != slots(text.en)] == []


def test_without_python_docx_the_extra_is_named(sample: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [
        name
        for name in sys.modules
        if name.partition(".")[0] == "docx" or name.endswith((".docx_parts", ".conformance_docx"))
    ]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(MissingPackageError) as caught:
        ApiReport(sample.accepted()).render("conformance-docx")
    (problem,) = caught.value.problems
    assert problem.where == "--format conformance-docx"
    assert problem.todo.en == "install it: pip install 'dgov-std[docx]'; or choose another format"


def test_the_page_needs_neither_an_engine_nor_python_docx() -> None:
    code = (
        "import sys, dgov_std.render.conformance, dgov_std.render.dqv, dgov_std.render.badge\n"
        "print(sorted({'pyarrow', 'numpy', 'pandas', 'yaml', 'openpyxl', 'jsonschema', 'docx', 'rdflib'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
