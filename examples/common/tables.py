"""A table of made-up rows with planned faults, written in three file forms with its expectation beside it."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from openpyxl import Workbook

AS_OF, LATER = "2026-10-31", "2027-12-31"
CSV_FORMS = ["csv", "gb18030.csv"]
Row = dict[str, str]


@dataclass
class Table:
    """Rows by column id (None = a blank row) and the faults put into them, by file column."""

    dataset: str
    labels: dict[str, str]  # column id -> label, in file order
    rows: list[Row | None] = field(default_factory=list)
    faults: dict[tuple[str, str, str | None], set[int]] = field(default_factory=dict)
    later: dict[str, dict[tuple[str, str, str | None], set[int]]] = field(
        default_factory=lambda: {"removed": {}, "added": {}}
    )
    with_calendar: dict[tuple[str, str, str | None], set[int]] = field(default_factory=dict)
    surplus: list[str] | None = None  # a last row with a cell too many, in the CSV forms only
    sheet: str = "许可"

    def add(self, row: Row | None) -> int:
        """Append a row and return its number as a spreadsheet shows it (the header is row 1)."""
        self.rows.append(row)
        return len(self.rows) + 1

    def blame(self, number: int, code: str, severity: str, column: str | None) -> None:
        """Expect a finding in a row. `column` is a column id, None for whole rows."""
        self.faults.setdefault((code, severity, column), set()).add(number)

    def blame_file(self, code: str, severity: str, column: str) -> None:
        """Expect a finding about a column label."""
        self.faults.setdefault((code, severity, column), set())

    def changes(self, kind: str, number: int, code: str, severity: str, column: str) -> None:
        """Expect a finding to be `removed` or `added` at the later reference date."""
        self.later[kind].setdefault((code, severity, column), set()).add(number)

    def blame_with_calendar(self, number: int, code: str, severity: str, column: str) -> None:
        """Expect a finding that only a calendar of working days brings out."""
        self.with_calendar.setdefault((code, severity, column), set()).add(number)

    def cells(self) -> list[list[str]]:
        """Return the body, every row as wide as the header."""
        return [[(row or {}).get(column, "") for column in self.labels] for row in self.rows]

    def expected(self) -> dict[str, object]:
        """Return the sidecar: what a check must find, at error and warning level."""
        rows = sum(row is not None for row in self.rows)
        found: dict[str, object] = {"dataset": self.dataset, "as_of": AS_OF, "rows": rows}
        if self.surplus:
            found["rows_by_form"] = dict.fromkeys(CSV_FORMS, rows + 1)
        findings = self._listed(self.faults)
        if self.surplus:
            last = len(self.rows) + 2
            findings.append({"code": "STR201", "severity": "error", "column": None, "rows": [last], "forms": CSV_FORMS})
        found["findings"] = findings
        found["also_as_of"] = {LATER: {kind: self._listed(faults) for kind, faults in self.later.items()}}
        if self.with_calendar:
            found["also_with_calendar"] = self._listed(self.with_calendar)
        return found

    def _listed(self, faults: dict[tuple[str, str, str | None], set[int]]) -> list[dict[str, object]]:
        return [
            {
                "code": code,
                "severity": severity,
                "column": self.labels.get(column or "", column),
                "rows": sorted(numbers),
            }
            for (code, severity, column), numbers in sorted(faults.items(), key=lambda item: (item[0][0], item[0][2] or ""))
        ]

    def write(self, folder: Path, name: str) -> None:
        """Write NAME.csv, NAME.gb18030.csv, NAME.xlsx and NAME.expected.json."""
        header, body = list(self.labels.values()), self.cells()
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerows([header, *body, *([self.surplus] if self.surplus else [])])
        (folder / f"{name}.csv").write_bytes(text.getvalue().encode("utf-8-sig"))
        (folder / f"{name}.gb18030.csv").write_bytes(text.getvalue().encode("gb18030"))
        (folder / f"{name}.xlsx").write_bytes(workbook(header, body, self.sheet))
        sidecar = json.dumps(self.expected(), ensure_ascii=False, indent=1)
        (folder / f"{name}.expected.json").write_bytes((sidecar + "\n").encode("utf-8"))


def workbook(header: list[str], body: list[list[str]], title: str) -> bytes:
    """Return an xlsx of text cells (error values become error cells) that is the same on every run."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for number, cells in enumerate([header, *body], 1):
        for place, value in enumerate(cells, 1):
            if value:
                sheet.cell(number, place, value)
    buffer = io.BytesIO()
    book.save(buffer)
    return _timeless(buffer.getvalue())


def _timeless(data: bytes) -> bytes:
    """Return the package with the clock taken out of it."""
    out = io.BytesIO()
    day = datetime(2026, 10, 31, tzinfo=UTC)
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            content = old.read(item)
            if item.filename == "docProps/core.xml":
                head, _, rest = content.partition(b"<dcterms:created")
                content = head + b"</cp:coreProperties>" if rest else content
            entry = zipfile.ZipInfo(item.filename, date_time=day.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, content)
    return out.getvalue()
