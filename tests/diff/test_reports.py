"""What became of the findings of one report in another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import ModuleType

import pytest

from dgov_std.diff.reports import compare_reports
from dgov_std.report.differences import About, Changed, Difference, Worse
from dgov_std.report.facts import Labels
from dgov_std.report.values import Basis, Finding, Report, Severity, Status, Verdict

E, W, I = Severity.ERROR, Severity.WARNING, Severity.INFO  # noqa: E741
Change = Callable[[Finding], Finding]


@pytest.fixture
def report(sample: ModuleType) -> Report:
    """A returned report, every check of a finding among its checks."""
    found: Report = sample.returned()
    template = found.checks[0]
    checks = [
        replace(
            template, id=id_, code=f.code, column=f.columns[0] if f.columns else None, element=f.element, status=Status.RAN
        )
        for f in found.findings
        for id_ in f.checks
    ]
    return replace(found, checks=tuple(checks))


def with_(report: Report, number: int, **changes: object) -> Report:
    return replace(report, findings=tuple(replace(f, **changes) if f.number == number else f for f in report.findings))


def without(report: Report, number: int) -> Report:
    left = [f for f in report.findings if f.number != number]
    return replace(report, findings=tuple(replace(f, number=i) for i, f in enumerate(left, start=1)))


def of(report: Report, severity: Severity) -> Finding:
    return next(f for f in report.findings if f.severity is severity and f.columns and f.unit != "file")


def reasons(found: Difference) -> list[tuple[str, int]]:
    return [(each.kind, each.count) for each in found.worse]


def test_nothing_differs_from_itself(report: Report):
    found = compare_reports(report, report)
    assert (found.added, found.resolved, found.unjudged, found.changed, found.about, found.worse) == ((), (), (), (), (), ())
    assert found.same == tuple((f.number, f.number) for f in report.findings)


def test_a_finding_that_is_gone_is_resolved(report: Report):
    gone = of(report, E)
    found = compare_reports(report, without(report, gone.number))
    assert (found.resolved, found.unjudged, found.added, found.worse) == ((gone.number,), (), (), ())


def test_a_finding_that_appears_is_new(report: Report):
    gone = of(report, E)
    found = compare_reports(without(report, gone.number), report)
    assert (found.added, found.resolved, reasons(found)) == ((gone.number,), (), [("new", 1)])


def test_a_finding_whose_check_did_not_run_is_not_resolved(report: Report):
    gone = of(report, E)
    checks = tuple(replace(c, status=Status.SKIPPED) if c.id in gone.checks else c for c in report.checks)
    found = compare_reports(report, replace(without(report, gone.number), checks=checks))
    assert (found.resolved, found.unjudged, reasons(found)) == ((), (gone.number,), [("unjudged", 1)])
    assert {each.id for each in found.stopped} == set(gone.checks)


def test_a_finding_whose_column_is_gone_is_not_resolved(report: Report):
    gone = of(report, E)
    checks = tuple(c for c in report.checks if c.id not in gone.checks)
    found = compare_reports(report, replace(without(report, gone.number), checks=checks))
    assert found.unjudged == (gone.number,)


@pytest.mark.parametrize(("unit", "resolved"), [("cell", False), ("file", True)])
def test_a_check_of_all_columns_says_nothing_of_one_that_is_gone(report: Report, unit: str, resolved: bool):
    gone = of(report, E)
    old = with_(report, gone.number, unit=unit, checks=("structure.X",))
    ran = replace(old.checks[0], id="structure.X", column=None, element=None, status=Status.RAN)
    columns = tuple(c for c in old.columns if c.index not in gone.columns)
    found = compare_reports(old, replace(without(old, gone.number), checks=(*old.checks, ran), columns=columns))
    assert (gone.number in found.resolved, gone.number in found.unjudged) == (resolved, not resolved)


def test_nothing_is_resolved_in_a_file_that_was_not_evaluated(report: Report):
    found = compare_reports(report, replace(report, findings=(), verdict=Verdict.NOT_EVALUATED))
    assert (found.resolved, len(found.unjudged)) == ((), len(report.findings))
    assert reasons(found)[0] == ("verdict", 1)


@pytest.mark.parametrize(("more", "trend"), [(1, "worse"), (-1, "better")])
def test_more_or_fewer_rows_are_a_change(report: Report, more: int, trend: str):
    one = of(report, E)
    found = compare_reports(report, with_(report, one.number, rows=one.rows + more))
    assert found.changed == (Changed(one.number, one.number, trend),)  # type: ignore[arg-type]
    assert found.worse == ((Worse("more", 1),) if more > 0 else ())


def test_fewer_rows_with_more_cells_are_worse(report: Report):
    one = of(report, E)
    found = compare_reports(report, with_(report, one.number, rows=one.rows - 1, cells=one.cells + 1))
    assert found.changed[0].trend == "worse"


def test_more_labels_are_worse(report: Report):
    one = report.findings[0]
    pair = [with_(report, one.number, facts=Labels(("a",), total)) for total in (1, 2)]
    assert compare_reports(*pair).changed[0].trend == "worse"


@pytest.mark.parametrize(("old", "new", "trend", "why"), [(W, E, "worse", [("severity", 1)]), (E, W, "better", [])])
def test_another_severity_is_a_change(report: Report, old: Severity, new: Severity, trend: str, why: list[object]):
    number = of(report, E).number
    found = compare_reports(with_(report, number, severity=old), with_(report, number, severity=new))
    assert (found.changed, reasons(found)) == ((Changed(number, number, trend),), why)  # type: ignore[arg-type]


def test_a_renamed_check_is_still_the_same_finding(report: Report):
    number = of(report, E).number
    found = compare_reports(report, with_(report, number, checks=("renamed",)))
    assert (found.added, found.resolved, found.changed) == ((), (), ())


def test_the_same_fault_in_another_column_is_another_finding(report: Report):
    one = of(report, E)
    other = next(c.index for c in report.columns if c.index not in one.columns)
    found = compare_reports(report, with_(report, one.number, columns=(other,)))
    assert (found.added, len(found.resolved) + len(found.unjudged)) == ((one.number,), 1)


def test_another_cause_is_another_finding(report: Report):
    one = of(report, E)
    found = compare_reports(report, with_(report, one.number, cause="look-alike"))
    assert found.added == (one.number,)


def test_a_column_that_moved_is_the_same_column(report: Report):
    moved = tuple(replace(c, index=c.index + 1) for c in report.columns)
    findings = tuple(replace(f, columns=tuple(i + 1 for i in f.columns)) for f in report.findings)
    found = compare_reports(report, replace(report, columns=moved, findings=findings))
    assert (found.added, found.resolved, found.changed) == ((), (), ())


@pytest.mark.parametrize(("fail_on", "severity", "why"), [
    ("error", E, [("new", 1)]), ("error", W, []), ("warning", W, [("new", 1)]), ("warning", I, []), ("info", I, [("new", 1)]),
    ("none", E, []),
])  # fmt: skip
def test_only_what_is_as_severe_as_asked_makes_it_worse(report: Report, fail_on: str, severity: Severity, why: list[object]):
    number = of(report, severity).number
    found = compare_reports(without(report, number), report, fail_on)  # type: ignore[arg-type]
    assert (found.added, reasons(found)) == ((number,), why)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (Verdict.PASS, Verdict.FAIL, [("verdict", 1)]),
        (Verdict.FAIL, Verdict.INCOMPLETE, [("verdict", 1)]),
        (Verdict.FAIL, Verdict.PASS, []),
        (Verdict.NOT_EVALUATED, Verdict.FAIL, []),
    ],
)
def test_a_verdict_that_says_less_is_worse(report: Report, old: Verdict, new: Verdict, why: list[object]):
    found = compare_reports(replace(report, verdict=old), replace(report, verdict=new))
    assert reasons(found) == why


# ---- what else differs ----


def about(report: Report, **changes: object) -> list[About]:
    return list(compare_reports(report, replace(report, **changes)).about)


def basis(report: Report, **changes: object) -> Basis:
    assert report.basis is not None
    return replace(report.basis, **changes)


def test_another_edition_is_told_and_not_its_fingerprint(report: Report):
    assert report.basis is not None
    other = basis(report, edition="2030", bundle_sha256="0" * 64)
    assert about(report, basis=other) == [About("edition", "", report.basis.edition, "2030")]


def test_another_content_of_the_same_edition_is_told(report: Report):
    assert [each.kind for each in about(report, basis=basis(report, bundle_sha256="0" * 64))] == ["bundle"]


def test_no_standard_any_more_is_told(report: Report):
    assert [each.kind for each in about(report, basis=None)][:2] == ["standard", "edition"]


def test_another_code_list_is_told_by_its_name(report: Report):
    lists = basis(report).codelists
    other = basis(report, codelists=(replace(lists[0], edition="2031"), *lists[1:]), bundle_sha256="0" * 64)
    assert [(each.kind, each.name) for each in about(report, basis=other)] == [("codelist", lists[0].id)]


def test_of_another_standard_no_code_list_is_told(report: Report):
    other = basis(report, standard="other", codelists=(), bundle_sha256="0" * 64)
    assert [each.kind for each in about(report, basis=other)] == ["standard"]


def test_another_file_is_told(report: Report):
    other = replace(report.input, name="other.csv", sha256="f" * 64)
    assert [(each.name, each.new) for each in about(report, input=other)] == [("name", "other.csv"), ("sha256", "f" * 12)]


def test_other_versions_options_and_columns_are_told(report: Report):
    versions = report.versions | {"pyarrow": "99"}
    found = about(report, versions=versions, options={"as_of": "2030-01-01"}, columns=report.columns[1:])
    assert {(each.kind, each.name) for each in found} >= {("version", "pyarrow"), ("option", "as_of"), ("columns", "")}
