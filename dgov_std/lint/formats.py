"""The format notation of an element against its facets, its valid examples and its data type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dgov_std.lint.library import Shelf
from dgov_std.report.lints import Remark
from dgov_std.standard.formats import format_mistakes
from dgov_std.standard.notation import parse_notation
from dgov_std.text import Text

_RULES = {"unreadable": "LNT201", "facet": "LNT202", "example": "LNT203"}
_DATATYPES: Mapping[str, frozenset[str]] = {
    "character": frozenset({"a", "n", "an", "c", "ul", "mixed"}),
    "numeric": frozenset({"n"}),
    "amount": frozenset({"n"}),
    "date": frozenset({"date", "d"}),
    "datetime": frozenset({"date", "dt", "d"}),
    "boolean": frozenset({"b", "n", "a", "c", "an"}),
    "binary": frozenset({"by"}),
}


def format_remarks(shelf: Shelf) -> Iterator[Remark]:
    """Yield what there is to say of the formats of a standard's elements."""
    for element in shelf.elements():
        for sort, what, mark in format_mistakes(shelf.standard, element):
            yield shelf.remark(_RULES[sort], element.head, what, mark)
        notation = parse_notation(element.format) if element.format is not None else None
        if notation is None or element.datatype is None or notation.type in _DATATYPES[element.datatype]:
            continue
        what = Text(
            f"数据类型 {element.datatype} 与表示格式 {element.format} 不合",
            f"the data type {element.datatype} does not go with the format {element.format}",
        )
        yield shelf.remark("LNT204", element.head, what)
