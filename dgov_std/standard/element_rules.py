"""The rules of elements in a dataset: there is one of each wherever the elements it names are columns.

A rule is instantiated in every group of columns that describe the same thing (`about`), and in the columns that
name no group, where each element it names is exactly one column. It is then called ELEMENT.RULE, or
ELEMENT.RULE.GROUP where there are several. A dataset drops it with `relax`; where the dataset says the same itself
nothing is said twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from dgov_std.standard.loosening import RANK
from dgov_std.standard.model import Dataset, Element, Use
from dgov_std.standard.row_rules import RowRule, RuleForm

_COLUMNS: Mapping[RuleForm, tuple[str, ...]] = {
    "when": ("required", "forbidden", "tests"),
    "compare": ("left", "right"),
    "derive": ("column", "of"),
    "sum": ("total", "of"),
    "working_days": ("from", "to"),
    "within": ("code", "above"),
    "named": ("code", "name", "text"),
    "axes": ("longitude", "latitude"),
    "fresh": ("updated", "cycle"),
}
_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
_IMPLIES = {"<": {"<", "<=", "!="}, ">": {">", ">=", "!="}, "==": {"==", "<=", ">="}}


def columns_named(rule: RowRule) -> tuple[str, ...]:
    """Return every column (of an element's rule: element) that a rule names, each once."""
    found: dict[str, None] = {}
    for key in ("when", *_COLUMNS[rule.form]):
        value = rule.body.get(key)
        found |= dict.fromkeys([value] if isinstance(value, str) else () if _is_date(value) else value or ())
    return tuple(found)


def _is_date(value: Any) -> bool:
    return isinstance(value, Mapping) and value.get("as_of") is True


def instances(uses: Iterable[Use], elements: Mapping[str, Element]) -> tuple[RowRule, ...]:
    """Return the rules of the elements of a dataset, over its columns; each once, however many elements say it."""
    groups: dict[str | None, dict[str, list[str]]] = {}
    for use in uses:
        groups.setdefault(use.about, {}).setdefault(use.element, []).append(use.id)
    used = dict.fromkeys(name for columns in groups.values() for name in columns if name in elements)
    found: list[RowRule] = []
    for name in used:
        for rule in elements[name].rules:
            there = list(_bound(rule, groups))
            for group, columns in there:
                label = f"{name}.{rule.id}" + (f".{group}" if group and len(there) > 1 else "")
                made = _renamed(rule, columns, label)
                if not any(covers(other, made) for other in found):
                    found.append(made)
    return tuple(found)


def _bound(
    rule: RowRule, groups: Mapping[str | None, Mapping[str, list[str]]]
) -> Iterator[tuple[str | None, dict[str, str]]]:
    """Yield (group, element -> column) for every group in which each element named is exactly one column."""
    wanted = columns_named(rule)
    for group, columns in groups.items():
        if all(len(columns.get(name, ())) == 1 for name in wanted):
            yield group, {name: columns[name][0] for name in wanted}


def _renamed(rule: RowRule, columns: Mapping[str, str], label: str) -> RowRule:
    body = dict(rule.body)
    for key in ("when", *_COLUMNS[rule.form]):
        value = body.get(key)
        if isinstance(value, str):
            body[key] = columns[value]
        elif isinstance(value, tuple):
            body[key] = tuple(columns[name] for name in value)
        elif isinstance(value, Mapping) and not _is_date(value):
            body[key] = {columns[name]: test for name, test in value.items()}
    blame = columns.get(rule.blame) if rule.blame else None
    return replace(rule, id=label, body=body, blame=blame, element=label.partition(".")[0])


def covers(rule: RowRule, other: RowRule) -> bool:
    """Whether rows that meet `rule` meet `other`, and breaches of it count at least as much."""
    if rule.form != other.form or RANK[rule.facet.severity] < RANK[other.facet.severity]:
        return False
    own, told = _plain(rule), _plain(other)
    if own.pop("when", None) not in (None, told.pop("when", None)):
        return False
    if rule.form == "compare" and {own["left"], own["right"]} == {told["left"], told["right"]}:
        operator = own["op"] if own["left"] == told["left"] else _MIRRORED[own["op"]]
        return told["op"] in _IMPLIES.get(operator, {operator})
    return own == told


def _plain(rule: RowRule) -> dict[str, Any]:
    """Return what a rule says, without what does not matter to it: the order of columns."""
    body = {key: frozenset(value) if isinstance(value, tuple) else value for key, value in rule.body.items()}
    if rule.form == "when":
        return body
    if rule.form == "compare" and _is_date(body["right"]):
        body["right"] = "{as_of}"
    return {key: value for key, value in body.items() if value is not None and (key != "when" or value)}


def dropped(dataset: Dataset | None) -> set[str]:
    """Return what a dataset and those it overrides have relaxed."""
    found: set[str] = set()
    while dataset is not None:
        found |= {entry.target for entry in dataset.relax if entry.use is None}
        dataset = dataset.base
    return found


def is_dropped(label: str, names: Collection[str]) -> bool:
    """Whether ELEMENT.RULE or ELEMENT.RULE.GROUP is among the names, the first for all groups."""
    return label in names or ".".join(label.split(".")[:2]) in names


def with_element_rules(dataset: Dataset, elements: Mapping[str, Element]) -> Dataset:
    """Return the dataset with the rules of its elements behind its own."""
    names = dropped(dataset)
    more = (rule for rule in instances(dataset.uses, elements) if not is_dropped(rule.id, names))
    return replace(dataset, rules=dataset.rules + tuple(r for r in more if not any(covers(o, r) for o in dataset.rules)))
