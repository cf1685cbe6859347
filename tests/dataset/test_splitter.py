"""Where Blocks are cut changes nothing, and the array arithmetic agrees with the exact reader."""

from __future__ import annotations

import io
import random

import pytest
from timing import within

from dgov_std.dataset import structure
from dgov_std.dataset.csv_cells import Reading, parse_block
from dgov_std.dataset.dialect import sniff_dialect
from dgov_std.dataset.encoding import decode_cell
from dgov_std.dataset.exact import Dialect, read_record
from dgov_std.dataset.splitter import split
from dgov_std.dataset.structure import regular_records

FILES = {
    "plain": b"a,b\n1,2\n3,4\n5,6",
    "crlf": b"a,b\r\n1,2\r\n\r\n3,4\r\n",
    "cr": b'a,b\r1,2\r"x\ry",4\r\r5\r',
    "quoted newlines": b'a,b\n"1\n\n1","2"\n3,"4\r\n"\n"5",6\n',
    "odd quotes": b'a,b\n"2"x,1\n5" pipe,"2\n3,"4\n"5","6"\n,""\n',
    "ragged": b"a,b\n1\n1,2,3\n\n1,2\n,,,\n4",
    "bad bytes": b"\xe7\x94\xb2,b\n\xff,\xe7\x94\n\xe7\x94\xb2,\xe4\xb9\n,1\n",
    "open to the end": b'a,b\n1,2\n3,"4\n5,6\n7,8',
    "gb18030": "甲,乙\n丙,\x81|\n丁,戊\n".encode("gb18030", "replace"),
    "marks": "\ufeffa,b\n\ufeff1,2\n\ufeff,\n".encode(),
}


@pytest.mark.parametrize("name", FILES)
def test_cut_anywhere_reads_the_same(read_csv, name):
    whole = read_csv(FILES[name])
    for size in range(1, len(FILES[name]) + 1):
        assert read_csv(FILES[name], block_size=size) == whole


TOKENS = [b"a", b",", b'"', b'""', b"\n", b"\r\n", b"\r", b"\xe7\x94\xb2", b"\xff", b" ", b"\xef\xbb\xbf", b'","', b"x,y\n"]


def _exactly(data: bytes, dialect: Dialect, width: int):
    """Read everything behind the header with the exact reader alone."""
    cells, damage, at, line, lines = [], [], 0, 2, []
    while at < len(data):
        record = read_record(data, at, dialect, final=True)
        index = len(cells)
        if record.open_quote:
            damage.append(("open-quote", index, None, f"cell={record.open_quote}"))
        elif (len(record.cells) < width or any(record.cells[width:])) and not record.blank:
            damage.append(("ragged", index, None, f"cells={len(record.cells)}"))
        texts = [decode_cell(cell, "utf-8") for cell in record.cells[:width]]
        damage += [("bad-bytes", index, n, f"bytes={wrong}") for n, (_, wrong) in enumerate(texts) if wrong]
        fill = ["" if record.blank else None] * (width - len(texts))
        cells.append((*[text for text, _ in texts], *fill))
        lines.append(line)
        piece = data[at : record.end]
        line += (piece.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if dialect.cr_ends else piece).count(b"\n")
        at = record.end
    return cells, damage, lines


def _in_blocks(data: bytes, dialect: Dialect, width: int, size: int):
    """Read the same with the splitter and the parser; rows that are no records stay."""
    cells, damage, lines = [], [], []
    for block in split(io.BytesIO(data).read, dialect, first_row=2, first_line=2, block_size=size):
        batch = parse_block(block, Reading(width, dialect))
        damage += [(d.kind.value, len(cells) + d.index, d.column, d.detail) for d in batch.damage]
        cells += zip(*[column.to_pylist() for column in batch.columns], strict=True)
        lines += batch.lines.tolist()
    return cells, damage, lines


@pytest.mark.parametrize("seed", range(6))
def test_random_bytes_read_as_the_exact_reader_reads_them(seed):
    rnd = random.Random(seed)
    for _ in range(60):
        width = rnd.choice([1, 2, 3])
        tokens = rnd.sample(TOKENS, rnd.randint(2, len(TOKENS)))
        head = b",".join([b"h"] * width) + rnd.choice([b"\n", b"\r\n", b"\r"])
        data = head + b"".join(rnd.choices(tokens, k=rnd.randint(0, 40)))
        dialect = sniff_dialect(data, final=True, delimiter=b",")
        record = read_record(data, 0, dialect, final=True)
        if record.cells != [b"h"] * width:
            continue
        expected = _exactly(data[record.end :], dialect, width)
        for size in (1, 3, 7, 1000):
            assert _in_blocks(data[record.end :], dialect, width, size) == expected, (data, size)


def _pieces(data: bytes, dialect: Dialect, size: int) -> list[bytes]:
    at = 0

    def read(count: int) -> bytes:
        nonlocal at
        at += count
        return data[at - count : at]

    return [block.data for block in split(read, dialect, first_row=2, first_line=2, block_size=size)]


def test_blocks_join_to_the_input():
    data = b'1,"a\nb"\n' * 1000
    pieces = _pieces(data, Dialect(b","), 512)
    assert b"".join(pieces) == data
    assert max(map(len, pieces)) <= 512


def test_a_large_cell_makes_one_large_block():
    data = b'1,"' + b"x\n" * 5000 + b'"\n2,y\n'
    assert _pieces(data, Dialect(b","), 512)[0].startswith(b'1,"x')
    assert b"".join(_pieces(data, Dialect(b","), 512)) == data


@pytest.mark.parametrize("line", [b'"x,y\n', b'"""x\n', b'a"b,"\n', b'""x"\n', b'1,"2" ,"\n', b'"\n'])
def test_hostile_quotes_cost_linear_time(read_csv, line):
    within(15, lambda: read_csv(b"a,b\n" + line * 60_000))


def test_close_beyond_the_limit_is_an_open_quote():
    dialect = Dialect(b",", limit=10)
    record = read_record(b'"aaaaaaaaaaaaaaaaaaaaaaaa\nb",c\n', 0, dialect, final=False)
    assert record is not None
    assert (record.cells, record.open_quote) == ([b'"' + b"a" * 24], 1)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b'"a","b"\nc,"d""e"\n"f', (17, 2)),
        (b'"a"\r\n"b"\r\n', (10, 2)),
        (b'""\n\n', (4, 2)),
        (b"no line end", (0, 0)),
        (b'"a\nb"\n', None),
        (b'"a" ,b\n', None),
        (b'a"b"\n', None),
        (b'"a"\n"\n', None),
        (b'"a\rb"\n', None),
    ],
)
def test_regular_records(data, found):
    assert regular_records(data, Dialect(b",")) == found


def test_regular_records_in_pieces(monkeypatch):
    data = b'"aa","b""c"\n' * 100 + b'"open'
    monkeypatch.setattr(structure, "_PIECE", 40)
    assert regular_records(data, Dialect(b",")) == (1200, 100)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("most", [1, 2, 3])
def test_few_records_per_block_read_the_same(name, most):
    data = FILES[name]
    dialect = sniff_dialect(data, final=True)
    whole, parts = (
        list(split(io.BytesIO(data).read, dialect, first_row=1, first_line=1, first_byte=0, most=count))
        for count in (1000, most)
    )
    assert b"".join(block.data for block in parts) == b"".join(block.data for block in whole)
    seen = [parse_block(block, Reading(3, dialect)) for block in parts]
    assert max(len(batch) for batch in seen) <= most
    expected = parse_block(whole[0], Reading(3, dialect))
    assert [row for batch in seen for row in batch.rows.tolist()] == expected.rows.tolist()
    assert [line for batch in seen for line in batch.lines.tolist()] == expected.lines.tolist()
    assert [block.first_byte for block in parts] == [data.index(block.data, block.first_byte) for block in parts]
    assert [block.last for block in parts] == [False] * (len(parts) - 1) + [True]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_pieces_join_whatever_stands_at_their_edges(end):
    data = ("甲,b" + end).encode() * 40
    dialect = Dialect(b",")
    for size in range(20, 80):
        blocks = list(split(io.BytesIO(data).read, dialect, first_row=2, first_line=2, block_size=size))
        assert b"".join(block.data for block in blocks) == data
        assert [block.first_record for block in blocks] == [block.first_line - 1 for block in blocks]
        assert all(block.plain and block.data.endswith(b"\n") for block in blocks)
