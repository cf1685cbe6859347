"""Error values in OpenDocument spreadsheets, which calamine gives as empty text; runs in the child process.

A document without any is found out by one look at its bytes; only otherwise is its XML walked.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dgov_std.dataset.excel_package import Attributes, feed, safe_parser

_CONTENT = "content.xml"
_SIGN = b'value-type="error"'
_CHUNK = 1 << 20
_MOST = 1_000_000  # errors of a workbook

Errors = dict[int, dict[int, dict[int, str]]]  # sheet -> row, from 0 -> column, from 0 -> text


def ods_errors(path: Path) -> Errors:
    """Return the error values of a spreadsheet.

    Raises:
        InputError: it holds a DTD, or is no well-formed XML.
        MemoryError: more errors than any table holds.
    """
    with zipfile.ZipFile(path) as archive:
        if _CONTENT not in archive.namelist():
            return {}
        with archive.open(_CONTENT) as file:
            if not any(_SIGN in data for data in _overlapping(file)):
                return {}
        walk = _Walk()
        parser = safe_parser(path)
        parser.StartElementHandler = walk.start
        parser.EndElementHandler = walk.end
        parser.CharacterDataHandler = walk.text
        with archive.open(_CONTENT) as file:
            feed(parser, iter(lambda: file.read(_CHUNK), b""), path)
    return walk.errors


def _overlapping(file: Any) -> Iterator[bytes]:  # noqa: ANN401 - a member of an archive
    rest = b""
    while data := file.read(_CHUNK):
        yield rest + data
        rest = data[-len(_SIGN) :]


class _Walk:
    """Where in which sheet the walk is, and the errors seen."""

    def __init__(self) -> None:
        self.errors: Errors = {}
        self._sheet, self._row, self._column = -1, 0, 0
        self._rows, self._columns = 1, 1  # how often the row and the cell are repeated
        self._said: list[str] | None = None
        self._left = _MOST

    def start(self, name: str, attributes: Attributes) -> None:
        tag = _local(name)
        if tag == "table":
            self._sheet += 1
            self._row = 0
        elif tag == "table-row":
            self._column, self._rows = 0, _repeated(attributes, "number-rows-repeated")
        elif tag in {"table-cell", "covered-table-cell"}:
            self._columns = _repeated(attributes, "number-columns-repeated")
            error = any(value == "error" for key, value in attributes.items() if _local(key) == "value-type")
            self._said = [] if error else None

    def text(self, text: str) -> None:
        if self._said is not None:
            self._said.append(text)

    def end(self, name: str) -> None:
        tag = _local(name)
        if tag == "table-row":
            self._row += self._rows
        elif tag in {"table-cell", "covered-table-cell"}:
            if self._said:
                self._keep("".join(self._said))
            self._said = None
            self._column += self._columns

    def _keep(self, text: str) -> None:
        self._left -= self._rows * self._columns
        if self._left < 0:
            raise MemoryError
        sheet = self.errors.setdefault(self._sheet, {})
        for row in range(self._row, self._row + self._rows):
            sheet.setdefault(row, {}).update(dict.fromkeys(range(self._column, self._column + self._columns), text))


def _repeated(attributes: Attributes, name: str) -> int:
    for key, value in attributes.items():
        if _local(key) == name:
            return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 1
    return 1


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
