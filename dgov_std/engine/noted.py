"""What stands beside the records is quoted: the first texts, of bounded length."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dgov_std.report.facts import Noted

LONGEST = 120
MOST = 20
# A number cut in two would no longer be known for one of a person, so that what is cut ends with a word.
_WORDS = re.compile(r".*(?:[A-Za-z]{3}|[\u3400-\u9fff])", re.DOTALL)


def noted(texts: Iterable[str], total: int) -> Noted:
    """Return the first texts, each once and not too long, and how many there are in all."""
    return Noted(tuple(dict.fromkeys(map(_short, texts)))[:MOST], total)


def _short(text: str) -> str:
    text = " ".join(text.split())
    if len(text) <= LONGEST:
        return text
    found = _WORDS.match(text[:LONGEST])
    return (found[0] if found else "") + "…"
