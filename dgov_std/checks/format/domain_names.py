"""Domain names with A-labels and U-labels: RFC 5891 section 4.2, RFC 5892, RFC 5893.

One Python call per distinct name, and only for names that hold `xn--` or a non-ASCII character.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from dgov_std.checks.format.code_points import joining, script, standing

_LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?", re.ASCII)
_LONGEST_LABEL, _LONGEST_NAME = 63, 253
_VIRAMA = 9
_RTL = frozenset({"R", "AL", "AN"})
_IN_RTL = frozenset("R AL AN EN ES CS ET ON BN NSM".split())
_IN_LTR = frozenset("L EN ES CS ET ON BN NSM".split())


def is_domain_name(text: str) -> bool:
    """Return whether every label is an LDH label, an A-label or a U-label, and all keep the Bidi rule."""
    labels = text.split(".")
    shown = [_shown(label) for label in labels]
    written = sum(len(_written(label)) + 1 for label in labels) - 1
    return written <= _LONGEST_NAME and _all_right([label for label in shown if label is not None], len(labels))


def is_mail_domain(text: str) -> bool:
    """Return whether every label is a sub-domain (RFC 5321) or a U-label (RFC 6531)."""
    labels = text.split(".")
    right = [label for label in labels if (_LABEL.fullmatch(label) if label.isascii() else is_u_label(label))]
    return _all_right(right, len(labels))


def _all_right(right: Sequence[str], wanted: int) -> bool:
    if len(right) < wanted:
        return False
    bidi = any(unicodedata.bidirectional(character) in _RTL for label in right for character in label)
    return not bidi or all(keeps_bidi_rule(label) for label in right)


def _shown(label: str) -> str | None:
    """Return the label as a reader sees it, A-labels decoded; None where it is no label."""
    if not label.isascii():
        return label if is_u_label(label) else None
    if not _LABEL.fullmatch(label):
        return None
    if label[:4].lower() != "xn--":
        return label
    try:
        decoded = label[4:].lower().encode().decode("punycode")
    except UnicodeError:
        return None
    # Only what Punycode would have written itself is an A-label: RFC 5891, section 4.2.1's symmetry.
    right = not decoded.isascii() and is_u_label(decoded) and _written(decoded) == label.lower()
    return decoded if right else None


@lru_cache(maxsize=4096)
def _written(label: str) -> str:
    return label if label.isascii() else "xn--" + label.encode("punycode").decode()


@lru_cache(maxsize=4096)
def is_u_label(label: str) -> bool:
    """Return whether a label with non-ASCII characters keeps RFC 5891 section 4.2."""
    if unicodedata.normalize("NFC", label) != label or label[2:4] == "--" or "-" in {label[0], label[-1]}:
        return False
    if unicodedata.category(label[0]).startswith("M"):
        return False
    for place, character in enumerate(label):
        match standing(character):
            case "disallowed":
                return False
            case "joiner":
                if not _joiner_fits(label, place):
                    return False
            case "context":
                if not _context_fits(label, place):
                    return False
    return len(_written(label)) <= _LONGEST_LABEL


def _joiner_fits(label: str, place: int) -> bool:
    """RFC 5892, A.1 and A.2: after a virama; the non-joiner also between letters that would join."""
    if place and unicodedata.combining(label[place - 1]) == _VIRAMA:
        return True
    if label[place] != "\u200c":
        return False
    left = next((kind for c in reversed(label[:place]) if (kind := joining(c)) != "T"), "U")
    right = next((kind for c in label[place + 1 :] if (kind := joining(c)) != "T"), "U")
    return left == "D" and right in {"D", "R"}


def _context_fits(label: str, place: int) -> bool:
    """RFC 5892, A.3 to A.9."""
    before, after = label[place - 1 : place], label[place + 1 : place + 2]
    match label[place]:
        case "\u00b7":
            return before == after == "l"
        case "\u0375":
            return bool(after) and script(after) == "Greek"
        case "\u05f3" | "\u05f4":
            return bool(before) and script(before) == "Hebrew"
        case "\u30fb":
            return any(script(character) in {"Kana", "Han"} for character in label)
        case digit:
            others = range(0x6F0, 0x6FA) if ord(digit) < 0x6F0 else range(0x660, 0x66A)
            return not any(ord(character) in others for character in label)


def keeps_bidi_rule(label: str) -> bool:
    """Return whether a label of a Bidi domain name keeps the six conditions of RFC 5893 section 2."""
    kinds = [unicodedata.bidirectional(character) for character in label]
    last = next((kind for kind in reversed(kinds) if kind != "NSM"), "NSM")
    if kinds[0] == "L":
        return _IN_LTR.issuperset(kinds) and last in {"L", "EN"}
    if kinds[0] not in {"R", "AL"}:
        return False
    return _IN_RTL.issuperset(kinds) and last in {"R", "AL", "EN", "AN"} and not {"EN", "AN"} <= set(kinds)
