"""What to do first: errors before warnings, and exactly as many rows cleared as is said."""

from collections import defaultdict
from contextlib import closing
from dataclasses import replace
from types import ModuleType

import numpy as np
import pytest
from licences import AS_OF, ROOT, bundle, columns_of

from dgov_std.api.examine import Examined, examine
from dgov_std.api.opening import open_data
from dgov_std.api.options import Options
from dgov_std.dataset.block import DamageKind
from dgov_std.engine.findings import Collected
from dgov_std.engine.leverage import first_to_fix
from dgov_std.engine.merge import Outcome
from dgov_std.engine.tally import Tally
from dgov_std.plan.plan import build_plan
from dgov_std.report.values import Severity

E, W, I = Severity.ERROR, Severity.WARNING, Severity.INFO  # noqa: E741
DATASET = "administrative-licence-person"
PLAN = build_plan(bundle(DATASET), {name: i for i, name in enumerate(columns_of(DATASET))}, as_of=AS_OF)


def chosen(
    sample: ModuleType, *given: tuple[str, Severity, list[int]], damage: int | None = None
) -> tuple[tuple[int, ...], int]:
    """Return what comes first of findings given as (code, severity, records), numbered in this order."""
    outcome = Outcome(PLAN, size=100, rows_of={})
    found = []
    for i, (code, severity, records) in enumerate(given):
        column = None if code.startswith("STR") else "内容"
        finding = replace(sample.finding(code, severity, column, len(records), 2), number=i + 1)
        damaged = ((DamageKind.RAGGED, None),) if damage is not None and code == "STR201" else ()
        found.append(Collected(finding, members=[(i, None)], damage=damaged))
        assert outcome.rows_of is not None
        outcome.rows_of[i, None] = [np.array(records, dtype=np.int64)]
    if damage is not None:
        outcome.rows_of = {key: value for key, value in (outcome.rows_of or {}).items() if key[0]}
        outcome.damage[DamageKind.RAGGED, None] = Tally(count=damage, first=list(range(1, min(damage, 20) + 1)))
    return first_to_fix(outcome, found)


def test_a_warning_of_many_rows_comes_after_every_error(sample: ModuleType) -> None:
    given = [("TYP201", E, [1, 2]), ("TYP205", E, [3]), ("TYP206", W, [*range(10, 60)])]
    assert chosen(sample, *given) == ((1, 2, 3), 53)
    assert chosen(sample, *given[:2], ("COD101", E, [4]), given[2]) == ((1, 2, 3), 4)
    assert chosen(sample, *given[:2], ("COD101", E, [4]), ("COD103", E, [5, 6, 7]), given[2]) == ((1, 2, 4), 6)


def test_rows_without_error_count_before_rows_without_fault(sample: ModuleType) -> None:
    warned = ("TYP206", W, [1, 2, 3, 4])
    alike = [("TYP205", E, [5]), ("COD101", E, [6])]
    # Rows 1 to 4 have no error any more, though they are not clean.
    assert chosen(sample, ("TYP203", E, [7]), ("TYP201", E, [1, 2, 3, 4]), *alike, warned) == ((1, 2, 3), 2)


def test_errors_that_free_nothing_by_themselves_still_come_first(sample: ModuleType) -> None:
    assert chosen(sample, ("TYP201", E, [1, 2]), ("TYP205", E, [1, 2]), ("TYP206", W, [1, 2, 3])) == ((1, 2, 3), 3)
    assert chosen(sample, ("DES101", E, []), ("TYP206", W, [1, 2, 3])) == ((1, 2), 3)


def test_the_structure_comes_before_all(sample: ModuleType) -> None:
    cells = [(code, E, [i]) for i, code in enumerate(["TYP201", "TYP205", "COD101"], start=1)]
    assert chosen(sample, ("STR104", E, []), *cells) == ((1, 2, 3), 2)


def test_only_warnings(sample: ModuleType) -> None:
    given = [("TYP206", W, [1]), ("TYP205", W, [2, 3]), ("COD104", W, [4, 5]), ("COD101", W, [6, 7]), ("TYP203", I, [1, 8])]
    assert chosen(sample, *given) == ((2, 3, 4), 6)
    # A warning that clears no row is left out.
    assert chosen(sample, ("TYP206", W, [1]), ("TYP205", W, [])) == ((1,), 1)
    assert chosen(sample, ("TYP203", I, [1, 8])) == ((), 0)


def test_rows_with_a_fault_beyond_the_first_64_findings_are_not_cleared(sample: ModuleType) -> None:
    given = [("TYP206", E, [i]) for i in range(1, 65)]
    assert chosen(sample, *given, ("TYP206", W, [1, 2])) == ((3, 4, 5), 3)
    assert chosen(sample, *given, ("TYP206", E, [1, 2])) == ((3, 4, 5), 3)


def test_damaged_rows_come_first_like_other_errors(sample: ModuleType) -> None:
    given = [("STR201", E, [1, 2, 3]), ("TYP206", W, [3, 50, 51])]
    assert chosen(sample, *given, damage=3) == ((1, 2), 5)
    assert chosen(sample, given[0], damage=3) == ((1,), 3)
    # Where not all were remembered nothing is said of rows.
    assert chosen(sample, *given, damage=21) == ((1, 2), 0)


@pytest.mark.parametrize(
    ("folder", "name", "dataset"),
    [
        ("licences", "bad-organisations", "administrative-licence-organisation"),
        ("licences", "bad-persons", "administrative-licence-person"),
        ("penalties", "bad-organisations", "administrative-penalty-organisation"),
    ],
)
def test_as_many_rows_are_cleared_as_is_said(folder: str, name: str, dataset: str) -> None:
    examined = _examined(folder, name, dataset)
    report = examined.report
    severities = {finding.number: finding.severity for finding in report.findings}
    of_row: dict[int, set[int]] = defaultdict(set)
    for flaw in examined.flaws():
        if severities[flaw.finding] is not I:
            of_row[flaw.row].add(flaw.finding)
    assert len(of_row) == report.rows.total - report.rows.clean
    assert report.rows_solved_by_first == sum(numbers <= set(report.first_to_fix) for numbers in of_row.values()) > 0
    assert {severities[number] for number in report.first_to_fix} == {E}


def _examined(folder: str, name: str, dataset: str) -> Examined:
    path, options = ROOT / "examples" / folder / f"{name}.csv", Options(as_of=AS_OF)
    with closing(open_data(path, options)) as table:
        return examine(table, bundle(dataset), options, path, keep_flawed=True)
