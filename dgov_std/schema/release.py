"""The rules of release of a classification: what a dataset of this content may not be declared to be."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any

from dgov_std.schema.columns import all_facets
from dgov_std.schema.draft import Draft, Fragment, Meta
from dgov_std.schema.rules import condition
from dgov_std.standard.model import (
    Classification,
    Confidence,
    Dataset,
    Facet,
    ReleaseRule,
    SensitiveList,
    Source,
    Standard,
    Use,
)

_SURE = (Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH)


def add_release(
    draft: Draft, standard: Standard, dataset: Dataset, classification: Classification, fields: Collection[str]
) -> None:
    """Assert the rules of release in the definition `metadata`, as far as the dataset can break them.

    A bound on the level compiles only where the dataset's level is above it; what may not be sensitive
    only where a column is, once for each list, since the reference date tells which one is in force.
    """
    order = [grade.id for grade in classification.levels]
    level = level_of(standard, dataset, classification)
    for rule in classification.release:
        if not set(rule.when) <= set(fields):
            continue
        if rule.max_level is None:
            for listed in classification.sensitive:
                _add_sensitive(draft, rule, listed, sensitive_columns(standard, dataset, listed))
        elif level is not None and order.index(level) > order.index(rule.max_level):
            facts = {"kind": "named", "found": level, "expected": rule.max_level}
            meta = Meta("CLS101", facts, tuple(rule.when), rule.title)
            draft.add("metadata", Fragment({"if": _condition(rule), "then": False}, {"/then": meta}), rule.facet, rule.id)


def level_of(standard: Standard, dataset: Dataset, classification: Classification | None) -> str | None:
    """Return the dataset's level, the highest of its elements' (GB/T 43697-2024: 就高从严); None where none has one."""
    order = [grade.id for grade in classification.levels] if classification else []
    levels = [standard.elements[use.element].level for use in dataset.uses]
    known = [level for level in levels if level in order]
    return max(known, key=order.index) if known else None


def _condition(rule: ReleaseRule) -> dict[str, Any]:
    return condition({name: {"in": values} for name, values in rule.when.items()})


def _add_sensitive(draft: Draft, rule: ReleaseRule, listed: SensitiveList, columns: list[str]) -> None:
    if not columns:
        return
    field = next(iter(rule.when))
    period: dict[str, Any] = {"column": field, "from": listed.valid_from, "asOf": True}
    if listed.valid_to is not None:
        period["until"] = listed.valid_to
    meta = Meta("CLS102", {"kind": "labels", "labels": columns, "total": len(columns)}, tuple(rule.when), rule.title)
    fragment = Fragment({"if": _condition(rule), "then": {"notDuring": period}}, {"/then/notDuring": meta})
    draft.add("metadata", fragment, _weaker(rule.facet, listed.source), f"{rule.id}.{listed.id}")


def _weaker(facet: Facet, source: Source) -> Facet:
    """Return the rule as it follows from the list: it names the list, and is no surer than either."""
    sure = min(facet.source.confidence, source.confidence, key=_SURE.index)
    severity = "warning" if facet.severity == "error" and sure is Confidence.LOW else facet.severity
    return replace(facet, severity=severity, source=replace(source, confidence=sure))


def sensitive_columns(standard: Standard, dataset: Dataset, listed: SensitiveList) -> list[str]:
    """Return the headers of the columns that hold what the list names, in the dataset's order.

    A column counts by its element, or by an identifier of persons that it may hold: its own, one of
    several, a form of one, or one that a rule asks for.
    """
    return [use.column for use in dataset.uses if _is_sensitive(standard, dataset, use, listed)]


def _is_sensitive(standard: Standard, dataset: Dataset, use: Use, listed: SensitiveList) -> bool:
    element = standard.elements[use.element]
    if use.element in listed.elements:
        return True
    named = (name for name in _schemes(standard, dataset, use) if name in listed.identifiers)
    return any(element.personal or standard.identifiers[name].personal for name in named)


def _schemes(standard: Standard, dataset: Dataset, use: Use) -> Iterator[str]:
    facets = all_facets(standard.elements[use.element])
    names = [facets["identifier"].value] if "identifier" in facets else []
    names += list(facets["any_of"].value) if "any_of" in facets else []
    tests = (rule.body.get("tests", {}).get(use.id, {}) for rule in dataset.rules)
    names += [test["identifier"] for test in tests if "identifier" in test]
    for name in names:
        yield name
        yield from (whole for whole, scheme in standard.identifiers.items() if name in scheme.forms)
