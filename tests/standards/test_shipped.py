"""The shipped standards load, their examples hold, and lists that grow say until when they are known."""

from __future__ import annotations

from pathlib import Path

import pytest

from dgov_std.api.lint import lint_text
from dgov_std.api.trial import joined, trial_text
from dgov_std.lint import lint_standards
from dgov_std.standard import load_standard, load_standards
from dgov_std.standard.model import CodeList
from dgov_std.trial import try_standard

ROOT = Path(__file__).parents[2]
STANDARDS = ROOT / "standards"
FOLDERS = [*sorted(path.parent for path in STANDARDS.glob("*/standard.yaml")), ROOT / "examples" / "province"]
DATASETS = ["administrative-licence-organisation", "administrative-licence-person"]


@pytest.fixture(scope="module")
def licences():
    return load_standard(STANDARDS / "licence-publicity")


@pytest.fixture(scope="module")
def penalties():
    return load_standard(STANDARDS / "penalty-publicity")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_shipped_standard_loads_without_a_problem(folder: Path):
    loaded = load_standard(folder, search=(STANDARDS,))
    assert loaded.head.title.zh
    assert loaded.head.title.en


def test_the_licence_standard_has_one_form_for_organisations_and_one_for_persons(licences):
    assert list(licences.dataset_order) == DATASETS
    assert [len(licences.datasets[name].uses) for name in DATASETS] == [26, 20]


@pytest.fixture(scope="module")
def library():
    """Every shipped standard and the example of a province: (folder, standard)."""
    return list(zip(FOLDERS, load_standards(FOLDERS, search=(STANDARDS,)), strict=True))


def test_every_example_is_judged_as_it_says_and_every_list_is_the_copy_it_says(library):
    trial = joined([try_standard(standard, folder) for folder, standard in library])
    assert trial_text(trial, language="en").splitlines()[:-1] == []
    assert trial.examples > 4_000
    assert trial.lists > 50
    assert [name for kind, name in trial.bare if kind != "dataset"] == []  # an override stands on the examples of its base


def test_the_linter_has_nothing_to_warn_of(library):
    shipped = [(folder, standard) for folder, standard in library if folder.is_relative_to(STANDARDS)]
    assert lint_text(lint_standards(shipped), language="en").splitlines()[:-1] == []


def test_the_penalty_standard_has_one_form_for_organisations_and_one_for_persons(penalties):
    names = ["administrative-penalty-organisation", "administrative-penalty-person"]
    assert list(penalties.dataset_order) == names
    assert [len(penalties.datasets[name].uses) for name in names] == [29, 23]


@pytest.mark.parametrize("form", ["organisation", "person"])
def test_obligations_of_penalties_known_from_memory_only_warn(penalties, form: str):
    uses = penalties.datasets[f"administrative-penalty-{form}"].uses
    remembered = {"party-name", "party-person-name", "party-category", "party-document-type", "party-document-number"}
    warned = {use.id for use in uses if use.required and use.required.severity == "warning"}
    assert warned == (remembered | {"publicity-end"}) & {use.id for use in uses}


BOTH = """
kind: standard
id: both
title: {zh: 两项, en: both}
source: {standard: test, confidence: high}
extends: [licence-publicity, penalty-publicity]
"""


def test_one_standard_can_extend_licences_and_penalties(tmp_path: Path):
    (tmp_path / "both.yaml").write_text(BOTH, encoding="utf-8")
    both = load_standard(tmp_path / "both.yaml", search=(STANDARDS,))
    assert {*DATASETS, "administrative-penalty-organisation", "administrative-penalty-person"} <= set(both.datasets)


REMEMBERED = [
    "licensee-name",
    "licensee-person-name",
    "licensee-category",
    "licensee-document-type",
    "licensee-document-number",
]


@pytest.mark.parametrize("dataset", DATASETS)
def test_obligations_known_from_memory_only_warn(licences, dataset: str):
    required = {use.id: use.required.severity for use in licences.datasets[dataset].uses if use.required}
    assert {name for name, severity in required.items() if severity == "warning"} == set(REMEMBERED) & set(required)


# Others go on changing these while nobody looks: the ministry of civil affairs, the bureau of statistics, ISO's agencies.
GROWING = {"division", "town", "citizen-region", "registration-region", "country", "country-alpha2", "country-alpha3"}
GROWING |= {"currency", "currency-numeric", "language", "language-alpha3"}


@pytest.fixture(scope="module")
def lists(library) -> list[CodeList]:
    """Every shipped list once."""
    found = [each for folder, standard in library if folder.parent == STANDARDS for each in standard.codelists.values()]
    return list({str(each.head.mark): each for each in found}.values())


def test_lists_that_grow_say_until_when_they_are_known(lists):
    assert {each.head.id for each in lists if each.known_until} >= GROWING
    # A copy of somebody else's list ages as well, unless it is of one edition or known to lack codes.
    silent = [each for each in lists if each.copy.file and not (each.known_until or each.open or each.head.edition)]
    assert [each.head.id for each in silent] == []


def test_no_list_holds_a_code_younger_than_the_day_it_is_known_until(lists):
    dated = {each.head.id: each for each in lists if each.known_until}
    assert len(dated) > 10
    younger = [
        (name, code.code)
        for name, each in dated.items()
        for code in each.codes
        for date in (code.valid_from, code.valid_to)
        if date and date > each.known_until[: len(date)]
    ]
    assert younger == []


def test_the_province_tightens_relaxes_and_adds_a_code():
    province = load_standard(ROOT / "examples" / "province", search=(STANDARDS,))
    assert province.elements["remark"].facets["max_length"].value == 500
    assert [r.target for r in province.datasets[DATASETS[0]].relax] == ["certificate-with-number"]
    added = next(code for code in province.codelists["registration-region"].codes if code.code == "339971")
    assert added.rolls_up_to == "330000"
