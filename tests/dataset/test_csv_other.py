"""The slow reader: quotes, escapes and delimiters beyond those of pyarrow, with the rules of the exact reader."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dgov_std.dataset.csv_cells import Reading, parse_block
from dgov_std.dataset.csv_other import read_all, read_other
from dgov_std.dataset.record import Dialect
from dgov_std.dataset.splitter import split

WIDE = Dialect("，".encode())
APOSTROPHE = Dialect(b",", quote=b"'", closer=b"'")
CURLY = Dialect(b",", quote="“".encode(), closer="”".encode())
ESCAPED = Dialect(b",", escape=b"\\")
SPACED = Dialect(b",", spaced=True)


def cells(text: str, dialect: Dialect) -> list[list[str]]:
    return [[cell.decode() for cell in record.cells] for record in read_all(text.encode(), dialect, final=True)]


@pytest.mark.parametrize(
    ("dialect", "text", "expected"),
    [
        (WIDE, "甲，乙\n1,5，2\n", [["甲", "乙"], ["1,5", "2"]]),
        (WIDE, '甲，"乙，\n""丙"""\n', [["甲", '乙，\n"丙"']]),
        (APOSTROPHE, "'a,b','it''s'\r\n\"x,'y\n", [["a,b", "it's"], ['"x', "y\n"]]),
        (CURLY, "“a,b”,“c\nd”,e”f\n", [["a,b", "c\nd", "e”f"]]),
        (ESCAPED, '"a\\"b,c",d\\,e,f\\\\g,C:\\dir\n', [['a"b,c', "d,e", "f\\g", "C:\\dir"]]),
        (ESCAPED, 'a\\\nb,"c\\\nd"\n', [["a\nb", "c\nd"]]),
        (ESCAPED, '"a""b",c\n', [['a"b', "c"]]),
        (SPACED, 'a, "b, c" , d\n', [["a", "b, c", " d"]]),
        (SPACED, 'a, b"c, d\n', [["a", ' b"c', " d"]]),
    ],
)
def test_cells(dialect: Dialect, text: str, expected: list[list[str]]) -> None:
    if dialect is APOSTROPHE:
        expected = [["a,b", "it's"], ['"x', "'y"]]
    assert cells(text, dialect) == expected


def test_an_open_quote_damages_its_row_and_no_other() -> None:
    records = read_all(b"'a,b\n1,2\n'3','4'\n", APOSTROPHE, final=True)
    assert [(record.cells, record.open_quote) for record in records] == [
        ([b"'a", b"b"], 1),
        ([b"1", b"2"], 0),
        ([b"3", b"4"], 0),
    ]


def test_blank_lines_and_empty_cells() -> None:
    records = read_all("\n''\n，\n".encode(), APOSTROPHE, final=True)
    assert [(record.cells, record.blank) for record in records] == [([b""], True), ([b""], False), (["，".encode()], False)]


def test_what_is_cut_off_is_not_yet_known() -> None:
    for end in range(1, 12):
        assert read_other(b"'a','b\nc'\n"[:end], 0, APOSTROPHE, final=False) is None
    assert read_other(b"'a','b'\n" + b"x" * 20, 0, APOSTROPHE, final=False).cells == [b"a", b"b"]


def in_blocks(data: bytes, dialect: Dialect, width: int, size: int):
    found = []
    for block in split(io.BytesIO(data).read, dialect, first_row=2, first_line=2, block_size=size):
        batch = parse_block(block, Reading(width, dialect))
        rows = zip(*[column.to_pylist() for column in batch.columns], strict=True)
        found += zip(batch.rows.tolist(), batch.lines.tolist(), rows, strict=True)
        found += [(one.kind.value, block.first_record + one.index, one.detail) for one in batch.damage]
    return found


def test_rows_and_lines_hold_wherever_blocks_are_cut() -> None:
    data = '1，"甲\n乙"\n\n2，3，4\n"5，6\n\xa0，7\n'.encode()
    whole = in_blocks(data, WIDE, 2, 1 << 20)
    assert [each for each in whole if isinstance(each[0], int)] == [
        (2, 2, ("1", "甲\n乙")),
        (3, 4, ("", "")),
        (4, 5, ("2", "3")),
        (5, 6, ('"5', "6")),
        (6, 7, ("\xa0", "7")),
    ]
    assert [each for each in whole if isinstance(each[0], str)] == [("ragged", 3, "cells=3"), ("open-quote", 4, "cell=1")]
    for size in range(1, len(data) + 1):
        assert sorted(map(str, in_blocks(data, WIDE, 2, size))) == sorted(map(str, whole))


ODD = st.sampled_from(["", "'", "''", ",", "\n", "\r\n", "甲", "”", "\\", '"', " ", "x"])


@settings(max_examples=200, deadline=None)
@given(
    st.integers(1, 3).flatmap(
        lambda w: st.lists(st.lists(st.lists(ODD, max_size=3).map("".join), min_size=w, max_size=w), max_size=5)
    ),
    st.sampled_from(["'", "`"]),
    st.sampled_from([True, False]),
)
def test_what_the_csv_module_writes_is_read(rows: list[list[str]], quote: str, doubled: bool) -> None:
    out = io.StringIO(newline="")
    how = {"doublequote": True} if doubled else {"doublequote": False, "escapechar": "\\"}
    csv.writer(out, quotechar=quote, quoting=csv.QUOTE_ALL, **how).writerows(rows)
    dialect = Dialect(b",", quote=quote.encode(), closer=quote.encode(), escape=b"" if doubled else b"\\")
    assert cells(out.getvalue(), dialect) == rows
