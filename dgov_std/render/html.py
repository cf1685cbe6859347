"""The report as one HTML file that can be forwarded: nothing is loaded, and it reads without its script.

The only styles and the only script are those of this package, named by their hashes in the page's
content security policy; what comes from outside is text and nothing else.
"""

from __future__ import annotations

from dgov_std.render.html_template import part, policy, template
from dgov_std.render.page import page_of
from dgov_std.render.page_text import count
from dgov_std.render.wording import word
from dgov_std.report.values import Report
from dgov_std.text import Language

MOST_BYTES = 1_000_000


def render(report: Report, *, language: Language) -> str:
    """Return the page, below a million bytes in UTF-8 for any report; the report says what may be shown."""

    def say(key: str, *given: object) -> str:
        return word(f"p_{key}", language).format(*(count(each) if isinstance(each, int) else each for each in given))

    style, script = part("page.css"), part("page.js")
    return template("page.html.jinja").render(
        page=page_of(report, language),
        say=say,
        style=style,
        script=script,
        policy=policy(style, script),
    )
