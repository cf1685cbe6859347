"""Of every fixture file the failing rows are those of the report, with the cells as they stand in the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import fixtures_causes
import fixtures_formats
import fixtures_layout
import fixtures_text
import pyarrow.parquet as pq
import pytest
from fixture_files import Fixture

import dgov_std
from dgov_std.api.library import compile_bundle

ASIDE = {"STR403", "STR404", "STR405"}
ALL = [*fixtures_text.FIXTURES, *fixtures_layout.FIXTURES, *fixtures_causes.FIXTURES, *fixtures_formats.FIXTURES]
FIXTURES = [each for each in ALL if each.refused is None and "read_only" not in each.options]


@pytest.fixture(scope="module")
def bundle() -> Mapping[str, Any]:
    return compile_bundle(Path(__file__).parent / "register.yaml", "register")


# Without a standard a header is read by structure alone, and must be read so twice.
CASES = [(each, True) for each in FIXTURES] + [(each, False) for each in FIXTURES if each in fixtures_layout.FIXTURES]


@pytest.mark.parametrize(
    ("fixture", "known"), CASES, ids=[f"{each.name}{'' if known else ' alone'}" for each, known in CASES]
)
def test_rows_findings_and_cells(fixture: Fixture, known: bool, bundle: Mapping[str, Any], tmp_path: Path) -> None:
    path, target = tmp_path / fixture.name, tmp_path / "rows.parquet"
    fixture.write(path)
    standard = {"standard": dict(bundle)} if known else {}
    report = dgov_std.check(path, failing_rows=target, **standard, **fixture.options).values
    rows = pq.read_table(target).to_pylist()
    aside = sum(found.rows for found in report.findings if found.code in ASIDE)
    assert len(rows) == report.rows.total - report.rows.clean + aside
    told = {each.number: each for each in report.findings if each.severity != "info" and each.first}
    counts = Counter(int(number) for row in rows for number in row["findings"].split(";"))
    places = {(row["row"], row["record"]): row["findings"].split(";") for row in rows}
    for number, each in told.items():
        if each.unit != "file":
            assert counts[number] == each.rows, each
            assert all(str(number) in places[place.row, place.record] for place in each.first), each
    if fixture.rows is not None and known:
        cells = [[cell or "" for cell in list(row.values())[4:]] for row in rows if row["codes"] not in ASIDE]
        assert [row for row in cells if row not in fixture.rows] == []
