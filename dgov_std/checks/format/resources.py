"""`uri`, `uri-reference` (RFC 3986), `iri`, `iri-reference` (RFC 3987) and `uri-template` (RFC 6570)."""

from __future__ import annotations

from dgov_std.checks.format.grammar import Grammar, whole
from dgov_std.checks.format.hosts import V6

_PERCENT = "%[0-9A-Fa-f]{2}"
_SUB = "!$&'()*+,;="
_UNRESERVED = "A-Za-z0-9._~"
_UCS = "".join(
    ["\\x{A0}-\\x{D7FF}\\x{F900}-\\x{FDCF}\\x{FDF0}-\\x{FFEF}"]
    + [f"\\x{{{plane:X}0000}}-\\x{{{plane:X}FFFD}}" for plane in range(1, 14)]
    + ["\\x{E1000}-\\x{EFFFD}"]
)
_PRIVATE = "\\x{E000}-\\x{F8FF}\\x{F0000}-\\x{FFFFD}\\x{100000}-\\x{10FFFD}"


def _of(characters: str) -> str:
    return f"(?:[{characters}-]|{_PERCENT})"


def _resource(letters: str, private: str, *, relative: bool) -> str:
    """Return the expression of an identifier; `letters` and `private` are what RFC 3987 adds."""
    plain = f"{_UNRESERVED}{letters}{_SUB}"
    pchar = _of(f"{plain}:@")
    host = rf"(?:\[(?:{V6}|[Vv][0-9A-Fa-f]+\.[{_UNRESERVED}{_SUB}:-]+)\]|{_of(plain)}*)"
    authority = f"(?:{_of(plain + ':')}*@)?{host}(?::[0-9]*)?"
    tail = f"(?:/{pchar}*)*"
    end = rf"(?:\?{_of(f'{plain}:@/?{private}')}*)?(?:#{_of(f'{plain}:@/?')}*)?"
    absolute = f"/(?:{pchar}+{tail})?"
    whole_one = f"[A-Za-z][A-Za-z0-9+.-]*:(?://{authority}{tail}|{absolute}|{pchar}+{tail}|){end}"
    if not relative:
        return whole_one
    return f"{whole_one}|(?://{authority}{tail}|{absolute}|{_of(f'{plain}@')}+{tail}|){end}"


def _template() -> str:
    """Return RFC 6570's grammar; the apostrophe is a literal by erratum 6937."""
    literal = rf"(?:[\x21\x23\x24\x26-\x3B\x3D\x3F-\x5B\x5D\x5F\x61-\x7A\x7E{_UCS}{_PRIVATE}]|{_PERCENT})"
    character = f"(?:[A-Za-z0-9_]|{_PERCENT})"
    variable = rf"{character}(?:\.?{character})*(?::[1-9][0-9]{{0,3}}|\*)?"
    return rf"(?:{literal}|\{{[+#./;?&=,!@|]?{variable}(?:,{variable})*\}})*"


URI = Grammar(whole(_resource("", "", relative=False)))
URI_REFERENCE = Grammar(whole(_resource("", "", relative=True)))
IRI = Grammar(whole(_resource(_UCS, _PRIVATE, relative=False)))
IRI_REFERENCE = Grammar(whole(_resource(_UCS, _PRIVATE, relative=True)))
URI_TEMPLATE = Grammar(whole(_template()))
