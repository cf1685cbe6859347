"""The rows of a sheet part: in windows through the fast scan, unusual ones through a real parser."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from dgov_std.arrays import strings
from dgov_std.dataset.excel_book import decode_escapes
from dgov_std.dataset.excel_marks import Marks, foresee, note_columns, note_rows
from dgov_std.dataset.excel_package import MALFORMED, Attributes, Package, safe_parser
from dgov_std.dataset.excel_scan import TYPES, RawCells, scan
from dgov_std.dataset.refusal import damaged_workbook, unsafe_workbook

WINDOW = 2 * 1024 * 1024
MAX_HEAD = 16 * 1024 * 1024
MAX_ROW = 32 * 1024 * 1024  # bytes of XML of one row
MAX_CELLS = 500_000_000
_DATA = re.compile(rb"<sheetData(?:\s[^>]*)?>")
_END = b"</sheetData"
_TRUE = ("1", "true")
_ROW_TAG = re.compile(rb"<row[ >/]")


def sheet_cells(package: Package, part: str, *, window: int = WINDOW, marks: Marks | None = None) -> Iterator[RawCells]:
    """Yield the cells of one sheet, rows in their order.

    Args:
        package: the workbook's archive.
        part: the sheet's part in it.
        window: bytes of XML read at a time.
        marks: where what else the sheet says is noted; its merged ranges before the first cells are yielded.

    Raises:
        InputError: damaged or unsafe XML, rows out of order.
    """
    count, last = 0, 0
    stream = package.stream(part) if marks is None else foresee(package, part, marks)
    marks = marks or Marks()
    for cells in _windows(package, stream, window, marks):
        if len(cells.row) and (int(cells.row[0]) < last or (np.diff(cells.row) < 0).any()):
            raise damaged_workbook(package.path)
        last = max(last, cells.last_row)
        if len(cells.row):
            marks.reach(int(cells.row[-1]), int(cells.column.max()))
        elif cells.reach >= 0:
            marks.reach(cells.last_row, cells.reach)
        count += len(cells.row)
        if count > MAX_CELLS:
            raise unsafe_workbook(package.path, "单元格过多", "too many cells")
        yield cells


def _windows(package: Package, stream: Iterator[bytes], window: int, marks: Marks) -> Iterator[RawCells]:
    head, buffer = _head(stream, package)
    if not head:
        yield from _slowly(_Slow(package, marks), buffer, stream)
        return
    note_columns(head, marks)
    if head.endswith(b"/>"):
        return
    ended = False
    while not ended:
        buffer = _fill(buffer.lstrip(), stream, window)
        end = buffer.find(_END)
        ended = end >= 0
        if not ended and len(buffer) < window:
            raise damaged_workbook(package.path)
        cut = end if ended else _last_row(buffer)
        if cut <= 0 and not ended:
            window *= 2  # one enormous row
            if window > MAX_ROW:
                raise unsafe_workbook(package.path, "一行内容过大", "a row is too large")
            continue
        rows = buffer[:cut]
        cells = scan(rows)  # which takes no comment and no CDATA
        if cells is not None:
            if len(cells.row):
                note_rows(rows, marks)
        else:
            slow = _Slow(package, marks)
            slow.feed(head)
            if b"<!" in rows or b"<?" in rows:
                # Comments and CDATA may hide tags: from here on only the parser knows where rows end.
                yield from _slowly(slow, buffer, stream)
                return
            slow.feed(rows)
            if not slow.between_rows:
                yield from _slowly(slow, buffer[cut:], stream)
                return
            cells = slow.take()
        yield cells
        buffer = buffer[cut:]


def _fill(buffer: bytes, stream: Iterator[bytes], size: int) -> bytes:
    pieces, have = [buffer], len(buffer)
    while have < size and (more := next(stream, b"")):
        pieces.append(more)
        have += len(more)
    return b"".join(pieces)


def _last_row(buffer: bytes) -> int:
    at = len(buffer)
    while (at := buffer.rfind(b"<row", 0, at)) > 0:
        if _ROW_TAG.match(buffer, at):
            return at
    return 0


def _head(stream: Iterator[bytes], package: Package) -> tuple[bytes, bytes]:
    """Return the sheet up to its first row and what was read beyond; no head if it is unusual."""
    buffer = b""
    for data in stream:
        buffer += data
        found = _DATA.search(buffer)
        if found:
            head = buffer[: found.end()]
            declared = re.search(rb'encoding=["\']([^"\']*)', head[:200])
            if b"<!" in head or not head.startswith((b"<", b"\xef\xbb\xbf<")):
                return b"", buffer
            if declared and declared[1].lower() not in (b"utf-8", b"us-ascii"):
                return b"", buffer
            slow = _Slow(package, Marks())
            slow.feed(head)
            inside = slow.between_rows or head.endswith(b"/>")
            return (head, buffer[found.end() :]) if inside else (b"", buffer)
        if len(buffer) > MAX_HEAD:
            break
    return b"", buffer


def _slowly(slow: _Slow, buffer: bytes, stream: Iterator[bytes]) -> Iterator[RawCells]:
    slow.feed(buffer)
    yield slow.take()
    for data in stream:
        slow.feed(data)
        yield slow.take()
    slow.feed(b"", final=True)
    yield slow.take()


class _Slow:
    """Reads sheet XML of any form with expat, from the document's start."""

    def __init__(self, package: Package, marks: Marks) -> None:
        self._marks = marks
        self._path = package.path
        self._parser = safe_parser(package.path)
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self.between_rows = False
        self._row, self._column = 0, -1
        self._collecting = False
        self._phonetic = 0
        self._words: list[str] | None = None
        self._attributes: Attributes = {}
        self._formula = False
        self._cells: list[tuple[int, int, int, int, bool, str | None]] = []

    def feed(self, data: bytes, *, final: bool = False) -> None:
        """Parse more. Raises InputError when it is no well-formed XML."""
        try:
            self._parser.Parse(data, final)
        except MALFORMED:
            raise damaged_workbook(self._path) from None

    def take(self) -> RawCells:
        """Return the cells completed since the last call."""
        cells, self._cells = self._cells, []
        columns = list(zip(*cells, strict=True)) if cells else [(), (), (), (), (), ()]
        row, column, style, type_ = (np.array(one, np.int64) for one in columns[:4])
        value = strings(columns[5])
        return RawCells(row, column, style, type_, np.array(columns[4], bool), value, False, self._row)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        if tag == "sheetData":
            self.between_rows = True
        elif tag == "row":
            self.between_rows = False
            self._row = _number(attributes.get("r"), self._row + 1)
            self._column = -1
            if attributes.get("hidden") in _TRUE:
                self._marks.hide_row(self._row)
        elif tag == "col" and attributes.get("hidden") in _TRUE:
            first = _number(attributes.get("min"), 0)
            self._marks.hide_columns(first - 1, _number(attributes.get("max"), first) - 1)
        elif tag == "c":
            self._column = _column(attributes.get("r"), self._column + 1)
            self._attributes, self._formula, self._words = attributes, False, None
        elif tag == "f":
            self._formula = True
        elif tag == "rPh":
            self._phonetic += 1
        elif tag in ("v", "t") and not self._phonetic:
            self._collecting = True
            self._words = self._words or []

    def _text(self, text: str) -> None:
        if self._collecting and self._words is not None:
            self._words.append(text)

    def _end(self, name: str) -> None:
        tag = name.rpartition(" ")[2]
        if tag in ("v", "t"):
            self._collecting = False
        elif tag == "rPh":
            self._phonetic -= 1
        elif tag == "row":
            self.between_rows = True
        elif tag == "sheetData":
            self.between_rows = False
        elif tag == "c":
            kind = TYPES.get(self._attributes.get("t", "n"), 0)
            value = None if self._words is None else "".join(self._words)
            if value is not None and kind in (TYPES["str"], TYPES["inlineStr"]):
                value = decode_escapes(value)
            style = _number(self._attributes.get("s"), 0)
            self._cells.append((self._row, self._column, style, kind, self._formula, value))


def _number(text: str | None, default: int) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 8 else default


def _column(reference: str | None, default: int) -> int:
    number = 0
    for letter in reference or "":
        if not "A" <= letter <= "Z":
            break
        number = number * 26 + ord(letter) - 64
    return min(number, 16384) - 1 if number else default
