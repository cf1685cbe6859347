"""Ranges in the spreadsheet's own notation."""

import pytest

from dgov_std.dataset.cell_range import CellRange, column_letters, parse_range
from dgov_std.errors import UsageError


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("B3:H200", CellRange(3, 1, 200, 7)),
        ("$b$3:$h$200", CellRange(3, 1, 200, 7)),
        ("B3：H200", CellRange(3, 1, 200, 7)),
        ("B:H", CellRange(1, 1, None, 7)),
        ("3:200", CellRange(3, 0, 200, None)),
        ("B3:H", CellRange(3, 1, None, 7)),
        ("A1:A1", CellRange(1, 0, 1, 0)),
    ],
)
def test_ranges(text, expected):
    assert parse_range(text) == expected
    assert parse_range(str(expected)) == expected


@pytest.mark.parametrize("text", ["", ":", "B3", "H3:B4", "B9:H3", "A0:B3", "3:H", "B3:200", "XFE1:XFE2", "表1!A1:B2"])
def test_what_is_no_range(text):
    with pytest.raises(UsageError) as raised:
        parse_range(text)
    assert raised.value.problems[0].in_("zh") == f"--range: “{text}”不是单元格区域。写成 B3:H200 的形式"


def test_letters():
    assert [column_letters(one) for one in (0, 25, 26, 701, 702, 16383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
