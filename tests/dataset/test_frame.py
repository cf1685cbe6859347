"""Frames in memory read by the same table as workbooks."""

# ruff: noqa: DTZ001  (spreadsheets know no time zones)
from __future__ import annotations

import datetime as dt
from decimal import Decimal

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from dgov_std.dataset.frame import table_from_arrow, table_from_pandas
from dgov_std.errors import InputError

COLUMNS = [
    (["007", None, ""], ["007", None, ""]),
    ([1, 330106198003071012], ["1", "330106198003071012"]),
    ([1.0, 0.1 + 0.2, np.nan, 1e21], ["1", "0.3", None, "1000000000000000000000"]),
    ([True, False], ["TRUE", "FALSE"]),
    ([dt.datetime(2024, 1, 5), dt.datetime(2024, 1, 5, 8, 30), None], ["2024-01-05", "2024-01-05 08:30:00", None]),
    ([dt.date(2024, 1, 5)], ["2024-01-05"]),
    ([dt.time(8, 5)], ["08:05:00"]),
    ([Decimal("1E+3"), Decimal("0.10")], ["1000", "0.10"]),
]  # fmt: skip


@pytest.mark.parametrize(("values", "texts"), COLUMNS)
def test_pandas(drain, values, texts):
    seen = drain(table_from_pandas(pd.DataFrame({"列": pd.Series(values)})))
    assert (seen.header, [row[0] for row in seen.cells]) == (("列",), texts)


@pytest.mark.parametrize(("values", "texts"), COLUMNS[:7])
def test_arrow(drain, values, texts):
    seen = drain(table_from_arrow(pa.table({"列": pa.array(values)})))
    assert [row[0] for row in seen.cells] == texts


def test_mixed_objects(drain):
    values = ["a", 1, 2.5, True, None, pd.NA, pd.NaT, pd.Timestamp("2024-01-05"), np.int64(3), np.float64("nan")]
    seen = drain(table_from_pandas(pd.DataFrame({"x": pd.Series(values, dtype=object)})))
    assert [row[0] for row in seen.cells] == ["a", "1", "2.5", "TRUE", None, None, None, "2024-01-05", "3", None]


def test_nullable_and_categorical(drain):
    frame = pd.DataFrame({"n": pd.array([1, None], dtype="Int64"), "c": pd.Categorical(["x", None])})
    assert drain(table_from_pandas(frame)).cells == [("1", "x"), (None, None)]


def test_time_zone_is_dropped(drain):
    frame = pd.DataFrame({"t": pd.to_datetime(["2024-01-05 08:00"]).tz_localize("Asia/Shanghai")})
    assert drain(table_from_pandas(frame)).cells == [("2024-01-05 08:00:00",)]


def test_duplicate_and_numeric_labels(drain):
    assert drain(table_from_pandas(pd.DataFrame([[1, 2]], columns=["a", "a"]))).cells == [("1", "2")]
    assert table_from_pandas(pd.DataFrame([[1]], columns=[5])).header == ("5",)


def test_rows_are_numbered_below_a_header(drain):
    seen = drain(table_from_arrow(pa.table({"a": ["x"] * 40_000})))
    assert (seen.rows[0], seen.rows[-1], len(seen.cells)) == (2, 40_001, 40_000)


def test_empty_frame_has_no_rows(drain):
    assert drain(table_from_pandas(pd.DataFrame({"a": []}))).cells == []


def test_lists_are_no_cells():
    with pytest.raises(InputError, match='column "a" is of type list<.*>, which is no cell value'):
        table_from_arrow(pa.table({"a": [[1]]}))


def test_no_columns():
    with pytest.raises(InputError, match="the table has no columns"):
        table_from_pandas(pd.DataFrame())
