"""A page of labelled facts and small tables, for a screen or as Markdown: what `explain` and `codes` show.

Texts come from standards, so whatever hides in them is spelled out here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from dgov_std.render.markdown_text import escaped
from dgov_std.render.terminal import NARROWEST, pad, width_of, wrap
from dgov_std.report.visible import visible

_GAP = 2
_WHOLE = 36  # words up to this long are kept whole where others can give way
_LEAST = 8  # a column of a table is never narrower, unless its texts are


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: every row as long as the headings; `numbers` are the places of columns that are set to the right."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A title, facts as (label, text) with lines apart by a newline, and tables."""

    title: str
    facts: tuple[tuple[str, str], ...]
    grids: tuple[Grid, ...] = ()


def terminal(sheet: Sheet, width: int) -> str:
    """Return the sheet for a screen of `width` cells: labels on the left, text beside them, tables below."""
    width = max(width, NARROWEST)
    margin = max((width_of(label) for label, _ in sheet.facts), default=0) + _GAP
    lines = [*_lines(sheet.title, width), *([""] if sheet.facts else [])]
    for label, text in sheet.facts:
        told = [part for line in text.split("\n") for part in _lines(line, width - margin)]
        lines += [pad(label if i == 0 else "", margin) + part for i, part in enumerate(told)]
    for grid in sheet.grids:
        lines += ["", grid.title, *(f"  {line}" for line in laid_out(grid.headings, grid.rows, width - 2, grid.numbers))]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def markdown(sheet: Sheet, width: int = 0) -> str:
    """Return the sheet as Markdown, its heading included; `width` is of no use here."""
    return "\n".join([f"# {escaped(sheet.title)}", "", *body(sheet)])


def body(sheet: Sheet) -> list[str]:
    """Return the lines of a sheet as Markdown, below its heading."""
    lines = [f"- **{escaped(label)}** {_cell(text)}" for label, text in sheet.facts]
    for grid in sheet.grids:
        lines += ["", f"**{escaped(grid.title)}**", ""]
        lines.append("| " + " | ".join(_cell(label) for label in grid.headings) + " |")
        lines.append("|" + "".join("---:|" if i in grid.numbers else "---|" for i in range(len(grid.headings))))
        lines += ["| " + " | ".join(_cell(text) for text in row) + " |" for row in grid.rows]
    return [*lines, ""]


def laid_out(headings: Sequence[str], rows: Sequence[Sequence[str]], width: int, numbers: Collection[int] = ()) -> list[str]:
    """Return a table in lines of at most `width` cells: the widest columns give way, and their texts go on below."""
    shown = [list(headings), *(["; ".join(map(visible, text.split("\n"))) for text in row] for row in rows)]
    wanted = [max(width_of(row[place]) for row in shown) for place in range(len(headings))]
    room = max(width - _GAP * (len(wanted) - 1), len(wanted))
    widths = _shared(wanted, room, [max(_unbroken(row[place]) for row in shown) for place in range(len(headings))])
    return [line for row in shown for line in _row(row, widths, numbers)]


def _shared(wanted: Sequence[int], room: int, whole: Sequence[int]) -> list[int]:
    """Return the widths of columns that fit into `room`: the widest gives way until all do.

    As long as others can give way, no column becomes narrower than what should stay `whole`: codes and ids.
    """
    widths = list(wanted)
    for least in (whole, [_LEAST] * len(widths)):
        while sum(widths) > room:
            giving = [i for i, width in enumerate(widths) if width > max(least[i], _LEAST)]
            if not giving:
                break
            widths[max(giving, key=lambda place: widths[place])] -= 1
    return widths


def _unbroken(text: str) -> int:
    """Return the width of the longest run of a text that reads badly when it is cut, within reason."""
    return min(max((len(word) for word in re.findall(r"[!-~]+", text)), default=0), _WHOLE)


def _row(texts: Sequence[str], widths: Sequence[int], numbers: Collection[int]) -> Iterator[str]:
    parts = [_lines(text, room) for text, room in zip(texts, widths, strict=True)]
    for place in range(max(len(part) for part in parts)):
        cells = [part[place] if place < len(part) else "" for part in parts]
        padded = (pad(cell, widths[i], right=i in numbers) for i, cell in enumerate(cells))
        yield (" " * _GAP).join(padded).rstrip()


def _lines(text: str, width: int) -> list[str]:
    """Return a text in lines without hanging indent; a word too long for the room is cut."""
    lines, rest = [], visible(text).strip()
    while rest:
        first = wrap(rest, width)[0]  # the others would be indented
        lines.append(first.strip())
        rest = rest[len(first) :].lstrip()
    return [part for line in lines for part in _cut(line, width)] or [""]


def _cut(line: str, width: int) -> Iterator[str]:
    part = ""
    for character in line:
        if part and width_of(part + character) > width:
            yield part
            part = ""
        part += character
    yield part


def _cell(text: str) -> str:
    return "<br>".join(escaped(line) for line in text.split("\n"))
