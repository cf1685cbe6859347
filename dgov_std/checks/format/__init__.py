"""`format`, always asserting: every format JSON Schema 2020-12 defines, by the grammar of its RFC.

docs/formats.md says what each accepts, and where other checkers judge otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dgov_std.arrays import Mask, Strings
from dgov_std.checks.date_forms import Dated, read_form
from dgov_std.checks.format.expressions import Regex
from dgov_std.checks.format.grammar import Grammar, whole
from dgov_std.checks.format.hosts import IPV4, IPV6, Hostname
from dgov_std.checks.format.mailboxes import EMAIL, IDN_EMAIL
from dgov_std.checks.format.moments import DURATION, DateTime, Time
from dgov_std.checks.format.resources import IRI, IRI_REFERENCE, URI, URI_REFERENCE, URI_TEMPLATE
from dgov_std.checks.setting import Setting

_POINTER = "(?:/(?:[^/~]|~[01])*)*"  # RFC 6901, section 3
_INTEGER, _ADJUSTMENT = "(?:0|[1-9][0-9]*)", "(?:[+-][1-9][0-9]*)?"  # draft-bhutton-relative-json-pointer-00

FORMATS: Mapping[str, Callable[[Strings], Mask]] = {
    "date": Dated((read_form("YYYY-MM-DD"),)),
    "time": Time(),
    "date-time": DateTime(),
    "duration": DURATION,
    "email": EMAIL,
    "idn-email": IDN_EMAIL,
    "hostname": Hostname(),
    "idn-hostname": Hostname(international=True),
    "ipv4": IPV4,
    "ipv6": IPV6,
    "uri": URI,
    "uri-reference": URI_REFERENCE,
    "iri": IRI,
    "iri-reference": IRI_REFERENCE,
    "uuid": Grammar(whole("[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")),
    "uri-template": URI_TEMPLATE,
    "json-pointer": Grammar(whole(_POINTER)),
    "relative-json-pointer": Grammar(whole(f"{_INTEGER}{_ADJUSTMENT}(?:#|{_POINTER})")),
    "regex": Regex(),
}
DRAFT07_FORMATS = frozenset(FORMATS) - {"duration", "uuid"}


def compile_format(value: str, setting: Setting) -> Callable[[Strings], Mask] | None:
    """Return the kernel of a format; None for a name JSON Schema does not define."""
    return FORMATS.get(value)
