"""Patterns of fixed width are judged on bytes, exactly as RE2 judges them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dgov_std.arrays import strings
from dgov_std.checks.ecma import parse
from dgov_std.checks.fixed_forms import FixedForms, Run, fixed_forms
from dgov_std.checks.pattern import searched

DIGIT, CAPITAL = ((0x30, 0x39),), ((0x41, 0x5A),)


@pytest.mark.parametrize(
    ("pattern", "forms"),
    [
        ("^[A-Z][0-9]{2}$", [(CAPITAL, DIGIT, DIGIT)]),
        (r"^(?:\d|[A-Z]{2})$", [(DIGIT,), (CAPITAL, CAPITAL)]),
        (r"^\d{1,3}$", [(DIGIT,), (DIGIT,) * 2, (DIGIT,) * 3]),
        (r"^[A-Z]\d?$", [(CAPITAL,), (CAPITAL, DIGIT)]),
        ("^京[A-Z]$", [(((0xE4, 0xE4),), ((0xBA, 0xBA),), ((0xAC, 0xAC),), CAPITAL)]),
    ],
)
def test_the_forms_of_a_pattern(pattern: str, forms: list[object]):
    assert fixed_forms(parse(pattern)) == FixedForms(tuple(forms))


OTHERS = r"""
    ^$  ^a  a$   ^a|b$  ^[一-龥]$  ^[a-é]$  ^\D$  ^\p{Lu}$  ^(?!a)b$  ^\ba$     ^[]$  ^\ud800$  ^(?:ab){0,33}$
    ^(?:a|b|[c-d])$  ^(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9])$
"""


@pytest.mark.parametrize("pattern", ["", *OTHERS.split()])
def test_other_patterns_are_left_to_re2(pattern: str):
    assert fixed_forms(parse(pattern)) is None


def test_the_values_of_a_slice_are_judged():
    values = strings(["xx", "1", "12", None, "1x", "１", "", "34"]).slice(1)
    assert list(fixed_forms(parse(r"^\d{2}$"))(values)) == [False, True, False, False, False, False, True]


SETS = st.sampled_from(
    ["[0-9]", "[A-Z]", "[0-9Xx]", r"\d", r"\w", "[ -~]", "[aceikmoqsuwy1]", "a", "京", "-", r"\x00", r"[\x00-\x7f]"]
)
PARTS = st.builds(str.__add__, SETS, st.sampled_from(["", "", "{2}", "?", "{1,2}"]))
TEXTS = st.lists(st.one_of(st.none(), st.text("0129AXZaxz京é-~\0\x7f", max_size=4)), max_size=30)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.lists(PARTS, min_size=1, max_size=3).map("".join), min_size=1, max_size=2).map("|".join),
    TEXTS,
    st.integers(0, 3),
)
def test_fixed_forms_equal_re2(inside: str, texts: list[str | None], start: int):
    tree = parse(f"^(?:{inside})$")
    kernel, values = fixed_forms(tree), strings(texts).slice(start)
    if kernel is not None:
        known = [text is not None for text in texts[start:]]
        assert list(kernel(values)[known]) == list(searched(tree)(values)[known])


def test_a_long_column_is_judged_block_by_block():
    texts = [f"{i:05d}" if i % 3 else f"{i:04d}x" for i in range(10_000)]
    tree = parse("^[0-9]{5}$")
    assert (
        list(fixed_forms(tree)(strings(texts)))
        == list(searched(tree)(strings(texts)))
        == [bool(i % 3) for i in range(10_000)]
    )


@pytest.mark.parametrize("pattern", [r"^a*$", r"^[0-9]+$", r"^[A-Fa-f0-9]{1,5}$", r"^a{65}$", r"^(?:[0-9-]{2,})$"])
def test_a_run_of_one_set(pattern: str):
    tree = parse(pattern)
    kernel, values = (
        fixed_forms(tree),
        ["", "a", "aa", "1", "12", "1-2", "aF09", "aaaaaa", "a\n", "中", "1 ", "a" * 65, "a" * 66],
    )
    assert isinstance(kernel, Run)
    assert kernel(strings(["?", *values]).slice(1)).tolist() == searched(tree)(strings(values)).tolist()
