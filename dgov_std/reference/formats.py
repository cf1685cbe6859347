"""The slow twins of `format`: each takes a text and says whether it has the format.

Written from the RFCs without a look at the kernels: texts are cut into their parts and the parts
judged one by one, with `datetime`, `ipaddress` and the `punycode` codec where they keep to the RFC.
"""

from __future__ import annotations

import datetime
import ipaddress
import re
import string
from collections.abc import Callable, Mapping

from dgov_std.reference.domain_names import is_idn_hostname, is_ldh_label, is_u_label, keep_bidi_rule
from dgov_std.reference.regex_syntax import is_regex

_DIGITS = frozenset(string.digits)
_HEX = frozenset(string.hexdigits)
_ALNUM = frozenset(string.ascii_letters + string.digits)


# ---- dates and times: RFC 3339 --------------------------------------------------------------


def _numbers(text: str, shape: str) -> list[int] | None:
    """Read `text` by a shape such as `dddd-dd-dd`; None where it is not written so."""
    if len(text) != len(shape):
        return None
    for found, wanted in zip(text, shape, strict=True):
        if found not in _DIGITS if wanted == "d" else found != wanted:
            return None
    return [int(part) for part in re.split("[^0-9]", text)]


def _day(text: str) -> datetime.date | None:
    parts = _numbers(text, "dddd-dd-dd")
    try:
        return datetime.date(*parts) if parts else None
    except ValueError:
        return None


def is_date(text: str) -> bool:
    """RFC 3339 full-date."""
    return _day(text) is not None


def _clock(text: str) -> tuple[int, bool] | None:
    """Read a full-time: its minute counted from the local midnight, in UTC, and whether the second is 60."""
    if text[-1:] in {"Z", "z"}:
        local, offset = text[:-1], 0
    else:
        local, written = text[:-6], _numbers(text[-5:], "dd:dd")
        if text[-6:-5] not in {"+", "-"} or written is None or written[0] > 23 or written[1] > 59:
            return None
        offset = (written[0] * 60 + written[1]) * (-1 if text[-6] == "-" else 1)
    local, dot, fraction = local.partition(".")
    if dot and not (fraction and _DIGITS.issuperset(fraction)):
        return None
    parts = _numbers(local, "dd:dd:dd")
    if parts is None or parts[0] > 23 or parts[1] > 59 or parts[2] > 60:
        return None
    return parts[0] * 60 + parts[1] - offset, parts[2] == 60


def is_time(text: str) -> bool:
    """RFC 3339 full-time; second 60 only at 23:59 UTC."""
    read = _clock(text)
    return read is not None and (not read[1] or read[0] in {-1, 1439, 2879})


def is_date_time(text: str) -> bool:
    """RFC 3339 date-time; second 60 only in the last minute of a UTC month."""
    day, read = _day(text[:10]), _clock(text[11:])
    if day is None or text[10:11] not in {"T", "t"} or read is None:
        return False
    if not read[1]:
        return True
    if read[0] not in {-1, 1439, 2879}:
        return False
    following = day.toordinal() + {-1: 0, 1439: 1, 2879: 2}[read[0]]
    last = datetime.date.max.toordinal()
    return following == last + 1 or (following <= last and datetime.date.fromordinal(following).day == 1)


def is_duration(text: str) -> bool:
    """RFC 3339 Appendix A: units in order and without gaps, weeks alone; letters of either case."""
    text = text.upper() if text.isascii() else ""
    if not text.startswith("P"):
        return False
    date, mark, time = text[1:].partition("T")
    if _units(date) == "W":
        return not mark
    date_fits = _units(date) in {"", "Y", "YM", "YMD", "M", "MD", "D"}
    time_fits = _units(time) in {"H", "HM", "HMS", "M", "MS", "S"} if mark else bool(date)
    return date_fits and time_fits


def _units(text: str) -> str:
    """Return the unit letters of `1Y2M`, or `?` where a number is missing."""
    units, number = "", ""
    for character in text:
        if character in _DIGITS:
            number += character
        else:
            units += character if number else "?"
            number = ""
    return units + ("?" if number else "")


# ---- hosts ----------------------------------------------------------------------------------


def is_ipv4(text: str) -> bool:
    """Four decimal numbers up to 255 without leading zeros."""
    parts = text.split(".")
    return len(parts) == 4 and all(
        _DIGITS.issuperset(part) and part and str(int(part)) == part and int(part) < 256 for part in parts
    )


def is_ipv6(text: str) -> bool:
    """RFC 4291 section 2.2, without a zone."""
    if not text.isascii() or "%" in text:
        return False
    try:
        ipaddress.IPv6Address(text)
    except ValueError:
        return False
    return "." not in text or is_ipv4(text.rpartition(":")[2])


def is_hostname(text: str) -> bool:
    """RFC 1123 host name, at most 253 octets; `xn--` labels are right A-labels."""
    if not text.isascii() or len(text) > 253 or not all(is_ldh_label(label) for label in text.split(".")):
        return False
    return "xn--" not in text.lower() or is_idn_hostname(text)


# ---- mailboxes: RFC 5321, RFC 6531 ----------------------------------------------------------

_ATOM = _ALNUM | frozenset("!#$%&'*+-/=?^_`{|}~")


def _mailbox(text: str, *, international: bool) -> bool:
    if not international and not text.isascii():
        return False
    local, at, domain = text.rpartition("@")
    if not at or not 1 <= len(local.encode()) <= 64 or not 1 <= len(domain.encode()) <= 255:
        return False
    if not (_quoted(local) if local.startswith('"') else _dotted(local)):
        return False
    if domain.startswith("["):
        return domain.endswith("]") and _address_literal(domain[1:-1])
    if domain.isascii():
        return all(is_ldh_label(label) for label in domain.split("."))
    labels = domain.split(".")
    return all(is_ldh_label(label) if label.isascii() else is_u_label(label) for label in labels) and keep_bidi_rule(labels)


def _dotted(local: str) -> bool:
    return all(atom and all(c in _ATOM or not c.isascii() for c in atom) for atom in local.split("."))


def _quoted(local: str) -> bool:
    if len(local) < 2 or not local.endswith('"'):
        return False
    characters = iter(local[1:-1])
    for character in characters:
        if character == "\\":
            if not " " <= next(characters, "\n") <= "~":
                return False
        elif character == '"' or (character.isascii() and not " " <= character <= "~"):
            return False
    return True


def _address_literal(text: str) -> bool:
    if text[:5].upper() != "IPV6:":
        return _snums(text)
    text = text[5:]
    left, double, right = text.partition("::")
    groups = left.split(":") if left else []
    more = right.split(":") if right else []
    size = len(groups) + len(more)
    ending = more if double else groups
    if ending and "." in ending[-1]:
        if not _snums(ending.pop()):
            return False
        size += 1
    if not all(1 <= len(group) <= 4 and _HEX.issuperset(group) for group in (*groups, *more)):
        return False
    # `::` stands for two groups at least.
    return size <= 6 if double else size == 8


def _snums(text: str) -> bool:
    parts = text.split(".")
    return len(parts) == 4 and all(1 <= len(p) <= 3 and _DIGITS.issuperset(p) and int(p) < 256 for p in parts)


def is_email(text: str) -> bool:
    """RFC 5321 Mailbox."""
    return _mailbox(text, international=False)


def is_idn_email(text: str) -> bool:
    """RFC 6531 Mailbox."""
    return _mailbox(text, international=True)


# ---- resources: RFC 3986, RFC 3987, RFC 6570 ------------------------------------------------

_PARTS = re.compile(r"(?:([^:/?#]+):)?(//([^/?#]*))?([^?#]*)(\?([^#]*))?(#(.*))?", re.DOTALL)
_PLAIN = _ALNUM | frozenset("-._~!$&'()*+,;=")


def _is_ucs(character: str) -> bool:
    point = ord(character)
    if point < 0x10000:
        return 0xA0 <= point <= 0xD7FF or 0xF900 <= point <= 0xFDCF or 0xFDF0 <= point <= 0xFFEF
    return point & 0xFFFF <= 0xFFFD and 0x10000 <= point <= 0xEFFFD and not 0xE0000 <= point <= 0xE0FFF


def _is_private(character: str) -> bool:
    point = ord(character)
    return 0xE000 <= point <= 0xF8FF or 0xF0000 <= point <= 0xFFFFD or 0x100000 <= point <= 0x10FFFD


def _spelt(text: str, more: str, beyond: Callable[[str], bool]) -> bool:
    """Return whether a text holds only plain characters, `more`, what is allowed beyond ASCII, and %XX."""
    pieces = text.split("%")
    for piece in pieces[1:]:
        if len(piece) < 2 or not _HEX.issuperset(piece[:2]):
            return False
    rest = pieces[0] + "".join(piece[2:] for piece in pieces[1:])
    return all(c in _PLAIN or c in more or (not c.isascii() and beyond(c)) for c in rest)


def _never(character: str) -> bool:
    return False


def _identifier(text: str, *, international: bool, relative: bool) -> bool:
    found = _PARTS.fullmatch(text)
    if found is None:
        return False
    scheme, slashes, authority, path, _, query, _, fragment = found.groups()
    ucs = _is_ucs if international else _never
    if scheme is None:
        # A colon in the first segment would make it a scheme.
        if not relative or (slashes is None and ":" in path.partition("/")[0]):
            return False
    elif scheme[0] not in string.ascii_letters or not (_ALNUM | set("+-.")).issuperset(scheme):
        return False
    if slashes is not None and not _authority(authority, ucs):
        return False
    asked = query or ""
    wide = (lambda c: _is_ucs(c) or _is_private(c)) if international else _never
    return _spelt(path, ":@/", ucs) and _spelt(asked, ":@/?", wide) and _spelt(fragment or "", ":@/?", ucs)


def _authority(text: str, ucs: Callable[[str], bool]) -> bool:
    user, _, rest = text.rpartition("@")
    if not _spelt(user, ":", ucs):
        return False
    if rest.startswith("["):
        inside, closed, port = rest[1:].partition("]")
        if not closed or not (is_ipv6(inside) or _future(inside)) or (port and not port.startswith(":")):
            return False
        return _DIGITS.issuperset(port[1:])
    host, _, port = rest.partition(":")
    return _spelt(host, "", ucs) and _DIGITS.issuperset(port)


def _future(text: str) -> bool:
    version, dot, rest = text[1:].partition(".")
    right = text[:1] in {"v", "V"} and bool(version and dot and rest) and _HEX.issuperset(version)
    return right and (_PLAIN | {":"}).issuperset(rest)


def is_uri(text: str) -> bool:
    """RFC 3986 URI."""
    return _identifier(text, international=False, relative=False)


def is_uri_reference(text: str) -> bool:
    """RFC 3986 URI-reference."""
    return _identifier(text, international=False, relative=True)


def is_iri(text: str) -> bool:
    """RFC 3987 IRI."""
    return _identifier(text, international=True, relative=False)


def is_iri_reference(text: str) -> bool:
    """RFC 3987 IRI-reference."""
    return _identifier(text, international=True, relative=True)


def is_uri_template(text: str) -> bool:
    """RFC 6570 URI-Template, with erratum 6937."""
    first, *pieces = text.split("{")
    literals = [first]
    for piece in pieces:
        expression, closed, literal = piece.partition("}")
        if not closed or not _expression(expression):
            return False
        literals.append(literal)
    return all(_spelt(literal, "#[]:/?@", lambda c: _is_ucs(c) or _is_private(c)) for literal in literals)


def _expression(text: str) -> bool:
    if text[:1] and text[0] in "+#./;?&=,!@|":
        text = text[1:]
    return all(_variable(each) for each in text.split(","))


def _variable(text: str) -> bool:
    if text.endswith("*"):
        text = text[:-1]
    elif ":" in text:
        text, _, most = text.partition(":")
        if not (1 <= len(most) <= 4 and _DIGITS.issuperset(most) and most[0] != "0"):
            return False
    return all(name and _ALNUM.issuperset(_unescaped(name).replace("_", "")) for name in text.split("."))


def _unescaped(name: str) -> str:
    return re.sub("%[0-9A-Fa-f][0-9A-Fa-f]", "x", name)


# ---- the rest -------------------------------------------------------------------------------


def is_uuid(text: str) -> bool:
    """RFC 4122."""
    parts = text.split("-")
    return [len(part) for part in parts] == [8, 4, 4, 4, 12] and all(_HEX.issuperset(part) for part in parts)


def is_json_pointer(text: str) -> bool:
    """RFC 6901."""
    return text[:1] in {"", "/"} and all(piece[:1] in {"0", "1"} for piece in text.split("~")[1:])


def is_relative_json_pointer(text: str) -> bool:
    """draft-bhutton-relative-json-pointer-00: up so many levels, an index adjustment, then `#` or a pointer."""
    number, rest = _leading_integer(text)
    if number is None:
        return False
    if rest[:1] in {"+", "-"}:
        adjustment, rest = _leading_integer(rest[1:])
        if adjustment in {None, "0"}:
            return False
    return rest == "#" or is_json_pointer(rest)


def _leading_integer(text: str) -> tuple[str | None, str]:
    rest = text.lstrip(string.digits)
    number = text[: len(text) - len(rest)]
    return (None, rest) if not number or (number[0] == "0" and number != "0") else (number, rest)


FORMATS: Mapping[str, Callable[[str], bool]] = {
    "date": is_date,
    "time": is_time,
    "date-time": is_date_time,
    "duration": is_duration,
    "email": is_email,
    "idn-email": is_idn_email,
    "hostname": is_hostname,
    "idn-hostname": is_idn_hostname,
    "ipv4": is_ipv4,
    "ipv6": is_ipv6,
    "uri": is_uri,
    "uri-reference": is_uri_reference,
    "iri": is_iri,
    "iri-reference": is_iri_reference,
    "uuid": is_uuid,
    "uri-template": is_uri_template,
    "json-pointer": is_json_pointer,
    "relative-json-pointer": is_relative_json_pointer,
    "regex": is_regex,
}
