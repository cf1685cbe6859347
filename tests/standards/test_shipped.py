"""The shipped standards load, and hold to their own rules of evidence."""

from __future__ import annotations

from pathlib import Path

import pytest

from dgov_std.standard import load_standard

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


@pytest.fixture(scope="module", params=["licence-publicity", "penalty-publicity"])
def publicity(request):
    return load_standard(STANDARDS / request.param)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_shipped_standard_loads_without_a_problem(folder: Path):
    loaded = load_standard(folder, search=(STANDARDS,))
    assert loaded.head.title.zh
    assert loaded.head.title.en


def test_the_licence_standard_has_one_form_for_organisations_and_one_for_persons(licences):
    assert list(licences.dataset_order) == DATASETS
    assert [len(licences.datasets[name].uses) for name in DATASETS] == [26, 20]


def test_every_identifier_has_three_examples_of_either_kind(publicity):
    few = [name for name, i in publicity.identifiers.items() if len(i.head.valid) < 3 or len(i.head.invalid) < 3]
    assert few == []


def test_the_examples_of_code_lists_are_in_the_list_or_not(publicity):
    for codelist in publicity.codelists.values():
        codes = {code.code for code in codelist.codes}
        assert {example.value for example in codelist.head.valid} <= codes, codelist.head.id
        assert not {example.value for example in codelist.head.invalid} & codes, codelist.head.id


def test_a_rule_of_low_confidence_is_no_error(publicity):
    facets = [f for element in publicity.elements.values() for f in element.facets.values()]
    facets += [rule.facet for dataset in publicity.datasets.values() for rule in dataset.rules]
    facets += [use.required for dataset in publicity.datasets.values() for use in dataset.uses if use.required]
    assert [str(f.mark) for f in facets if f.source.confidence == "low" and f.severity == "error"] == []


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


def test_lists_that_grow_say_until_when_they_are_known(licences):
    dated = {name for name, codelist in licences.codelists.items() if codelist.known_until}
    assert dated == {"division", "citizen-region", "registration-region"}


def test_the_province_tightens_relaxes_and_adds_a_code():
    province = load_standard(ROOT / "examples" / "province", search=(STANDARDS,))
    assert province.elements["remark"].facets["max_length"].value == 500
    assert [r.target for r in province.datasets[DATASETS[0]].relax] == ["certificate-with-number"]
    added = next(code for code in province.codelists["registration-region"].codes if code.code == "339971")
    assert added.rolls_up_to == "330000"
