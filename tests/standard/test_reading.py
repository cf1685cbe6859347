"""`reading:` of a dataset: how its files are written, for the reader to know before it opens them."""

from pathlib import Path

import pytest

from dgov_std.errors import StandardError
from dgov_std.standard import load_standard

HEAD = """kind: standard
id: example
title: {zh: 示例, en: Example}
source: {standard: EXAMPLE 1-2026, confidence: high}
---
kind: element
id: name
title: {zh: 名称, en: Name}
source: {standard: EXAMPLE 1-2026, confidence: high}
---
kind: dataset
id: licences
title: {zh: 许可, en: Licences}
source: {standard: EXAMPLE 1-2026, confidence: high}
elements: [{use: name, required: true}]
"""
CHILD = """kind: standard
id: county
title: {zh: 县, en: County}
source: {standard: EXAMPLE 2-2026, confidence: high}
extends: [example]
---
kind: dataset
id: licences
title: {zh: 许可, en: Licences}
source: {standard: EXAMPLE 2-2026, confidence: high}
reading: {sheet: 县, header_rows: 2}
"""
ALL = "reading: {encoding: gb18030, delimiter: tab, sheet: 1, header_row: 3, header_rows: 2, skip_rows: 1, range: B3:H200}\n"


def reading(tmp_path: Path, written: str) -> dict:
    path = tmp_path / "example.yaml"
    path.write_text(HEAD + written, encoding="utf-8")
    return dict(load_standard(path).datasets["licences"].reading)


def mistakes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str) -> list[str]:
    monkeypatch.chdir(tmp_path)
    Path("example.yaml").write_text(HEAD + written, encoding="utf-8")
    with pytest.raises(StandardError) as raised:
        load_standard(Path("example.yaml"))
    return [problem.in_("en") for problem in raised.value.problems]


def test_all_that_can_be_said(tmp_path: Path) -> None:
    assert reading(tmp_path, ALL) == {
        "encoding": "gb18030",
        "delimiter": "\t",
        "sheet": "1",
        "range": "B3:H200",
        "header_row": 3,
        "header_rows": 2,
        "skip_rows": 1,
    }


def test_nothing_is_said_by_default(tmp_path: Path) -> None:
    assert reading(tmp_path, "") == {}


def test_no_header_is_said_with_a_zero(tmp_path: Path) -> None:
    assert reading(tmp_path, "reading: {header_rows: 0}\n") == {"header_rows": 0}


def test_who_extends_a_dataset_says_only_what_differs(tmp_path: Path) -> None:
    (tmp_path / "example.yaml").write_text(HEAD + "reading: {sheet: 省, encoding: gb18030}\n", encoding="utf-8")
    (tmp_path / "county.yaml").write_text(CHILD, encoding="utf-8")
    loaded = load_standard(tmp_path / "county.yaml", search=(tmp_path,))
    assert dict(loaded.datasets["licences"].reading) == {"sheet": "县", "encoding": "gb18030", "header_rows": 2}


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (
            "{encoding: gbq}",
            'example.yaml:16:21: there is no encoding "gbq". Write the name of one, such as utf-8 or gb18030.',
        ),
        (
            "{encoding: base64}",
            'example.yaml:16:21: there is no encoding "base64". Write the name of one, such as utf-8 or gb18030.',
        ),
        (
            "{header_row: 0}",
            'example.yaml:16:23: "header_row" must be a whole number of at least 1, found "0". '
            "Change it to a whole number of at least 1.",
        ),
        (
            "{delimiter: ';;'}",
            'example.yaml:16:22: "delimiter" must be one character, or tab, found ";;". Change it to one character, or tab.',
        ),
        (
            "{range: H200}",
            'example.yaml:16:18: "range" must be a range such as B3:H200, found "H200". Change it to a range such as B3:H200.',
        ),
        (
            "{shet: A}",
            'example.yaml:16:11: unknown key "shet". Did you mean "sheet"?',
        ),
    ],
)
def test_a_mistake_is_located_and_worded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str, said: str) -> None:
    assert mistakes(tmp_path, monkeypatch, f"reading: {written}\n") == [said]
