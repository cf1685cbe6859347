"""The cells of a sheet of an old workbook (BIFF8): found record by record, read with array arithmetic."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from dgov_std.arrays import byte_lengths, positions, strings
from dgov_std.dataset.excel_cells import Cells
from dgov_std.dataset.excel_marks import Marks
from dgov_std.dataset.excel_number import Shape, serial_texts, value_texts
from dgov_std.dataset.excel_old_book import BOF, EOF, OldBook, OldSheet, check_version, parts, records
from dgov_std.dataset.excel_old_marks import note
from dgov_std.dataset.excel_old_text import BrokenRecord, Texts
from dgov_std.dataset.excel_shown import count_shown
from dgov_std.dataset.refusal import damaged_workbook, unsafe_workbook

_FORMULA, _STRING, _MULRK, _RSTRING, _LABELSST = 0x0006, 0x0207, 0x00BD, 0x00D6, 0x00FD
_NUMBER, _LABEL, _BOOLERR, _RK = 0x0203, 0x0204, 0x0205, 0x027E
_LEAST = {  # bytes a record of a cell has at least
    _FORMULA: 16, _MULRK: 12, _RSTRING: 9, _LABELSST: 10, _NUMBER: 14, _LABEL: 9, _BOOLERR: 8, _RK: 10,
}  # fmt: skip
_KINDS = tuple(_LEAST)
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
MAX_RECORDS = 20_000_000  # of all sheets looked at; a sheet of 65,536 x 256 cells needs fewer
MAX_TEXT = 256 * 1024 * 1024  # bytes of text in some thousand cells
_COLUMNS, _MOST_IN_ROW = 256, 1024  # records of one row; repeated cells are odd, not wrong
_WINDOW = 32_768
_GLANCE = 2000  # records of a sheet that is only looked at
_Array = np.ndarray[Any, Any]


class Sheets:
    """The sheets of one workbook, read within one budget."""

    def __init__(self, path: Path, data: bytes, book: OldBook) -> None:
        """Take the stream of a workbook."""
        self._path, self._data, self._book = path, data, book
        self._raw = np.frombuffer(data, np.uint8)
        self._left = MAX_RECORDS
        self._marks: dict[OldSheet, Marks] = {}
        self._shown = Marks().shown  # of the sheet whose cells are being read

    def close(self) -> None:
        """Do nothing: the file was closed when it had been read."""

    def marks(self, sheet: OldSheet) -> Marks:
        """Return what else a sheet says, once its cells are being read."""
        return self._marks[sheet]

    def glance(self, sheet: OldSheet) -> Iterator[Cells]:
        """Yield the first cells of a sheet."""
        return self.cells(sheet, _GLANCE)

    def cells(self, sheet: OldSheet, most: int = MAX_RECORDS) -> Iterator[Cells]:
        """Yield the cells of a sheet, whole rows at a time in ascending order; of the first `most` records.

        Raises:
            InputError: damaged, or more than a sheet of this kind can hold.
        """
        check_version(self._path, self._data, sheet.start)
        try:
            marks = self._marks[sheet] = Marks()
            at, kind, results = self._find(sheet.start, marks, most)
            if not len(at):
                return
            row = _pair(self._raw, at)
            marks.reach(int(row.max()) + 1, -1)
            if (np.diff(row) < 0).any():
                order = np.argsort(row, kind="stable")
                at, kind, row = at[order], kind[order], row[order]
            for low, high in self._windows(row):
                self._shown = marks.shown
                yield self._window(at[low:high], kind[low:high], results)
        except BrokenRecord:
            raise damaged_workbook(self._path) from None

    def _find(self, start: int, marks: Marks, most: int) -> tuple[_Array, _Array, dict[int, int]]:
        """Return where the bodies of the cells' records begin, their kinds, and where formulas' texts stand."""
        places = {kind: array("I") for kind in _KINDS}
        results: dict[int, int] = {}
        formula, depth, left = -1, 0, self._left
        for kind, body, size in islice(records(self._data, start), most + 1):
            left -= 1
            if left < 0:
                raise unsafe_workbook(self._path, "记录过多", "too many records")
            if kind in _LEAST:
                if depth != 1:
                    continue  # a chart within the sheet keeps copies of its own
                if size < _LEAST[kind]:
                    raise BrokenRecord
                places[kind].append(body)
                formula = body if kind == _FORMULA else formula
            elif kind == _STRING:
                results[formula] = body
            elif kind == BOF:
                depth += 1
            elif kind == EOF:
                depth -= 1
                if not depth:
                    break
            elif depth == 1:
                note(marks, kind, self._data, body, size)
        self._left = left
        at = np.concatenate([np.frombuffer(one, np.uint32) for one in places.values()])
        kind_of = np.repeat(np.arange(len(_KINDS), dtype=np.uint8), [len(one) for one in places.values()])
        order = np.argsort(at)
        return at[order].astype(np.int64), kind_of[order], results

    def _windows(self, row: _Array) -> Iterator[tuple[int, int]]:
        """Yield ranges of some thousand records that end with a row."""
        low = 0
        while low < len(row):
            high = len(row)
            if low + _WINDOW < high:
                high = int(np.searchsorted(row, row[low + _WINDOW - 1], "right"))
                if high - low > _WINDOW + _MOST_IN_ROW:
                    raise BrokenRecord
            yield low, high
            low = high

    def _window(self, at: _Array, kind: _Array, results: dict[int, int]) -> Cells:
        found = [self._of_kind(_KINDS[one], at[kind == one], results) for one in np.unique(kind)]
        row = np.concatenate([one.row for one in found])
        column = np.concatenate([one.column for one in found])
        if (column >= _COLUMNS).any():
            raise BrokenRecord
        order = np.argsort(row, kind="stable")
        text = pa.concat_arrays([one.text for one in found]).take(positions(order))
        numeric = np.concatenate([one.numeric for one in found])
        return Cells(row[order], column[order], text, numeric[order], np.zeros(len(order), bool))

    def _of_kind(self, kind: int, at: _Array, results: dict[int, int]) -> Cells:
        if kind == _MULRK:
            return self._many(at)
        row, column, style = (_pair(self._raw, at + step) for step in (0, 2, 4))
        if kind == _NUMBER:
            return self._numbers(row, column, style, _double(self._raw, at + 6))
        if kind == _RK:
            return self._numbers(row, column, style, _packed(_four(self._raw, at + 6)))
        if kind == _FORMULA:
            return self._formulas(at, row, column, style, results)
        if kind == _LABELSST:
            text = self._shared(_four(self._raw, at + 6))
        elif kind == _BOOLERR:
            text = strings(
                _stated(*pair) for pair in zip(self._raw[at + 7].tolist(), self._raw[at + 6].tolist(), strict=True)
            )
        else:
            text = strings(self._label(one, 6) for one in at.tolist())
        return _cells(row, column, text)

    def _many(self, at: _Array) -> Cells:
        """Return the cells of records that hold the numbers of several columns."""
        count = (_pair(self._raw, at - 2) - 6) // 6
        which = np.repeat(np.arange(len(at)), count)
        step = np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count)
        row, column = _pair(self._raw, at)[which], _pair(self._raw, at + 2)[which] + step
        each = at[which] + 4 + 6 * step
        return self._numbers(row, column, _pair(self._raw, each), _packed(_four(self._raw, each + 2)))

    def _numbers(self, row: _Array, column: _Array, style: _Array, values: _Array) -> Cells:
        shapes = self._book.shapes
        if any(self._book.shown):
            count_shown(self._shown, style, column, self._book.shown, lambda: values == np.rint(values))
        shape = shapes[np.where(style < len(shapes), style, 0)]
        plain = shape == Shape.NUMBER
        text = value_texts(values)
        if not plain.all():
            moments = [Shape(one) for one in np.unique(shape[~plain]).tolist()]
            members = [np.flatnonzero(shape == one) for one in moments]
            said = [
                serial_texts(values[each], one, date1904=self._book.date1904)
                for each, one in zip(members, moments, strict=True)
            ]
            place = np.arange(len(values))
            place[np.concatenate(members)] = len(values) + np.arange(sum(map(len, members)))
            text = pa.concat_arrays([text, *said]).take(positions(place))
        return _cells(row, column, text, plain)

    def _formulas(self, at: _Array, row: _Array, column: _Array, style: _Array, results: dict[int, int]) -> Cells:
        """Return the saved results of formulas: numbers, or texts, truth values and errors."""
        other = _pair(self._raw, at + 12) == 0xFFFF
        number = np.flatnonzero(~other)
        cells = self._numbers(row[number], column[number], style[number], _double(self._raw, at[number] + 6))
        if not other.any():
            return cells
        rest = np.flatnonzero(other)
        said = []
        for one in at[rest].tolist():
            kind, value = self._data[one + 6], self._data[one + 8]
            if kind == 0 and one in results:
                said.append(self._label(results[one], 0))
            else:
                said.append(_stated(kind - 1, value) if kind in (1, 2) else "")
        text = pa.concat_arrays([cells.text, strings(said)])
        order = np.concatenate([number, rest])
        return _cells(row[order], column[order], text, np.concatenate([cells.numeric, np.zeros(len(rest), bool)]))

    def _label(self, body: int, at: int) -> str:
        size = int.from_bytes(self._data[body - 2 : body], "little")
        return Texts(parts(self._data, body, size), at).text()

    def _shared(self, which: _Array) -> pa.Array[Any]:
        texts = self._book.strings
        if len(which) and int(which.max()) >= len(texts):
            raise BrokenRecord
        if int(byte_lengths(texts)[which].sum()) > MAX_TEXT:
            raise unsafe_workbook(self._path, "单元格内容过大", "its cells are too large")
        return texts.take(positions(which))


def _cells(row: _Array, column: _Array, text: pa.Array[Any], numeric: _Array | None = None) -> Cells:
    nothing = np.zeros(len(row), bool)
    return Cells(row + 1, column, text, nothing if numeric is None else numeric, nothing)


def _stated(error: int, value: int) -> str:
    """Return a truth value, or an error as it is shown."""
    if error:
        return _ERRORS.get(value, "#N/A")
    return "TRUE" if value else "FALSE"


def _pair(raw: _Array, at: _Array) -> _Array:
    low, high = raw[at].astype(np.int64), raw[at + 1].astype(np.int64)
    both: _Array = low | high << 8
    return both


def _four(raw: _Array, at: _Array) -> _Array:
    both: _Array = _pair(raw, at) | _pair(raw, at + 2) << 16
    return both


def _double(raw: _Array, at: _Array) -> _Array:
    whole: _Array = np.ascontiguousarray(raw[at[:, None] + np.arange(8)]).view("<f8")
    return whole[:, 0].astype(np.float64)


def _packed(words: _Array) -> _Array:
    """Return the numbers of RK values (MS-XLS 2.5.217): 30 bits of an integer or of a double, perhaps hundredths."""
    whole = (words & 0xFFFFFFFC).astype(np.uint32).view(np.int32) >> 2
    floats = ((words & 0xFFFFFFFC).astype(np.uint64) << np.uint64(32)).view(np.float64)
    values = np.where(words & 2, whole.astype(np.float64), floats)
    return np.where(words & 1, values / 100, values)
