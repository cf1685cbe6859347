"""What other programs write is read back, cell by cell: 5,000 random tables of any characters, from fixed seeds.

Exceptions, because the file does not say otherwise:

- A table of one column does not show its delimiter: it is a comma.
- csv, `QUOTE_NONE`: nothing tells an escaped quote or backslash from a backslash before it; escaped delimiters do.
- xlsx: line ends are read as a workbook keeps them; characters that XML cannot hold at all (U+FFFE, U+FFFF and lone
  surrogates) are not written; other control characters come back from their `_xHHHH_`.
- A row in which nothing stands, or only blanks, is no record of a workbook.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
import xlsxwriter

from dgov_std.dataset.open import open_table

Rows = list[list[str]]
PIECES = ['"', '""', ",", ";", "\t", "|", "\n", "\r\n", "'", "\\", " ", "  ", "\u3000", "\u00a0", "\ufeff", "\u2028", "\x85"]
WORDS = [
    "甲",
    "长沙市岳麓区",
    "𠀀𪚥",
    "é",
    "ß",
    "NA",
    "007",
    "1e5",
    "１２",
    "-",
    "null",
    "a b",
    "TRUE",
    "2024-01-01",
    "0.10",
    "ﷺ",
]


def character(rnd: random.Random) -> str:
    """Return any character but NUL, CR and surrogates."""
    while True:
        point = rnd.choice((rnd.randrange(1, 0x80), rnd.randrange(0x80, 0x3000), rnd.randrange(0x3000, 0x110000)))
        if not 0xD800 <= point < 0xE000 and point != 0x0D:
            return chr(point)


def cell(rnd: random.Random, allowed: Callable[[str], str]) -> str:
    kind = rnd.random()
    if kind < 0.1:
        return ""
    if kind < 0.4:
        return rnd.choice(WORDS)
    parts = (character(rnd) if rnd.random() < 0.6 else rnd.choice(PIECES) for _ in range(rnd.randrange(1, 7)))
    return allowed("".join(parts))


def table(seed: int, allowed: Callable[[str], str] = str, least: int = 1) -> Rows:
    """Return a header of plain labels and up to nine rows, the first cell of each filled."""
    rnd = random.Random(seed)
    width = rnd.randrange(least, 6)
    rows = [[cell(rnd, allowed) for _ in range(width)] for _ in range(rnd.randrange(1, 10))]
    return [[f"列{n + 1}" for n in range(width)], *[[row[0] if row[0].strip() else "x", *row[1:]] for row in rows]]


def read(path: Path) -> Rows:
    """Read a file as any user's: nothing is said about it."""
    opened = open_table(path)
    try:
        batches = [opened.parse(block) for block in opened.blocks()]
    finally:
        opened.close()
    columns = [
        [value or "" for batch in batches for value in batch.columns[i].to_pylist()] for i in range(len(opened.header))
    ]
    assert [one for batch in batches for one in batch.damage] == []
    return [list(opened.header), *map(list, zip(*columns, strict=True))]


def in_text(rows: Rows, **how: object) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, **how).writerows(rows)  # type: ignore[arg-type]
    return out.getvalue()


def unquoted(text: str) -> str:
    return text.translate(str.maketrans('\\"\n\r', "/'  "))


CSV: dict[str, tuple[dict[str, object], Callable[[str], str]]] = {
    "minimal": ({}, str),
    "all": ({"quoting": csv.QUOTE_ALL, "lineterminator": "\n"}, str),
    "non-numeric": ({"quoting": csv.QUOTE_NONNUMERIC}, str),
    "none": ({"quoting": csv.QUOTE_NONE, "escapechar": "\\", "lineterminator": "\n"}, unquoted),
    "semicolon": ({"delimiter": ";"}, str),
    "tab": ({"delimiter": "\t", "quoting": csv.QUOTE_ALL}, str),
    "bar": ({"delimiter": "|", "quoting": csv.QUOTE_ALL}, str),
}


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("name", CSV)
def test_csv_module(tmp_path: Path, name: str, encoding: str) -> None:
    how, allowed = CSV[name]
    path = tmp_path / "t.csv"
    for seed in range(200):
        rows = table(seed, allowed, least=2 if how.get("delimiter") else 1)
        path.write_bytes(in_text(rows, **how).encode(encoding))
        assert read(path) == rows, (name, seed)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_pandas(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "t.csv"
    for seed in range(1000, 1250):
        rows = table(seed)
        pd.DataFrame(rows[1:], columns=rows[0]).to_csv(path, index=False, encoding=encoding, lineterminator="\r\n")
        assert read(path) == rows, seed


@pytest.mark.parametrize(("delimiter", "encoding"), [(";", "utf-8"), (",", "utf-8-sig"), ("\t", "utf-16"), (";", "gb18030")])
def test_libreoffice(tmp_path: Path, delimiter: str, encoding: str) -> None:
    # "Quote all text cells", CRLF: numbers stand without quotes, an empty cell holds nothing at all.
    path = tmp_path / "t.csv"
    for seed in range(2000, 2250):
        rows = table(seed, least=2)
        lines = [delimiter.join(_quoted(value) for value in row) for row in rows]
        path.write_bytes(("\r\n".join(lines) + "\r\n").encode(encoding))
        assert read(path) == rows, seed


def _quoted(value: str) -> str:
    return value if not value or value.isdecimal() else '"' + value.replace('"', '""') + '"'


def in_workbook(text: str) -> str:
    return "".join(one for one in text if one not in "\ufffe\uffff").replace("\r\n", "\n")


def test_xlsxwriter(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    for seed in range(3000, 3450):
        rows = table(seed, in_workbook)
        book = xlsxwriter.Workbook(path, {"in_memory": True})
        sheet = book.add_worksheet()
        for i, row in enumerate(rows):
            for j, value in enumerate(row):
                sheet.write_string(i, j, value)
        book.close()
        assert read(path) == rows, seed
