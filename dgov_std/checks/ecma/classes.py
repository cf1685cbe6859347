r"""The sets of characters ECMA-262 names: `\d`, `\w`, `\s`, `.`, and `\p{…}` with its aliases.

Sets that never change are given as ranges. General categories and scripts are RE2's own, of the
Unicode version RE2 was built with.
"""

from __future__ import annotations

from collections.abc import Mapping

from dgov_std.checks.ecma.refusal import Refused
from dgov_std.checks.ecma.tree import LAST, Chars, Ranges, complement
from dgov_std.text import Text

DIGIT: Ranges = ((0x30, 0x39),)
WORD: Ranges = ((0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A))
# ECMA-262, WhiteSpace and LineTerminator: U+FEFF is one, U+0085 and U+180E are none.
_SINGLE_SPACES = ((0x20, 0x20), (0xA0, 0xA0), (0x1680, 0x1680))
_WIDE_SPACES = ((0x2000, 0x200A), (0x2028, 0x2029), (0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000))
SPACE: Ranges = ((0x09, 0x0D), *_SINGLE_SPACES, *_WIDE_SPACES, (0xFEFF, 0xFEFF))
ANY: Ranges = ((0, LAST),)
DOT: Ranges = complement(((0x0A, 0x0A), (0x0D, 0x0D), (0x2028, 0x2029)))

SHORT: Mapping[str, Ranges] = {
    "d": DIGIT,
    "D": complement(DIGIT),
    "w": WORD,
    "W": complement(WORD),
    "s": SPACE,
    "S": complement(SPACE),
}

_HEX: Ranges = ((0x30, 0x39), (0x41, 0x46), (0x61, 0x66))
# The property is not `\s`: U+0085 belongs to it, U+FEFF does not.
_WHITE: Ranges = ((0x09, 0x0D), (0x20, 0x20), (0x85, 0x85), *_SINGLE_SPACES[1:], *_WIDE_SPACES)
_BINARY: Mapping[str, Ranges] = {
    "Any": ANY,
    "ASCII": ((0, 0x7F),),
    "ASCII_Hex_Digit": _HEX,
    "AHex": _HEX,
    "White_Space": _WHITE,
    "space": _WHITE,
}

# RE2's name: the others ECMA-262 knows. Not here: C, Cn (RE2 leaves unassigned characters out), LC.
_CATEGORIES = {
    alias: names.split()[0]
    for names in (
        "L Letter|Lu Uppercase_Letter|Ll Lowercase_Letter|Lt Titlecase_Letter|Lm Modifier_Letter|Lo Other_Letter|"
        "M Mark Combining_Mark|Mn Nonspacing_Mark|Mc Spacing_Mark|Me Enclosing_Mark|"
        "N Number|Nd Decimal_Number digit|Nl Letter_Number|No Other_Number|"
        "P Punctuation punct|Pc Connector_Punctuation|Pd Dash_Punctuation|Ps Open_Punctuation|Pe Close_Punctuation|"
        "Pi Initial_Punctuation|Pf Final_Punctuation|Po Other_Punctuation|"
        "S Symbol|Sm Math_Symbol|Sc Currency_Symbol|Sk Modifier_Symbol|So Other_Symbol|"
        "Z Separator|Zs Space_Separator|Zl Line_Separator|Zp Paragraph_Separator|Cc Control cntrl|Cf Format|Co Private_Use"
    ).split("|")
    for alias in names.split()
}
# Scripts, each with its four-letter code. Those of the languages written in China, and of the larger others.
_SCRIPTS = {
    alias: pair.split()[0]
    for pair in (
        "Arabic Arab|Armenian Armn|Bengali Beng|Bopomofo Bopo|Cyrillic Cyrl|Devanagari Deva|Georgian Geor|Greek Grek|"
        "Han Hani|Hangul Hang|Hebrew Hebr|Hiragana Hira|Katakana Kana|Khmer Khmr|Lao Laoo|Latin Latn|Lisu Lisu|"
        "Mongolian Mong|Myanmar Mymr|New_Tai_Lue Talu|Phags_Pa Phag|Tai_Le Tale|Tamil Taml|Thai Thai|Tibetan Tibt|Yi Yiii"
    ).split("|")
    for alias in pair.split()
}


def property_set(inside: str, *, outside: bool) -> Chars:
    r"""Return the set of `\p{inside}`, or its complement for `\P`. Raises Refused for a name not known here."""
    name, equals, value = inside.partition("=")
    if not equals and inside in _BINARY:
        return Chars(complement(_BINARY[inside]) if outside else _BINARY[inside])
    if not equals or name in {"General_Category", "gc"}:
        found = _CATEGORIES.get(value if equals else inside)
    elif name in {"Script", "sc"}:
        found = _SCRIPTS.get(value)
    else:
        found = None
    if found is None:
        raise _unknown(inside)
    return Chars((), (f"\\{'P' if outside else 'p'}{{{found}}}",))


def _unknown(inside: str) -> Refused:
    what = Text(f"字符属性 \\p{{{inside}}}", f"the character property \\p{{{inside}}}")
    name, equals, value = inside.partition("=")
    if not equals and inside in _SCRIPTS:
        return Refused(what, Text(f"改写为 \\p{{Script={inside}}}", f"write \\p{{Script={inside}}}"))
    if name in {"Script_Extensions", "scx"} and value in _SCRIPTS:
        return Refused(what, Text(f"改写为 \\p{{Script={value}}}", f"write \\p{{Script={value}}}"))
    if inside.partition("=")[2] in {"C", "Cn"} or inside in {"C", "Cn", "Other", "Unassigned"}:
        return Refused(what, Text("写出所指的类别, 如 \\p{Cc}", "write the categories that are meant, such as \\p{Cc}"))
    return Refused(
        what,
        Text(
            "改用总类别(如 \\p{Lu})、文字(如 \\p{Script=Han})或字符范围(如 [一-龥])",
            "use a general category such as \\p{Lu}, a script such as \\p{Script=Han}, or a range such as [一-龥]",
        ),
    )
