"""Classification: the matrix, the impact of elements, lists of sensitive personal information."""

from pathlib import Path

import pytest

from dgov_std.errors import StandardError
from dgov_std.standard import load_standard
from dgov_std.standard.model import Standard

TEXT = "title: {zh: 甲, en: a}\nsource: {standard: S, confidence: high}\n"
HEAD = f"kind: standard\nid: base\n{TEXT}classification: grading\n"
LEVELS = "levels: [{id: l1, title: {zh: 一, en: one}}, {id: l2, title: {zh: 二, en: two}}]\n"
OBJECTS = "objects: [{id: people, title: {zh: 人, en: people}}]\n"
DEGREES = "degrees: [{id: none, title: {zh: 无, en: none}}, {id: serious, title: {zh: 重, en: serious}}]\n"
MATRIX = (
    "matrix: [{object: people, degree: none, level: l1}, {object: people, degree: serious, level: l2, confidence: low}]\n"
)
CARD = f"kind: identifier\nid: card\n{TEXT}pattern: '[0-9]{{4}}'\n"


def grading(*parts: str) -> str:
    return f"kind: classification\nid: grading\n{TEXT}{LEVELS}{''.join(parts)}"


def element(classification: str, *more: str) -> str:
    return f"kind: element\nid: name\n{TEXT}classification: {{{classification}}}\n{''.join(more)}"


def load(folder: Path, *documents: str, child: str = "") -> Standard:
    (folder / "base").mkdir()
    (folder / "base" / "standard.yaml").write_text("---\n".join([HEAD, *documents]), encoding="utf-8")
    if not child:
        return load_standard(folder / "base")
    head = f"kind: standard\nid: child\n{TEXT}extends: [base]\n"
    (folder / "child.yaml").write_text(f"{head}---\n{child}", encoding="utf-8")
    return load_standard(folder / "child.yaml", search=(folder,))


def mistakes(folder: Path, *documents: str, child: str = "") -> list[str]:
    with pytest.raises(StandardError) as raised:
        load(folder, *documents, child=child)
    return [problem.in_("en").replace(f"{folder}/", "") for problem in raised.value.problems]


def test_the_matrix_keeps_its_confidence(tmp_path: Path) -> None:
    found = load(tmp_path, grading(OBJECTS, DEGREES, MATRIX)).classifications["grading"]
    assert [(g.degree, g.level, g.source.confidence) for g in found.matrix] == [
        ("none", "l1", "high"),
        ("serious", "l2", "low"),
    ]


def test_a_pair_that_is_missing_is_named(tmp_path: Path) -> None:
    found = mistakes(tmp_path, grading(OBJECTS, DEGREES, "matrix: [{object: people, degree: none, level: l1}]\n"))
    assert found == [
        'base/standard.yaml:14:10: the matrix lacks "people" with "serious". '
        "Add {object: people, degree: serious, level: …}."
    ]


def test_a_pair_that_stands_twice_is_named(tmp_path: Path) -> None:
    twice = MATRIX.replace("degree: none", "degree: serious", 1).replace("]", ", {object: people, degree: none, level: l1}]")
    assert [
        '"people" with "serious" is graded twice' in text for text in mistakes(tmp_path, grading(OBJECTS, DEGREES, twice))
    ] == [True]


@pytest.mark.parametrize(("old", "new", "said"), [("object: people", "object: pepole", "there is no object"), ("l2", "l3", "there is no level"), ("serious", "grave", "there is no degree")])  # fmt: skip
def test_the_matrix_names_what_there_is(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert said in mistakes(tmp_path, grading(OBJECTS, DEGREES, MATRIX.replace(old, new)))[0]


def test_a_level_that_follows_from_the_impact_is_right(tmp_path: Path) -> None:
    found = load(
        tmp_path, grading(OBJECTS, DEGREES, MATRIX), element("level: l2, impact: {object: people, degree: serious}")
    )
    assert found.elements["name"].level == "l2"


@pytest.mark.parametrize("written", ["level: l1, ", ""])
def test_a_level_that_does_not_follow_is_a_mistake(tmp_path: Path, written: str) -> None:
    wrong = element(f"{written}impact: {{object: people, degree: serious}}")
    (found,) = mistakes(tmp_path, grading(OBJECTS, DEGREES, MATRIX), wrong)
    assert 'harm "serious" to "people" means "l2" by the matrix at base/standard.yaml:14:53' in found
    assert found.endswith("Write level: l2, or correct impact.")


def test_an_impact_on_nothing_known_is_a_mistake(tmp_path: Path) -> None:
    wrong = element("level: l2, impact: {object: peple, degree: serious}")
    assert 'there is no object "peple"' in mistakes(tmp_path, grading(OBJECTS, DEGREES, MATRIX), wrong)[0]


BASE = (grading(OBJECTS, DEGREES, MATRIX), element("level: l1, impact: {object: people, degree: none}"))
HIGH = (grading(OBJECTS, DEGREES, MATRIX), element("level: l2, impact: {object: people, degree: serious}"))


def test_a_child_may_raise_the_level_and_keep_the_impact(tmp_path: Path) -> None:
    assert load(tmp_path, *BASE, child=element("level: l2")).elements["name"].level == "l2"


def test_a_child_that_lowers_the_level_says_why(tmp_path: Path) -> None:
    (found,) = mistakes(tmp_path, *HIGH, child=element("level: l1"))
    assert found == (
        "child.yaml:7:1: the level is lowered from l2 to l1, which the base standard fixes at base/standard.yaml:16:1. "
        "Tighten it, or declare relax: [{facet: level, reason: …}]"
    )


def test_a_level_lowered_with_a_reason_is_lowered(tmp_path: Path) -> None:
    why = "relax: [{facet: level, reason: {zh: 已公开, en: public}}]\n"
    assert load(tmp_path, *HIGH, child=element("level: l1", why)).elements["name"].level == "l1"


def test_a_relaxed_level_that_is_not_lowered_is_a_mistake(tmp_path: Path) -> None:
    why = "relax: [{facet: level, reason: {zh: 已公开, en: public}}]\n"
    assert 'relax "level" relaxes nothing' in mistakes(tmp_path, *HIGH, child=element("level: l2", why))[0]


def sensitive(rest: str) -> str:
    categories = "categories: [{id: identity, title: {zh: 身份, en: identity}}]"
    return (
        f"sensitive: [{{id: one, title: {{zh: 清单, en: list}}, standard: S, valid_from: '2020', {categories}, {rest}}}]\n"
    )


def test_a_list_of_sensitive_data_names_elements_and_identifiers(tmp_path: Path) -> None:
    listed = sensitive("elements: {name: identity}, identifiers: {card: identity}, valid_to: 2025-11-01")
    (found,) = load(tmp_path, grading(listed), element("level: l1"), CARD).classifications["grading"].sensitive
    assert (found.valid_from, found.valid_to, found.elements, found.identifiers) == (
        "2020",
        "2025-11-01",
        {"name": "identity"},
        {"card": "identity"},
    )


@pytest.mark.parametrize(
    ("rest", "said"),
    [
        ("elements: {nmae: identity}", 'there is no element "nmae"'),
        ("identifiers: {crad: identity}", 'there is no identifier "crad"'),
        ("elements: {name: identiy}", 'there is no category "identiy"'),
        ("elements: {name: identity}, valid_to: '2019'", "valid_to (2019) is not after valid_from (2020)"),
        ("clause: B", "the list has neither elements nor identifiers"),
    ],
)
def test_a_list_of_sensitive_data_means_what_there_is(tmp_path: Path, rest: str, said: str) -> None:
    (found,) = mistakes(tmp_path, grading(sensitive(rest)), element("level: l1"), CARD)
    assert said in found


def test_a_rule_of_release_asks_one_thing(tmp_path: Path) -> None:
    release = "release: [{id: open, when: {flag: [x]}, max_level: l1, no_sensitive: true}]\n"
    assert 'x"' not in (found := mistakes(tmp_path, grading(release))[0])
    assert '"max_level" and "no_sensitive" cannot stand together' in found


def test_a_rule_of_release_names_levels_of_its_own_document(tmp_path: Path) -> None:
    other = f"kind: classification\nid: other\n{TEXT}levels: [{{id: o1, title: {{zh: 一, en: one}}}}]\n"
    release = "release: [{id: open, when: {flag: [x]}, max_level: o1}]\n"
    assert load(tmp_path, grading(), other + release).classifications["other"].release[0].max_level == "o1"
