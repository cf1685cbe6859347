"""One table of what Arrow values read as, for frames and files alike."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pyarrow as pa
import pytest

from dgov_std.dataset.arrow_text import is_cell, text_of
from dgov_std.errors import InputError

T, F = dt.datetime, Decimal


@pytest.mark.parametrize(
    ("array", "texts"),
    [
        (pa.array(["a", "", None]), ["a", "", None]),
        (pa.array(["a", None], pa.large_string()), ["a", None]),
        (pa.array(["a", None], pa.string_view()), ["a", None]),
        (pa.array([18446744073709551615, None], pa.uint64()), ["18446744073709551615", None]),
        (pa.array([0.1, 1.0, -0.0, float("inf"), None]), ["0.1", "1", "0", None, None]),
        (pa.array([0.1, 1e-7, 16777216.0, None], pa.float32()), ["0.1", "0.0000001", "16777216", None]),
        (pa.array([0.5, None], pa.float16()), ["0.5", None]),
        (pa.array([F("12.340"), None], pa.decimal128(9, 3)), ["12.340", None]),
        (pa.array([F("0.0000000001")], pa.decimal256(40, 10)), ["0.0000000001"]),
        (pa.array([F("12E3")], pa.decimal128(5, -3)), ["12000"]),
        (pa.array([T(2024, 1, 2)], pa.timestamp("s")), ["2024-01-02"]),
        (pa.array([T(2024, 1, 2, 3, 4, 5, 500000)], pa.timestamp("ms")), ["2024-01-02 03:04:05.500000"]),
        (pa.array([1_700_000_000_123_456_789], pa.timestamp("ns")), ["2023-11-14 22:13:20.123456"]),
        (pa.array([T(2024, 1, 1, 16)], pa.timestamp("us", "Asia/Shanghai")), ["2024-01-02"]),
        (pa.array([T(2024, 1, 1, 16)], pa.timestamp("us", "UTC")), ["2024-01-01 16:00:00"]),
        (pa.array([dt.time(1, 2, 3), dt.time(1, 2, 3, 500)], pa.time64("us")), ["01:02:03", "01:02:03.000500"]),
        (pa.array([dt.date(2024, 1, 2)], pa.date64()), ["2024-01-02"]),
        (pa.array([2.5, None]).dictionary_encode(), ["2.5", None]),
        (pa.RunEndEncodedArray.from_arrays([2, 3], ["a", "b"]), ["a", "a", "b"]),
        (pa.nulls(2), [None, None]),
    ],
    ids=lambda value: str(value.type) if isinstance(value, pa.Array) else None,
)
def test_texts(array: pa.Array, texts: list[str | None]) -> None:
    assert is_cell(array.type)
    assert text_of(array, "a").to_pylist() == texts
    assert text_of(array.slice(1), "a").to_pylist() == texts[1:]


@pytest.mark.parametrize(
    "array",
    [pa.array([[1]]), pa.array([{"a": 1}]), pa.array([b"x"]), pa.array([dt.timedelta(1)])],
    ids=lambda one: str(one.type),
)
def test_what_is_no_cell(array: pa.Array) -> None:
    assert not is_cell(array.type)
    with pytest.raises(InputError, match="which is no cell value"):
        text_of(array, "列")
