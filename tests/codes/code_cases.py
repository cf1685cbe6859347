"""One case file per code: a small standard (or schema), a table with the fault and the same one without it.

`rule` are YAML documents below a `standard` document (`head` adds to that one); `schema` is a JSON Schema
or a Table Schema instead. A table is the text of a CSV file, in which `\\xff` stands for that byte, or the
rows of a workbook. What differs otherwise stands in `encoding`, `names` and `metadata`, by table, and in
`workbook`, which says what else is done to the sheet.
"""

from __future__ import annotations

import json
import tempfile
from functools import cache
from pathlib import Path
from typing import Any, Literal

import openpyxl
import yaml
from openpyxl.packaging.relationship import Relationship
from openpyxl.styles import PatternFill
from openpyxl.workbook.external_link.external import ExternalBook, ExternalLink

import dgov_std
from dgov_std.report.values import Report

FOLDER = Path(__file__).parent / "cases"
Which = Literal["failing", "passing"]
HEAD = """kind: standard
id: example
title: {zh: 示例, en: Example}
source: {standard: EXAMPLE 1-2026, confidence: high}
"""


def codes() -> list[str]:
    """Return the codes that have a case."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


@cache
def case(code: str) -> dict[str, Any]:
    """Return the case of a code as written."""
    found: dict[str, Any] = yaml.safe_load((FOLDER / f"{code}.yaml").read_text(encoding="utf-8"))
    return found


def shown_in(code: str, which: Which) -> str:
    """Return all that the case says of one of its tables: its cells, name, encoding and metadata."""
    written = case(code)
    table = written[which]
    parts = [table if isinstance(table, str) else "\n".join(",".join(map(str, row)) for row in table)]
    parts += [str(written[key][which]) for key in ("encoding", "names", "workbook") if key in written]
    metadata = written.get("metadata", {}).get(which, {})
    return "\n".join([*parts, "\n".join(f"{name}: {value}" for name, value in metadata.items())])


@cache
def report(code: str, which: Which) -> Report:
    """Check one table of the case and return the report, unmasked as nothing in it is personal."""
    written = case(code)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        options: dict[str, Any] = {}
        if "schema" in written:
            options["schema"] = json.loads(written["schema"])
        else:
            standard = folder / "standard.yaml"
            head = HEAD + (written["head"] + "\n" if "head" in written else "")
            standard.write_text(f"{head}---\n{written['rule']}", encoding="utf-8")
            options["standard"] = standard
        if "as_of" in written:
            options["as_of"] = written["as_of"]
        if "metadata" in written:
            options["metadata"] = written["metadata"][which]
        return dgov_std.check(_table(folder, written, which), **options).values


def _table(folder: Path, written: dict[str, Any], which: Which) -> Path:
    table = written[which]
    if not isinstance(table, str):
        path = folder / f"{which}.xlsx"
        book = openpyxl.Workbook()
        sheet: Any = book.active
        for row in table:
            sheet.append(row)
        _change(book, written.get("workbook", {}).get(which, "plain"))
        book.save(path)
        return path
    path = folder / written.get("names", {}).get(which, f"{which}.csv")
    encoding = written.get("encoding", {}).get(which, "utf-8")
    path.write_bytes(table.encode(encoding).replace(b"\\xff", b"\xff"))
    return path


def _change(book: openpyxl.Workbook, how: str) -> None:
    """Do to a workbook what its case says: `merged A2:A3`, `formatted A4:B9`, `hidden row 3`, `another sheet NAME`, `shown as FORMAT`."""
    sheet: Any = book.active
    what, _, where = how.rpartition(" ")
    match what:
        case "merged":
            sheet.merge_cells(where)
        case "formatted":
            for row in sheet[where]:
                for cell in row:
                    cell.fill = PatternFill("solid", fgColor="FFFF00")
        case "hidden row":
            sheet.row_dimensions[int(where)].hidden = True
        case "shown as":
            for cell in [cell for row in sheet.iter_rows(min_row=2) for cell in row if not isinstance(cell.value, str)]:
                cell.number_format = where
        case "another sheet":
            book.copy_worksheet(sheet).title = where
        case "linked":
            book._external_links.append(_link(where))


def _link(target: str) -> ExternalLink:
    link = ExternalLink(externalBook=ExternalBook(id="rId1"))
    link.file_link = Relationship(type="externalLinkPath", Target=target, TargetMode="External", Id="rId1")
    return link
