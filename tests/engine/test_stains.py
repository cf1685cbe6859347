"""Stains: one finding for the file, whichever columns, passing and failing cells and labels together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
import pytest

import dgov_std
from dgov_std.arrays import strings
from dgov_std.engine.stains import Scanned, Stains, find_stains
from dgov_std.render.wording import title
from dgov_std.report.facts import Characters
from dgov_std.report.values import Finding, Report, Severity
from dgov_std.texts import Texts

SCHEMA = {"type": "object", "properties": {"code": {"type": "string", "pattern": "^[0-9]{6}$"}, "name": {"type": "string"}}}


def check(table: dict[str, list[str]] | Path, **options: Any) -> Report:
    data = pd.DataFrame(table) if isinstance(table, dict) else table
    return dgov_std.check(data, schema=SCHEMA, **options).values


def finding(report: Report, code: str) -> Finding:
    found = [each for each in report.findings if each.code == code]
    assert len(found) == 1
    return found[0]


def test_passing_cells_are_a_note_and_change_no_verdict() -> None:
    report = check({"code": ["110101", "110102"], "name": ["甲\u00a0公司", "乙公司"]})
    found = finding(report, "TYP905")
    assert (found.severity, found.columns, found.rows, found.cells) == (Severity.INFO, (1,), 1, 1)
    assert found.facts == Characters(("U+00A0",), (1,), (1,), failing=0)
    assert [(each.value, each.suggestion) for each in found.examples] == [("甲\u00a0公司", "甲 公司")]
    assert (report.verdict, report.rows.clean, report.columns[1].faulty) == ("pass", 2, 0)


def test_failing_cells_join_the_finding_of_the_file() -> None:
    report = check({"code": ["110101 ", "\ufeff110102", "11010"], "name": [" 甲", "乙", "丙"]})
    found = finding(report, "TYP905")
    assert (found.severity, found.columns, found.rows, found.cells) == (Severity.ERROR, (0, 1), 2, 3)
    assert found.checks == ("structure.TYP905", "properties.code.pattern")
    assert [place.cell for place in found.first] == ["A2", "B2", "A3"]
    assert report.rows.with_errors == 3
    assert title(found, "zh", report.columns).endswith("; 2 格因此不合规定")
    assert found.examples[0].value == "110101 "  # a failing one stands for them


def test_what_mending_does_not_heal_keeps_its_own_finding() -> None:
    report = check({"code": ["11010x "], "name": ["甲"]})
    assert {each.code: each.severity for each in report.findings} == {"TYP205": "error", "TYP905": "info"}


def test_garbled_cells_that_pass_are_a_warning_of_their_rows() -> None:
    report = check({"code": ["110101", "110102", "110103"], "name": ["缁熶竴绀句細", "乙", "x\ufffd\ufffd"]})
    found = finding(report, "TYP906")
    assert (found.severity, found.rows, found.facts) == (Severity.WARNING, 2, Characters(("U+FFFD", "gbk"), (1, 1), (2, 1)))
    assert (report.rows.with_warnings, report.columns[1].faulty, report.first_to_fix) == (2, 2, (found.number,))
    assert report.rows_solved_by_first == 2


@pytest.mark.parametrize(("beside", "cells"), [("中文", 2), ("English", 0)])
def test_question_marks_are_a_stain_where_the_column_is_chinese(beside: str, cells: int) -> None:
    report = check({"code": ["110101"] * 3, "name": ["????", beside, "???"]})
    assert sum(each.cells for each in report.findings if each.code == "TYP906") == cells
    assert report.rows.with_warnings == report.columns[1].faulty == cells


def test_question_marks_that_fail_are_explained_too() -> None:
    schema = {"type": "object", "properties": {"name": {"type": "string", "enum": ["中文", "英文"]}}}
    found = dgov_std.check(pd.DataFrame({"name": ["中文", "???"]}), schema=schema).values.findings
    assert [(each.code, each.severity, each.cells) for each in found] == [("TYP906", "error", 1)]


def test_labels_are_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("code,缁熶竴绀句細\n110101,x\n", encoding="utf-8")
    found = finding(check(path), "TYP906")
    assert (found.columns, found.cells, found.facts) == ((1,), 0, Characters((), (), (), ("缁熶竴绀句細",)))


def test_both_checks_are_listed_for_every_file() -> None:
    checks = {each.id: each for each in check({"code": ["110101"], "name": ["《甲》，\u3000乙\n"]}).checks}
    assert [(checks[f"structure.{code}"].status, checks[f"structure.{code}"].failed) for code in ("TYP905", "TYP906")] == [
        ("ran", 0),
        ("ran", 0),
    ]


def test_a_workbook_says_the_same_and_its_cells_are_marked(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["code", "name"], ["110101 ", "甲"], ["110102", "x\ufffd"]):
        book.active.append(row)  # type: ignore[union-attr]
    book.save(tmp_path / "x.xlsx")
    report = check(tmp_path / "x.xlsx", workbook=tmp_path / "y.xlsx")
    assert [(each.code, each.severity, each.first[0].cell) for each in report.findings] == [
        ("TYP905", "error", "A2"),
        ("TYP906", "warning", "B3"),
    ]
    sheet = openpyxl.load_workbook(tmp_path / "y.xlsx")["Sheet"]
    assert [sheet[cell].comment is not None for cell in ("A2", "B2", "A3", "B3")] == [True, False, False, True]


@pytest.mark.parametrize("size", [1, 3, 7, 100])
def test_stains_are_the_same_however_the_rows_are_divided(size: int) -> None:
    values = ["甲", " 乙", "????", "x\ufffd", "缁熶竴绀句細", "丙\u00a0", "ok"] * 9
    columns = [strings(values), strings(reversed(values))]
    together = Stains()
    for at in range(0, len(values), size):
        parts = [Scanned(Texts(column.slice(at, size))) for column in columns]
        found, chinese = find_stains(parts, np.ones(parts[0].texts.size, dtype=np.bool_), {})
        together.add(found, chinese, at + 1, keep=False)
    together.finish()
    said = {cause: (kind.rows, kind.cells, kind.first, kind.marks, kind.columns) for cause, kind in together.kinds.items()}
    first = [(2, 0), (2, 1), (6, 0), (6, 1), (9, 0), (9, 1), (13, 0), (13, 1), (16, 0), (16, 1)]
    assert said["invisible"][:2] == (18, 36)
    assert said["invisible"][2][:10] == first
    assert said["mojibake"][0] == 27
    assert said["mojibake"][3] == {"U+FFFD": (18, 18), "gbk": (18, 18), "???": (18, 18)}
