"""The rules of elements: where there is one, what it is called, how it is dropped, when it is said already."""

import re
from pathlib import Path

import pytest

from dgov_std.errors import StandardError
from dgov_std.standard import load_standard
from dgov_std.standard.row_rules import RowRule

TWO = """
  - {use: number, as: agent-number, column: 代理人编号, about: agent}
  - {use: birth, as: agent-birth, column: 代理人出生日期, about: agent}
"""


def rules(file: Path, dataset: str = "people") -> dict[str, RowRule]:
    return {rule.id: rule for rule in load_standard(file).datasets[dataset].rules}


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def add(file: Path, text: str) -> None:
    file.write_text(file.read_text(encoding="utf-8") + text.lstrip("\n"), encoding="utf-8")


def problems(file: Path) -> list[str]:
    with pytest.raises(StandardError) as raised:
        load_standard(file)
    return [re.sub(r"\S*standard\.yaml:[0-9]+:[0-9]+", "PLACE", problem.in_("en")) for problem in raised.value.problems]


def test_there_is_one_wherever_all_elements_are_columns(valley: Path) -> None:
    expected = ["number.birth", "number.sex", "lower.city", "lower.name", "lower.address", "east.axes", "updated.fresh"]
    assert list(rules(valley)) == expected
    change(valley, "  - {use: north}\n", "")
    assert "east.axes" not in rules(valley)


def test_it_names_columns_not_elements(valley: Path) -> None:
    change(valley, "  - {use: upper}", "  - {use: upper, as: town}")
    rule = rules(valley)["lower.city"]
    assert rule.body == {"code": "lower", "above": "town"}
    assert rule.element == "lower"


def test_there_is_one_for_every_group(valley: Path) -> None:
    add(valley, TWO)
    found = rules(valley)
    assert {"number.birth", "number.birth.agent", "number.sex"} < found.keys()
    assert found["number.birth.agent"].body["of"] == "agent-number"


def test_of_elements_in_several_columns_nothing_is_said(valley: Path) -> None:
    add(valley, "  - {use: number, as: second, column: 第二个编号}\n")
    assert not {"number.birth", "number.sex"} & rules(valley).keys()


def test_columns_of_different_groups_do_not_meet(valley: Path) -> None:
    change(valley, "  - {use: number}\n", "  - {use: number, about: owner}\n")
    assert not {"number.birth", "number.sex"} & rules(valley).keys()
    change(valley, "  - {use: birth}\n", "  - {use: birth, about: owner}\n")
    assert "number.birth" in rules(valley)


def test_a_dataset_drops_one_with_a_reason(valley: Path) -> None:
    add(valley, "relax: [{rule: lower.city, reason: {zh: 临时, en: For now}}]\n")
    assert "lower.city" not in rules(valley)


def test_a_dataset_drops_one_group_or_all(valley: Path) -> None:
    before = valley.read_text(encoding="utf-8")
    add(valley, TWO + "relax: [{rule: number.birth.agent, reason: {zh: 临时, en: For now}}]\n")
    assert {name for name in rules(valley) if name.startswith("number.birth")} == {"number.birth"}
    valley.write_text(before, encoding="utf-8")
    add(valley, TWO + "relax: [{rule: number.birth, reason: {zh: 临时, en: For now}}]\n")
    assert not any(name.startswith("number.birth") for name in rules(valley))


def test_dropping_one_that_is_not_there_is_a_mistake(valley: Path) -> None:
    add(valley, "relax: [{rule: lower.cities, reason: {zh: 临时, en: For now}}]\n")
    assert problems(valley) == ['PLACE: relax "lower.cities" relaxes nothing. Delete the entry.']


SAID = {
    "within: {code: lower, above: upper}": "lower.city",
    "derive: {column: birth, equals: {segment: birth, of: number}}": "number.birth",
    "axes: {longitude: east, latitude: north}": "east.axes",
    "named: {code: lower, text: address}": "lower.address",
}


@pytest.mark.parametrize(("body", "covered"), SAID.items())
def test_what_the_dataset_says_itself_is_not_said_twice(valley: Path, body: str, covered: str) -> None:
    add(valley, f"rules: [{{id: own, {body}}}]\n")
    assert "own" in rules(valley)
    assert covered not in rules(valley)


def test_a_weaker_or_narrower_rule_of_the_dataset_does_not_stand_for_it(valley: Path) -> None:
    add(valley, "rules:\n  - {id: own, severity: warning, within: {code: lower, above: upper}}\n")
    add(valley, "  - {id: some, when: {sex: present}, axes: {longitude: east, latitude: north}}\n")
    assert {"own", "some", "lower.city", "east.axes"} <= rules(valley).keys()


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ('[updated, "<=", birth]', True),
        ('[updated, "<", birth]', True),
        ('[birth, ">=", updated]', True),
        ('[birth, "<", updated]', False),
        ('[updated, "!=", birth]', False),
    ],
)
def test_a_comparison_covers_what_it_implies(valley: Path, own: str, said: bool) -> None:
    change(valley, "rules: [{id: fresh,", 'rules: [{id: order, compare: [updated, "<=", birth]}, {id: fresh,')
    add(valley, f"rules: [{{id: own, compare: {own}}}]\n")
    assert ("updated.order" not in rules(valley)) is said


def test_two_elements_that_say_the_same_say_it_once(valley: Path) -> None:
    change(
        valley,
        "title: {zh: 纬度, en: Latitude}",
        "title: {zh: 纬度, en: Latitude}\nrules: [{id: xy, axes: {longitude: east, latitude: north}}]",
    )
    assert {"east.axes"} == {name for name, rule in rules(valley).items() if rule.form == "axes"}


CHILD = """
kind: standard
id: child
title: {zh: 下级（虚构）, en: Child (invented)}
source: {standard: 虚构 6-2031, confidence: high}
extends: [valley]
---
"""
PEOPLE = """
kind: dataset
id: people
title: {zh: 居民, en: People}
source: {standard: 虚构 6-2031, confidence: high}
"""
LOWER = """
kind: element
id: lower
title: {zh: 区, en: District}
source: {standard: 虚构 6-2031, confidence: high}
"""


@pytest.fixture
def child(valley: Path) -> Path:
    file = valley.parent.parent / "child" / "standard.yaml"
    file.parent.mkdir()
    file.write_text(CHILD.lstrip(), encoding="utf-8")
    return file


def test_who_extends_inherits_the_rules_and_may_drop_them(child: Path) -> None:
    add(child, PEOPLE + "relax: [{rule: lower.city, reason: {zh: 临时, en: For now}}]\n")
    found = rules(child)
    assert "lower.city" not in found
    assert {"lower.name", "number.birth"} <= found.keys()


def test_who_extends_sees_what_the_parent_dropped(child: Path, valley: Path) -> None:
    add(valley, "relax: [{rule: lower.city, reason: {zh: 临时, en: For now}}]\n")
    add(child, PEOPLE + "missing_values: []\n")
    assert "lower.city" not in rules(child)


def test_a_second_column_that_ends_a_rule_is_an_undeclared_loosening(child: Path) -> None:
    add(child, PEOPLE + "elements: [{use: north, as: north-2, column: 第二纬度}]\n")
    assert problems(child) == [
        'PLACE: the rule "east.axes" of an element no longer holds: here its elements are several columns, '
        "which the base standard fixes at PLACE. Tighten it, or declare relax: [{rule: east.axes, reason: …}]"
    ]
    add(child, "relax: [{rule: east.axes, reason: {zh: 临时, en: For now}}]\n")
    assert "east.axes" not in rules(child)


def test_a_second_column_of_another_group_ends_nothing(child: Path) -> None:
    add(child, PEOPLE + "elements: [{use: north, as: north-2, column: 第二纬度, about: gate}]\n")
    assert "east.axes" in rules(child)


def test_a_column_stays_in_its_group(child: Path) -> None:
    add(child, PEOPLE + "elements: [{use: north, about: gate}]\n")
    assert problems(child) == [
        'PLACE: the column "north" has about: (none) at PLACE. Delete about, or add another column with as:.'
    ]


def test_an_element_that_is_overridden_keeps_its_rules_and_adds(child: Path) -> None:
    add(child, LOWER + "rules: [{id: not-upper, when: {upper: present}, then: {required: [lower]}}]\n")
    assert {"lower.city", "lower.name", "lower.not-upper"} <= rules(child).keys()


def test_an_element_drops_a_rule_of_its_base_with_a_reason(child: Path) -> None:
    add(child, LOWER + "relax: [{rule: city, reason: {zh: 临时, en: For now}}]\n")
    assert "lower.city" not in rules(child)
    assert "lower.name" in rules(child)


def test_a_rule_of_the_same_id_must_be_dropped_first(child: Path) -> None:
    add(child, LOWER + "rules: [{id: city, within: {code: lower, above: upper}, severity: warning}]\n")
    assert problems(child) == [
        'PLACE: the rule "city" already stands at PLACE. '
        "Choose another id, or drop the other with relax: [{rule: city, reason: …}]"
    ]


def test_a_dataset_of_the_child_uses_elements_of_the_parent(child: Path) -> None:
    add(child, PEOPLE.replace("people", "towns") + "elements: [{use: upper}, {use: lower}]\n")
    assert list(rules(child, "towns")) == ["lower.city"]
