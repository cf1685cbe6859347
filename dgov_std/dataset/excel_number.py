"""How a stored number, date or truth value of a workbook or a frame reads as text.

The table, the same for workbooks and frames, so that the same visible value gets the same verdict
in CSV and xlsx:

| stored | text |
|---|---|
| number | 15 significant digits, as spreadsheets show; plain notation, never an exponent |
| whole number | digits without `.0`; beyond 15 digits the tail is zeros, as the spreadsheet shows it |
| number under a format of zeros (`000000`) | the digits without padding: the padding is not data |
| percentage, currency, thousands | the stored number: 50 % is `0.5` |
| truth value | `TRUE`, `FALSE` |
| date format | `YYYY-MM-DD`, and ` HH:MM:SS` behind it unless the time is 00:00:00 |
| date format, 0 < value < 1 | `HH:MM:SS`: there is no day |
| time format (hours, minutes, seconds only) | `HH:MM:SS` of the fraction |
| elapsed time (`[h]:mm`) | `H:MM:SS`, hours beyond 24 counted on |
| date format, value no date (negative, 0, after 9999-12-31) | the number |
| error | its text, `#N/A` |

Seconds are rounded to the nearest. In the 1900 date system day 60 is 1900-02-29, a day that never
was but that spreadsheets show; in the 1904 system day 0 is 1904-01-01.
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import IntEnum
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import compute

from dgov_std.arrays import booleans, positions, strings


class Shape(IntEnum):
    """What a number format makes of a number."""

    NUMBER = 0
    DATE = 1
    TIME = 2
    ELAPSED = 3


# ECMA-376 part 1, 18.8.30; 27-36 and 50-58 are the dates and times of East Asian editions.
_BUILT_IN = {
    **dict.fromkeys([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58], Shape.DATE),
    **dict.fromkeys([18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56], Shape.TIME),
    46: Shape.ELAPSED,
}
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|am/pm|a/p|general|上午/下午')
_ELAPSED = re.compile(r"\[(h+|m+|s+|时+)\]")
_BRACKET = re.compile(r"\[[^\]]*\]")
_PLAIN = r"^(0|-?[1-9][0-9]{0,14}|-?(0|[1-9][0-9]*)\.[0-9]*[1-9])$"
LONGEST = 255  # characters of a number format; what a file puts behind them is no format's
_SHORT = positions(np.array([16]))[0]  # a Python number would make pyarrow import pandas (0.3 s)
_LAST_DAY = 2958465  # 9999-12-31 in the 1900 system
_OFFSET_1904 = 1462


def shape_of(number: int, code: str | None) -> Shape:
    """Return the shape of a number format, given its id and, for a custom one, its code."""
    if code is None:
        return _BUILT_IN.get(number, Shape.NUMBER)
    first = _LITERAL.sub("", code[:LONGEST].lower()).split(";")[0]
    if _ELAPSED.search(first):
        return Shape.ELAPSED
    rest = _BRACKET.sub("", first)
    if any(letter in rest for letter in "yd") or "aaa" in rest:
        return Shape.DATE
    if "h" in rest or "s" in rest:
        return Shape.TIME
    return Shape.DATE if "m" in rest else Shape.NUMBER


def number_text(value: float) -> str:
    """Return the text of one number: 15 significant digits, no exponent; "" for NaN, infinite."""
    if not np.isfinite(value):
        return ""
    text = f"{value:.15g}"
    if "e" in text:
        text = format(Decimal(text), "f")
    return "0" if text == "-0" else text


def number_texts(written: pa.Array[Any]) -> pa.Array[Any]:
    """Return the texts of numbers as a workbook wrote them.

    Args:
        written: `pa.string()` array of XML numbers such as `110101`, `0.30000000000000004`, `1E+3`.

    Returns:
        `pa.string()` array of the same length; what is no number stays as it is.
    """
    same = compute.match_substring_regex(written, _PLAIN)
    # 15 digits, a point and a sign are 17 characters at most: what is shorter than 16 needs no rounding.
    same = compute.and_(same, compute.less_equal(compute.binary_length(written), _SHORT))
    if compute.all(same).as_py() is not False:
        return written
    rest = written.filter(compute.invert(same)).dictionary_encode()
    texts = strings([_reread(one) for one in rest.dictionary.to_pylist()])
    return compute.replace_with_mask(written, compute.invert(same), texts.take(rest.indices))


def value_texts(values: np.ndarray[Any, np.dtype[np.float64]]) -> pa.Array[Any]:
    """Return the texts of numbers, `pa.string()`; "" for NaN and infinite ones."""
    whole = (values == np.rint(values)) & (np.abs(values) < 1e15)
    texts = positions(np.where(whole, values, 0).astype(np.int64)).cast(pa.string())
    if whole.all():
        return texts
    distinct, inverse = np.unique(values[~whole], return_inverse=True)
    rest = strings([number_text(float(value)) for value in distinct]).take(positions(inverse))
    return compute.replace_with_mask(texts, booleans(~whole), rest)


def _reread(written: str) -> str:
    try:
        return number_text(float(written)) or written
    except ValueError:
        return written


def serial_texts(values: np.ndarray[Any, np.dtype[np.float64]], shape: Shape, *, date1904: bool) -> pa.Array[Any]:
    """Return the texts of date serials (days) under a date, time or elapsed format."""
    seconds = np.rint(np.clip(np.nan_to_num(values, nan=-1.0), -1, 1e9) * 86400).astype(np.int64)
    if shape is Shape.ELAPSED:
        texts = [_clock(int(s)) if s >= 0 else number_text(float(v)) for s, v in zip(seconds, values, strict=True)]
        return strings(texts)
    if shape is Shape.TIME:
        clocks = np.char.partition(_iso(np.mod(seconds, 86400)), " ")[:, 2]
        return _with_numbers(clocks, values, seconds < 0)
    if date1904:
        seconds = np.where(seconds >= 0, seconds + _OFFSET_1904 * 86400, seconds)
    days = seconds // 86400
    # Day 60 of the 1900 system does not exist; the days before it count from one day later.
    real = np.where(days <= 60, days + 1, days)
    stamps = _iso((real - 25569) * 86400 + np.mod(seconds, 86400))
    split = np.char.partition(stamps, " ")
    texts_ = np.where(split[:, 2] == "00:00:00", split[:, 0], stamps)
    texts_ = np.where(days == 60, np.char.replace(stamps, "1900-03-01", "1900-02-29"), texts_)
    texts_ = np.where(texts_ == "1900-02-29 00:00:00", "1900-02-29", texts_)
    texts_ = np.where((days == 0) & (seconds > 0), split[:, 2], texts_)
    wrong = (seconds < 0) | (days > _LAST_DAY) | ((seconds == 0) & (days == 0))
    return _with_numbers(texts_, values, wrong)


def _iso(seconds: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    clipped = np.clip(seconds, -62135596800, 253402300799)
    return np.char.replace(np.datetime_as_string(clipped.astype("datetime64[s]")), "T", " ")


def _with_numbers(texts: np.ndarray[Any, Any], values: np.ndarray[Any, Any], wrong: np.ndarray[Any, Any]) -> pa.Array[Any]:
    result = texts.astype(object)
    for index in np.flatnonzero(wrong):
        result[index] = number_text(float(values[index]))
    return strings(result)


def _clock(seconds: int) -> str:
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
