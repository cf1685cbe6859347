"""`ipv4`, `ipv6`, `hostname` and `idn-hostname`.

RFC 2673 section 3.2 (four decimal numbers, none with a leading zero), RFC 4291 section 2.2,
RFC 1123 section 2.1 with RFC 1035's lengths, RFC 5890 to 5893 for labels beyond ASCII.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dgov_std.arrays import Mask, Strings, byte_lengths, only
from dgov_std.checks.format.domain_names import is_domain_name
from dgov_std.checks.format.grammar import Grammar, by_distinct, matches, whole

LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
NAME = rf"{LABEL}(?:\.{LABEL})*"
_OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
V4 = rf"{_OCTET}(?:\.{_OCTET}){{3}}"
_LONGEST_NAME = 253  # RFC 1035's 255 octets, without the length of the first label and the root


def _ipv6() -> str:
    """Return RFC 4291's text forms: by how many groups follow the `::`, the rest may precede it."""
    group = "[0-9A-Fa-f]{1,4}"
    end = f"(?:{group}:{group}|{V4})"

    def before(most: int) -> str:
        return f"(?:(?:{group}:){{0,{most - 1}}}{group})?" if most else ""

    forms = [f"(?:{group}:){{6}}{end}"]
    forms += [f"{before(5 - following)}::(?:{group}:){{{following}}}{end}" for following in range(6)]
    forms += [f"{before(6)}::{group}", f"{before(7)}::"]
    return "|".join(forms)


V6 = _ipv6()
IPV4 = Grammar(whole(V4))
IPV6 = Grammar(whole(V6))


@dataclass(frozen=True, slots=True)
class Hostname:
    """Passes where the value is a host name; labels beginning `xn--` must be right A-labels.

    With `international`, labels may be U-labels as well.
    """

    international: bool = False
    name: str = whole(NAME)
    doubtful: str = r"(?i)(?:^|\.)xn--"
    doubtful_abroad: str = r"(?i)(?:^|\.)xn--|[^\x00-\x7F]"

    def __call__(self, values: Strings) -> Mask:
        """Return the mask of the names; what is not plain ASCII is decided name by name."""
        found = matches(values, self.name) & (byte_lengths(values) <= _LONGEST_NAME)
        doubted = matches(values, self.doubtful_abroad if self.international else self.doubtful)
        if not self.international:
            doubted &= found
        if doubted.any():
            found[np.flatnonzero(doubted)] = by_distinct(only(values, doubted), is_domain_name)
        return found
