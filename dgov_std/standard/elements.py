"""Tree -> Element (ISO/IEC 11179-3; GB/T 19488.1)."""

from __future__ import annotations

from decimal import Decimal

from dgov_std.standard.facets import build_facets, read_pattern
from dgov_std.standard.heads import build_head
from dgov_std.standard.ledger import Ledger
from dgov_std.standard.model import Element, Facet, Impact, Masking, Relation, Relaxation
from dgov_std.standard.reading import (
    bilingual_of,
    boolean_of,
    integer_of,
    mark_of,
    text_of,
    texts_of,
    tree_of,
    trees_of,
)
from dgov_std.standard.rules import build_rules
from dgov_std.standard.unique import check_unique
from dgov_std.standard.yaml_tree import Tree
from dgov_std.text import Text


def build_element(ledger: Ledger, document: Tree) -> Element:
    """Return the element of a document whose shape has been checked."""
    head = build_head(ledger, document)
    check_unique(ledger, trees_of(document, "rules"))
    facets = build_facets(ledger, document, head.source)
    check_facets(ledger, facets)
    grading, recognise = tree_of(document, "classification"), tree_of(document, "recognise")
    shape = recognise.entries.get("shape")
    return Element(
        head=head,
        facets=facets,
        object_class=bilingual_of(document, "object_class"),
        property=bilingual_of(document, "property"),
        representation=bilingual_of(document, "representation"),
        short_name=text_of(document, "short_name"),
        aliases=texts_of(document, "aliases"),
        format=text_of(document, "format"),
        unit=bilingual_of(document, "unit"),
        personal=boolean_of(document, "personal") or False,
        category=ledger.refer("category", grading.entries.get("category")),
        level=ledger.refer("level", grading.entries.get("level")),
        open_end=texts_of(document, "open_end"),
        recognise_headers=texts_of(recognise, "headers"),
        recognise_shape=None if shape is None else read_pattern(ledger, shape),
        relax=tuple(
            Relaxation(
                target=text_of(entry, "facet") or text_of(entry, "rule") or "",
                reason=bilingual_of(entry, "reason") or Text("", ""),
                mark=mark_of(entry, "facet" if "facet" in entry.entries else "rule"),
            )
            for entry in trees_of(document, "relax")
        ),
        datatype=text_of(document, "datatype"),
        masking=_masking(document),
        relations=tuple(
            Relation(
                type=text_of(entry, "type") or "",
                element=ledger.refer("element", entry.entries.get("element")) or "",
                mark=mark_of(entry, "element"),
            )
            for entry in trees_of(document, "relations")
        ),
        impact=_impact(grading),
        rules=build_rules(ledger, document, head.source, "element", ""),
    )


def _masking(document: Tree) -> Masking | None:
    if "masking" not in document.entries:
        return None
    tree = tree_of(document, "masking")
    return Masking(integer_of(tree, "start") or 0, integer_of(tree, "end") or 0, tree.mark)


def _impact(grading: Tree) -> Impact | None:
    if "impact" not in grading.entries:
        return None
    tree = tree_of(grading, "impact")
    return Impact(text_of(tree, "object") or "", text_of(tree, "degree") or "", tree.mark)


def check_facets(ledger: Ledger, facets: dict[str, Facet]) -> None:
    """Note facets that contradict each other."""
    if "identifier" in facets and "any_of" in facets:
        ledger.add(
            facets["any_of"].mark,
            Text("identifier 和 any_of 不能同时写", "identifier and any_of cannot stand together"),
            Text("请把 identifier 的标识并入 any_of", "Add the identifier to any_of."),
        )
    shortest, longest = facets.get("min_length"), facets.get("max_length")
    same_unit = shortest and longest and shortest.options.get("unit", "char") == longest.options.get("unit", "char")
    if shortest and longest and same_unit and shortest.value > longest.value:
        ledger.add(
            shortest.mark,
            Text(
                f"min_length（{shortest.value}）大于 max_length（{longest.value}）",
                f"min_length ({shortest.value}) is larger than max_length ({longest.value})",
            ),
            Text("请改正其中一个", "Correct one of them."),
        )
    if "decimal" in facets:
        _check_decimal(ledger, facets["decimal"])


def _check_decimal(ledger: Ledger, facet: Facet) -> None:
    bounds = facet.value
    if {"minimum", "maximum"} <= set(bounds) and Decimal(bounds["minimum"]) > Decimal(bounds["maximum"]):
        ledger.add(
            facet.mark,
            Text(
                f"minimum（{bounds['minimum']}）大于 maximum（{bounds['maximum']}）",
                f"minimum ({bounds['minimum']}) is larger than maximum ({bounds['maximum']})",
            ),
            Text("请改正其中一个", "Correct one of them."),
        )
    if bounds.get("fraction_digits", 0) > bounds.get("total_digits", bounds.get("fraction_digits", 0)):
        ledger.add(
            facet.mark,
            Text("fraction_digits 大于 total_digits", "fraction_digits is larger than total_digits"),
            Text("请改正其中一个", "Correct one of them."),
        )
