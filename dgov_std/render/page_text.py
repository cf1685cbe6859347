"""Texts of the page made safe and short, and lists cut so that no report grows without bound."""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass
from typing import Generic, TypeVar

from dgov_std.render.wording import dimension_word
from dgov_std.report.codes import Dimension
from dgov_std.report.visible import visible
from dgov_std.text import Language

Item = TypeVar("Item")
_MORE = "…"
_FRAME = 160  # of markup around a part of an item


def safe(text: str, most: int) -> str:
    """Return at most `most` characters of `text`, all of them visible; a cut is shown by an ellipsis."""
    shown = visible(text[:most])
    if len(text) <= most and len(shown) <= most:
        return shown
    made, room = [], most - len(_MORE)
    for character in text[:most]:
        piece = visible(character)
        # A code point is shown whole or not at all.
        room -= len(piece)
        if room < 0:
            break
        made.append(piece)
    return "".join(made) + _MORE


def middle(text: str, most: int) -> str:
    """Return `text` in at most `most` visible characters, keeping its end: of a file name, the kind of file."""
    tail = safe(text[-12:], 24)
    return safe(text, most) if len(visible(text[: most + 1])) <= most else safe(text, most - len(tail)) + tail


def moment(text: str, most: int) -> str:
    """Return a time of ISO 8601 to the minute, as it is read: 2026-10-31 09:00 (UTC+08:00)."""
    if text[10:11] != "T":
        return safe(text, most)
    offset = text[-6:] if text[-6:-5] in ("+", "-") else ""
    zone = " UTC" if offset == "+00:00" or text.endswith("Z") else f" (UTC{offset})" if offset else ""
    return safe(text[:16].replace("T", " ", 1) + zone, most)


def dimension_of(name: str, language: Language) -> str:
    """Return the name of a quality dimension; one that GB/T 36344 does not know stays as it is."""
    return dimension_word(name, language) if name in set(Dimension) else safe(name, 24)


def count(number: int) -> str:
    """Return a number as it is read: 9,812."""
    return f"{number:,}"


@dataclass(frozen=True, slots=True)
class Cut(Generic[Item]):
    """What of a list is shown, and how many items are left out."""

    shown: tuple[Item, ...]
    left: int


def cut(items: Iterable[Item], total: int, *, most: int, room: int, frame: int) -> Cut[Item]:
    """Return the first items: no more than `most`, and no more than fit into `room` bytes of HTML.

    `items` are made one by one, as long as there is room; `total` is how many there would be. `frame`
    is what the markup around one item takes at most.
    """
    shown: list[Item] = []
    for item in items:
        room -= frame + weight(item)
        if room < 0 or len(shown) == most:
            break
        shown.append(item)
    return Cut(tuple(shown), total - len(shown))


def weight(value: object) -> int:
    """Return an upper bound of the bytes the texts inside a value take in HTML."""
    if isinstance(value, str):
        return len(html.escape(value).encode("utf-8"))
    if isinstance(value, tuple):
        return sum(map(weight, value))
    if is_dataclass(value):
        return _FRAME + sum(weight(getattr(value, each.name)) for each in fields(value))
    return 20  # numbers, flags, nothing
