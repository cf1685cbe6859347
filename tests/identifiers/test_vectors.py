"""Documented and computed identifiers, each judged as documented: with this finding, or with none.

`found` is what is said at the reference date of `verdicts_of.AS_OF`; documented as invalid may be an error or a warning.
"""

import csv
from pathlib import Path

import pytest
from verdicts_of import AS_OF, judged, passes

VECTORS = list(csv.DictReader(Path(__file__).with_name("vectors.csv").read_text(encoding="utf-8").splitlines()))


@pytest.fixture(scope="module")
def found() -> dict[tuple[str, str], tuple[str, str]]:
    values: dict[str, list[str]] = {}
    for vector in VECTORS:
        values.setdefault(vector["identifier"], []).append(vector["value"])
    return judged(values, AS_OF)


@pytest.mark.parametrize("vector", VECTORS, ids=[f"{v['identifier']}:{v['value']}" for v in VECTORS])
def test_judged_as_documented(vector: dict[str, str], found: dict[tuple[str, str], tuple[str, str]]) -> None:
    said = found.get((vector["identifier"], vector["value"]))
    assert (said is not None) == (vector["verdict"] == "invalid")
    assert " ".join(said or ()) == vector["found"]


def test_reference_agrees_on_errors() -> None:
    for vector in VECTORS:
        assert passes(vector["identifier"], vector["value"], AS_OF) is not vector["found"].startswith("error"), vector


def test_every_scheme_has_both_verdicts() -> None:
    both = {(vector["identifier"], vector["verdict"]) for vector in VECTORS}
    alone = {"citizen-number", "business-registration-number", "foreign-permanent-resident"}  # named for a valid form only
    assert {name for name, _ in both if not {(name, "valid"), (name, "invalid")} <= both} == alone


def test_county_listed_after_the_birth_is_no_fault(found: dict[tuple[str, str], tuple[str, str]]) -> None:
    assert ("citizen-number-18", "330106198003071012") not in found
    assert ("uscc", "92141127MA0KD1Y64A") not in found
    assert found["uscc", "111111111111111111"] == ("error", "IDN202")
