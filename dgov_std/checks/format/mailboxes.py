"""`email`: a Mailbox of RFC 5321 section 4.1.2; `idn-email`: the same with RFC 6531 section 3.3.

Local part at most 64 octets, domain at most 255 (RFC 5321 section 4.5.3.1), a label at most 63.
Of the address literals with a tag only `IPv6:` is registered, so it is the only one accepted.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from dgov_std.arrays import Mask, Strings, byte_lengths, only
from dgov_std.checks.format.domain_names import is_mail_domain
from dgov_std.checks.format.grammar import by_distinct, matches, whole
from dgov_std.checks.format.hosts import NAME

_BEYOND = r"\x{80}-\x{10FFFF}"
_LENGTHS = r"(?s)^.{1,64}@[^@]{1,255}$"
_SHORT = 64


def _literal() -> str:
    """RFC 5321 section 4.1.3: leading zeros are allowed here, and `::` stands for two groups or more."""
    octet = "(?:25[0-5]|2[0-4][0-9]|[01]?[0-9]{1,2})"
    v4 = rf"{octet}(?:\.{octet}){{3}}"
    group = "[0-9A-Fa-f]{1,4}"

    def some(most: int) -> str:
        return f"{group}(?::{group}){{0,{most - 1}}}"

    forms = [f"{group}(?::{group}){{7}}", f"{group}(?::{group}){{5}}:{v4}"]
    for before in range(7):
        head = f"{group}(?::{group}){{{before - 1}}}" if before else ""
        forms.append(f"{head}::(?:{some(6 - before)})?" if before < 6 else f"{head}::")
    for before in range(5):
        head = f"{group}(?::{group}){{{before - 1}}}" if before else ""
        forms.append(f"{head}::(?:{some(4 - before)}:)?{v4}" if before < 4 else f"{head}::{v4}")
    return rf"\[(?:{v4}|(?i:IPv6:)(?:{'|'.join(forms)}))\]"


def _local(beyond: str = "") -> str:
    atom = rf"[A-Za-z0-9!#$%&'*+/=?^_`{{|}}~{beyond}-]+"
    quoted = rf'"(?:[\x20\x21\x23-\x5B\x5D-\x7E{beyond}]|\\[\x20-\x7E])*"'
    return rf"(?:{atom}(?:\.{atom})*|{quoted})"


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Passes where the value is a mailbox; `loose` finds those whose domain must be looked at by name."""

    expression: str
    loose: str | None = None

    def __call__(self, values: Strings) -> Mask:
        """Return the mask of the mailboxes."""
        found = matches(values, self.expression)
        if self.loose is not None and not found.all():
            rest = np.flatnonzero(~found)
            others = only(values, ~found)
            maybe = matches(others, self.loose)
            if maybe.any():
                found[rest[maybe]] = by_distinct(only(others, maybe), _domain_is_right)
        long = found & (byte_lengths(values) > _SHORT)
        if long.any():
            # As bytes: the limits count octets.
            found[long] = matches(only(values, long).view(pa.binary()), _LENGTHS)
        return found


def _domain_is_right(text: str) -> bool:
    return is_mail_domain(text.rpartition("@")[2])


EMAIL = Mailbox(whole(f"{_local()}@(?:{NAME}|{_literal()})"))
IDN_EMAIL = Mailbox(
    whole(f"{_local(_BEYOND)}@(?:{NAME}|{_literal()})"),
    whole(rf"{_local(_BEYOND)}@[A-Za-z0-9.{_BEYOND}-]*[{_BEYOND}][A-Za-z0-9.{_BEYOND}-]*"),
)
