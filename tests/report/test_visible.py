"""What cannot be seen is shown by its code point."""

import pytest

from dgov_std.report.visible import visible


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("许可 A-1 “是”〔2024〕", "许可 A-1 “是”〔2024〕"),
        ("\x1b[2J", "\\u001b[2J"),
        ("a\r\n\tb\x00", "a\\u000d\\u000a\\u0009b\\u0000"),
        ("\u202eabc\u2066", "\\u202eabc\\u2066"),
        ("\ufeff编\u200b码\u00ad", "\\ufeff编\\u200b码\\u00ad"),
        ("\u3000首\xa0", "\\u3000首\\u00a0"),
        ("\u2028\u2029", "\\u2028\\u2029"),
        ("\ue78d\ud800\uffff", "\\ue78d\\ud800\\uffff"),
        ("葛\U000e0100\ufe0f", "葛\\u{e0100}\\ufe0f"),
        ("\u3164\uffa0\u2800", "\\u3164\\uffa0\\u2800"),
        ("𠮷", "𠮷"),
    ],
)
def test_visible(text: str, wanted: str) -> None:
    assert visible(text) == wanted
