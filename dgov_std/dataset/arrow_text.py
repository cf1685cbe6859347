"""Arrow columns as text, by the same table as workbooks; frames, Parquet and Arrow files share it.

Text stays, integers become digits, floats follow `excel_number`, decimals stay exact and in plain notation, dates
become ISO 8601 (a time of 00:00:00 is left out, a fraction of a second only where there is one), truth values TRUE and
FALSE; null and NaN are missing. A time zone is dropped: the wall time stays.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import compute

from dgov_std.arrays import booleans, mask_of, missing_in, numbers_of, strings
from dgov_std.dataset.excel_number import number_texts, value_texts
from dgov_std.errors import InputError, Problem
from dgov_std.text import Text

# As Arrow scalars: Python ones make pyarrow import pandas (0.3 s).
_TRUTH, _ZERO, _MISSING = strings(["TRUE", "FALSE"]), strings(["0"])[0], strings([None])[0]
_NO_FRACTION = r"\.0+$"
_MIDNIGHT = r" 00:00:00$"


def text_of(array: pa.Array[Any], label: str) -> pa.Array[Any]:
    """Return an array as `pa.string()` of the same length.

    Args:
        array: cells of any Arrow type.
        label: the column, for the message.

    Raises:
        InputError: the type is no cell's (lists, structs, bytes …).
    """
    kind = array.type
    if isinstance(kind, pa.BaseExtensionType):
        return text_of(array.storage, label)
    if pa.types.is_dictionary(kind):
        words = text_of(array.dictionary, label)
        return words.take(array.indices)
    if pa.types.is_run_end_encoded(kind):
        return text_of(compute.run_end_decode(array), label)
    if pa.types.is_string(kind):
        return array
    if kind in (pa.large_string(), pa.string_view()) or pa.types.is_null(kind) or pa.types.is_integer(kind):
        return array.cast(pa.string())
    if pa.types.is_boolean(kind):
        return compute.if_else(array, _TRUTH[0], _TRUTH[1])
    if pa.types.is_floating(kind):
        return _floats(array)
    if pa.types.is_decimal(kind):
        return _decimals(array)
    if pa.types.is_date(kind):
        return array.cast(pa.date32()).cast(pa.string())
    if pa.types.is_timestamp(kind):
        # Where the zone is UTC the wall time is what is stored: no time zone data are needed.
        utc = kind.tz in {"UTC", "Etc/UTC", "GMT", "Z", "+00:00"}
        wall = compute.local_timestamp(array) if kind.tz and not utc else array.cast(pa.timestamp(kind.unit))
        exact = compute.replace_substring_regex(
            wall.cast(pa.timestamp("us"), safe=False).cast(pa.string()), _NO_FRACTION, ""
        )
        return compute.replace_substring_regex(exact, _MIDNIGHT, "")
    if pa.types.is_time(kind):
        return compute.replace_substring_regex(array.cast(pa.time64("us"), safe=False).cast(pa.string()), _NO_FRACTION, "")
    raise no_cell(label, str(kind))


def no_cell(label: str, kind: str) -> InputError:
    """Return the error for a column whose type no cell can hold."""
    return InputError(
        Problem(
            Text(f"列“{label}”的类型 {kind} 不是单元格的值", f'column "{label}" is of type {kind}, which is no cell value'),
            label,
            Text("请先转换为文本、数字或日期", "convert it to text, numbers or dates first"),
        )
    )


def is_cell(kind: pa.DataType) -> bool:
    """Whether values of a type fit into cells."""
    if isinstance(kind, pa.BaseExtensionType):
        return is_cell(kind.storage_type)
    if pa.types.is_dictionary(kind) or pa.types.is_run_end_encoded(kind):
        return is_cell(kind.value_type)
    known = pa.types.is_string(kind) or kind in (pa.large_string(), pa.string_view()) or pa.types.is_null(kind)
    known = known or pa.types.is_integer(kind) or pa.types.is_boolean(kind) or pa.types.is_floating(kind)
    known = known or pa.types.is_decimal(kind) or pa.types.is_date(kind)
    return bool(known or pa.types.is_timestamp(kind) or pa.types.is_time(kind))


def _floats(array: pa.Array[Any]) -> pa.Array[Any]:
    if array.type == pa.float64():
        values = np.asarray(numbers_of(array), np.float64)
        known = ~missing_in(array)
        finite = np.isfinite(values) & known
        return compute.if_else(booleans(finite), value_texts(np.where(finite, values, 0)), _MISSING)
    # The shortest digits that tell a short float apart: as a long one 0.1 would read 0.100000001490116.
    short = array.cast(pa.float32())
    known = booleans(mask_of(compute.is_finite(short), missing=False))
    written = compute.if_else(known, short.cast(pa.string()), _ZERO)
    return compute.if_else(known, number_texts(written), _MISSING)


def _decimals(array: pa.Array[Any]) -> pa.Array[Any]:
    written = array.cast(pa.string())
    powers = mask_of(compute.match_substring(written, "E"), missing=False)
    if not powers.any():
        return written
    rest = written.filter(booleans(powers))
    return compute.replace_with_mask(
        written, booleans(powers), strings(format(Decimal(one), "f") for one in rest.to_pylist())
    )
