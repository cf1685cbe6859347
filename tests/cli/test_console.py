"""What a console can show, and what is said where it cannot."""

import dataclasses
import io
from collections.abc import Iterator

import pytest

from dgov_std.cli.console import harmless, legible, spoken
from dgov_std.render import phrases_en, phrases_zh, words_en, words_zh
from dgov_std.report.values import Severity
from dgov_std.text import Text


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("gbk", "店☕".replace("☕", "\\u2615") + "\\u{20000}é\\udcff"), ("ascii", "\\u5e97\\u2615\\u{20000}\\u00e9\\udcff")],
)
def test_what_an_encoding_lacks_is_shown_by_code_point(encoding: str, said: str) -> None:
    assert legible("店☕𠀀é\udcff", encoding) == said


def test_whole_values_are_made_legible_and_others_left_alone() -> None:
    text = Text("店", "shop")
    found = legible(({"店": ("é店", 7, None)}, text, Severity.ERROR, Text("a", "b")), "ascii")
    assert found == ({"店": ("\\u00e9\\u5e97", 7, None)}, Text("\\u5e97", "shop"), Severity.ERROR, Text("a", "b"))
    assert found[2] is Severity.ERROR


def test_a_report_stays_a_report(sample) -> None:
    report = sample.returned()
    assert legible(report, "utf-8") == report
    assert dataclasses.replace(legible(report, "ascii"), input=report.input).receipt == report.receipt


@pytest.mark.parametrize(
    ("encoding", "language"), [("utf-8", "zh"), ("gbk", "zh"), ("gb18030", "zh"), ("ascii", "en"), ("cp1252", "en")]
)
def test_a_console_without_chinese_is_spoken_to_in_english(encoding: str, language: str) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    assert (spoken("zh", stream), spoken("en", stream)) == (language, "en")


def texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from texts(each)
    elif isinstance(value, tuple | list):
        for each in value:
            yield from texts(each)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from texts(getattr(value, field.name))


@pytest.mark.parametrize("module", [words_zh, phrases_zh, words_en, phrases_en], ids=lambda one: one.__name__)
def test_our_own_words_are_on_every_console(module) -> None:
    """Chinese ones in code page 936, English ones in ASCII; words of pages and workbooks are UTF-8 always."""
    encoding = "gbk" if module.__name__.endswith("zh") else "ascii"
    wrong = []
    for name, table in vars(module).items():
        if name.isupper():
            kept = (
                {k: v for k, v in table.items() if not str(k).startswith(("p_", "m_", "d_"))}
                if isinstance(table, dict)
                else table
            )
            wrong += [one for one in texts(kept) if legible(one, encoding) != one]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("::error::x", ":\u2060:error::x"),
        ("a\n  ::stop-commands::x\nb", "a\n  :\u2060:stop-commands::x\nb"),
        ("a ::error::x", "a ::error::x"),
        ("a ##[warning]x", "a #\u2060#[warning]x"),
        ("\u3000::error::x", "\u3000:\u2060:error::x"),
    ],
)
def test_what_people_read_holds_no_command_for_a_runner(monkeypatch: pytest.MonkeyPatch, text: str, said: str) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert harmless(text) == said
    monkeypatch.delenv("GITHUB_ACTIONS")
    assert harmless(text) == text
