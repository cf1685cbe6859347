"""One catalogue, two languages: nothing is missing in one of them, and the sentences are for stewards."""

import re
from dataclasses import replace
from string import Formatter

import pytest
from code_cases import codes, report

from dgov_std.render import words_en, words_zh
from dgov_std.render.shown import SHOWN
from dgov_std.render.wording import title, titles, todo, why
from dgov_std.report import facts
from dgov_std.report.codes import CODES
from dgov_std.report.values import Finding
from dgov_std.text import Language, Text

CATALOGUES = {"zh": words_zh, "en": words_en}
ZH_EN: list[Language] = ["zh", "en"]
REGEX = r"\^\(?|\(\?|\\[a-zA-Z.]|\[[^\]]*\w-\w[^\]]*\]|\{[0-9]+,?[0-9]*\}|[\])][*+?]|\.[*+]|\$"
PYTHON = r"\b[a-z]+_[a-z_]+\b|\b(?:None|True|False)\b|\w+(?:Error|Exception)\b|\b[A-Z][a-z]+[A-Z]\w*"
POINTER = r"#/|(?<![\w/:.])/[\w$~]+/[\w$~]+"
OFFSET = r"\b[Oo]ffset\b|\b[Bb]ytes? \d|\bbyte position|第 ?\d+ ?字节|偏移"
FORBIDDEN = re.compile(f"{REGEX}|{PYTHON}|{POINTER}|{OFFSET}")
ABRUPT = ["^(?:[0-9]{6})$", r"^[A-Z]{2,}\d+$", "(?:a|b)*", "/$defs/x/y", "snake_case", "ValueError", "offset 12"]


def sentences(language: Language, code: str) -> list[str]:
    said = CATALOGUES[language].PHRASES[code]
    return [*said.titles, *said.todos, said.why, CATALOGUES[language].MEANINGS[code]]


def words_of(sentence: str) -> str:
    """Return a sentence without its slots."""
    return "".join(literal for literal, _, _, _ in Formatter().parse(sentence))


def slots_of(sentences: tuple[str, ...]) -> set[str]:
    return {name for text in sentences for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("text", ABRUPT)
def test_what_is_forbidden_is_noticed(text: str) -> None:
    assert FORBIDDEN.search(text)


@pytest.mark.parametrize("language", ZH_EN)
@pytest.mark.parametrize("code", CODES)
def test_every_code_has_its_words_and_they_are_plain(code: str, language: Language) -> None:
    found = sentences(language, code)
    assert all(text.strip() for text in found)
    assert [text for text in found if FORBIDDEN.search(words_of(text))] == []
    assert re.search(r"[。.]$", CATALOGUES[language].MEANINGS[code])


@pytest.mark.parametrize("code", CODES)
def test_both_languages_say_the_same_of_a_finding(code: str) -> None:
    zh, en = words_zh.PHRASES[code], words_en.PHRASES[code]
    assert slots_of(zh.titles) == slots_of(en.titles)
    assert slots_of(zh.todos) == slots_of(en.todos)


def test_no_words_for_codes_that_are_none() -> None:
    assert words_zh.MEANINGS.keys() == words_en.MEANINGS.keys() == SHOWN.keys() == CODES.keys()


def test_an_old_console_shows_every_page() -> None:
    for text in [*words_zh.MEANINGS.values(), *(each.failing + each.passing for each in SHOWN.values())]:
        text.encode("gbk")
    "".join(words_en.MEANINGS.values()).encode("ascii")


def said(finding: Finding, language: Language, code: str) -> list[str]:
    columns = report(code, "failing").columns
    return [*titles(finding, language, columns), todo(finding, language, columns), why(finding, language)]


@pytest.mark.parametrize("language", ZH_EN)
@pytest.mark.parametrize("code", codes())
def test_what_is_said_of_a_real_finding_is_plain(code: str, language: Language) -> None:
    for finding in report(code, "failing").findings:
        assert [text for text in said(finding, language, code) if FORBIDDEN.search(text)] == []


PATTERN = r"^(?:[A-Z]{2,}|\d+(?=x))*$"


@pytest.mark.parametrize("language", ZH_EN)
@pytest.mark.parametrize("code", codes())
def test_a_regular_expression_among_the_facts_is_never_said(code: str, language: Language) -> None:
    finding = next(each for each in report(code, "failing").findings if each.code == code)
    column = (Text("类别", "kind"), ("a",))
    for known in (facts.Forms((PATTERN,)), facts.Conditional((column,), (PATTERN,)), facts.Forms((PATTERN, "x"))):
        assert [text for text in said(replace(finding, facts=known), language, code) if FORBIDDEN.search(text)] == []


def test_many_columns_are_told_together() -> None:
    found = next(each for each in report("STR103", "failing").findings if each.code == "STR103")
    labels = facts.Labels(tuple("ABCDEFGHIJ"), 12)
    for code, language, what, do in (
        ("STR103", "zh", "标准里没有这 12 列: A、B、C、D、E、F、G、H等", "逐个核对这 12 列的表头; 不需要报送的列请删去"),
        (
            "STR103",
            "en",
            "12 columns that the standard does not know: A, B, C, D, E, F, G, H, ...",
            "Check the labels of these 12 columns; remove what is not asked for",
        ),
        (
            "STR102",
            "zh",
            "没有这 12 个可选的列: A、B、C、D、E、F、G、H等",
            "如有这些数据, 补上相应的列; 没有则不必(共 12 列)",
        ),
        (
            "STR102",
            "en",
            "none of these 12 optional columns: A, B, C, D, E, F, G, H, ...",
            "Add those of the 12 columns for which there are data",
        ),
    ):
        many = replace(found, code=code, facts=labels)
        assert (title(many, language, ()), todo(many, language, ())) == (what, do)
