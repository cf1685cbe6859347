"""How files of a dataset are read reaches the bundle, and the shelf that headers are recognised by."""

from pathlib import Path
from typing import Any

from dgov_std.api.library import compile_bundle
from dgov_std.schema.bundle import header_of
from dgov_std.standard import load_standard

STANDARD = """kind: standard
id: example
title: {zh: 示例, en: Example}
source: {standard: EXAMPLE 1-2026, confidence: high}
---
kind: element
id: name
title: {zh: 姓名, en: Name}
source: {standard: EXAMPLE 1-2026, confidence: high}
personal: true
---
kind: dataset
id: persons
title: {zh: 人员, en: Persons}
source: {standard: EXAMPLE 1-2026, confidence: high}
elements: [{use: name, required: true}]
"""


def compiled(tmp_path: Path, written: str) -> tuple[dict[str, Any], dict[str, Any]]:
    path = tmp_path / "example.yaml"
    path.write_text(STANDARD + written, encoding="utf-8")
    loaded = load_standard(path)
    return compile_bundle(loaded, "persons")["binding"], header_of(loaded, "persons")


def test_what_is_said_is_in_both(tmp_path: Path) -> None:
    binding, header = compiled(tmp_path, "reading: {sheet: 人员, header_rows: 2}\n")
    assert binding["reading"] == header["reading"] == {"sheet": "人员", "header_rows": 2}


def test_a_dataset_that_says_nothing_has_no_such_key(tmp_path: Path) -> None:
    binding, header = compiled(tmp_path, "")
    assert "reading" not in binding
    assert "reading" not in header


def test_the_shelf_knows_which_columns_are_personal(tmp_path: Path) -> None:
    _, header = compiled(tmp_path, "")
    assert [column["personal"] for column in header["columns"]] == [True]
