"""The twin of host names beyond ASCII: RFC 5891 section 4.2, RFC 5892, RFC 5893, label by label."""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Callable, Mapping, Sequence

_ALNUM = frozenset(string.ascii_letters + string.digits)


def is_ldh_label(label: str) -> bool:
    """RFC 1035's label: letters, digits and inner hyphens, at most 63."""
    inside = _ALNUM.issuperset(label.replace("-", ""))
    return inside and 0 < len(label) < 64 and label[0] != "-" and label[-1] != "-"


def is_idn_hostname(text: str) -> bool:
    """RFC 1123 host name or one with A-labels and U-labels (RFC 5890)."""
    shown: list[str] = []
    length = 0
    for label in text.split("."):
        if label.isascii():
            if not is_ldh_label(label):
                return False
            length += 1 + len(label)
            shown.append(label)
            if label.lower().startswith("xn--"):
                decoded = _decoded(label.lower()[4:])
                if decoded is None:
                    return False
                shown[-1] = decoded
        else:
            if not is_u_label(label):
                return False
            length += 1 + 4 + len(label.encode("punycode"))
            shown.append(label)
    return length <= 254 and keep_bidi_rule(shown)


def _decoded(coded: str) -> str | None:
    try:
        label = coded.encode().decode("punycode")
    except UnicodeError:
        return None
    if label.isascii() or not is_u_label(label) or label.encode("punycode").decode() != coded:
        return None
    return label


def is_u_label(label: str) -> bool:
    """Return whether a label with non-ASCII characters keeps RFC 5891 section 4.2."""
    if not unicodedata.is_normalized("NFC", label) or label.startswith("-") or label.endswith("-"):
        return False
    if label[2:4] == "--" or unicodedata.category(label[0]) in {"Mn", "Mc", "Me"}:
        return False
    if not all(_code_point(label, place) for place in range(len(label))):
        return False
    return len(label.encode("punycode")) <= 59


def _code_point(label: str, place: int) -> bool:
    """RFC 5892: the exceptions first, then the contextual rules, then the derived property."""
    character = label[place]
    name = unicodedata.name(character, "")
    if character in "ßς۽۾་〇":
        return True
    if character in {"\N{ARABIC TATWEEL}", "\N{NKO LAJANYALAN}"} or name.startswith(
        ("VERTICAL KANA", "HANGUL SINGLE DOT", "HANGUL DOUBLE DOT", "VERTICAL IDEOGRAPHIC ITERATION")
    ):
        return False
    rule = _CONTEXTS.get(character)
    return rule(label, place) if rule else _derived(character, name)


def _derived(character: str, name: str) -> bool:
    if character.isascii():
        return character == "-" or character.isdigit() or character.islower()
    if unicodedata.category(character) not in {"Ll", "Lu", "Lo", "Nd", "Lm", "Mn", "Mc"}:
        return False
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", character).casefold())
    point = ord(character)
    jamo = name.startswith(("HANGUL CHOSEONG", "HANGUL JUNGSEONG", "HANGUL JONGSEONG"))
    # Default-ignorable letters and marks, and the blocks of marks for symbols and for music.
    ignorable = "VARIATION SELECTOR" in name or point in {0x34F, 0x17B4, 0x17B5}
    blocks = 0x20D0 <= point <= 0x20FF or 0x1D100 <= point <= 0x1D24F
    return folded == character and not (jamo or ignorable or blocks)


def _virama(label: str, place: int) -> bool:
    return place > 0 and unicodedata.combining(label[place - 1]) == 9


def _non_joiner(label: str, place: int) -> bool:
    if _virama(label, place):
        return True
    marks = {"Mn", "Me"}
    before = [c for c in label[:place] if unicodedata.category(c) not in marks]
    after = [c for c in label[place + 1 :] if unicodedata.category(c) not in marks]
    return bool(before and after) and _joins(before[-1]) == "both" and _joins(after[0]) != ""


def _joins(character: str) -> str:
    """Return how an Arabic letter joins: `both` sides, `right` only, or not (or not known here)."""
    if unicodedata.category(character) != "Lo" or not (
        "\u0620" <= character <= "\u06ff" or "\u0750" <= character <= "\u077f"
    ):
        return ""
    if character in "\N{ARABIC LETTER HAMZA}\N{ARABIC LETTER HIGH HAMZA}":
        return ""
    return "right" if character in _ARABIC_RIGHT else "both"


_ARABIC_RIGHT = frozenset(
    "آأؤإاةدذرزوٱٲٳٵٶٷڈډڊڋڌڍڎڏڐڑڒړڔڕږڗژڙۀۃۄۅۆۇۈۉۊۋۍۏےۓەۮۯ\u0759\u075a\u075b\u076b\u076c\u0771\u0773\u0774\u0778\u0779"
)


def _middle_dot(label: str, place: int) -> bool:
    return label[max(place - 1, 0) : place + 2] == "l·l"


def _keraia(label: str, place: int) -> bool:
    return place + 1 < len(label) and unicodedata.name(label[place + 1], "").startswith("GREEK")


def _geresh(label: str, place: int) -> bool:
    return place > 0 and unicodedata.name(label[place - 1], "").startswith("HEBREW")


_HAN = re.compile(r"CJK (UNIFIED|COMPATIBILITY) IDEOGRAPH-|IDEOGRAPHIC (ITERATION MARK|NUMBER ZERO)$")


def _katakana_dot(label: str, place: int) -> bool:
    def japanese(character: str) -> bool:
        name = unicodedata.name(character, "")
        kana = name.startswith(("HIRAGANA ", "KATAKANA ", "HENTAIGANA ")) and name != "KATAKANA MIDDLE DOT"
        return kana or _HAN.match(name) is not None

    return any(japanese(character) for character in label)


_ARABIC_DIGITS, _PERSIAN_DIGITS = "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"


def _without(others: str) -> Callable[[str, int], bool]:
    return lambda label, _: not set(others) & set(label)


_CONTEXTS: Mapping[str, Callable[[str, int], bool]] = {
    "\N{ZERO WIDTH JOINER}": _virama,
    "\N{ZERO WIDTH NON-JOINER}": _non_joiner,
    "\N{MIDDLE DOT}": _middle_dot,
    "\N{GREEK LOWER NUMERAL SIGN}": _keraia,
    "\N{HEBREW PUNCTUATION GERESH}": _geresh,
    "\N{HEBREW PUNCTUATION GERSHAYIM}": _geresh,
    "\N{KATAKANA MIDDLE DOT}": _katakana_dot,
    **dict.fromkeys(_ARABIC_DIGITS, _without(_PERSIAN_DIGITS)),
    **dict.fromkeys(_PERSIAN_DIGITS, _without(_ARABIC_DIGITS)),
}

_RIGHT_TO_LEFT = re.compile(r"(?:R|AL) (?:(?:R|AL|AN|EN|ES|CS|ET|ON|BN|NSM) )*")
_RIGHT_END = re.compile(r".*\b(?:R|AL|EN|AN) (?:NSM )*")
_LEFT_TO_RIGHT = re.compile(r"L (?:(?:L|EN|ES|CS|ET|ON|BN|NSM) )*")
_LEFT_END = re.compile(r".*\b(?:L|EN) (?:NSM )*")


def keep_bidi_rule(labels: Sequence[str]) -> bool:
    """RFC 5893 section 2: where one label is written from right to left, all keep the rule."""
    kinds = ["".join(unicodedata.bidirectional(c) + " " for c in label) for label in labels]
    if not re.search(r"\b(R|AL|AN) ", " ".join(kinds)):
        return True
    return all(
        (_LEFT_TO_RIGHT.fullmatch(each) and _LEFT_END.fullmatch(each))
        or (_RIGHT_TO_LEFT.fullmatch(each) and _RIGHT_END.fullmatch(each) and not ("EN " in each and "AN " in each))
        for each in kinds
    )
