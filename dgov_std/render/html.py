"""The report as one HTML file that can be forwarded: nothing is loaded, and it reads without its script.

The only styles and the only script are those of this package, named by their hashes in the page's
content security policy; what comes from outside is text and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files

from jinja2 import DictLoader, Environment, StrictUndefined, Template

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

    style, script = _part("page.css"), _part("page.js")
    return _template().render(
        page=page_of(report, language),
        say=say,
        style=style,
        script=script,
        policy=_policy(style, script),
    )


def _policy(style: str, script: str) -> str:
    return f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


@cache
def _part(name: str) -> str:
    # A line end of Windows would change the hash: browsers take it for a plain one.
    return files("dgov_std.render").joinpath(name).read_text(encoding="utf-8").replace("\r\n", "\n")


@cache
def _template() -> Template:
    environment = Environment(
        loader=DictLoader({"page": _part("page.html.jinja")}),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["number"] = count
    return environment.get_template("page")
