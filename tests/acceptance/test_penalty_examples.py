"""Every penalty example in every form, with and without a calendar of working days: found = the sidecar, nothing else."""

import pytest
from example_runs import AS_OF, EXAMPLES, FORMS, LATER, Examples, found

from dgov_std.standard import load_standard

STANDARDS = EXAMPLES.parent / "standards"
PENALTIES = Examples("penalties", "penalty-publicity")
CALENDAR = Examples("penalties", "penalty-publicity", {"working-days": "working-days-invented.csv"})


@pytest.mark.parametrize("as_of", [AS_OF, LATER])
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["bad-organisations", "bad-persons"])
def test_bad_examples_give_the_sidecar_and_nothing_else(name: str, form: str, as_of: str) -> None:
    assert found(PENALTIES.run(name, form, as_of)) == PENALTIES.expected(name, form, as_of)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["good-organisations", "good-persons"])
def test_good_examples_are_accepted(name: str, form: str) -> None:
    run = PENALTIES.run(name, form)
    assert run.report.verdict == "pass"
    assert found(run) == {}
    assert run.report.rows.clean == run.report.rows.total >= 60


@pytest.mark.parametrize("form", FORMS)
def test_a_calendar_brings_out_late_returns(form: str) -> None:
    assert found(CALENDAR.run("bad-organisations", form)) == CALENDAR.expected("bad-organisations", form)
    assert ("REL109", "warning", "接收日期") in CALENDAR.expected("bad-organisations", form)
    assert found(CALENDAR.run("good-organisations", form)) == {}


def in_time(examples: Examples, name: str) -> str:
    checks = examples.run(name, "csv").report.checks
    (status,) = {str(check.status) for check in checks if check.code == "REL109"}
    return status


def test_without_a_calendar_or_a_day_of_receipt_nothing_is_said_about_time() -> None:
    assert in_time(PENALTIES, "good-organisations") == "skipped"
    assert in_time(CALENDAR, "good-organisations") == "ran"
    assert in_time(CALENDAR, "good-persons") == "not applicable"


@pytest.mark.parametrize("name", ["bad-organisations", "bad-persons"])
def test_every_rule_and_key_of_the_dataset_fails_somewhere(name: str) -> None:
    report = CALENDAR.run(name, "csv").report
    dataset = load_standard(STANDARDS / "penalty-publicity", search=(STANDARDS,)).datasets[report.basis.dataset]
    # A rule that only applies an identifier has no check of its own: the identifier has them.
    silent = {check.id for check in report.checks} - {check.id for check in report.checks if check.failed}
    assert not {part.id for part in (*dataset.rules, *dataset.keys)} & silent
