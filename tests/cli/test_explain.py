"""`dgov-std explain`: a page per code, the list of all, one clear error for what is none."""

from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len

from dgov_std.api.explanation import explain_all, origins
from dgov_std.api.library import shipped_bundles, standards_root
from dgov_std.render.explanation import MOST_ORIGINS, Origin, index, markdown, page, terminal
from dgov_std.report.codes import CODES
from dgov_std.report.values import Rule, Severity
from dgov_std.text import Language, Text

ZH_EN: list[Language] = ["zh", "en"]
RULE = Rule(Text("统一社会信用代码", "Unified social credit code"), "GB 32100-2015", "5.2", "high")
IDN201 = """\
IDN201  校验码

说明      代码的最后一位或几位由前面各位算出, 用来发现抄写错误。算出来的与所填的
          不同。
为什么    代码错一位, 就是另一个主体, 或谁都不是
有错的值  MA2TEST72
正确的值  MA2TEST71
怎么改    对照证照原件逐位核对, 有一位抄错或两位颠倒
归类      准确性 (GB/T 36344-2018), 按单元格计数
出处      必须改: 统一社会信用代码 GB 32100-2015 5.2 (可信度高)
"""
STR104 = """\
# STR104 repeated labels

Two columns have the same label, or stand for the same thing. Only one of them is checked: nobody can tell which one counts.

**Why** columns are recognised by their labels

**What to do** Rename or remove one of them

**Quality** conformity (GB/T 36344-2018), counted in files

**Failing header**

```text
名称,代码,名称
```

**Passing header**

```text
名称,代码
```

**Comes from**

- the program itself, not from a standard
"""


def test_the_page_of_a_code() -> None:
    assert terminal(page("IDN201", (Origin(RULE, Severity.ERROR),), "zh"), 80) == IDN201


def test_the_page_as_markdown() -> None:
    assert markdown(page("STR104", (), "en")) == STR104


@pytest.mark.parametrize("width", [60, 80])
@pytest.mark.parametrize("language", ZH_EN)
@pytest.mark.parametrize("code", CODES)
def test_no_line_is_wider_than_the_screen(code: str, language: Language, width: int) -> None:
    lines = terminal(page(code, (Origin(RULE, Severity.ERROR),), language), width).splitlines()
    assert [line for line in lines if cell_len(line) > width] == []
    assert all(character.isprintable() for line in lines for character in line)


def test_rules_are_capped_and_equal_ones_told_once() -> None:
    many = tuple(Origin(Rule(None, f"GB {i}"), Severity.ERROR) for i in range(20))
    found = page("TYP206", many + many, "en")
    assert found.origins[MOST_ORIGINS - 1 :] == ("must fix: GB 7", "12 more")


def test_the_rules_of_the_shipped_standards_are_found() -> None:
    found = origins()
    assert "组织机构代码" in [each.rule.title.zh for each in found["IDN202"] if each.rule.title]
    assert {"TYP101", "COD101", "KEY101", "REL104", "NAM102", "DES101", "STR206"} <= found.keys()
    assert found.keys() <= CODES.keys()


@pytest.mark.parametrize("language", ZH_EN)
def test_without_a_code_all_are_listed_by_family(language: Language) -> None:
    text = explain_all(language=language)
    assert text.endswith(index(language))
    assert [code for code in CODES if f"\n  {code}  " not in text] == []
    assert max(map(cell_len, text.splitlines())) <= 80


@pytest.mark.parametrize("language", ZH_EN)
def test_without_a_name_what_is_shipped_stands_first(language: Language) -> None:
    text = explain_all(language=language)
    shelf = shipped_bundles()
    lines = text[: text.index("STR101")].splitlines()
    assert [name for name in shelf if not any(line.split()[:2] == [shelf.standard(name), name] for line in lines)] == []


def test_a_standard_has_its_page(run: Callable) -> None:
    ran = run("explain", "licence-publicity", "--lang", "en")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[0] == "licence-publicity  Publicity of administrative licences, data standard (2018)"
    for said in ("Extends ", "publicity-common", "licence-publicity/standard.yaml:", "administrative-licence-person "):
        assert said in ran.out
    assert run("explain", "行政许可信息公示数据标准（2018版）", "--lang", "en").out == ran.out


@pytest.mark.parametrize("name", ["名" * 300, "/", "..", "../standards/national", str(standards_root() / "national")])
def test_a_name_is_no_path(run: Callable, name: str) -> None:
    ran = run("explain", name, "--lang", "zh")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("错误: 没有叫“")


def test_a_standard_that_is_not_shipped_has_a_page(run: Callable, tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    head = "{zh: '::error::自己的', en: own}\nsource: {standard: S, confidence: high}\n"
    file.write_text(f"kind: standard\nid: own\ntitle: {head}", encoding="utf-8")
    ran = run("explain", "own", "--standard", file, "--lang", "zh")
    assert (ran.code, ran.out.splitlines()[0]) == (0, "own  ::error::自己的")
    assert "数据集" not in ran.out


def test_what_is_printed_holds_no_command_for_a_runner(
    run: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(
        "kind: standard\nid: own\ntitle: {zh: 自己的, en: own}\nsource: {standard: S, confidence: high}\n---\n"
        "kind: codelist\nid: own-list\ntitle: {zh: 表, en: list}\ndefinition: {zh: '##[error]x', en: '##[error]x'}\n"
        "source: {standard: '##[error]x', confidence: high}\n"
        "codes: {'1': '##[error]x'}\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    for command in (["explain", "own-list"], ["codes", "own-list"], ["codes", "own-list", "1"]):
        ran = run(*command, "--standard", file)
        assert ran.code == 0, ran.err
        assert "#\u2060#[error]x" in ran.out
        assert "##[" not in ran.out


def test_the_command_takes_capitals_or_not(run: Callable) -> None:
    ran = run("explain", "str104", "--lang", "zh")
    assert (ran.code, ran.out.splitlines()[0]) == (0, "STR104  表头重复")
    assert run("explain", "STR104", "--format", "markdown", "--lang", "en").out == STR104


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("IDN2O1", "错误: 没有叫“IDN2O1”的问题代码、标准、标识、代码表、数据项或数据集。是不是 IDN201、IDN203、IDN202?"),
        (
            "x",
            "错误: 没有叫“x”的问题代码、标准、标识、代码表、数据项或数据集。"
            "dgov-std explain 列出随附的标准和全部问题代码, dgov-std codes 列出全部代码表",
        ),
    ],
)
def test_what_is_no_code_gets_the_nearest_and_exit_code_2(run: Callable, name: str, said: str) -> None:
    ran = run("explain", name, "--lang", "zh")
    assert (ran.code, ran.out, ran.err.strip()) == (2, "", said)
