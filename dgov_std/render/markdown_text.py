"""Text from outside made harmless in Markdown: it is shown as it stands, whatever signs it holds.

GitHub's flavour makes links, mentions and references out of plain words, after character references have
been resolved; only a sign between their letters keeps it from that. That sign is U+2060, which takes no
room and allows no break; it is written as a character reference, so that the file itself hides nothing.
Example values stand in code spans, where nothing of all this happens and nothing is added to them.
"""

from __future__ import annotations

import re

from dgov_std.report.visible import visible

# What Markdown gives a meaning anywhere: emphasis, code, links, images, HTML, character references, strike-through,
# mathematics. A table's bar becomes a reference: not all agree on a backslash before it.
_SIGNS = re.compile(r"[\\`*_\[\]<>#~$&|]")
# What it gives a meaning at the start of a line.
_START = re.compile(r"^(?:(?=[-+=])|(?P<number>\d+)(?=[.)](?:\s|$)))")
# Where a word would become a link, a mention, a reference or a picture: the joiner goes behind it.
_WORDS = re.compile(r"(?i)(?:www(?=\.)|(?:https?|ftp|mailto|xmpp)(?=:)|@(?=\w)|#(?=\d)|\bgh(?=-\d)|:(?=[a-z0-9_+-]+:))")
_JOINER = "\u2060"
_WRITTEN = {_JOINER: "&#8288;", "|": "&#124;"}


def escaped(text: str) -> str:
    """Return text from outside for a line or a table's cell: no markup, link, mention or reference comes out of it."""
    joined = _WORDS.sub(lambda found: found[0] + _JOINER, visible(text).lstrip())
    said = _SIGNS.sub(lambda found: _WRITTEN.get(found[0], f"\\{found[0]}"), joined)
    return _START.sub(lambda found: f"{found['number'] or ''}\\", said).replace(_JOINER, _WRITTEN[_JOINER])


def code(text: str) -> str:
    """Return a value from outside as a code span; one with a bar, which a table would split, as escaped text.

    Of nothing comes nothing; blanks stand in their span as they are.
    """
    shown = visible(text)
    if "|" in shown or not shown:
        return escaped(shown)
    longest = max((len(run) for run in re.findall(r"`+", shown)), default=0)
    ticks = "`" * (longest + 1)
    apart = " " if shown.strip() and (shown[0] in "` " or shown[-1] in "` ") else ""
    return f"{ticks}{apart}{shown}{apart}{ticks}"


def fenced(text: str) -> str:
    """Return lines as a block of code, ending in a newline."""
    lines = "\n".join(visible(line) for line in text.split("\n"))
    longest = max((len(run) for run in re.findall(r"`+", lines)), default=0)
    ticks = "`" * max(3, longest + 1)
    return f"{ticks}text\n{lines}\n{ticks}\n"
