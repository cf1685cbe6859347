"""The reference reading of patterns, by hand: what each construct means, without the engine."""

import pytest

from dgov_std.reference.ecma import found

FOUND = [
    ("b", "abc"), ("^b|c$", "abc"), ("^$", ""), (r"^\d+$", "12"), (r"^\s$", "\ufeff"), (r"^\s$", "\u3000"), (r"^\w$", "_"), ("^.$", "\U0001f600"),
    (r"^[^\s\d]$", "x"), (r"^[\D1]$", "1"), ("^[^]$", "\n"), (r"\bfoo\b", "a foo."), (r"\B", ""), (r"\B", "aa"), ("a{2,}", "baaa"), ("^(?:a|bc){2}$", "bca"),
    (r"\uD83D\uDE00", "\U0001f600"), (r"^\u{4e2d}$", "中"), (r"^\x41\cJ\0$", "A\n\0"), ("^(?=.*1)(?!.*2).+$", "a1"), ("(?<=ab|c)d", "cd"), ("(?<!a+)b", "cb"),
    (r"^\p{Lu}\P{Lu}$", "Ab"), (r"^\p{sc=Han}$", "中"), (r"^\p{Script=Latin}$", "é"), (r"^[\w-.]$", "-"), ("^a{$", "a{"), ("^]$", "]"), ("(a*)*b", "a" * 200 + "b"),
]  # fmt: skip
NOT_FOUND = [
    ("^b$", "abc"), ("^a$", "a\n"), (r"^\d$", "１"), (r"^\s$", "\u0085"), (r"\w", "é"), (".", "\r"), (".", "\u2028"), ("[]", "a"), (r"\B", "a"), (r"\B", "a中a"), (r"\b", "中"),
    ("^a{2,3}$", "aaaa"), ("^a{0}$", "a"), ("^(?!a)", "ab"), ("(?<!a+)b", "aab"), ("(?<=a{2})b", "ab"), (r"\p{Lu}", "a"), (r"\p{Script=Greek}", "中"), (r"\uD83D", "\U0001f600"), ("(a*)*b", "a" * 200),
]  # fmt: skip


@pytest.mark.parametrize(("pattern", "text"), FOUND)
def test_it_is_found(pattern: str, text: str):
    assert found(pattern, text)


@pytest.mark.parametrize(("pattern", "text"), NOT_FOUND)
def test_it_is_not_found(pattern: str, text: str):
    assert not found(pattern, text)


@pytest.mark.parametrize("pattern", ["a)", "(a", "[a", "\\"])
def test_a_faulty_pattern_is_an_error(pattern: str):
    with pytest.raises(ValueError):
        found(pattern, "a")
