"""What a cell looks like (a label, a number, a day, a code), and what that tells of a row: labels or data."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

Row = Sequence[str]

_NUMBER = re.compile(r"[+-]?[¥$€￥]?[0-9][0-9,]*(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?%?|[+-]?\.[0-9]+")
_DAY = r"[0-9]{4}(?:-[0-9]{1,2}(?:-[0-9]{1,2})?|/[0-9]{1,2}(?:/[0-9]{1,2})?|\.[0-9]{1,2}\.[0-9]{1,2}|年[0-9]{1,2}月(?:[0-9]{1,2}日?)?)"
_DATE = re.compile(
    rf"(?:{_DAY}|[0-9]{{1,2}}[/-][0-9]{{1,2}}[/-][0-9]{{4}})(?:[T ][0-9:.]+Z?)?|[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?"
)
_CODE = re.compile(r"(?=.*[0-9])[A-Za-z0-9*_./#-]{4,}")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_NO_LABELS = frozenset("无 暂无 不详 未知 待定 待补 空 / - — -- N/A NA null NULL none None".split())
_LONGEST_LABEL = 60
_MOST = 0.6  # of a column's filled cells that must be alike
_SAMPLE = 30


class Shape(Enum):
    """The kind of value a cell looks like."""

    EMPTY = "empty"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CODE = "code"


def shape_of(cell: str) -> Shape:
    """Return what a cell looks like; full-width digits are digits."""
    text = cell.strip()
    if not text:
        return Shape.EMPTY
    if len(text) > _LONGEST_LABEL:
        return Shape.TEXT
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    if _NUMBER.fullmatch(text):
        return Shape.NUMBER
    if _DATE.fullmatch(text):
        return Shape.DATE
    digits = sum(character.isdigit() for character in text)
    if _CODE.fullmatch(text) and 2 * digits >= len(text):
        return Shape.CODE
    return Shape.TEXT


def filled(row: Row) -> list[int]:
    """Return the places of the cells that hold more than white space."""
    return [place for place, cell in enumerate(row) if cell.strip()]


def extent(row: Row) -> int:
    """Return how far the row is filled: one more than its last filled place."""
    for place in range(len(row), 0, -1):
        if row[place - 1].strip():
            return place
    return 0


@dataclass(frozen=True, slots=True)
class Column:
    """What the cells of a column below a row have in common.

    `shape` is the one most of them share (EMPTY: no cell is filled), `lengths` how long those are, `seen` the cells.
    """

    shape: Shape
    lengths: frozenset[int]
    seen: frozenset[str]


def columns_of(body: Sequence[Row], width: int) -> list[Column]:
    """Return what the columns of the first rows below a header look like."""
    found: list[Column] = []
    rows = [row for row in body if filled(row)][:_SAMPLE]
    for place in range(width):
        cells = [row[place].strip() for row in rows if place < len(row) and row[place].strip()]
        shapes = Counter(map(shape_of, cells))
        shape, count = shapes.most_common(1)[0] if shapes else (Shape.EMPTY, 0)
        if count < _MOST * len(cells):
            shape = Shape.TEXT
        lengths = frozenset(len(cell) for cell in cells if shape_of(cell) is shape)
        found.append(Column(shape, lengths, frozenset(cells)))
    return found


def can_be_labels(row: Row) -> bool:
    """Return whether the filled cells of a row could name columns: short, different, no values.

    Years, and numbers or days that count up or down, name columns, too.
    """
    cells = [row[place].strip() for place in filled(row)]
    values = [cell for cell in cells if shape_of(cell) in (Shape.NUMBER, Shape.DATE) and not _is_year(cell)]
    codes = [cell for cell in cells if shape_of(cell) is Shape.CODE]
    same = len(cells) - len(set(cells))
    return (
        bool(cells)
        and _NO_LABELS.isdisjoint(cells)
        and all(len(cell) <= _LONGEST_LABEL for cell in cells)
        and (not values or _is_series(values))
        and 2 * len(codes) <= len(cells)
        and 2 * same <= len(cells)
    )


def _is_year(cell: str) -> bool:
    return _YEAR.fullmatch(cell) is not None


def _is_series(cells: Sequence[str]) -> bool:
    """Return whether the cells are numbers at equal distances, or different days: the labels of a wide table."""
    if len(cells) < 3 or len(set(cells)) < len(cells):
        return False
    if all(shape_of(cell) is Shape.DATE for cell in cells):
        return True
    if not all(cell.isascii() and cell.replace(".", "", 1).isdigit() and len(cell) < 10 for cell in cells):
        return False
    steps = [float(b) - float(a) for a, b in itertools.pairwise(cells)]
    if any("." in cell for cell in cells):  # numbers of chapters or questions
        return all(step > 0 for step in steps)
    return len(set(steps)) == 1


def contrast(row: Row, columns: Sequence[Column]) -> tuple[int, int]:
    """Return in how many columns a row differs from the cells below as a label does, and in how many it is like them.

    Only columns of numbers, days or codes tell: a text may stand above texts or be one of them.
    """
    unlike = alike = 0
    for place in filled(row):
        column = columns[place] if place < len(columns) else None
        if column is None or column.shape in (Shape.TEXT, Shape.EMPTY):
            continue
        cell = row[place].strip()
        if _is_year(cell) and not any(_is_year(one) for one in column.seen):
            unlike += column.shape is not Shape.NUMBER
        elif shape_of(cell) is column.shape:
            alike += 1
        elif shape_of(cell) is Shape.TEXT:
            unlike += 1
    return unlike, alike


def years_in_a_row(row: Row, columns: Sequence[Column]) -> int:
    """Return how many cells of a row are years that follow each other, above columns without years: labels."""
    places = [place for place in filled(row) if _is_year(row[place].strip())]
    years = sorted({int(row[place]) for place in places})
    below = any(_is_year(cell) for place in places if place < len(columns) for cell in columns[place].seen)
    return len(places) if len(years) > 1 and years[-1] - years[0] == len(years) - 1 and not below else 0


def repeats(row: Row, columns: Sequence[Column]) -> bool:
    """Return whether a cell of the row stands in its column below once more."""
    return any(row[place].strip() in columns[place].seen for place in filled(row) if place < len(columns))


def is_surely_data(row: Row, columns: Sequence[Column]) -> bool:
    """Return whether a row is surely a record and no header.

    In every column of values it holds such a value, and at least one of them is a day, a long code or a broken number
    of the very length of those below, or two are values and nothing else is in the row that could be a label.
    """
    unlike, alike = contrast(row, columns)
    if unlike or not alike or can_be_labels(row):
        return False
    return any(_telling(row[place].strip(), columns[place]) for place in filled(row) if place < len(columns))


def _telling(cell: str, column: Column) -> bool:
    shape = shape_of(cell)
    if shape is not column.shape or _is_year(cell):
        return False
    if shape is Shape.DATE:
        return True
    if shape is Shape.CODE:
        return len(cell) >= 6 and len(cell) in column.lengths
    whole = cell.isdigit()
    return shape is Shape.NUMBER and ((whole and len(cell) >= 6 and column.lengths == {len(cell)}) or "." in cell)
