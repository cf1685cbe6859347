"""Documented and computed identifiers, each judged as documented: a fault may be an error or a warning."""

import csv
from pathlib import Path

import pyarrow as pa
import pytest

from dgov_std.api.check import examine, open_data
from dgov_std.api.library import compile_bundle
from dgov_std.api.options import Options

VECTORS = list(csv.DictReader(Path(__file__).with_name("vectors.csv").read_text(encoding="utf-8").splitlines()))
STANDARD = """
kind: standard
id: vectors
title: {zh: 样例, en: vectors}
source: {standard: test, confidence: high}
extends: [national]
---
kind: dataset
id: vectors
title: {zh: 样例, en: vectors}
source: {standard: test, confidence: high}
elements: [{use: citizen-number}, {use: uscc}, {use: organisation-code}]
"""
ELEMENT = """
---
kind: element
id: ID
title: {zh: ID, en: ID}
source: {standard: test, confidence: high}
identifier: ID
"""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[int, set[str]]:
    """Row number -> codes of errors and warnings."""
    path = tmp_path_factory.mktemp("standard") / "vectors.yaml"
    schemes = ("citizen-number", "uscc", "organisation-code")
    path.write_text(STANDARD + "".join(ELEMENT.replace("ID", scheme) for scheme in schemes), encoding="utf-8")
    columns = [[row["value"] if row["scheme"] == scheme else None for row in VECTORS] for scheme in schemes]
    table = open_data(pa.table(columns, names=list(schemes)), Options())
    run = examine(table, compile_bundle(path), Options(as_of="2026-10-31"), None, keep_flawed=True)
    codes: dict[int, set[str]] = {}
    by_number = {finding.number: finding for finding in run.report.findings}
    for flaw in run.flaws():
        if by_number[flaw.finding].severity != "info":
            codes.setdefault(flaw.row, set()).add(by_number[flaw.finding].code)
    return codes


@pytest.mark.parametrize(("index", "vector"), list(enumerate(VECTORS)), ids=[f"{v['scheme']}:{v['value']}" for v in VECTORS])
def test_judged_as_documented(index: int, vector: dict[str, str], found: dict[int, set[str]]) -> None:
    codes = found.get(index + 2, set())
    assert bool(codes) == (vector["verdict"] == "invalid"), (vector, codes)


def test_both_verdicts_occur_for_every_scheme() -> None:
    assert len({(row["scheme"], row["verdict"]) for row in VECTORS}) == 6
