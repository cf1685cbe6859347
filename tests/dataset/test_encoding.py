"""UTF-8 and GB18030 told apart; damage confined to its cell."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dgov_std.dataset.csv import open_csv
from dgov_std.dataset.encoding import decode_cell, named_encoding
from dgov_std.dataset.guess import guessed_encoding
from dgov_std.errors import UsageError

TEXT = "名称,代码\n长沙市岳麓区“甲”,１\n𠀀〇,㈠\n联通,€\n,x\n"


def test_gb18030_reads_as_utf8(read_csv):
    assert read_csv(TEXT.encode("gb18030")) == read_csv(TEXT.encode())


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_marked_encodings_read_as_utf8(read_csv, codec):
    data = TEXT.encode(codec)
    if codec == "utf-16-le":
        data = b"\xff\xfe" + data
    assert read_csv(data) == read_csv(TEXT.encode())


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_trail_bytes_are_no_delimiters(read_csv, delimiter):
    cells = ("亅", "丂", "乗")  # 817C, 8140, 815C
    data = delimiter.join(["甲", "乙", "丙"]) + "\n" + delimiter.join(cells) + "\n"
    seen = read_csv(data.encode("gb18030"), delimiter=delimiter)
    assert (seen.cells, seen.damage) == ([cells], [])


def test_one_bad_byte_in_utf8(read_csv):
    seen = read_csv(TEXT.encode() + b"\xe4,9\n" + "末,尾\n".encode())
    assert seen.damage == [("bad-bytes", 4, 0, "bytes=E4")]
    assert seen.cells[4:] == [("\ufffd", "9"), ("末", "尾")]


def test_one_bad_byte_in_gb18030(read_csv):
    seen = read_csv(TEXT.encode("gb18030") + b"\xff,9\n" + "末,尾\n".encode("gb18030"))
    assert seen.damage == [("bad-bytes", 4, 0, "bytes=FF")]
    assert seen.cells[5] == ("末", "尾")


def test_one_bad_unit_in_utf16(read_csv):
    seen = read_csv(b"\xff\xfe" + "a,b\n".encode("utf-16-le") + b"\x00\xd8" + ",9\n1,2\n".encode("utf-16-le"))
    assert seen.damage == [("bad-bytes", 0, 0, "bytes=FF")]
    assert seen.cells == [("\ufffd", "9"), ("1", "2")]


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_decided_late_where_the_sample_is_ascii(tmp_path, drain, codec):
    (tmp_path / "t.csv").write_bytes(b"a,b\n" + b"1,2\n" * 100 + "名,称\n".encode(codec))
    table = open_csv(tmp_path / "t.csv", sample_size=64, block_size=64)
    assert table.form.encoding == "utf-8"
    assert drain(table).cells[-1] == ("名", "称")
    assert table.form.encoding == codec


def test_override_wins(read_csv):
    data = "a\n甲乙\n".encode()
    assert read_csv(data).cells == [("甲乙",)]
    assert read_csv(data, encoding="gb2312").cells == [("甲乙".encode().decode("gb18030"),)]
    assert read_csv("a\né\n".encode("latin-1"), encoding="latin-1").cells == [("é",)]


def test_unknown_encoding():
    with pytest.raises(UsageError, match='--encoding: unknown character encoding "klingon"'):
        named_encoding("klingon", b"")


@pytest.mark.parametrize(
    ("sample", "name"),
    [(b"abc", "utf-8"), ("甲".encode(), "utf-8"), ("甲".encode("gb18030"), "gb18030"), ("甲"[:1].encode()[:2], "utf-8")],
)
def test_guess(sample, name):
    assert guessed_encoding(sample, final=False).name == name


def test_codes_moved_in_the_2022_edition():
    assert decode_cell(bytes.fromhex("A6D9A8BCFE59"), "gb18030") == ("\ufe10\u1e3f\u9fb4", None)


def test_mark_of_gb18030(read_csv):
    assert read_csv("\ufeffa,b\n甲,1\n".encode("gb18030")).header == ("a", "b")


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs", "Co", "Cc"], exclude_characters='"'), max_size=5), max_size=9),
    st.sampled_from([",", ";", "\t", "|"]),
)
def test_any_text_reads_alike_in_both_encodings(read_csv, cells, delimiter):
    text = f"a{delimiter}b\n" + "".join(f'"{cell}"{delimiter}{n}\n' for n, cell in enumerate(cells))
    both = [read_csv(text.encode(name), encoding=name, delimiter=delimiter) for name in ("utf-8", "gb18030")]
    assert both[0] == both[1]
    assert [row[0] for row in both[1].cells] == cells
