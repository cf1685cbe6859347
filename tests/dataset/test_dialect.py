"""Delimiters and record ends found from the first records."""

from __future__ import annotations

import pytest

from dgov_std.dataset.dialect import named_delimiter, sniff_dialect
from dgov_std.errors import UsageError


@pytest.mark.parametrize(
    ("sample", "delimiter"),
    [
        (b"a,b\n1,2\n", b","),
        (b"a;b\n1,5;2,5\n", b";"),
        (b"a\tb\n1,5\t2;5\n", b"\t"),
        (b"a|b\n1|2\n", b"|"),
        (b"a\n1\n", b","),
        (b'"a;a","b"\n"1;1;1","2"\n', b","),
        (b"title\na;b;c\n1;2;3\n", b";"),
    ],
)
def test_delimiter(sample, delimiter):
    assert sniff_dialect(sample, final=True).delimiter == delimiter


@pytest.mark.parametrize(
    ("sample", "ends"),
    [(b"a,b\r1,2\r", True), (b"a,b\r\n1,2\r\n", False), (b"a,b\n1\r2,3\n4,5\n", False), (b'a,"\n"\r1,2\r', True)],
)
def test_lone_cr_ends_records_only_where_the_file_uses_it(sample, ends):
    assert sniff_dialect(sample, final=True).cr_ends is ends


@pytest.mark.parametrize("name", ["", "ab", '"', "\n", "，，"])
def test_impossible_delimiters(name):
    with pytest.raises(UsageError, match="cannot be a delimiter"):
        named_delimiter(name)


def test_tab_by_name():
    assert named_delimiter("tab") == named_delimiter("\t") == b"\t"
