"""Several schemes of which one is of low confidence: it can only warn, and yet it is not what any text may be."""

from pathlib import Path

import pytest

import dgov_std

STANDARD = """kind: standard
id: s
title: {zh: 甲, en: s}
source: {standard: S, confidence: high}
---
kind: identifier
id: sure
title: {zh: 新号, en: sure}
source: {standard: S, confidence: high}
segments: [{name: a, title: {zh: 段, en: a}, length: 4, pattern: "[0-9]{4}"}, {name: b, title: {zh: 段, en: b}, length: 1, enum: ["1"]}]
---
kind: identifier
id: unsure
title: {zh: 旧号, en: unsure}
source: {standard: S, confidence: low}
pattern: "[A-Z][0-9]{SIZE}"
---
kind: identifier
id: both
title: {zh: 号, en: both}
source: {standard: S, confidence: high}
forms: [sure, unsure]
---
kind: element
id: number
title: {zh: 号码, en: Number}
source: {standard: S, confidence: high}
FACET
---
kind: dataset
id: d
title: {zh: 表, en: table}
source: {standard: S, confidence: high}
elements: [{use: number}]
"""
CELLS = {"00001": [], "A1234": [], "00002": ["IDN203 error"], "AB234": ["IDN203 error"], "x": ["IDN203 error"]}


def found(folder: Path, cell: str, facet: str, size: int) -> list[str]:
    (folder / "s.yaml").write_text(STANDARD.replace("FACET", facet).replace("SIZE", str(size)), encoding="utf-8")
    (folder / "a.csv").write_text(f"号码\n{cell}\n", encoding="utf-8")
    report = dgov_std.check(folder / "a.csv", standard=folder / "s.yaml")
    return [f"{each.code} {each.severity}" for each in report.values.findings]


@pytest.mark.parametrize("facet", ["any_of: [sure, unsure]", "any_of: [sure, both]", "any_of: [both]", "identifier: both"])
@pytest.mark.parametrize(("cell", "expected"), CELLS.items())
def test_what_has_the_shape_of_no_form_is_none(cell: str, expected: list[str], facet: str, tmp_path: Path) -> None:
    assert found(tmp_path, cell, facet, 4) == expected


@pytest.mark.parametrize("facet", ["any_of: [sure, unsure]", "any_of: [both]"])
@pytest.mark.parametrize(
    ("cell", "expected"), {**CELLS, "A1234": ["IDN203 error"], "A12345": [], "AB2345": ["IDN203 error"]}.items()
)
def test_told_apart_by_their_length_too(cell: str, expected: list[str], facet: str, tmp_path: Path) -> None:
    assert found(tmp_path, cell, facet, 5) == expected
