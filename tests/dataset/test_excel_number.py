"""The table of stored values and their texts."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from dgov_std.dataset.excel_number import Shape, number_text, number_texts, serial_texts, shape_of

NUMBERS = [
    ("0", "0"), ("-0", "0"), ("1", "1"), ("1.0", "1"), ("007", "7"), ("0.5", "0.5"), ("0.30000000000000004", "0.3"),
    ("1E+3", "1000"), ("1E-7", "0.0000001"), ("123456789012345", "123456789012345"), ("12345.678901234567", "12345.6789012346"),
    ("330106198003071012", "330106198003071000"), ("1e300", "1" + "0" * 300), ("-12.50", "-12.5"), ("0.1", "0.1"),
    ("-123456789012.345", "-123456789012.345"), ("1234567890.1234567", "1234567890.12346"), ("abc", "abc"), (".5", "0.5"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "text"), NUMBERS)
def test_number(written, text):
    assert number_texts(pa.array([written])).to_pylist() == [text]
    if written != "abc":
        assert number_text(float(written)) == text


def test_all_numbers_at_once():
    assert number_texts(pa.array([one for one, _ in NUMBERS])).to_pylist() == [text for _, text in NUMBERS]


@pytest.mark.parametrize(
    ("number", "code", "shape"),
    [
        (0, None, Shape.NUMBER), (14, None, Shape.DATE), (31, None, Shape.DATE), (21, None, Shape.TIME),
        (46, None, Shape.ELAPSED), (164, "000000", Shape.NUMBER), (164, "0.00%", Shape.NUMBER),
        (164, 'yyyy"年"m"月"d"日"', Shape.DATE), (164, "[$-804]yyyy/m/d;@", Shape.DATE), (164, "h:mm", Shape.TIME),
        (164, "[h]:mm:ss", Shape.ELAPSED), (164, "[Red]0.0", Shape.NUMBER), (164, "General", Shape.NUMBER),
        (164, '0" day"', Shape.NUMBER), (164, "mmm", Shape.DATE), (164, "@", Shape.NUMBER), (164, "0.00E+00", Shape.NUMBER),
        (164, "#,##0;[Red]-#,##0", Shape.NUMBER), (164, '_ "¥"* #,##0_ ', Shape.NUMBER), (164, "h:mm AM/PM", Shape.TIME),
    ],
)  # fmt: skip
def test_shape(number, code, shape):
    assert shape_of(number, code) is shape


@pytest.mark.parametrize(
    ("serial", "shape", "text"),
    [
        (45296, Shape.DATE, "2024-01-05"), (45296.5, Shape.DATE, "2024-01-05 12:00:00"), (1, Shape.DATE, "1900-01-01"),
        (59, Shape.DATE, "1900-02-28"), (60, Shape.DATE, "1900-02-29"), (60.5, Shape.DATE, "1900-02-29 12:00:00"),
        (61, Shape.DATE, "1900-03-01"), (2958465, Shape.DATE, "9999-12-31"), (2958466, Shape.DATE, "2958466"),
        (-1, Shape.DATE, "-1"), (0, Shape.DATE, "0"), (0.25, Shape.DATE, "06:00:00"), (0.25, Shape.TIME, "06:00:00"),
        (0, Shape.TIME, "00:00:00"), (45296.75, Shape.TIME, "18:00:00"), (1.5, Shape.ELAPSED, "36:00:00"),
        (45295.999999, Shape.DATE, "2024-01-05"), (1e300, Shape.DATE, "1" + "0" * 300),
    ],
)  # fmt: skip
def test_serial(serial, shape, text):
    assert serial_texts(np.array([serial], float), shape, date1904=False).to_pylist() == [text]


def test_serial_of_1904():
    assert serial_texts(np.array([0.5, 1.0, 43834.0]), Shape.DATE, date1904=True).to_pylist() == [
        "1904-01-01 12:00:00", "1904-01-02", "2024-01-05",
    ]  # fmt: skip
