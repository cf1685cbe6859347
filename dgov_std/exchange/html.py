"""A data dictionary as one page that needs nothing else: no script, no request, made to be printed."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dgov_std.exchange.dictionary import Cell, Dictionary, Heading, Link, beginning
from dgov_std.exchange.words import word

_HERE = Path(__file__).parent
_TINTS = ("error", "warning", "info")


def write(dictionary: Dictionary, file: BinaryIO, /) -> None:
    """Write the page as UTF-8. Everything is escaped by the template engine; long code lists are cut."""
    style = (_HERE / "page.css").read_text(encoding="utf-8") + _columns(dictionary)
    environment = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["chinese"] = chinese
    environment.globals["link"] = _target
    tints = {word(severity, dictionary.language): severity for severity in _TINTS}

    def said(key: str, **values: object) -> str:
        return word(key, dictionary.language).format(**values)

    page = environment.get_template("page.html").render(
        d=dictionary,
        style=style,
        policy=f"default-src 'none'; style-src 'sha256-{_digest(style)}'; base-uri 'none'; form-action 'none'",
        said=said,
        beginning=beginning,
        grid=_grid,
        tint=lambda heading, cell: tints.get(cell, "") if heading.severity else "",
        known={chapter.id for part in dictionary.parts for chapter in part.chapters},
    )
    file.write(page.encode("utf-8"))


def chinese(cell: Any) -> bool:  # noqa: ANN401 - a cell, or what a template has in its place
    """Return whether a text holds Chinese characters, so that an English page can say so."""
    text = cell.text if isinstance(cell, Link) else str(cell)
    return any("\u2e7f" < character < "\uffef" for character in text)


def _target(cell: Cell) -> str:
    return cell.target if isinstance(cell, Link) else ""


def _grid(headings: Sequence[Heading]) -> str:
    """Return the name of the column widths of a table."""
    return "g" + hashlib.sha256(repr([heading.width for heading in headings]).encode()).hexdigest()[:8]


def _columns(dictionary: Dictionary) -> str:
    """Return the widths of the columns as style rules: the policy of the page allows no style on an element."""
    rules: dict[str, str] = {}
    for table in (table for part in dictionary.parts for chapter in part.chapters for table in chapter.tables):
        headings = beginning(table)[0].headings
        total, name = sum(heading.width for heading in headings), _grid(headings)
        if name not in rules:
            widths = (f".{name} .c{n}{{width:{h.width * 100 / total:.2f}%}}" for n, h in enumerate(headings, 1))
            rules[name] = f".{name}{{min-width:{total * 4}px}}" + "".join(widths)
    return "\n".join(rules.values()) + "\n"


def _digest(style: str) -> str:
    return base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
