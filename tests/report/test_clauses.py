"""What follows for a clause from its checks."""

import json
from dataclasses import replace

import pytest

from dgov_std.report.clauses import Counted, Outcome, by_clause
from dgov_std.report.values import CheckResult, Report, Rule, Severity, Status, Verdict
from dgov_std.text import Text


def check(
    failed: int = 0, severity: str = "error", status: str = "ran", evaluated: int = 10, unit: str = "cell", **rule: str
):
    source = Rule(None, **{"standard": "GB 1", "clause": "4", "confidence": "high"} | rule)
    ran = status == "ran"
    return CheckResult(
        "c", "TYP101", Severity(severity), "conformity", unit, 0, None, Status(status), None, evaluated * ran, failed, source
    )


@pytest.fixture
def accepted(sample) -> Report:
    return sample.accepted()


def outcome(report: Report, *checks: CheckResult) -> Outcome:
    (found,) = by_clause(replace(report, checks=checks))
    return found.outcome


@pytest.mark.parametrize(
    ("checks", "expected"),
    [
        ([check()], Outcome.MET),
        ([check(3, "info")], Outcome.NOTED),
        ([check(3, "warning")], Outcome.IN_DOUBT),
        ([check(3, "warning"), check(1)], Outcome.NOT_MET),
        ([check(3), check(status="skipped")], Outcome.NOT_MET),
        ([check(), check(status="skipped")], Outcome.PARTLY),
        ([check(), check(status="not applicable")], Outcome.PARTLY),
        ([check(status="skipped")], Outcome.NOT_CHECKED),
        ([check(evaluated=0)], Outcome.NO_DATA),
        ([check(evaluated=0), check()], Outcome.MET),
    ],
)
def test_the_outcome_of_a_clause(accepted: Report, checks: list[CheckResult], expected: Outcome) -> None:
    assert outcome(accepted, *checks) is expected


@pytest.mark.parametrize("verdict", [Verdict.INCOMPLETE, Verdict.NOT_EVALUATED])
def test_nothing_is_met_by_a_test_that_came_to_no_end(accepted: Report, verdict: Verdict) -> None:
    assert outcome(replace(accepted, verdict=verdict), check()) is Outcome.PARTLY
    assert outcome(replace(accepted, complete=False), check()) is Outcome.PARTLY
    assert outcome(replace(accepted, verdict=verdict), check(1)) is Outcome.NOT_MET


def test_checks_are_counted_by_unit(accepted: Report) -> None:
    checks = (check(2), check(1, evaluated=5), check(1, unit="row", evaluated=7), check(status="skipped", unit="file"))
    (found,) = by_clause(replace(accepted, checks=checks))
    assert (found.checks, found.ran) == (4, 3)
    assert found.counted == (Counted("cell", 15, 3), Counted("row", 7, 1))


def test_clauses_stand_in_the_order_of_their_numbers_and_the_tools_own_last(accepted: Report) -> None:
    places = [("GB 2", None), (None, None), ("GB 2", "5.10"), ("GB 10", "1"), ("GB 2", "5.2"), ("GB 2", "9" * 5000)]
    checks = tuple(check(standard=standard, clause=clause) for standard, clause in places)
    found = [(each.standard, each.clause) for each in by_clause(replace(accepted, checks=checks))]
    assert found == [("GB 2", "5.2"), ("GB 2", "5.10"), ("GB 2", "9" * 5000), ("GB 2", None), ("GB 10", "1"), (None, None)]


def test_confidence_is_told_surest_first_and_only_its_three_grades(accepted: Report) -> None:
    checks = tuple(check(confidence=each) for each in ("low", "sure!", "high", "low"))
    (found,) = by_clause(replace(accepted, checks=checks))
    assert found.confidence == ("high", "low")


def test_a_titled_rule_does_not_make_another_clause(accepted: Report) -> None:
    other = replace(check(), rule=Rule(Text("甲", "a"), "GB 1", "4", "high"))
    assert len(by_clause(replace(accepted, checks=(check(), other)))) == 1
    assert json.dumps(by_clause(replace(accepted, checks=()))) == "[]"
