"""What a fixture file is, its ordinary contents, and how it is written as text or as a workbook."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import xlsxwriter

Row = Sequence[Any]
HEADER = ["单位名称", "统一社会信用代码", "身份证号", "行业代码", "性别", "成立日期", "注册资金", "备注"]
_CREDIT_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CITIZEN_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]


@dataclass(frozen=True)
class Fixture:
    """A file, the table in it, and what checking it must tell.

    `found` are the codes of all findings with their rows (None: not counted in rows). `refused` is a piece of
    the Chinese message when the file cannot be read; then nothing else is expected of it.
    """

    name: str
    write: Callable[[Path], None]
    header: list[str] = field(default_factory=lambda: list(HEADER))
    rows: list[list[str]] | None = field(default_factory=lambda: [list(row) for row in RECORDS])
    found: Mapping[str, int | None] = field(default_factory=dict)
    refused: str | None = None
    options: Mapping[str, Any] = field(default_factory=dict)


def credit_code(seventeen: str) -> str:
    """Return a credit code with its check character (GB 32100-2015)."""
    total = sum(_CREDIT_ALPHABET.index(c) * w for c, w in zip(seventeen, _CREDIT_WEIGHTS, strict=True))
    return seventeen + _CREDIT_ALPHABET[-total % 31]


def citizen_number(seventeen: str) -> str:
    """Return an identity number with its check character (GB 11643-1999)."""
    total = sum(int(c) * w for c, w in zip(seventeen, _CITIZEN_WEIGHTS, strict=True))
    return seventeen + "10X98765432"[total % 11]


def _records(count: int) -> list[list[str]]:
    """Return invented records; every number is of somebody born before 1921."""
    rng = random.Random(20260101)
    industries = ["0111", "0112", "0113", "1310", "9110"]
    rows: list[list[str]] = []
    for i in range(count):
        credit = credit_code("9133010" + rng.choice("56") + f"MA2{rng.randrange(10**6):06d}")
        born = f"19{rng.randrange(10, 21):02d}{rng.randrange(1, 13):02d}{rng.randrange(1, 29):02d}"
        person = citizen_number(f"330106{born}{rng.randrange(1, 999):03d}")
        founded = f"20{rng.randrange(10, 26):02d}-{rng.randrange(1, 13):02d}-{rng.randrange(1, 29):02d}"
        name = f"某市{'甲乙丙丁戊己庚辛壬癸'[i % 10]}{'东西南北'[i // 10 % 4]}测试有限公司"
        capital = f"{rng.randrange(10, 999)}.{rng.randrange(1, 9)}"
        rows.append([name, credit, person, industries[i % 5], "12"[i % 2], founded, capital, "" if i % 3 else "无误"])
    return rows


RECORDS = _records(12)
MANY = _records(40)


def csv_text(
    rows: Iterable[Row], *, delimiter: str = ",", end: str = "\n", quote_all: bool = False, last: bool = True
) -> str:
    """Return rows as RFC 4180 text, quoted where needed; `last`: the last row is ended like the others."""
    lines = [delimiter.join(_quoted(str(cell), delimiter, quote_all=quote_all) for cell in row) for row in rows]
    return end.join(lines) + (end if last and lines else "")


def _quoted(cell: str, delimiter: str, *, quote_all: bool) -> str:
    if quote_all or any(c in cell for c in (delimiter, '"', "\n", "\r")):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def text_file(text: str, encoding: str = "utf-8") -> Callable[[Path], None]:
    """Return what writes a text file."""
    return byte_file(text.encode(encoding))


def byte_file(data: bytes) -> Callable[[Path], None]:
    """Return what writes a file of these bytes."""

    def write(path: Path) -> None:
        path.write_bytes(data)

    return write


def workbook(
    rows: Sequence[Row], extra: Callable[[Any, Any], None] | None = None, *, sheet: str = "Sheet1", **options: Any
) -> Callable[[Path], None]:
    """Return what writes a workbook: texts as texts, numbers as numbers, None as no cell; `extra(book, sheet)` adds to it."""

    def write(path: Path) -> None:
        path.write_bytes(workbook_bytes({sheet: rows}, extra, **options))

    return write


def workbook_bytes(
    sheets: Mapping[str, Sequence[Row]], extra: Callable[[Any, Any], None] | None = None, **options: Any
) -> bytes:
    """Return an xlsx of several sheets; `extra` is given the book and the first of them."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, **options})
    made = [_sheet(book, name, rows) for name, rows in sheets.items()]
    if extra is not None:
        extra(book, made[0])
    book.close()
    return buffer.getvalue()


def _sheet(book: Any, name: str, rows: Sequence[Row]) -> Any:
    sheet = book.add_worksheet(name)
    for i, row in enumerate(rows):
        for j, cell in enumerate(row):
            if isinstance(cell, str) and cell:
                sheet.write_string(i, j, cell)
            elif isinstance(cell, int | float):
                sheet.write_number(i, j, cell)
    return sheet


def both(
    name: str, cells: Sequence[Row], *, extra: Callable[[Any, Any], None] | None = None, **expected: Any
) -> list[Fixture]:
    """Return the same sheet as CSV and as xlsx, of which the same is expected."""
    return [
        Fixture(f"{name}.csv", text_file(csv_text(cells)), **expected),
        Fixture(f"{name}.xlsx", workbook(cells, extra), **expected),
    ]


def changed(column: str, *cells: Any, rows: Sequence[Row] = RECORDS) -> list[list[Any]]:
    """Return the records with the first cells of a column replaced."""
    at = HEADER.index(column)
    out = [list(row) for row in rows]
    for row, cell in zip(out, cells, strict=False):
        row[at] = cell
    return out
