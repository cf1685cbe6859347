"""What documents say of themselves is looked at, too: rows and checksums of lists, formats of elements."""

from __future__ import annotations

from pathlib import Path

LIST = """
kind: codelist
id: sorts
title: {{zh: 种类, en: sorts}}
source: {{standard: S-2000, confidence: high}}
file: sorts.csv
rows: {rows}
examples: {{valid: ["1"]}}
"""
ELEMENT = """
kind: element
id: name
title: {{zh: 名称, en: name}}
source: {{standard: S, confidence: high}}
format: {format}
max_length: 5
examples: {{valid: [甲]}}
"""


def said(trial):
    return [(miss.document, miss.because, miss.what.en) for miss in trial.misses]


def test_a_list_has_as_many_rows_as_it_says(tried, tmp_path: Path):
    (tmp_path / "sorts.csv").write_text("code,name\n1,甲\n", encoding="utf-8")
    trial = tried(LIST.format(rows=2))
    assert said(trial) == [("sorts", "list", "sorts.csv has 1 lines of codes, declared are rows: 2")]
    assert trial.lists == 1
    assert said(tried(LIST.format(rows=1))) == []


def test_a_format_says_what_the_constraints_say(tried):
    assert said(tried(ELEMENT.format(format="c..5"))) == []
    assert said(tried(ELEMENT.format(format="c..6"))) == [
        ("name", "format", "the format c..6: at most 6 characters, max_length is 5")
    ]


def test_a_format_can_be_read(tried):
    assert said(tried(ELEMENT.format(format="x5"))) == [("name", "format", 'the format "x5" cannot be read')]
