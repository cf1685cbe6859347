"""Every licence example in every form: found = the sidecar, nothing else."""

import pytest
from example_runs import AS_OF, FORMS, LATER, Examples, found

LICENCES = Examples("licences", "licence-publicity")


@pytest.mark.parametrize("as_of", [AS_OF, LATER])
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["bad-organisations", "bad-persons"])
def test_bad_examples_give_the_sidecar_and_nothing_else(name: str, form: str, as_of: str) -> None:
    assert found(LICENCES.run(name, form, as_of)) == LICENCES.expected(name, form, as_of)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["good-organisations", "good-persons"])
def test_good_examples_are_accepted(name: str, form: str) -> None:
    run = LICENCES.run(name, form)
    assert run.report.verdict == "pass"
    assert found(run) == {}
    assert run.report.rows.clean == run.report.rows.total >= 300


def test_the_bad_examples_hold_thirty_kinds_of_fault() -> None:
    kinds = {(key[0], key[2]) for name in ("bad-organisations", "bad-persons") for key in LICENCES.expected(name, "csv")}
    assert len({code for code, _ in kinds}) >= 20
    assert len(kinds) >= 30
