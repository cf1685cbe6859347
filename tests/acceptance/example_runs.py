"""Runs of the example tables: what was found in a file, and what the sidecar beside it expects."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pyarrow as pa

from dgov_std.api.candidates import Candidates, decide
from dgov_std.api.examine import Examined, examine
from dgov_std.api.library import bundles_of
from dgov_std.api.opening import open_data
from dgov_std.api.options import Options

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
AS_OF, LATER = "2026-10-31", "2027-12-31"
FORMS = ["csv", "gb18030.csv", "xlsx", "DataFrame", "Table"]
Findings = dict[tuple[str, str, str | None], list[int]]


@dataclass(frozen=True, slots=True)
class Examples:
    """A folder of examples and the standard they are checked against."""

    folder: str
    standard: str
    codelists: Mapping[str, str] = field(default_factory=dict)  # code list -> file of the folder

    @property
    def path(self) -> Path:
        """The folder."""
        return EXAMPLES / self.folder

    def data(self, name: str, form: str) -> Any:
        """Return the table `name` as a path, a DataFrame or an Arrow table."""
        if form in {"DataFrame", "Table"}:
            sheet = openpyxl.load_workbook(self.path / f"{name}.xlsx").worksheets[0]
            cells = [[None if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
            header, *rows = cells
            if form == "DataFrame":
                return pd.DataFrame(rows, columns=header, dtype=object)
            return pa.table([pa.array([row[j] for row in rows], pa.string()) for j in range(len(header))], names=header)
        return self.path / f"{name}.{form}"

    def run(self, name: str, form: str, as_of: str = AS_OF) -> Examined:
        """Check a table."""
        lists = {name: self.path / file for name, file in self.codelists.items()}
        options = Options(as_of=as_of, **({"codelists": lists} if lists else {}))
        data = self.data(name, form)
        table = open_data(data, options)
        bundle = decide(table.header, Candidates(bundles_of(self.standard), named=True), "").bundle
        try:
            return examine(table, bundle, options, data if isinstance(data, Path) else None, keep_flawed=True)
        finally:
            table.close()

    def expected(self, name: str, form: str, as_of: str = AS_OF) -> Findings:
        """Return what the sidecar wants of a file form at a reference date."""
        sidecar = json.loads((self.path / f"{name}.expected.json").read_text(encoding="utf-8"))
        wanted: Findings = {}
        changes = sidecar.get("also_as_of", {}).get(as_of, {"removed": [], "added": []})
        added = [*changes["added"], *(sidecar.get("also_with_calendar", []) if self.codelists else [])]
        for item in [*sidecar["findings"], *added]:
            if form in item.get("forms", FORMS):
                wanted[_key(item)] = sorted({*wanted.get(_key(item), []), *item["rows"]})
        for item in changes["removed"]:
            wanted[_key(item)] = sorted(set(wanted[_key(item)]) - set(item["rows"]))
        return {key: rows for key, rows in wanted.items() if rows or key[0].startswith("STR")}


def _key(item: Mapping[str, Any]) -> tuple[str, str, str | None]:
    return item["code"], item["severity"], item["column"]


def found(run: Examined) -> Findings:
    """Return (code, severity, label) -> rows, for errors and warnings."""
    rows: dict[int, set[int]] = {}
    for flaw in run.flaws():
        rows.setdefault(flaw.finding, set()).add(flaw.row)
    result: Findings = {}
    for finding in run.report.findings:
        if finding.severity == "info":
            continue
        label = run.report.columns[finding.columns[0]].label if finding.columns and finding.unit != "row" else None
        key = (finding.code, str(finding.severity), label)
        result[key] = sorted({*result.get(key, []), *rows.get(finding.number, set())})
    return result
