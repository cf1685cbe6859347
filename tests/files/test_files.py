"""Every fixture file is read as it is meant, and told what is wrong with it and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import fixtures_causes
import fixtures_formats
import fixtures_layout
import fixtures_text
import pytest
from fixture_files import HEADER, Fixture

import dgov_std
from dgov_std.api.library import compile_bundle
from dgov_std.bind.header import normalise
from dgov_std.dataset.open import open_table
from dgov_std.errors import InputError, UsageError

FIXTURES = [*fixtures_text.FIXTURES, *fixtures_layout.FIXTURES, *fixtures_causes.FIXTURES, *fixtures_formats.FIXTURES]
NAMES = [fixture.name for fixture in FIXTURES]
_READING = ("encoding", "delimiter", "sheet", "header_row", "header_rows", "skip_rows", "cells")


@pytest.fixture(scope="session")
def bundle() -> Mapping[str, Any]:
    return compile_bundle(Path(__file__).parent / "register.yaml", "register")


def written(fixture: Fixture, folder: Path) -> Path:
    path = folder / fixture.name
    fixture.write(path)
    return path


def fits(labels: Any) -> float:
    known = {normalise(name) for name in [*HEADER, "机构名称（全称）"]}
    filled = [label for label in labels if label.strip()]
    return sum(normalise(label) in known for label in filled) / len(filled) if filled else 0.0


def cells_of(path: Path, options: Mapping[str, Any]) -> tuple[list[str], list[list[str]]]:
    """Return the header and the records of a file: rows that are blank or set aside are none."""
    asked = {name: value for name, value in options.items() if name in _READING}
    known = None if "read_only" in options else fits
    table = open_table(path, **asked, fits=known)
    records: list[list[str]] = []
    try:
        for block in table.blocks():
            batch = table.parse(block)
            aside = {one.index for one in batch.asides}
            rows = zip(*(column.to_pylist() for column in batch.columns), strict=True)
            records += [[cell or "" for cell in row] for i, row in enumerate(rows) if i not in aside]
    finally:
        table.close()
    return list(table.header), [row for row in records if any(row)]


def checked(path: Path, bundle: Mapping[str, Any], options: Mapping[str, Any]) -> dict[str, int]:
    """Return the codes of all findings and their rows."""
    report = dgov_std.check(path, standard=dict(bundle), **options).values
    found: dict[str, int] = {}
    for finding in report.findings:
        found[finding.code] = found.get(finding.code, 0) + finding.rows
    return found


def test_there_are_many_and_each_has_its_own_name() -> None:
    assert len(FIXTURES) >= 150
    assert len(set(NAMES)) == len(NAMES)


@pytest.mark.parametrize(
    "fixture", [each for each in FIXTURES if each.refused is None and each.rows is not None], ids=lambda f: f.name
)
def test_the_table_is_read_as_it_stands(fixture: Fixture, tmp_path: Path) -> None:
    header, rows = cells_of(written(fixture, tmp_path), fixture.options)
    assert rows == fixture.rows
    if fixture.options.get("header_rows") != 0:
        assert header == fixture.header


@pytest.mark.parametrize(
    "fixture", [each for each in FIXTURES if each.refused is None and "read_only" not in each.options], ids=lambda f: f.name
)
def test_the_findings_are_these_and_no_other(fixture: Fixture, bundle: Mapping[str, Any], tmp_path: Path) -> None:
    found = checked(written(fixture, tmp_path), bundle, fixture.options)
    assert set(found) == set(fixture.found)
    assert {code: rows for code, rows in found.items() if fixture.found[code] is not None} == {
        code: rows for code, rows in fixture.found.items() if rows is not None
    }


@pytest.mark.parametrize("fixture", [each for each in FIXTURES if each.refused is not None], ids=lambda f: f.name)
def test_what_cannot_be_read_says_what_it_is(fixture: Fixture, bundle: Mapping[str, Any], tmp_path: Path) -> None:
    with pytest.raises((InputError, UsageError)) as caught:
        checked(written(fixture, tmp_path), bundle, fixture.options)
    problem = caught.value.problems[0]
    assert fixture.refused is not None
    assert fixture.refused in problem.what.zh
    assert problem.todo is not None
