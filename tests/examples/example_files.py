"""The example tables as they lie in the repository, read without the tool."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl

EXAMPLES = Path(__file__).parents[2] / "examples"
NAMES = ["good-organisations", "bad-organisations", "good-persons", "bad-persons"]
SURPLUS = "多出的一格"


def table(folder: str, name: str) -> list[list[str]]:
    text = (EXAMPLES / folder / f"{name}.csv").read_bytes().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def expected(folder: str, name: str) -> dict:
    return json.loads((EXAMPLES / folder / f"{name}.expected.json").read_text(encoding="utf-8"))


def column(folder: str, name: str, label: str) -> list[str]:
    header, *body = table(folder, name)
    return [row[header.index(label)] for row in body]


def sheet(path: Path) -> list[list[str]]:
    book = openpyxl.load_workbook(path)
    return [[str(value or "") for value in row] for row in book.active.iter_rows(values_only=True)]


def kinds(folder: str) -> set[tuple[str, str, str | None]]:
    """(code, severity, column) of everything the bad tables of a folder expect."""
    bad = [name for name in NAMES if name.startswith("bad")]
    return {(f["code"], f["severity"], f["column"]) for name in bad for f in expected(folder, name)["findings"]}
