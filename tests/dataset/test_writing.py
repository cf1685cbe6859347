"""How a text file is written: found, obeyed, told; rows, lines and bytes stay true."""

from __future__ import annotations

from pathlib import Path

import pytest

from dgov_std.dataset.csv import CsvTable, open_csv
from dgov_std.dataset.table import Remark
from dgov_std.errors import InputError


@pytest.fixture
def opened(tmp_path: Path):
    tables: list[CsvTable] = []

    def open_(data: bytes, **options: object) -> CsvTable:
        (tmp_path / "t.csv").write_bytes(data)
        tables.append(open_csv(tmp_path / "t.csv", **options))  # type: ignore[arg-type]
        return tables[-1]

    yield open_
    for table in tables:
        table.close()


@pytest.mark.parametrize("line", ["sep=;\n", "sep=;\r\n", '"sep=;"\n', "SEP=;\n"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_sep_line_is_obeyed_passed_over_and_told(opened, drain, line: str, codec: str) -> None:
    table = opened((line + "名,b\n甲;1,5\n".replace("名,b", "名;b")).encode(codec))
    assert (table.form.delimiter, table.form.header_row) == (";", 1)
    assert table.form.remarks == (Remark("STR302", texts=("delimiter=;", "declared=yes")),)
    seen = drain(table)
    # Spreadsheet programs do not show that line, editors do.
    assert (seen.header, seen.cells, seen.rows, seen.lines) == (("名", "b"), [("甲", "1,5")], [2], [3])


@pytest.mark.parametrize("asked", [None, "gb18030"])
def test_the_mark_of_utf8_before_another_encoding_is_passed_over(opened, drain, asked: str | None) -> None:
    table = opened(b"\xef\xbb\xbf" + "名称,数量\n某某公司,1\n".encode("gb18030"), encoding=asked)
    assert (table.form.encoding, table.form.bom) == ("gb18030", True)
    assert table.form.remarks == (() if asked else (Remark("STR301", texts=("gb18030", "guessed")),))
    seen = drain(table)
    assert (seen.header, seen.cells, seen.damage) == (("名称", "数量"), [("某某公司", "1")], [])


def test_a_sep_line_wins_over_evidence_and_an_option_over_it(opened, drain) -> None:
    assert opened(b"sep=;\na,b\n1,2\n").header == ("a,b",)
    assert opened(b"sep=;\na,b\n1,2\n", delimiter=",").header == ("a", "b")


def test_a_label_that_begins_like_a_sep_line_is_a_label(opened) -> None:
    assert opened(b"sep=x y,b\n1,2\n").header == ("sep=x y", "b")


@pytest.mark.parametrize(
    ("text", "delimiter", "cells"),
    [
        ("名称，代码\n甲，1\n", "，", ("甲", "1")),
        ("名称、代码\n甲、1\n", "、", ("甲", "1")),
        ("名称；代码\n甲；1\n", "；", ("甲", "1")),
        ("名称^代码\n甲^1\n", "^", ("甲", "1")),
        ("名称~代码\n乲~1\n", "~", ("乲", "1")),
        ("a:b:c\n1:2:3\n", ":", ("1", "2", "3")),
        ('a b c\n1 "2 3" 4\n', " ", ("1", "2 3", "4")),
        ("a\x01b\n1\x01甲\n", "\x01", ("1", "甲")),
    ],
)
@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16"])
def test_rare_delimiters(opened, drain, text: str, delimiter: str, cells: tuple[str, ...], codec: str) -> None:
    table = opened(text.encode(codec))
    assert table.form.delimiter == delimiter
    assert table.form.remarks == (Remark("STR302", texts=(f"delimiter={delimiter}",)),)
    seen = drain(table)
    assert (seen.cells, seen.damage) == ([cells], [])


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_usual_delimiters_are_only_stated(opened, delimiter: str) -> None:
    table = opened(f"名称{delimiter}b\n甲{delimiter}2\n".encode())
    assert (table.form.delimiter, table.form.remarks) == (delimiter, ())


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("'a','b'\n'x,y','2'\n", "quote='"),
        ("“a”,“b”\n“x,y”,2\n", "quote=“”"),
        ('a,b\n"x\\",y",2\n', "escape=\\"),
        ('a, b\n"x", "y, z"\n', "spaced=yes"),
    ],
)
def test_quotes_and_escapes(opened, data: str, told: str) -> None:
    for codec in ("utf-8", "gb18030"):
        assert opened(data.encode(codec)).form.remarks == (Remark("STR302", texts=(told,)),)


@pytest.mark.parametrize(
    "data",
    [
        "a,b\n'0012,x\n'0013,y\n",
        "a,b\n'x',2\n'y',3\n",
        "文号,标题\n1,“关于甲的通知”\n2,“关于乙的通知”\n",
        'a,b\n"C:\\dir\\",2\n"D:\\",3\n',
        "a,b\n1,it's\n2,'tis so\n",
        "a,b\nx, y\nz, w\n",
        "时间\n10:30\n11:30\n",
        "full name\nAda Lovelace\nAlan Turing\n",
        "备注\n甲，乙\n丙，丁\n",
        "path\nC:\\a\n",
    ],
)
def test_what_proves_nothing_changes_nothing(opened, data: str) -> None:
    table = opened(data.encode())
    assert (table.form.delimiter, table.form.quote, table.form.escape, table.form.remarks) == (",", '"', None, ())


@pytest.mark.parametrize("codec", ["big5", "shift_jis", "cp1252", "utf-16-le", "utf-32-be"])
def test_a_guess_is_told(opened, codec: str) -> None:
    text = {"big5": "姓名,地址\n陳美玲,臺北市\n", "shift_jis": "氏名,住所\n山田太郎,東京都\n"}.get(codec, "né,été\nà,où\n")
    table = opened(text.encode(codec))
    assert table.form.remarks == (Remark("STR301", texts=(table.form.encoding, "guessed")),)
    assert table.header == tuple(text.splitlines()[0].split(","))
    named = opened(text.encode(codec), encoding=table.form.encoding)
    assert (named.header, named.form.encoding, named.form.remarks) == (table.header, table.form.encoding, ())


def test_trail_bytes_of_big5_are_no_delimiters(opened, drain) -> None:
    rows = [("許功蓋", "淚珮"), ("臺北市政府", "公司名稱")]  # second bytes 5C and 7C among them
    data = "姓名|地址\n" + "".join("|".join(row) + "\n" for row in rows)
    assert drain(opened(data.encode("big5"))).cells == rows


def test_the_guess_may_come_late(opened, drain) -> None:
    data = b"a,b\n" + b"1,2\n" * 500 + "陳美玲,臺北市政府公告\n".encode("big5") * 3
    table = opened(data, sample_size=64, block_size=64)
    assert table.form.remarks == ()
    assert drain(table).cells[-1] == ("陳美玲", "臺北市政府公告")
    assert (table.form.encoding, table.form.remarks) == ("big5", (Remark("STR301", texts=("big5", "guessed")),))


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030"])
def test_blocks_know_where_they_stand_in_the_file(opened, codec: str) -> None:
    data = "sep=,\n".encode(codec) + "名,b\n甲,1\n乙,2\n丙,3\n".encode(codec.removesuffix("-sig"))
    table = opened(data, block_size=8)
    for block in table.blocks():
        assert data[block.first_byte :].startswith(block.data)


def test_bytes_of_a_transcoded_file_stand_nowhere(opened) -> None:
    assert {block.first_byte for block in opened("名|b\n甲|1\n".encode("gb18030")).blocks()} == {-1}


@pytest.mark.parametrize("data", [b"a,b\n1,x\0y\n", b"a,b\n1,2\n" + b"\0" * 64])
def test_nul_bytes_are_one_clear_error(opened, data: bytes) -> None:
    with pytest.raises(InputError, match="the file is not text \\(it holds NUL bytes\\)"):
        opened(data)


@pytest.mark.parametrize(
    ("data", "cells"),
    [
        (b"a,b\r1,2\n3,4\r5,6\n", [("1", "2"), ("3", "4"), ("5", "6")]),
        (b"a,b\r\n1,2\n3,4\r\n", [("1", "2"), ("3", "4")]),
        (b"a,b\r1,2\r3,4", [("1", "2"), ("3", "4")]),
        (b'a,b\r\n1,"x\ry"\r\n2,"x\ny"\r\n', [("1", "x\ry"), ("2", "x\ny")]),
        (b'a,b\n1,"x\r\ny"\n', [("1", "x\r\ny")]),
    ],
)
def test_line_ends(opened, drain, data: bytes, cells: list[tuple[str, str]]) -> None:
    seen = drain(opened(data))
    assert (seen.cells, seen.damage) == (cells, [])
