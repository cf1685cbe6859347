"""What the cells of a sheet say as text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import compute

from dgov_std.arrays import missing_in, numbers_of, positions
from dgov_std.arrays import strings as texts_of
from dgov_std.dataset.excel_book import plain_texts
from dgov_std.dataset.excel_number import Shape, number_texts, serial_texts
from dgov_std.dataset.excel_scan import TYPES, Array, RawCells

_TRUTH = texts_of(["TRUE", "FALSE"])  # as Arrow scalars: Python ones make pyarrow import pandas (0.3 s)
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})?T?(\d{2}:\d{2}:\d{2})?(?:\.\d+)?Z?")


@dataclass(frozen=True, slots=True)
class Cells:
    """Cells that hold something, in the order of their rows; one entry per cell everywhere.

    `text` is null where a formula's result was never saved (`no_result`).
    """

    row: Array
    column: Array
    text: pa.Array[Any]
    numeric: Array
    no_result: Array


def cell_texts(raw: RawCells, strings: pa.Array[Any], shapes: Array, *, date1904: bool) -> Cells:
    """Return the texts of raw cells; empty ones are left out.

    Args:
        raw: the cells of a sheet.
        strings: the shared strings.
        shapes: per style what it makes of a number.
        date1904: whether day 0 is 1904-01-01.

    Raises:
        IndexError, ValueError: a cell names a shared string that does not exist.
    """
    value = raw.value
    has_value = ~missing_in(value)
    empty_number = (numbers_of(compute.binary_length(value)) == 0) & (raw.type != TYPES["str"])
    has_value &= ~(empty_number & (raw.type != TYPES["inlineStr"]))
    no_result = raw.formula & ~has_value
    kept = np.flatnonzero(has_value | no_result)
    shape = shapes[np.where(raw.style < len(shapes), raw.style, 0)]
    parts: list[pa.Array[Any]] = []
    order: list[Array] = []
    for code in TYPES.values():
        for form in Shape if code == TYPES["n"] else (None,):
            chosen = has_value & (raw.type == code)
            if form is not None:
                chosen &= shape == form
            members = np.flatnonzero(chosen)
            if len(members):
                some = value if len(members) == len(value) else value.take(positions(members))
                parts.append(_texts(some, code, form, strings, escaped=raw.escaped, date1904=date1904))
                order.append(members)
    if no_result.any():
        parts.append(pa.nulls(int(no_result.sum()), pa.string()))
        order.append(np.flatnonzero(no_result))
    text = _in_order(parts, order)
    numeric = (raw.type == TYPES["n"]) & (shape == Shape.NUMBER) & has_value
    return Cells(raw.row[kept], raw.column[kept], text, numeric[kept], no_result[kept])


def _texts(
    value: pa.Array[Any], code: int, form: Shape | None, strings: pa.Array[Any], *, escaped: bool, date1904: bool
) -> pa.Array[Any]:
    if code == TYPES["s"]:
        return strings.take(value.cast(pa.int64()))
    if code == TYPES["n"]:
        if form is None or form is Shape.NUMBER:
            return number_texts(value)
        return serial_texts(_floats(value), form, date1904=date1904)
    if code == TYPES["b"]:
        return compute.if_else(compute.is_in(value, texts_of(["1", "true"])), _TRUTH[0], _TRUTH[1])
    if code == TYPES["d"]:
        return texts_of([_iso(text) for text in value.to_pylist()])
    return plain_texts(value) if escaped else value


def _floats(value: pa.Array[Any]) -> np.ndarray[Any, np.dtype[np.float64]]:
    return np.asarray(numbers_of(value.cast(pa.float64())), np.float64)


def _iso(text: str) -> str:
    found = _ISO.fullmatch(text)
    if found is None or not any(found.groups()):
        return text
    day, clock = found[1], found[2]
    return day if day and clock in (None, "00:00:00") else " ".join(part for part in (day, clock) if part)


def _in_order(parts: list[pa.Array[Any]], order: list[Array]) -> pa.Array[Any]:
    if not parts:
        return texts_of([])
    if len(parts) == 1:
        return parts[0]
    back = np.argsort(np.concatenate(order), kind="stable")
    return pa.concat_arrays(parts).take(positions(back))
