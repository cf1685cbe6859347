"""CSV files as they are: cells byte-identical, every number true, every defect found and contained."""

from __future__ import annotations

import csv
import hashlib
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dgov_std.dataset.csv import open_csv
from dgov_std.dataset.layout import Wanted
from dgov_std.errors import InputError

CELLS = ['"2"x', "007", "NA", "null", "1e5", "1 ", " 1", "１２", "\u3000", "\x01\x1b", "it's", "a\u2028b", "x" * 3_000_000]


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: repr(cell[:8]))
def test_cell_arrives_as_written(read_csv, cell):
    assert read_csv(f"a,b\n{cell},z\n".encode()).cells == [(cell, "z")]


def test_quotes_are_removed_and_doubled_ones_halved(read_csv):
    assert read_csv(b'a,b\n"x,y","say ""hi"""\n').cells == [("x,y", 'say "hi"')]


def test_empty_line_is_a_row_of_empty_cells(read_csv):
    seen = read_csv(b"a,b\n1,2\n\n3,4\n\n")
    assert seen.cells == [("1", "2"), ("", ""), ("3", "4"), ("", "")]
    assert (seen.damage, seen.rows) == ([], [2, 3, 4, 5])


def test_rows_of_delimiters_are_kept(read_csv):
    assert read_csv(b"a,b\n,\n,\n").cells == [("", ""), ("", "")]


def test_last_line_without_newline_is_a_record(read_csv):
    assert read_csv(b"a,b\n1,2").cells == read_csv(b"a,b\n1,2\n").cells == [("1", "2")]


def test_header_alone_has_no_rows(read_csv):
    for data in (b"a,b", b"a,b\n", b"a,b\r\n"):
        seen = read_csv(data)
        assert (seen.header, seen.cells) == (("a", "b"), [])


def test_ragged_rows_are_damaged_and_fitted(read_csv):
    seen = read_csv(b"a,b\n1,2,3\n4\n5,6\n")
    assert seen.cells == [("1", "2"), ("4", None), ("5", "6")]
    assert seen.damage == [("ragged", 0, None, "cells=3"), ("ragged", 1, None, "cells=1")]


def test_all_rows_one_cell_too_many(read_csv):
    seen = read_csv(b"a,b\n" + b"1,2,x\n" * 50)
    assert seen.cells == [("1", "2")] * 50
    assert seen.damage == [("ragged", index, None, "cells=3") for index in range(50)]


def test_surplus_empty_cells_are_nothing(read_csv):
    seen = read_csv(b"a,b\n" + b"1,2,\n" * 50 + b'3,4,"",\n5,6,"","x"\n')
    assert seen.cells == [("1", "2")] * 50 + [("3", "4"), ("5", "6")]
    assert seen.damage == [("ragged", 51, None, "cells=4")]


def test_single_column_rows_with_delimiters_are_ragged(read_csv):
    seen = read_csv(b"a\n1\n\n2,3\n", delimiter=",")
    assert seen.cells == [("1",), ("",), ("2",)]
    assert seen.damage == [("ragged", 2, None, "cells=2")]


def test_open_quote_damages_its_row_and_no_other(read_csv):
    rows = b"".join(b'%d,"n%d"\n' % (n, n) for n in range(3, 10_000))
    seen = read_csv(b'a,b\n1,2\n2,"open\n' + rows)
    assert seen.damage == [("open-quote", 1, None, "cell=2")]
    assert seen.cells[:3] == [("1", "2"), ("2", '"open'), ("3", "n3")]
    assert (len(seen.cells), seen.rows[-1], seen.lines[-1]) == (9999, 10_000, 10_000)


def test_open_quote_with_no_other_quote_behind_it(read_csv):
    seen = read_csv(b'a,b\n1,"x\n2,y\n3,z\n')
    assert seen.cells == [("1", '"x'), ("2", "y"), ("3", "z")]
    assert seen.damage == [("open-quote", 0, None, "cell=2")]


def test_numbers_hold_behind_quoted_newlines_mark_and_bad_byte(read_csv):
    data = b'\xef\xbb\xbfa,b\n"1\n1\n1",x\n2,\xff\n3,"l\nast"\n4,z\n'
    seen = read_csv(data)
    assert (seen.rows, seen.lines) == ([2, 3, 4, 5], [2, 5, 6, 8])
    assert seen.damage == [("bad-bytes", 1, 1, "bytes=FF")]
    assert seen.cells[1] == ("2", "\ufffd")


def test_quoted_newline_in_the_header(read_csv):
    seen = read_csv(b'"a\nb",c\n1,2\n')
    assert (seen.header, seen.rows, seen.lines) == (("a\nb", "c"), [2], [3])


def test_mark_at_the_start_of_a_later_block_is_part_of_its_cell(read_csv):
    seen = read_csv("a,b\n1,2\n\ufeff3,4\n".encode(), block_size=4)
    assert seen.cells == [("1", "2"), ("\ufeff3", "4")]


def test_duplicate_and_empty_labels_are_kept(read_csv):
    assert read_csv(b"a,a,\n1,2,3\n").header == ("a", "a", "")


def test_blank_lines_above_the_header_are_passed_over(read_csv):
    seen = read_csv(b"\n , \na,b\n1,2\n")
    assert (seen.header, seen.rows, seen.lines) == (("a", "b"), [4], [4])


def test_header_row_skips_titles(read_csv):
    seen = read_csv("某县 2026\n填表人,张\n甲,乙,丙\n1,2,3\n".encode(), wanted=Wanted(3))
    assert (seen.header, seen.cells, seen.rows) == (("甲", "乙", "丙"), [("1", "2", "3")], [4])


def test_header_row_beyond_the_end(read_csv):
    with pytest.raises(InputError, match=r"there is no row 9, the file has 2\. check the header row"):
        read_csv(b"a,b\n1,2\n", wanted=Wanted(9))


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\n\n", b" \r\n,\r\n"])
def test_empty_files(read_csv, data):
    with pytest.raises(InputError, match="the file is empty: no header and no data"):
        read_csv(data)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"PK\x03\x04rest", "zip archive or a workbook"),
        (b"%PDF-1.7", "PDF file"),
        (b"\x89PNG\r\n", "PNG picture"),
        (b"a,b\n1,\x00\n", "NUL bytes"),
    ],
)
def test_binary_files(read_csv, data, what):
    with pytest.raises(InputError, match=what):
        read_csv(data)


def test_fingerprint_is_of_the_file(tmp_path: Path):
    data = "\ufeffa,b\n1,2\n".encode()
    (tmp_path / "t.csv").write_bytes(data)
    table = open_csv(tmp_path / "t.csv")
    list(table.blocks())
    assert table.fingerprint() == (len(data), hashlib.sha256(data).hexdigest())
    table.close()


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6)
ODD = st.sampled_from(["", '"', '""', ",", ";", "\t", "|", "\n", "\r", "\r\n", " ", "\ufeff", "甲", "𠀀", "NA"])


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    rows=st.integers(1, 3).flatmap(lambda w: st.lists(st.lists(TEXT | ODD, min_size=w, max_size=w), max_size=8)),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    block_size=st.sampled_from([1, 3, 17, 1 << 20]),
)
def test_what_csv_writes_is_what_is_read(read_csv, rows, end, delimiter, block_size):
    width = len(rows[0]) if rows else 1
    # Python 3.11 leaves bare CR and LF unquoted in some dialects, which no reader can undo.
    split = any(c in cell for row in rows for cell in row for c in "\r\n")
    quoting = csv.QUOTE_ALL if split else csv.QUOTE_MINIMAL
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting)
    writer.writerows([[f"h{n}" for n in range(width)], *rows])
    asked = {"encoding": "utf-8", "delimiter": delimiter, "wanted": Wanted(1)}
    seen = read_csv(out.getvalue().encode(), block_size=block_size, **asked)
    assert seen.cells == [tuple(row) for row in rows]
    assert seen.damage == []
    assert seen.rows == list(range(2, 2 + len(rows)))
