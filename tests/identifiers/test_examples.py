"""The examples of every identifier: enough of them, each judged as it says, and no number of a living person."""

from functools import cache

import pytest
from verdicts_of import identifiers, judged, passes

from dgov_std.standard.model import Confidence, Example

OURS = {name: known for name, known in identifiers().items() if "/identifiers/" in known.head.mark.file}
EXAMPLES = [
    (name, verdict, example)
    for name, identifier in OURS.items()
    for verdict, examples in (
        ("valid", identifier.head.valid),
        ("doubtful", identifier.head.doubtful),
        ("invalid", identifier.head.invalid),
    )
    for example in examples
]
# Damage that explains a wrong shape, or a piece of another one, is named instead.
DAMAGE = ("TYP901", "TYP902", "TYP903", "TYP905", "TYP907", "TYP909", "TYP913", "TYP915")
CAUSES = dict.fromkeys(("IDN101", "IDN102", "IDN203"), DAMAGE)
SPECIMENS = {
    "11010519491231002X",
    "440308199901101512",
    "360426199101010071",
    "810000199408230021",
    "830000199201300022",
    "610104620927690",
    "110105491231002",
    "130503670401001",
    "911124198108030024",
    "CAN110081080310",
}


@cache
def found(as_of: str | None) -> dict[tuple[str, str], tuple[str, str]]:
    values: dict[str, list[str]] = {}
    for name, _, example in EXAMPLES:
        if OURS[name].head.as_of == as_of:
            values.setdefault(name, []).append(example.value)
    return judged(values, as_of)


@pytest.mark.parametrize(("name", "verdict", "example"), EXAMPLES, ids=[f"{n}:{v}:{e.value}" for n, v, e in EXAMPLES])
def test_example_is_judged_as_it_says(name: str, verdict: str, example: Example) -> None:
    head = OURS[name].head
    said = found(head.as_of).get((name, example.value))
    if verdict == "valid":
        assert said is None
        return
    assert said is not None
    low = head.source.confidence is Confidence.LOW or name.startswith("foreign")  # whose older form is
    assert said[0] == ("warning" if verdict == "doubtful" or (low and said[0] == "warning") else "error")
    assert example.because is not None
    assert said[1] in (example.because, *CAUSES.get(example.because, ()))


@pytest.mark.parametrize("name", OURS)
def test_reference_agrees_on_errors(name: str) -> None:
    head = OURS[name].head
    for example in (*head.valid, *head.doubtful, *head.invalid):
        said = found(head.as_of).get((name, example.value))
        assert passes(name, example.value, head.as_of) is (said is None or said[0] != "error"), example.value


@pytest.mark.parametrize("name", OURS)
def test_every_identifier_has_twenty_examples_and_both_verdicts(name: str) -> None:
    head = OURS[name].head
    assert len({example.value for example in (*head.valid, *head.doubtful, *head.invalid)}) >= 20
    assert head.valid
    assert head.invalid or head.doubtful
    assert head.definition is not None


def _birth_year(value: str) -> int:
    if len(value) == 18:
        return int(value[6:10])
    return 1900 + int(value[6:8] if value.isdigit() else value[7:9])


PERSONS = [name for name in OURS if name.startswith(("citizen-number", "residence-permit", "foreign-permanent"))]


@pytest.mark.parametrize("name", PERSONS)
def test_numbers_of_persons_are_published_or_of_people_born_before_1921(name: str) -> None:
    head = OURS[name].head
    values = {example.value for example in (*head.valid, *head.doubtful)} - SPECIMENS
    years = {value: _birth_year(value) for value in values}
    assert not {value: year for value, year in years.items() if 1920 < year < 2099}
