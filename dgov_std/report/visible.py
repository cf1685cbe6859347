"""Text from outside made safe to print: what cannot be seen is shown by its code point."""

from __future__ import annotations

import unicodedata

# Letters and marks by category, but blank on paper.
_BLANK = frozenset(
    [
        0x034F,
        0x115F,
        0x1160,
        0x17B4,
        0x17B5,
        0x2800,
        0x3164,
        0xFFA0,
        *range(0xFE00, 0xFE10),
        *range(0xE0100, 0xE01F0),
    ]
)
# Control, format (bidi, zero width, tags), surrogate, private use, unassigned; line and paragraph ends;
# spaces other than U+0020.
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"})


def hidden(character: str) -> bool:
    """Return whether a character cannot be seen, or changes how others are seen."""
    return character != " " and (unicodedata.category(character) in _HIDDEN or ord(character) in _BLANK)


def visible(text: str) -> str:
    r"""Return `text` with hidden characters as `\uXXXX` (`\u{XXXXX}` above U+FFFF)."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(escaped(c) if hidden(c) else c for c in text)


def escaped(character: str) -> str:
    r"""Return one character as `\uXXXX`, or `\u{XXXXX}` above U+FFFF."""
    point = ord(character)
    return f"\\u{point:04x}" if point <= 0xFFFF else f"\\u{{{point:x}}}"
