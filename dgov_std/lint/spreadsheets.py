"""Codes that a spreadsheet takes for numbers: digits, an E and digits again, such as 219E01 (2.19E+03).

Typed or opened from a CSV file they are numbers before anybody can object. Where an identifier has a
check character the damage is noticed; where it has none the code is another one, or lost. Told is only what was
meant for a letter: one between digits, or one of few letters as in hexadecimal digits; not what is any text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import product

from dgov_std.lint.library import Document, Shelf
from dgov_std.report.lints import Remark
from dgov_std.schema.shapes import shape_of
from dgov_std.standard.model import CodeList, Element, Identifier, Standard
from dgov_std.text import Text

_UNSAFE = re.compile("[0-9]+[Ee][0-9]{1,3}")
_MOST_BEFORE, _MOST_BEHIND = 15, 3
_SHOWN = 3
_IN_PLACE = ({0x45: "1", 0x65: "1"}, {0x45: "Q", 0x65: "q"}, {0x45: "。", 0x65: "。"})


def spreadsheet_remarks(shelf: Shelf) -> Iterator[Remark]:
    """Yield what codes a standard allows that spreadsheets destroy."""
    for document in shelf.own():
        found = _allowed(shelf.standard, document)
        if found:
            shown = ", ".join(found[:_SHOWN])
            what = Text(
                f"数字之间的 E 会被表格软件当作科学计数: 如 {shown}",
                f"spreadsheets take an E between digits for an exponent, as in {shown}",
            )
            yield shelf.remark("LNT205", document.head, what)


def _allowed(standard: Standard, document: Document) -> list[str]:
    """Return codes of this look that a document allows, the first few."""
    match document:
        case CodeList():
            return [code.code for code in document.codes if _UNSAFE.fullmatch(code.code)]
        case Element():
            return _of_element(document)
        case Identifier() if document.check is None and not document.forms:
            shape = shape_of(document)
            return [] if shape is None else _matching(shape, lambda text: _fits(standard, document, text))
    return []


def _of_element(element: Element) -> list[str]:
    enum, pattern = element.facets.get("enum"), element.facets.get("pattern")
    found = [str(value) for value in enum.value if _UNSAFE.fullmatch(str(value))] if enum else []
    return found + (_matching(pattern.value, lambda _: True) if pattern else [])


def _matching(pattern: str, fits: Callable[[str], bool]) -> list[str]:
    """Return the first code of this look that a pattern allows, among those made of one digit."""
    passes = re.compile(pattern).fullmatch
    for text in _samples():
        if passes(text) and fits(text) and not _any_letter(passes, text):
            return [text]
    return []


def _any_letter(passes: Callable[[str], object], text: str) -> bool:
    """Whether in place of the E there may be a digit and any other letter, or what is none of both."""
    digit, letter, mark = (bool(passes(text.translate(table))) for table in _IN_PLACE)
    return mark or (digit and letter)


def _fits(standard: Standard, identifier: Identifier, text: str) -> bool:
    """Whether the pieces of an identifier may be those of the text, as far as enumerations and patterns say."""
    for segment in identifier.placed:
        kind, argument = segment.constraint.value if segment.constraint else ("", "")
        part = text[segment.start : segment.start + segment.length]
        if kind in ("enum", "alphabet") and not (part in argument if kind == "enum" else set(part) <= set(argument)):
            return False
        if kind == "pattern" and not re.fullmatch(argument, part):
            return False
        if kind == "date" or (kind == "codelist" and part not in {code.code for code in standard.codelists[argument].codes}):
            return False
    return True


@cache
def _samples() -> tuple[str, ...]:
    sizes = product(range(1, _MOST_BEFORE + 1), range(1, _MOST_BEHIND + 1))
    return tuple(digit * before + e + digit * behind for before, behind in sizes for digit in "1023456789" for e in "Ee")
