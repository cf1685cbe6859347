"""ECMA-262 regular expressions, unicode mode, for RE2: the same verdict on every text, or a refusal.

`docs/patterns.md` tells what is translated and what is refused.
"""

from __future__ import annotations

from dgov_std.checks.ecma.re2 import too_large
from dgov_std.checks.ecma.refusal import Refused, standard_error
from dgov_std.checks.ecma.searches import Search, searches
from dgov_std.checks.ecma.syntax import parse
from dgov_std.checks.ecma.tree import Chars, Choice, Edge, Node, Ranges, Repeat, Sequence, items_of

__all__ = [
    "Chars",
    "Choice",
    "Edge",
    "Node",
    "Ranges",
    "Refused",
    "Repeat",
    "Search",
    "Sequence",
    "items_of",
    "parse",
    "searches",
    "standard_error",
    "too_large",
]
