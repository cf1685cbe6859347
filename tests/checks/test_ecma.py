"""ECMA-262 patterns: the engine, the reference and node's `RegExp` agree on every text, or the pattern is refused."""

from __future__ import annotations

import json
import pickle
import shutil
import subprocess
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from ecma_cases import EXACT, LENIENT, REFUSED, TEXTS
from hypothesis import given, settings
from hypothesis import strategies as st

from dgov_std.arrays import strings
from dgov_std.checks.ecma import Search, parse, searches
from dgov_std.checks.ecma.classes import _BINARY, _CATEGORIES, _SCRIPTS
from dgov_std.checks.pattern import compile_pattern
from dgov_std.checks.setting import Setting
from dgov_std.errors import StandardError
from dgov_std.reference import ecma

SETTING = Setting({})
NODE = shutil.which("node")
Ask = Callable[[str, list[str]], tuple[str | None, list[bool]]]


def engine(pattern: str, texts: list[str]) -> list[bool]:
    return [bool(answer) for answer in compile_pattern(pattern, SETTING)(strings(texts))]


def reference(pattern: str, texts: list[str]) -> list[bool]:
    return [ecma.found(pattern, text) for text in texts]


def wrong(pattern: str, texts: list[str], found: list[bool], wanted: list[bool]) -> list[str]:
    return [f"{pattern!r} on {text!r}: {has}" for text, has, want in zip(texts, found, wanted, strict=True) if has != want]


@pytest.fixture(scope="module")
def node() -> Iterator[Ask]:
    if NODE is None:
        pytest.skip("node is not installed; it is the judge of what a pattern means")
    script = str(Path(__file__).with_name("node.js"))
    with subprocess.Popen([NODE, script], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout

        def ask(pattern: str, texts: list[str]) -> tuple[str | None, list[bool]]:
            process.stdin.write(json.dumps({"pattern": pattern, "texts": texts}).encode() + b"\n")
            process.stdin.flush()
            answer = json.loads(process.stdout.readline())
            return answer["mode"], answer["found"]

        yield ask
        process.stdin.close()


def judged_by(node: Ask, pattern: str, texts: list[str]) -> tuple[list[str], str | None, list[bool]]:
    r"""The texts node can judge, and its answers. V8 finds `\B` between the halves of one character; the standard does not."""
    known = [text for text in texts if "\\B" not in pattern or max(text, default="") <= "\uffff"]
    return known, *node(pattern, known)


def differences(node: Ask, pattern: str, texts: list[str], wanted_mode: str) -> list[str]:
    known, mode, wanted = judged_by(node, pattern, texts)
    return wrong(pattern, known, engine(pattern, known), wanted) if mode == wanted_mode else [f"{pattern!r}: mode {mode!r}"]


def test_there_are_enough_cases():
    assert len(set(EXACT)) == len(EXACT) >= 300
    assert len(set(TEXTS)) == len(TEXTS)


@pytest.mark.parametrize("pattern", EXACT + LENIENT)
def test_engine_equals_reference(pattern: str):
    assert wrong(pattern, TEXTS, engine(pattern, TEXTS), reference(pattern, TEXTS)) == []


def test_engine_equals_node(node: Ask):
    assert [line for pattern in EXACT for line in differences(node, pattern, TEXTS, "u")] == []


def test_lenient_patterns_mean_what_they_mean_without_the_flag(node: Ask):
    texts = [text for text in TEXTS if max(text, default="") <= "\uffff"]
    assert [line for pattern in LENIENT for line in differences(node, pattern, texts, "")] == []


@pytest.mark.parametrize(("pattern", "words"), REFUSED)
def test_what_cannot_be_answered_is_refused_by_name(pattern: str, words: str):
    with pytest.raises(StandardError) as caught:
        compile_pattern(pattern, SETTING)
    (problem,) = caught.value.problems
    assert words in problem.what.en
    assert problem.todo is not None
    assert problem.todo.zh


@pytest.mark.parametrize(
    ("pattern", "zh", "en"),
    [
        (
            r"^(\d)\1$",
            "正则表达式 ^(\\d)\\1$ 不被支持(第 6 个字符处: 回溯引用 \\1)。把可能的写法逐一列出, 或改用两列比较的规则",
            "the pattern ^(\\d)\\1$ is not supported (at character 6: the back reference \\1). "
            "Write the cases one by one, or compare two columns by a rule",
        ),
        (
            r"\p{Han}",
            "正则表达式 \\p{Han} 不被支持(字符属性 \\p{Han})。改写为 \\p{Script=Han}",
            "the pattern \\p{Han} is not supported (the character property \\p{Han}). Write \\p{Script=Han}",
        ),
        (
            "(?=a)b",
            "正则表达式 (?=a)b 不被支持(此处的前瞻 (?=)。把它直接放在 ^ 之后(^(?=…)), 或拆成几个 pattern, 用 allOf 和 not 组合",
            "the pattern (?=a)b is not supported (the look-ahead (?= at this place). "
            "Put it right after ^, as in ^(?=…), or use several patterns within allOf and not",
        ),
    ],
)
def test_the_refusal_says_what_where_and_what_to_write(pattern: str, zh: str, en: str):
    with pytest.raises(StandardError) as caught:
        compile_pattern(pattern, SETTING)
    assert [caught.value.problems[0].in_(language) for language in ("zh", "en")] == [zh, en]


def test_a_long_pattern_is_shown_by_its_beginning():
    with pytest.raises(StandardError, match="the pattern x{80}… is not"):
        compile_pattern("x" * 200 + "**", SETTING)


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [
        ("^(?:[0-9]{17}[0-9Xx])$", [Search(("^[0-9]{17}[0-9Xx]$",))]),
        ("^(?!0000)[0-9]{4}$", [Search(("^[0-9]{4}$",), ("^0000",))]),
        ("^(?=.*a)b(?<!c)$", [Search(("^b$", r"^[^\x{a}\x{d}\x{2028}-\x{2029}]*a"), ("c$",))]),
        ("^[a-z]{1,500}$", [Search(("^[a-z]*$",), (), (1, 500))]),
        ("^(?:(?!ab)[a-c])*$", [Search(("^[a-c]*$",), ("ab",))]),
        ("a{2300}b", [Search(("a{1000}a{1000}a{300}b",))]),
        ("a{3,1500}b", [Search(("a{3}a{0,1000}a{0,497}b",))]),
        ("(?:a{40}){40}", [Search(("(?:a{40}){25}(?:a{40}){15}",))]),
        (r"\B", [Search((r"^[\x{0}-\x{10ffff}]*(?:\B)",))]),
        ("^(?!a)b|c|d", [Search(("c|d",)), Search(("^b",), ("^a",))]),
    ],
)
def test_what_re2_is_asked(pattern: str, wanted: list[Search]):
    assert list(searches(parse(pattern))) == wanted


# Characters of long standing, which every Unicode version agrees on.
OLD = [chr(i) for i in range(0, 0x3400, 3) if unicodedata.ucd_3_2_0.category(chr(i)) != "Cn"]
NAMED = [*_CATEGORIES, *(f"sc={script}" for script in _SCRIPTS), *_BINARY]


@pytest.mark.parametrize("name", NAMED)
def test_a_property_has_the_same_characters_everywhere(node: Ask, name: str):
    for pattern in (f"^\\p{{{name}}}$", f"^\\P{{{name}}}$"):
        assert node(pattern, OLD) == ("u", reference(pattern, OLD))
        assert wrong(pattern, OLD, engine(pattern, OLD), reference(pattern, OLD)) == []


ATOMS = r"a b - 中 \u{1F600} 😀 . \d \D \w \W \s \S \b \B ^ $ \p{L} \P{L} \p{Nd} [^] [] \n".split()
INSIDE = r"a b-z A-Z 0-9 \d \D \w \W \s \S \p{L} \P{L} \p{Zs} 中-龥 \- [ ^ & . \] \u{1F600}-\u{1F64F} \n".split()
COUNTS = ["", "", "", "*", "+", "?", "{2}", "{0,2}", "{1,}", "*?", "{0}"]
LOOKS = ["(?=", "(?!", "(?<=", "(?<!"]
LETTERS = "ab-_1A中é\u3000\ufeff\u2028\r\n \U0001f600\u0301"


@st.composite
def patterns(draw: st.DrawFn, depth: int = 2) -> str:
    kind = draw(
        st.sampled_from(
            ["atom", "class", "row", "row", "choice", "group", "look", "anchored"] if depth else ["atom", "class"]
        )
    )
    inner = patterns(depth - 1) if depth else st.nothing()
    count = draw(st.sampled_from(COUNTS))
    match kind:
        case "class":
            return f"[{draw(st.sampled_from(['', '^']))}{''.join(draw(st.lists(st.sampled_from(INSIDE), min_size=1, max_size=3)))}]{count}"
        case "row":
            return "".join(draw(st.lists(inner, min_size=2, max_size=4)))
        case "choice":
            return f"(?:{draw(inner)}|{draw(inner)})"
        case "group":
            return f"({draw(inner)}){count}"
        case "look":
            return f"{draw(st.sampled_from(LOOKS))}{draw(inner)})"
        case "anchored":
            return f"^{draw(st.sampled_from(['', '(?!a)', '(?=.*1)', '(?!.*b)', '.(?!b)']))}{draw(inner)}{draw(st.sampled_from(['', '(?<!b)']))}$"
        case _:
            atom = draw(st.sampled_from(ATOMS))
            return atom + (count if atom not in {"^", "$", r"\b", r"\B"} else "")


RUN = st.tuples(patterns(), st.lists(st.text(LETTERS, max_size=7), min_size=20, max_size=20))


@settings(max_examples=300, deadline=None)
@given(RUN)
def test_random_patterns_mean_the_same_everywhere(node: Ask, run: tuple[str, list[str]]):
    pattern = run[0]
    texts, mode, wanted = judged_by(node, *run)
    try:
        found = engine(pattern, texts)
    except StandardError as error:
        assert mode is None or "look-" in str(error) or mode != "u", (pattern, str(error))
        return
    assert mode is not None
    assert wrong(pattern, texts, reference(pattern, texts), wanted) == []
    assert wrong(pattern, texts, found, wanted) == []


@settings(max_examples=150, deadline=None)
@given(RUN)
def test_random_patterns_mean_the_same_without_node(run: tuple[str, list[str]]):
    pattern, texts = run
    try:
        found = engine(pattern, texts)
    except StandardError:
        return
    assert wrong(pattern, texts, found, reference(pattern, texts)) == []


@settings(max_examples=300, deadline=None)
@given(st.text("ab\\[]{}()^$|*+?.-,:=!<>0189dDwWsSbBpPuxck中&\n", max_size=14))
def test_any_text_is_translated_or_refused(node: Ask, pattern: str):
    texts, mode, wanted = judged_by(node, pattern, TEXTS)
    try:
        found = engine(pattern, texts)
    except StandardError:
        return
    assert mode is not None
    if mode == "u":
        assert wrong(pattern, texts, found, wanted) == []
    assert wrong(pattern, texts, found, reference(pattern, texts)) == []


@pytest.mark.parametrize("pattern", ["^(a+)+$", "^(?:a|aa)*b$", "^(?:.*)*x$", "^(?!(?:a*)*b)a{1,50}$", "(?:a?){30}a{30}$"])
def test_time_is_linear(pattern: str):
    text = "a" * 20_000
    assert engine(pattern, [text, text + "!"]) is not None


@pytest.mark.parametrize("pattern", ["^(?!a)b|c$", "^[0-9]{17}[0-9Xx]$"])
def test_a_kernel_can_be_sent_to_another_process(pattern: str):
    kernel = compile_pattern(pattern, SETTING)
    assert pickle.loads(pickle.dumps(kernel)) == kernel
