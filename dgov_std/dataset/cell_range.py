"""A part of a sheet in the spreadsheet's own notation: `B3:H200`, `B:H`, `3:200`, `B3:H`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dgov_std.errors import Problem, UsageError
from dgov_std.text import Text

_CORNER = r"\$?([A-Za-z]{0,3})\$?([0-9]{0,7})"
_RANGE = re.compile(rf"{_CORNER}[:：]{_CORNER}")
LAST_COLUMN = 16_384


@dataclass(frozen=True, slots=True)
class CellRange:
    """Rows `top` to `bottom` (1-based) and columns `left` to `right` (0-based), both ends included; None: to the end."""

    top: int = 1
    left: int = 0
    bottom: int | None = None
    right: int | None = None

    def __str__(self) -> str:
        rows = self.top > 1 or self.bottom is not None
        columns = self.left > 0 or self.right is not None or not rows
        first = (column_letters(self.left) if columns else "") + (str(self.top) if rows else "")
        last = column_letters(LAST_COLUMN - 1 if self.right is None else self.right) if columns else ""
        return f"{first}:{last}{'' if self.bottom is None else self.bottom}"


def column_letters(column: int) -> str:
    """Return the letters of a 0-based column."""
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def parse_range(text: str) -> CellRange:
    """Return the range that `text` names.

    Raises:
        UsageError: it names none.
    """
    found = _RANGE.fullmatch(text.strip())
    if found is not None:
        first, top, last, bottom = found.groups()
        left = _column(first) if first else 0
        right = _column(last) if last else None
        low = int(top) if top else 1
        high = int(bottom) if bottom else None
        sides = bool(first) == bool(last) and bool(first or top)
        fits = low >= 1 and (high is None or high >= low) and (right is None or LAST_COLUMN > right >= left)
        if sides and fits and (bool(bottom) <= bool(top or first)):
            return CellRange(low, left, high, right)
    raise UsageError(
        Problem(
            Text(f"“{text}”不是单元格区域", f'"{text}" is no range of cells'),
            "--range",
            Text("写成 B3:H200 的形式", "write it as B3:H200"),
        )
    )


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1
