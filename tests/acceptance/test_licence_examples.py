"""Every licence example in every form: found = the sidecar, nothing else."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

from dgov_std.api.check import Examined, examine, open_data
from dgov_std.api.library import bundles_of, choose_bundle
from dgov_std.api.options import Options

ROOT = Path(__file__).resolve().parents[2]
LICENCES = ROOT / "examples" / "licences"
FORMS = ["csv", "gb18030.csv", "xlsx", "DataFrame", "Table"]
Findings = dict[tuple[str, str, str | None], list[int]]


def data_of(name: str, form: str) -> Any:
    if form == "DataFrame":
        header, *rows = sheet_of(name)
        return pd.DataFrame(rows, columns=header, dtype=object)
    if form == "Table":
        header, *rows = sheet_of(name)
        return pa.table([pa.array([row[j] for row in rows], pa.string()) for j in range(len(header))], names=header)
    return LICENCES / f"{name}.{form}"


def sheet_of(name: str) -> list[list[str | None]]:
    import openpyxl

    sheet = openpyxl.load_workbook(LICENCES / f"{name}.xlsx").worksheets[0]
    return [[None if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]


def examined(name: str, form: str, as_of: str) -> Examined:
    options = Options(as_of=as_of)
    data = data_of(name, form)
    table = open_data(data, options)
    bundle = choose_bundle(table.header, bundles_of("licence-publicity"))
    try:
        return examine(table, bundle, options, data if isinstance(data, Path) else None, keep_flawed=True)
    finally:
        table.close()


def found(run: Examined) -> Findings:
    """(code, severity, label) -> rows, for errors and warnings."""
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


def expected(name: str, form: str, as_of: str) -> Findings:
    sidecar = json.loads((LICENCES / f"{name}.expected.json").read_text(encoding="utf-8"))
    wanted: Findings = {}
    for item in sidecar["findings"]:
        if form in item.get("forms", FORMS):
            key = (item["code"], item["severity"], item["column"])
            wanted[key] = sorted({*wanted.get(key, []), *item["rows"]})
    changes = sidecar.get("also_as_of", {}).get(as_of, {"removed": [], "added": []})
    for item in changes["removed"]:
        key = (item["code"], item["severity"], item["column"])
        wanted[key] = sorted(set(wanted[key]) - set(item["rows"]))
        if not wanted[key]:
            del wanted[key]
    for item in changes["added"]:
        key = (item["code"], item["severity"], item["column"])
        wanted[key] = sorted({*wanted.get(key, []), *item["rows"]})
    return wanted


@pytest.mark.parametrize("as_of", ["2026-10-31", "2027-12-31"])
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["bad-organisations", "bad-persons"])
def test_bad_examples_give_the_sidecar_and_nothing_else(name: str, form: str, as_of: str) -> None:
    assert found(examined(name, form, as_of)) == expected(name, form, as_of)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["good-organisations", "good-persons"])
def test_good_examples_are_accepted(name: str, form: str) -> None:
    run = examined(name, form, "2026-10-31")
    assert run.report.verdict == "pass"
    assert found(run) == {}
    assert run.report.rows.clean == run.report.rows.total >= 300


def test_the_bad_examples_hold_thirty_kinds_of_fault() -> None:
    kinds = {
        (key[0], key[2]) for name in ("bad-organisations", "bad-persons") for key in expected(name, "csv", "2026-10-31")
    }
    assert len({code for code, _ in kinds}) >= 20
    assert len(kinds) >= 30
