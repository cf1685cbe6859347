"""Pages from templates of this package: everything is escaped, and a policy names the styles and scripts by their hashes."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files

from jinja2 import DictLoader, Environment, StrictUndefined, Template

from dgov_std.render.page_text import count


@cache
def part(name: str) -> str:
    """Return a template, style or script that lies beside this module."""
    # A line end of Windows would change the hash: browsers take it for a plain one.
    return files("dgov_std.render").joinpath(name).read_text(encoding="utf-8").replace("\r\n", "\n")


@cache
def template(name: str) -> Template:
    """Return a template, compiled; an unknown name in it is an error, its filter `number` groups digits."""
    environment = Environment(
        loader=DictLoader({name: part(name)}),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["number"] = count
    return environment.get_template(name)


def policy(style: str, script: str | None = None) -> str:
    """Return a content security policy: nothing is loaded, and no other style or script is obeyed."""
    scripts = f"script-src {_hash(script)}; " if script is not None else ""
    return f"default-src 'none'; style-src {_hash(style)}; {scripts}base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"
