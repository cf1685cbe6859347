"""What the shipped standards say around the tables: classification, description, quality; and a province's version of them."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import dgov_std
from dgov_std.engine.document import metadata_findings
from dgov_std.errors import StandardError
from dgov_std.render.quality import indicator_line
from dgov_std.report.codes import CODES
from dgov_std.report.score import indicators
from dgov_std.report.values import Rows
from dgov_std.schema.bundle import compile_dataset
from dgov_std.standard import load_standard
from dgov_std.standard.model import Standard

ROOT = Path(__file__).parents[2]
STANDARDS, PROVINCE = ROOT / "standards", ROOT / "examples" / "province"
GOOD = ROOT / "examples" / "licences" / "good-organisations.csv"


@pytest.fixture(scope="module")
def national() -> Standard:
    return load_standard(STANDARDS / "national")


@pytest.fixture(scope="module")
def licences() -> Mapping[str, Any]:
    return compile_dataset(load_standard(STANDARDS / "licence-publicity"), "administrative-licence-organisation")


# GB/T 43697-2024: the level by object of harm for general, serious and particularly serious harm; "" is general data.
LEVELS = {
    "national-security": ("important", "core", "core"),
    "economy": ("", "important", "core"),
    "society": ("", "important", "core"),
    "public-interest": ("", "important", "core"),
    "organisation": ("", "", ""),
    "individual": ("", "", ""),
}


def test_the_matrix_is_that_of_the_standard(national: Standard):
    found = {(g.object, g.degree): g for g in national.classifications["data-grading"].matrix}
    assert len(found) == 24
    for name, levels in LEVELS.items():
        for degree, level in zip(("general", "serious", "particularly-serious"), levels, strict=True):
            cell = found[name, degree]
            assert (cell.level == level) if level else cell.level.startswith("general-"), (name, degree)
            # The sub-levels of general data are from memory.
            assert cell.source.confidence == ("medium" if level else "low")


def test_the_identity_number_is_sensitive_until_the_newer_list_takes_effect(national: Standard):
    old, new = national.classifications["data-grading"].sensitive
    assert (old.source.standard, old.valid_to, old.identifiers["citizen-number"]) == (
        "GB/T 35273-2020",
        "2025-11-01",
        "identity",
    )
    assert (new.source.standard, new.valid_from, "citizen-number" in new.identifiers) == (
        "GB/T 45574-2025",
        "2025-11-01",
        False,
    )
    assert [category.id for category in new.categories] == [
        "biometric",
        "religion",
        "specific-identity",
        "health",
        "financial-account",
        "whereabouts",
        "minor",
    ]


@pytest.mark.parametrize(("as_of", "found"), [("2025-10-31", ["CLS102"]), ("2025-11-01", [])])
def test_opening_identity_numbers_warns_while_they_are_sensitive(licences: Mapping[str, Any], as_of: str, found: list[str]):
    (judged,) = metadata_findings(licences, {"是否向社会开放": "是", "开放条件": "无"}, as_of)
    told = [finding for finding in judged.findings if finding.code == "CLS102"]
    assert [finding.code for finding in told] == found
    assert {str(finding.severity) for finding in told} <= {"warning"}


def test_every_level_of_an_element_that_says_why_follows_from_the_matrix(national: Standard):
    matrix = {(g.object, g.degree): g.level for g in national.classifications["data-grading"].matrix}
    graded = [element for element in national.elements.values() if element.impact]
    assert [e.head.id for e in graded if matrix[e.impact.object, e.impact.degree] != e.level] == []


DCAT = {
    "resource-title": "dct:title",
    "abstract": "dct:description",
    "resource-code": "dct:identifier",
    "provider": "dct:publisher",
    "resource-category": "dcat:theme",
    "keywords": "dcat:keyword",
    "resource-format": "dct:format",
    "update-cycle": "dct:accrualPeriodicity",
    "published": "dct:issued",
    "updated": "dct:modified",
    "time-range": "dct:temporal",
    "spatial-coverage": "dct:spatial",
    "share-type": "dct:accessRights",
}


def test_fields_of_the_catalogue_have_their_dcat_names(national: Standard):
    fields = {field.id: field.dcat for field in national.descriptions["resource-catalogue"].fields}
    assert {name: fields[name][0] for name in DCAT} == DCAT


def test_every_stage_of_the_life_cycle_has_a_responsible_body(national: Standard):
    fields = {field.id for field in national.descriptions["resource-catalogue"].fields}
    stages = ("collection", "storage", "use", "processing", "sharing", "opening", "destruction")
    assert {f"{stage}-body" for stage in stages} <= fields


def test_nothing_of_low_confidence_around_the_tables_is_an_error(national: Standard):
    for description in national.descriptions.values():
        facets = [facet for field in description.fields for facet in field.facets.values()]
        facets += [field.required for field in description.fields if field.required]
        facets += [rule.facet for rule in description.rules]
        assert [str(f.mark) for f in facets if f.source.confidence == "low" and f.severity == "error"] == []
    rules = [rule.facet for each in national.classifications.values() for rule in each.release]
    assert {rule.severity for rule in rules} == {"warning"}


@pytest.mark.parametrize(
    ("cycle", "as_of", "late"),
    [
        ("每月", "2025-02-08", False),
        ("每月", "2025-02-09", True),
        ("每日", "2025-01-03", False),
        ("每日", "2025-01-04", True),
        ("每年", "2026-01-31", False),
        ("每年", "2026-02-02", True),
        ("不定期", "2030-01-01", False),
    ],
)
def test_data_are_updated_within_their_cycle(licences: Mapping[str, Any], cycle: str, as_of: str, late: bool):
    (found,) = metadata_findings(licences, {"更新周期": cycle, "数据更新日期": "2025-01-01"}, as_of)
    assert ("DES103" in [finding.code for finding in found.findings]) is late
    (timely,) = [i for i in indicators(licences["quality"], found.checks, Rows(0, 0, 0, 0)) if i.id == "0502"]
    assert (timely.unit, timely.a, timely.b) == ("file", 0 if late else 1, 1)


INDICATORS = "0101 0102 0103 0104 0105 0106 0201 0202 0301 0302 0303 0304 0305 0401 0402 0501 0502 0503 0601 0602"


def test_the_national_model_has_every_indicator(national: Standard):
    model = national.qualities["gbt-36344"]
    assert [each.id for each in model.indicators] == INDICATORS.split()
    assert [each.id for each in model.indicators if each.counts[0] == "none"] == ["0601", "0602"]
    assert [each.id for each in model.indicators if each.polarity == "lower"] == ["0303", "0305"]
    assert {each.formula for each in model.indicators} == {"ratio"}
    assert (model.grades, [each.weight for each in model.indicators if each.weight]) == ((), [])


def test_the_model_of_shanghai_has_its_formulas(national: Standard):
    model = {each.id: each for each in national.qualities["db31-t-1523"].indicators}
    assert len(model) == 30
    assert model["010100"].counts[1] == ("010101", "010102", "010103")
    assert model["040200"].counts[1] == ("040201", "040202", "040203", "040204")
    assert [name for name, each in model.items() if each.formula == "complement"] == ["030300", "030500"]
    assert [name for name, each in model.items() if each.formula == "mean"] == ["010100", "040200"]
    assert {each.polarity for each in model.values()} == {"higher"}


@pytest.mark.parametrize("model", ["gbt-36344", "db31-t-1523"])
@pytest.mark.parametrize("code", CODES)
def test_every_code_is_counted_by_an_indicator_in_its_unit(national: Standard, model: str, code: str):
    counted = [each for each in national.qualities[model].indicators if each.counts[0] in {"passed", "failed"}]
    fitting = [each.id for each in counted if code.startswith(each.counts[1]) and CODES[code].unit in each.units]
    by_rows = {"KEY102": "0303"}  # wholly equal rows are also the rate of duplicates
    assert fitting or code in by_rows, code


def test_two_models_are_told_each_under_its_standard(tmp_path: Path):
    head = "kind: standard\nid: both\ntitle: {zh: 甲, en: a}\nsource: {standard: S, confidence: high}\n"
    more = "extends: [licence-publicity]\nquality: [gbt-36344, db31-t-1523]\n"
    (tmp_path / "both.yaml").write_text(head + more, encoding="utf-8")
    report = dgov_std.check(GOOD, standard=tmp_path / "both.yaml", as_of="2026-10-31").values
    assert list(dict.fromkeys(each.standard for each in report.indicators)) == ["GB/T 36344-2018", "DB31/T 1523-2024"]
    lines = [indicator_line(each, "zh") for each in report.indicators]
    assert "GB/T 36344-2018 0303 数据重复率: 0.00% = 0 / 300 行 (越低越好)" in lines
    assert "DB31/T 1523-2024 030300 数据重复率: 100.00% = 1 - 0 / 300 行 (越高越好)" in lines
    assert [line for line in lines if " 010100 " in line] == [
        "DB31/T 1523-2024 010100 数据标准: 100.00% = 010101、010102、010103 的平均 (越高越好)"
    ]


# The province of the example: three things tightened, one relaxed with a reason.


def test_the_province_tightens_three_things_and_relaxes_one():
    base, province = load_standard(STANDARDS / "licence-publicity"), load_standard(PROVINCE, search=(STANDARDS,))
    name = "administrative-licence-organisation"
    was, now = base.datasets[name], province.datasets[name]
    assert ["max_length" in each.elements["remark"].facets for each in (base, province)] == [False, True]
    needed = [next(use.required for use in d.uses if use.id == "legal-representative") for d in (was, now)]
    assert [required is not None for required in needed] == [False, True]
    assert (was.extra_columns, now.extra_columns) == ("info", "warning")
    assert [(r.target, r.reason.en) for r in now.relax] == [
        ("certificate-with-number", "Old certificates of the province have a number but no name")
    ]
    assert {r.id for r in was.rules} - {r.id for r in now.rules} == {"certificate-with-number"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("extra_columns: warning", "identical_rows: {severity: warning}", "the severity of identical_rows is lowered"),
        (
            "{use: legal-representative, required: true}",
            "{use: valid-to, required: false}",
            "required is loosened from true",
        ),
    ],
)
def test_a_relaxation_that_is_not_declared_is_refused_with_both_places(tmp_path: Path, old: str, new: str, said: str):
    shutil.copytree(PROVINCE, tmp_path / "province")
    file = tmp_path / "province" / "overrides.yaml"
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(StandardError) as raised:
        load_standard(tmp_path / "province", search=(STANDARDS,))
    (problem,) = raised.value.problems
    assert str(problem.where).startswith(f"{file}:")
    assert said in problem.what.en
    assert "which the base standard fixes at" in problem.what.en
    assert str(STANDARDS) in problem.what.en
    assert "declare relax: [{" in problem.todo.en


def test_the_report_of_the_province_has_a_score_and_a_grade():
    report = dgov_std.check(GOOD, standard=PROVINCE, as_of="2026-10-31").values
    (score,) = report.scores
    assert (score.standard, score.weights, score.left_out) == ("某省数据标准（虚构）", 100.0, ())
    assert score.points is not None
    assert score.points > 99
    assert score.grade is not None
    assert score.grade.zh == "优"
