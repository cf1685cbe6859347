"""A list that is complete but for codes of one shape: only those are asked about, any other unknown code is an error."""

from pathlib import Path

import pytest

import dgov_std

# The shape of GB/T 4754-2017 as it is known: one small class (four digits) is missing.
STANDARD = """kind: standard
id: s
title: {zh: 甲, en: s}
source: {standard: S, confidence: high}
---
kind: codelist
id: industry
title: {zh: 行业, en: industry}
source: {standard: GB/T 4754-2017, confidence: high}
missing_where: "[0-9]{4}"
missing: {zh: 缺一个小类, en: one small class is missing}
KNOWN
codes: {A: 农业, "01": 农业, "011": 谷物种植, "0111": 稻谷种植}
---
kind: element
id: industry
title: {zh: 行业, en: Industry}
source: {standard: S, confidence: high}
codelist: LIST
---
kind: dataset
id: d
title: {zh: 表, en: table}
source: {standard: S, confidence: high}
elements: [{use: industry}]
"""


def found(folder: Path, cell: str, *, known: str = "", facet: str = "industry", as_of: str | None = None) -> list[str]:
    text = STANDARD.replace("KNOWN\n", known).replace("LIST", facet)
    (folder / "s.yaml").write_text(text, encoding="utf-8")
    (folder / "a.csv").write_text(f"行业\n{cell}\n", encoding="utf-8")
    report = dgov_std.check(folder / "a.csv", standard=folder / "s.yaml", as_of=as_of)
    return [f"{each.code} {each.severity}" for each in report.values.findings]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("0111", []),
        ("A", []),
        ("0112", ["COD104 warning"]),
        ("B", ["COD101 error"]),
        ("02", ["COD101 error"]),
        ("01112", ["COD101 error"]),
        ("０11", ["TYP902 error"]),
        ("O111", ["TYP907 error"]),  # a letter for a digit: no newer code either
    ],
)
def test_only_the_shape_that_may_be_missing_is_asked_about(cell: str, expected: list[str], tmp_path: Path) -> None:
    assert found(tmp_path, cell) == expected


def test_each_of_several_codes_is_judged(tmp_path: Path) -> None:
    facet = '{value: industry, separator: "、"}'
    assert found(tmp_path, "A、0112", facet=facet) == ["COD104 warning"]
    assert found(tmp_path, "0112、B", facet=facet) == ["COD101 error"]


def test_beyond_its_day_any_code_may_be_newer(tmp_path: Path) -> None:
    known = "known_until: 2025-12-31\n"
    assert found(tmp_path, "B", known=known, as_of="2025-12-31") == ["COD101 error"]
    assert found(tmp_path, "B", known=known, as_of="2026-01-01") == ["COD104 warning"]
    assert found(tmp_path, "0112", known=known, as_of="2025-12-31") == ["COD104 warning"]


LEVELS = """known_until: 2025-12-31
levels:
  - {id: section, title: {zh: 门类, en: section}, pattern: "[A-T]"}
  - {id: division, title: {zh: 大类, en: division}, pattern: "[0-9]{2}"}
  - {id: class, title: {zh: 小类, en: class}, pattern: "[0-9]{3}|[0-9]{4}"}
"""


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("0111", []),
        ("B", ["COD104 warning"]),
        ("02", ["COD104 warning"]),
        ("0112", ["COD104 warning"]),
        ("U", ["COD101 error"]),
        ("1", ["COD101 error"]),
        ("01112", ["COD101 error"]),
        ("渔业", ["COD101 error"]),
        ("农业", ["TYP908 error"]),  # the name of a code
    ],
)
def test_what_fits_no_level_cannot_be_newer(cell: str, expected: list[str], tmp_path: Path) -> None:
    assert found(tmp_path, cell, known=LEVELS, as_of="2026-01-01") == expected


def test_a_level_without_a_pattern_may_have_any_shape(tmp_path: Path) -> None:
    known = LEVELS.replace(', pattern: "[A-T]"', "")
    assert found(tmp_path, "渔业", known=known, as_of="2026-01-01") == ["COD104 warning"]


def test_the_sentence_says_that_the_list_lacks_codes(tmp_path: Path) -> None:
    found(tmp_path, "0112")
    report = dgov_std.check(tmp_path / "a.csv", standard=tmp_path / "s.yaml")
    assert "“0112”不在代码表(已知没有收全)" in report.terminal(width=200)
    assert '"0112" not in the list (known to be incomplete)' in report.terminal(language="en", width=200)


def test_whoever_adds_codes_keeps_the_shape(tmp_path: Path) -> None:
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / "s.yaml").write_text(STANDARD.replace("KNOWN\n", "").replace("LIST", "industry"), encoding="utf-8")
    head = "kind: standard\nid: t\ntitle: {zh: 乙, en: t}\nsource: {standard: S, confidence: high}\nextends: [s]\n"
    added = "kind: codelist\nid: industry\ntitle: {zh: 行业, en: i}\nsource: {standard: S, confidence: high}\n"
    added += "add: {X1: {zh: 本地, local_only: true}}\n"
    (tmp_path / "t.yaml").write_text(f"{head}---\n{added}", encoding="utf-8")
    (tmp_path / "a.csv").write_text("行业\nX1\n0112\nX2\n", encoding="utf-8")
    report = dgov_std.check(tmp_path / "a.csv", standard=tmp_path / "t.yaml")
    assert sorted((each.code, each.rows) for each in report.values.findings) == [("COD101", 1), ("COD104", 1)]
