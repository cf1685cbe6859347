"""What is fuzzed: one function per reader, given bytes. Nothing but our own errors may come out of any."""

from __future__ import annotations

import io
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

from biff8 import container
from hostile_books import BOOK, LINKED, PARTS, SHEET, STRINGS, STYLES, TOP, TYPES, parts

from dgov_std.api.check import check
from dgov_std.api.library import compile_bundle
from dgov_std.api.options import Options
from dgov_std.api.result import read_report
from dgov_std.dataset.csv import open_csv
from dgov_std.dataset.open import open_table
from dgov_std.dataset.table import Table
from dgov_std.errors import DgovError
from dgov_std.foreign.reading import read_schema
from dgov_std.standard import load_standard
from dgov_std.standard.problems import Problems
from dgov_std.standard.yaml_tree import parse_yaml

LARGEST = 1 << 16  # bytes: what is small is looked at more often
MOST_ROWS = 20_000
_FOLDER = Path(tempfile.mkdtemp(prefix="fuzz-", dir="/dev/shm" if os.path.isdir("/dev/shm") else None))


def _file(name: str, data: bytes) -> Path:
    path = _FOLDER / name
    path.write_bytes(data)
    return path


def _drained(table: Table) -> None:
    rows = 0
    try:
        for block in table.blocks():
            batch = table.parse(block)
            assert all(len(column) == len(batch) for column in batch.columns)
            for column in batch.columns:
                column.validate(full=True)
            rows += len(batch)
            if rows > MOST_ROWS:
                break
        _ = table.form, table.fingerprint()
    finally:
        table.close()


def table(data: bytes) -> None:
    """Any file, told by its content."""
    _drained(open_table(_file("table.csv", data)))


DELIMITERS = [None, ",", "\t", ";", "|", "||", "，", '"']
ENCODINGS = [None, "utf-8", "gb18030", "utf-16", "big5", "latin-1", "shift_jis", "gbk"]


def text(data: bytes) -> None:
    """A text file; the first byte says with which delimiter and encoding."""
    how, rest = (data[0], data[1:]) if data else (0, b"")
    try:
        opened = open_csv(
            Path("fuzz.csv"),
            delimiter=DELIMITERS[how & 7],
            encoding=ENCODINGS[how >> 3 & 7],
            block_size=(1 << 20) if how >> 6 else 50,
            stream=io.BytesIO(rest),
        )
    except UnicodeError:  # the encoding asked for is another; whoever asks is told so
        assert how >> 3 & 7
        return
    _drained(opened)


def _book(part: str, data: bytes) -> None:
    path = _FOLDER / "book.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in {**parts(), part: data}.items():
            archive.writestr(name, content)
    _drained(open_table(path))


def sheet(data: bytes) -> None:
    """The XML of a sheet."""
    _book(SHEET, data)


def part(data: bytes) -> None:
    """Another part of a workbook; the first byte says which."""
    _book(PARTS[data[0] % len(PARTS)] if data else SHEET, data[1:])


def archive(data: bytes) -> None:
    """A zip archive, most often a workbook."""
    _drained(open_table(_file("archive.xlsx", data if data[:2] == b"PK" else b"PK\x03\x04" + data)))


def compound(data: bytes) -> None:
    """A compound file."""
    _drained(
        open_table(_file("old.xls", data if data[:4] == b"\xd0\xcf\x11\xe0" else b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + data))
    )


def records(data: bytes) -> None:
    """The stream of an old workbook."""
    _drained(open_table(_file("records.xls", container({"Workbook": data}))))


def yaml(data: bytes) -> None:
    """YAML alone."""
    problems = Problems()
    parse_yaml(data, "f.yaml", problems)
    _told(problem.in_("zh") for problem in problems.in_order())


def standard(data: bytes) -> None:
    """A standard in one file, compiled."""
    loaded = load_standard(_file("standard.yaml", data))
    for dataset in loaded.dataset_order:
        compile_bundle(loaded, dataset)


_DATA = "甲,b,c\n1,2026-01-01,x\n,x,１２\n2,1e5,\n"


def schema(data: bytes) -> None:
    """A schema of another maker, and a table judged by it."""
    path = _file("schema.json", data)
    read_schema(path)
    check(_file("data.csv", _DATA.encode()), standard=None, options=Options(schema=path, jobs=1))


def report(data: bytes) -> None:
    """A saved report, rendered."""
    found = read_report(data)
    for name in ("html", "markdown", "json"):
        found.render(name)
    found.terminal(everything=True)


def codes(data: bytes) -> None:
    """A code list of a standard in a CSV file."""
    _file("codes.csv", data)
    head = "source: {standard: t, confidence: high}\n"
    document = f"kind: standard\nid: s\ntitle: {{zh: 标, en: s}}\n{head}---\nkind: codelist\nid: l\ntitle: {{zh: 表, en: l}}\n{head}known_until: 2026-01-01\nfile: codes.csv\n"
    folder = _FOLDER / "listed"
    folder.mkdir(exist_ok=True)
    (folder / "s.yaml").write_text(document, encoding="utf-8")
    (folder / "codes.csv").write_bytes(data)
    load_standard(folder)


def _told(texts: Iterable[str]) -> None:
    for each in texts:
        assert each


TARGETS: dict[str, Callable[[bytes], None]] = {
    each.__name__: each
    for each in (table, text, sheet, part, archive, compound, records, yaml, standard, schema, report, codes)
}
PARTS_OF_A_BOOK = (SHEET, STRINGS, STYLES, BOOK, TYPES, TOP, LINKED)


def tried(name: str, data: bytes) -> None:
    """Give bytes to a target; our own errors are what it should say, anything else is a fault of ours."""
    try:
        TARGETS[name](data[:LARGEST])
    except DgovError as error:
        _told(problem.in_(language) for problem in error.problems for language in ("zh", "en"))
