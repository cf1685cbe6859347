"""The rules of release as they compile: levels, lists of sensitive data with their time, fields asked of some datasets."""

from pathlib import Path
from typing import Any

import pytest

import dgov_std

TEXT = "title: {zh: 甲, en: a}\nsource: {standard: S, confidence: high}\n"
STANDARD = f"""kind: standard
id: one
{TEXT}classification: grading
description: about
---
kind: identifier
id: card
{TEXT}pattern: "[0-9]{{4}}"
personal: true
---
kind: identifier
id: card-or-plate
{TEXT}forms: [card]
personal: true
---
kind: identifier
id: plate
{TEXT}pattern: "[0-9]{{4}}"
---
kind: element
id: holder
{TEXT}identifier: card
---
kind: element
id: car
{TEXT}identifier: plate
---
kind: element
id: illness
{TEXT}
---
kind: element
id: either
{TEXT}any_of: [plate, card]
---
kind: description
id: about
{TEXT}fields:
  - {{id: open, title: {{zh: 开放, en: open}}, enum: [是, 否]}}
  - {{id: crs, title: {{zh: 坐标系, en: system}}, required: true, only_with: [illness, car]}}
---
kind: classification
id: grading
{TEXT}levels: [{{id: l1, title: {{zh: 一, en: one}}}}]
sensitive:
  - {{id: old, title: {{zh: 旧, en: old}}, standard: OLD, clause: B, valid_from: "2020", valid_to: 2025-11-01, confidence: low, categories: [{{id: c, title: {{zh: 丙, en: c}}}}], identifiers: {{card-or-plate: c, plate: c}}}}
  - {{id: new, title: {{zh: 新, en: new}}, standard: NEW, valid_from: 2025-11-01, categories: [{{id: c, title: {{zh: 丙, en: c}}}}], elements: {{illness: c}}}}
release: [{{id: no, when: {{open: [是]}}, no_sensitive: true}}]
---
kind: dataset
id: table
{TEXT}elements: """


def report(folder: Path, elements: str, *, open_: str = "是", as_of: str | None = "2025-10-31") -> Any:
    (folder / "one.yaml").write_text(STANDARD + elements + "\n", encoding="utf-8")
    (folder / "a.csv").write_text("甲\n0001\n", encoding="utf-8")
    return dgov_std.check(folder / "a.csv", standard=folder / "one.yaml", metadata={"open": open_}, as_of=as_of).values


def sensitive(report: Any) -> list[tuple[str, str | None, str]]:
    return [(f.severity, f.rule.standard, f.rule.confidence) for f in report.findings if f.code == "CLS102"]


@pytest.mark.parametrize(
    ("element", "as_of", "found"),
    [
        ("holder", "2025-10-31", [("warning", "OLD", "low")]),
        ("holder", "2025-11-01", []),
        ("holder", "2019-12-31", []),
        ("either", "2020-01-01", [("warning", "OLD", "low")]),
        ("car", "2025-10-31", []),
        ("illness", "2025-10-31", []),
        ("illness", "2025-11-01", [("error", "NEW", "high")]),
    ],
)
def test_the_list_in_force_decides(tmp_path: Path, element: str, as_of: str, found: list[tuple[str, str, str]]) -> None:
    assert sensitive(report(tmp_path, f"[{{use: {element}}}]", as_of=as_of)) == found


def test_what_is_not_opened_may_be_sensitive(tmp_path: Path) -> None:
    assert sensitive(report(tmp_path, "[{use: holder}]", open_="否")) == []


def test_without_a_reference_date_it_is_not_applicable(tmp_path: Path) -> None:
    checks = [c for c in report(tmp_path, "[{use: holder}]", as_of=None).checks if c.code == "CLS102"]
    assert [(c.id, c.status, c.reason.en) for c in checks] == [
        ("no.old", "not applicable", "no reference date, see --as-of")
    ]


def test_a_rule_that_asks_for_an_identifier_makes_its_column_sensitive(tmp_path: Path) -> None:
    rule = "[{use: car}]\nrules: [{id: r, when: {car: present}, then: {car: {identifier: card}}}]"
    assert len(sensitive(report(tmp_path, rule))) == 1


@pytest.mark.parametrize(("element", "asked"), [("illness", True), ("car", True), ("holder", False)])
def test_a_field_is_asked_of_datasets_with_some_elements(tmp_path: Path, element: str, asked: bool) -> None:
    codes = [(f.code, f.element) for f in report(tmp_path, f"[{{use: {element}}}]").findings]
    assert (("DES101", "crs") in codes) is asked
