"""A regular expression is told in words where that is easy, and not at all where it is not."""

import pytest

from dgov_std.render.patterns import is_pattern, pattern_words

CASES = [
    ("^(?:[0-9]{6})$", "6 位数字", "6 digits"),
    (r"^\d{4}-\d{2}$", "4 位数字、“-”、2 位数字", '4 digits, "-", 2 digits'),
    ("^[A-Z]{2}[0-9]{3,5}$", "2 个大写字母、3 到 5 位数字", "2 capital letters, 3 to 5 digits"),
    ("^(?:A|B)$", "“A”或“B”", '"A" or "B"'),
    (r"^〔[0-9]{4}〕$", "“〔”、4 位数字、“〕”", '"〔", 4 digits, "〕"'),
    ("^[1-9][0-9]*$", None, None),
    (r"^(?=x)a$", None, None),
    ("(?:a|b)c", None, None),
    ("a|b*", None, None),
    ("[0-9]{6}", None, None),  # "contains"
    ("^[0-9]{6}", None, None),
    ("[0-9]{6}$", None, None),
    ("^A|B$", None, None),  # "begins with A, or ends in B"
    ("^(?:A)|(?:B)$", None, None),
    (r"^[0-9]{6}\$", None, None),
    (r"^(?:\d|x)$", "1 位数字或“x”", '1 digits or "x"'),
    ("^(?:[0-9]{6}|[0-9]{8})$", "6 位数字或8 位数字", "6 digits or 8 digits"),
    ("^(?:a[0-9]|b)$", None, None),
    ("^(?:a.c|b)$", None, None),
    (r"^(?:a\.c|b)$", "“a.c”或“b”", '"a.c" or "b"'),
    (r"^(?:a\|b)$", "“a|b”", '"a|b"'),
    ("", None, None),
]


@pytest.mark.parametrize(("pattern", "zh", "en"), CASES)
def test_in_words(pattern: str, zh: str | None, en: str | None) -> None:
    assert pattern_words(pattern, "zh") == zh
    assert pattern_words(pattern, "en") == en


def test_what_has_no_signs_is_no_pattern() -> None:
    assert [text for text in ("普通", "A-1", "YYYY-MM-DD", "1.5", "(注)") if is_pattern(text)] == []
