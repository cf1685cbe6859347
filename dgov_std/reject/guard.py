"""What a workbook must not be before openpyxl opens it: it unfolds whatever the file states, in memory.

Our own reader looks at one sheet within budgets; a marked copy is made of every part. So every part is inflated and
parsed once, nothing of it kept, before the copy is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from dgov_std.dataset.excel_package import Attributes, Package, feed, safe_parser
from dgov_std.dataset.refusal import unsafe_workbook

MAX_CELLS = 5_000_000  # of all sheets; openpyxl needs 700 bytes for each
MAX_MERGED = 1_000_000  # cells that lie under merged ranges; each becomes an object
MAX_DEPTH = 256
MAX_ATTRIBUTES = 1_000  # of one element; openpyxl's time grows with their square
MAX_STYLES = 200_000  # formats, fonts, fills and borders; spreadsheets stop at 64,000 formats
MAX_FORMULAS = 30_000_000  # characters of shared formulas, written out for every cell
_XML = (".xml", ".rels", ".vml")
_STYLES = frozenset({"xf", "font", "fill", "border", "numFmt", "dxf", "cellStyle"})
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?\Z")


def refuse_harmful(source: Path) -> None:
    """Look through a workbook that is to be copied.

    Raises:
        InputError: damaged, or it would unfold beyond all measure.
    """
    with closing(Package(source)) as package:
        budget = _Budget(source)
        for part in package.parts:
            if part.lower().endswith(_XML):
                budget.look(package, part)
            else:
                for _ in package.stream(part):
                    pass  # only that it inflates within its budget


class _Budget:
    """Counts what the elements of all parts would become."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._depth = self._cells = self._merged = self._shared = self._longest = self._styles = 0
        self._length: int | None = None  # of the formula that is being read

    def look(self, package: Package, part: str) -> None:
        """Parse one part. Raises InputError."""
        parser = safe_parser(self._path)
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._text
        self._depth, self._length = 0, None
        feed(parser, _begun(package.stream(part)), self._path)

    def _start(self, name: str, attributes: Attributes) -> None:
        self._depth += 1
        tag = name.rpartition(" ")[2]
        if self._depth > MAX_DEPTH or len(attributes) > MAX_ATTRIBUTES:
            raise unsafe_workbook(self._path, "内部结构异常复杂", "its parts are nested or described beyond all measure")
        if tag == "c":
            self._cells += 1
            if self._cells > MAX_CELLS:
                raise unsafe_workbook(self._path, "单元格过多, 无法制作批注表", "too many cells for a marked copy")
        elif tag == "mergeCell":
            self._merged += _area(attributes.get("ref", ""))
            if self._merged > MAX_MERGED:
                raise unsafe_workbook(self._path, "合并单元格的范围过大", "its merged ranges are too large")
        elif tag == "f":
            self._length = 0
            self._shared += attributes.get("t") == "shared"
            self._refuse_long()
        elif tag in _STYLES:
            self._styles += 1
            if self._styles > MAX_STYLES:
                raise unsafe_workbook(self._path, "单元格格式过多", "too many formats of cells")

    def _text(self, text: str) -> None:
        if self._length is not None:
            self._length += len(text)
            self._longest = max(self._longest, self._length)
            self._refuse_long()

    def _refuse_long(self) -> None:
        if self._shared * self._longest > MAX_FORMULAS:
            raise unsafe_workbook(self._path, "共享公式过长", "its shared formulas are too long")

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._length = None


def _begun(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the pieces; a part without any content is one element, as it says nothing."""
    first = next(pieces, b"")
    yield first or b"<x/>"
    yield from pieces


def _area(written: str) -> int:
    """Return how many cells a range has; what is no range has none."""
    found = _RANGE.match(written)
    if found is None:
        return 0
    left, top, right, bottom = found.groups()
    if right is None or bottom is None:
        return 1
    return (abs(_column(right) - _column(left)) + 1) * (abs(int(bottom) - int(top)) + 1)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
