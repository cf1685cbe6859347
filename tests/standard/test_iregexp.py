"""Patterns: what every engine reads alike passes, the rest is refused in words."""

import re
from functools import partial

import pytest
from timing import within

from dgov_std.standard.iregexp import problem

GOOD = [
    "", "[0-9]{6}", "[^ \t\r\n\u3000]*", "[^〔]+〔[0-9]{4}〕[0-9]+号", "(ab|c)?d{1,3}", "[-a]", "[a-]", r"\.\$\{\}",
    "a|", "(a|b)*c+", "[一-龥]+", "((a{2}){3})+", "a{0,1000}", "(a+b)?", r"[\^\]\[\-]", "([0-9]+-){3}", ".*", "[&~]",
]  # fmt: skip


@pytest.mark.parametrize("pattern", GOOD)
def test_plain_pattern_passes(pattern: str) -> None:
    assert problem(pattern) is None
    re.compile(pattern)


BAD = [
    (r"\d", "the pattern must not use \\d: engines differ on it; write [0-9]"),
    (r"\w+", "the pattern must not use \\w: engines differ on it; write [0-9A-Za-z_]"),
    (r"[\s]", "the pattern must not use \\s: engines differ on it; write [ \\t\\n\\r]"),
    (
        r"\bx",
        'the pattern must not use "\\b"; only ( ) * + - . ? [ \\ ] ^ $ { | } and \\n \\r \\t are escaped',
    ),
    (
        r"\p{Han}",
        "the pattern must not use \\p: engines differ on it; write the range of characters, such as [一-龥]",
    ),
    (r"(a)\1", "the pattern must not use the back reference \\1"),
    ("(?=a)", 'the pattern has "(?" (look-around is not allowed); write plain ( ) for a group'),
    ("(?<!a)", 'the pattern has "(?" (look-around is not allowed); write plain ( ) for a group'),
    ("(?:a)", 'the pattern has "(?" (special groups are not allowed); write plain ( ) for a group'),
    ("^a", 'the pattern must not have "^": it always matches the whole value'),
    ("a$", 'the pattern must not have "$": it always matches the whole value'),
    ("a+?", 'the pattern has "?" after a quantifier (lazy and possessive ones are not allowed)'),
    ("a{2}+", 'the pattern has "+" after a quantifier (lazy and possessive ones are not allowed)'),
    ("a{1001}", "the pattern repeats more than 1000 times"),
    ("(a{100}){100}", "the pattern repeats more than 1000 times"),
    ("a" * 513, "the pattern is longer than 512 characters"),
    ("(a+)+", "the pattern has nested unbounded repetition such as (a+)+, which can take forever"),
    ("((a*)b){2,}", "the pattern has nested unbounded repetition such as (a+)+, which can take forever"),
    ("(a*){30}", "the pattern has nested unbounded repetition such as (a+)+, which can take forever"),
    ("(a", 'the pattern has a "(" that is never closed'),
    ("a)", 'the pattern has a ")" too many'),
    ("[a", 'the pattern has a "[" that is never closed'),
    ("[]", "the pattern has an empty [ ]; write \\] for the character"),
    ("[z-a]", "the pattern's range z-a is the wrong way round"),
    ("[a-c-e]", 'the pattern has a "-" in the middle of [ ]; put it first or last, or write \\-'),
    ("[a[b]]", 'the pattern has a "[" inside [ ]; write \\[ for the character'),
    ("[a&&b]", 'the pattern has "&&" inside [ ]'),
    ("a{x}", 'the pattern has a "{" that is not {n}, {n,} or {n,m}; write \\{ for the character'),
    ("a{3,2}", "the pattern's bounds {3,2} are the wrong way round"),
    ("*a", 'the pattern has "*" with nothing before it to repeat'),
    ("a]", 'the pattern has an unpaired "]"; write \\] for the character'),
    ("(" * 40 + ")" * 40, "parentheses nested deeper than 32 levels"),
]


@pytest.mark.parametrize(("pattern", "said"), BAD)
def test_other_pattern_is_refused(pattern: str, said: str) -> None:
    found = problem(pattern)
    assert found is not None
    assert found.en == said
    assert found.zh


def test_chinese_wording() -> None:
    found = problem(r"\d")
    assert found is not None
    assert found.zh == "模式里不能用 \\d：各种软件理解不同；请写 [0-9]"


def test_hostile_pattern_is_refused_at_once() -> None:
    for hostile in ("(" * 500_000, "(a|" * 170):
        assert within(0.1, partial(problem, hostile)) is not None
