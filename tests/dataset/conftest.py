"""What the reader tests share: a file's bytes in, everything a Table says about them out."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from dgov_std.dataset.block import Batch
from dgov_std.dataset.csv import open_csv
from dgov_std.dataset.excel import open_excel
from dgov_std.dataset.table import Table


@dataclass
class Seen:
    """A whole table; damage is (kind, record index, column, detail)."""

    header: tuple[str, ...]
    cells: list[tuple[str | None, ...]]
    damage: list[tuple[str, int, int | None, str]]
    rows: list[int]
    lines: list[int]
    numeric: list[tuple[bool, ...]]


def drain_table(table: Table) -> Seen:
    """Read the table to its end and join its Batches."""
    seen = Seen(table.header, [], [], [], [], [])
    try:
        for piece in table.blocks():
            batch: Batch = table.parse(piece)
            before = len(seen.rows)
            assert batch.first_record == before + 1
            assert len(batch.columns) == len(table.header)
            seen.cells += list(zip(*[column.to_pylist() for column in batch.columns], strict=True))
            seen.damage += [(d.kind.value, before + d.index, d.column, d.detail) for d in batch.damage]
            seen.rows += batch.rows.tolist()
            seen.lines += [] if batch.lines is None else batch.lines.tolist()
            marks = [[False] * len(batch) if one is None else one.tolist() for one in batch.numeric]
            seen.numeric += list(zip(*marks, strict=True))
    finally:
        table.close()
    return seen


@pytest.fixture(scope="session")
def drain() -> Callable[[Table], Seen]:
    return drain_table


@pytest.fixture(scope="session")
def read_csv(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Seen]:
    path = tmp_path_factory.mktemp("csv") / "t.csv"

    def read(data: bytes, **options: object) -> Seen:
        path.write_bytes(data)
        return drain_table(open_csv(path, **options))  # type: ignore[arg-type]

    return read


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def workbook_parts(rows: str, strings: str = "", styles: str = "", properties: str = "") -> dict[str, str]:
    """Return the parts of a workbook with one sheet whose rows are the given XML."""
    relation = '<Relationship Id="{}" Type="' + _OFFICE + '/{}" Target="{}"/>'
    return {
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}">'
        + relation.format("r1", "officeDocument", "xl/workbook.xml")
        + "</Relationships>",
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{properties}'
        '<sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">'
        + relation.format("r1", "worksheet", "worksheets/sheet1.xml")
        + relation.format("r2", "sharedStrings", "/xl/sharedStrings.xml")
        + relation.format("r3", "styles", "styles.xml")
        + "</Relationships>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{strings}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}">{styles}</styleSheet>',
    }


@pytest.fixture
def write_workbook(tmp_path: Path) -> Callable[..., Path]:
    def write(parts: dict[str, str | bytes]) -> Path:
        path = tmp_path / "t.xlsx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        return path

    return write


@pytest.fixture
def read_rows(write_workbook: Callable[..., Path]) -> Callable[..., Seen]:
    def read(rows: str, *, window: int = 1 << 21, **parts: str) -> Seen:
        return drain_table(open_excel(write_workbook(workbook_parts(rows, **parts)), window=window))

    return read


@pytest.fixture(scope="session")
def parts_of() -> Callable[..., dict[str, str]]:
    return workbook_parts
