"""The values calamine reads out of a sheet, as the cells every workbook becomes; runs in the child process.

Text, numbers, dates and truth values read as `excel_number` has it. Calamine tells no number formats: dates and times
come typed, everything else that is a number comes as one.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from dgov_std.arrays import booleans, positions, strings
from dgov_std.dataset.excel_number import number_text, value_texts

SCHEMA = pa.schema([("row", pa.int64()), ("column", pa.int64()), ("text", pa.string()), ("numeric", pa.bool_())])
_DAY = 86_400


def cells_of(rows: Sequence[Sequence[object]], first: int) -> pa.RecordBatch:
    """Return what rows hold as cells in the order of their rows; empty ones are left out.

    Args:
        rows: the values, all rows equally long.
        first: the number of the first row, 1-based as the sheet shows it.

    Returns:
        A batch of `SCHEMA`; columns are 0-based.
    """
    texts, numeric, row, column = [strings([])], [np.zeros(0, bool)], [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for place, values in enumerate(zip(*rows, strict=True)):
        filled, found, numbers = _column(values)
        texts.append(found)
        numeric.append(numbers)
        row.append(filled + first)
        column.append(np.full(len(filled), place, np.int64))
    rows_, columns_ = np.concatenate(row), np.concatenate(column)
    order = np.argsort(rows_, kind="stable")
    text = pa.concat_arrays(texts).take(positions(order))
    arrays = [positions(rows_[order]), positions(columns_[order]), text, booleans(np.concatenate(numeric)[order])]
    return pa.RecordBatch.from_arrays(arrays, schema=SCHEMA)


def _column(values: Sequence[object]) -> tuple[np.ndarray[Any, Any], pa.Array[Any], np.ndarray[Any, Any]]:
    """Return (places of the filled cells, their texts, which are numbers)."""
    kinds = set(map(type, values))
    if kinds == {float}:
        numbers = np.array(values, np.float64)
        if np.isfinite(numbers).all():
            return np.arange(len(values)), value_texts(numbers), np.ones(len(values), bool)
    if kinds == {str}:
        places = [index for index, value in enumerate(values) if value]
        known = values if len(places) == len(values) else [values[index] for index in places]
        return np.array(places, np.int64), strings(map(str, known)), np.zeros(len(places), bool)
    places = [index for index, value in enumerate(values) if value != ""]
    known = [values[index] for index in places]
    marks = np.array([isinstance(value, int | float) and not isinstance(value, bool) for value in known], bool)
    return np.array(places, np.int64), strings([text_of_value(value) for value in known]), marks


def text_of_value(value: object) -> str:
    """Return the text of one value of calamine's. Seconds are rounded to the nearest."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return number_text(float(value))
    if isinstance(value, float):
        return number_text(value)
    if isinstance(value, datetime.datetime):
        return _moment(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, datetime.time):
        whole = value.hour * 3600 + value.minute * 60 + round(value.second + value.microsecond / 1e6)
        return _clock(whole % _DAY, "02")
    if isinstance(value, datetime.timedelta):
        return _clock(round(value.total_seconds()), "")
    return str(value)


def _moment(value: datetime.datetime) -> str:
    whole = value.replace(microsecond=0, tzinfo=None)
    if value.microsecond >= 500_000 and whole.year < datetime.MAXYEAR:
        whole += datetime.timedelta(seconds=1)
    return whole.date().isoformat() if whole.time() == datetime.time() else whole.isoformat(" ")


def _clock(seconds: int, width: str) -> str:
    sign = "-" if seconds < 0 else ""
    seconds = abs(seconds)
    return f"{sign}{seconds // 3600:{width}}:{seconds // 60 % 60:02}:{seconds % 60:02}"
