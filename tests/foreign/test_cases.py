"""Every case: the engine on every route, the reference and the whole run say what the specification says."""

import csv
from pathlib import Path
from typing import Any

import pytest
from case_files import Case, cases, rows_of
from judging import ROUTES, bundle_of, by_engine, by_reference

import dgov_std
from dgov_std.errors import StandardError
from dgov_std.plan import build_plan

CASES = list(cases())
JUDGED = [case for case in CASES if case.refused is None]
OF_RECORDS = [case for case in JUDGED if not case.of_rows]
OF_ROWS = [case for case in JUDGED if case.of_rows]
REFUSED = [case for case in CASES if case.refused is not None]


def name(case: Case) -> str:
    return case.id


def wanted(case: Case) -> list[bool]:
    return [test["valid"] for test in case.tests]


def rows(case: Case) -> list[dict[str, str]]:
    return [test["row"] for test in case.tests]


def test_there_are_cases_of_both_kinds_in_every_file():
    assert sum(len(case.tests) for case in JUDGED) >= 1000
    for file in {case.file for case in JUDGED}:
        assert {test["valid"] for case in JUDGED if case.file == file for test in case.tests} == {True, False}, file
    assert all(any(row.get(name) for name in case.columns) for case in OF_RECORDS for row in rows(case))


@pytest.mark.parametrize("case", OF_RECORDS, ids=name)
def test_the_engine_on_every_route(case: Case):
    bundle = bundle_of(case.schema)
    for route in ROUTES:
        assert by_engine(bundle, rows(case), case.columns, route) == wanted(case), route


@pytest.mark.parametrize("case", OF_RECORDS, ids=name)
def test_the_reference(case: Case):
    # The library under the reference resolves a plain `$ref` to a `$dynamicAnchor` dynamically (docs/json-schema.md).
    known = [test.get("differs", {}).get("jsonschema") == "dynamicAnchor" for test in case.tests]
    expected = [valid != exempt for valid, exempt in zip(wanted(case), known, strict=True)]
    assert by_reference(bundle_of(case.schema), rows(case), case.columns) == expected


@pytest.mark.parametrize("case", OF_ROWS, ids=name)
def test_a_whole_run_over_an_array_of_records(case: Case, tmp_path: Path):
    verdicts = [run(case, rows_of(test), tmp_path / "file.csv") for test in case.tests]
    assert verdicts == ["pass" if valid else "fail" for valid in wanted(case)]


def run(case: Case, found: list[dict[str, str]], path: Path) -> str:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, case.columns, restval="")
        writer.writeheader()
        writer.writerows(found)
    return str(dgov_std.check(path, standard=bundle_of(case.schema)).verdict)


@pytest.mark.parametrize("case", REFUSED, ids=name)
def test_what_cannot_be_executed_is_refused_with_its_place(case: Case):
    assert where_refused(case.schema).startswith(case.refused or "")


def where_refused(schema: Any) -> str:
    with pytest.raises(StandardError) as raised:
        build_plan(bundle_of(schema), {"a": 0})
    (problem,) = raised.value.problems
    return problem.where or ""
