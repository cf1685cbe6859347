"""Tree -> Classification: levels, how a level follows from harm, sensitive lists, rules of release.

Clauses: GB/T 43697-2024 (three levels from object and degree of harm), GB/T 35273-2020 and
GB/T 45574-2025 (what is sensitive personal information; the lists differ, so each has its time).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Literal

from dgov_std.standard.heads import build_head
from dgov_std.standard.ledger import Ledger
from dgov_std.standard.loosening import undeclared
from dgov_std.standard.model import (
    Classification,
    Confidence,
    Element,
    Grading,
    Impact,
    Level,
    ReleaseRule,
    SensitiveList,
    Source,
    Standard,
)
from dgov_std.standard.problems import did_you_mean, shown
from dgov_std.standard.provenance import facet_of
from dgov_std.standard.reading import bilingual_of, boolean_of, mark_of, text_of, texts_of, tree_of, trees_of
from dgov_std.standard.unique import check_unique
from dgov_std.standard.yaml_tree import Tree
from dgov_std.text import Text

_NO_TEXT = Text("", "")
_WORDS = {
    "object": Text("影响对象", "object"),
    "degree": Text("影响程度", "degree"),
    "level": Text("级别", "level"),
    "category": Text("类别", "category"),
}


def build_classification(ledger: Ledger, document: Tree) -> Classification:
    """Return the classification of a document whose shape has been checked."""
    head = build_head(ledger, document)
    for key in ("levels", "categories", "objects", "degrees", "release", "sensitive"):
        check_unique(ledger, trees_of(document, key))
    found = Classification(
        head=head,
        levels=_levels(document, "levels"),
        categories=_levels(document, "categories"),
        release=tuple(_release(ledger, tree, head.source, head.id) for tree in trees_of(document, "release")),
        objects=_levels(document, "objects"),
        degrees=_levels(document, "degrees"),
        matrix=tuple(_grading(tree, head.source) for tree in trees_of(document, "matrix")),
        sensitive=tuple(_sensitive(ledger, tree, head.source) for tree in trees_of(document, "sensitive")),
    )
    _check_matrix(ledger, found, trees_of(document, "matrix"))
    return found


def _levels(document: Tree, key: str) -> tuple[Level, ...]:
    return tuple(
        Level(text_of(tree, "id") or "", bilingual_of(tree, "title") or _NO_TEXT) for tree in trees_of(document, key)
    )


def _own_source(tree: Tree, source: Source) -> Source:
    """Return the source of a part: what it says itself, else that of the document."""
    standard = text_of(tree, "standard")
    moved = standard is not None and standard != source.standard
    return Source(
        standard=standard or source.standard,
        clause=text_of(tree, "clause") or (None if moved else source.clause),
        confidence=Confidence(text_of(tree, "confidence") or source.confidence),
        note=bilingual_of(tree, "note") or (None if moved else source.note),
    )


def _grading(tree: Tree, source: Source) -> Grading:
    return Grading(
        object=text_of(tree, "object") or "",
        degree=text_of(tree, "degree") or "",
        level=text_of(tree, "level") or "",
        source=_own_source(tree, source),
        mark=tree.mark,
    )


def _check_matrix(ledger: Ledger, found: Classification, trees: Collection[Tree]) -> None:
    """Check that the matrix names what there is, and every pair of object and degree exactly once."""
    known: Mapping[str, list[str]] = {
        "object": [each.id for each in found.objects],
        "degree": [each.id for each in found.degrees],
        "level": [each.id for each in found.levels],
    }
    seen: dict[tuple[str, str], Grading] = {}
    misnamed = False
    for grading, tree in zip(found.matrix, trees, strict=True):
        sound = [_named(ledger, tree, key, names) for key, names in known.items()]
        misnamed = misnamed or not all(sound)
        pair = (grading.object, grading.degree)
        if all(sound) and pair in seen:
            first = seen[pair].mark
            ledger.add(
                grading.mark,
                Text(
                    f"“{pair[0]}”和“{pair[1]}”定级两次，第一次在 {first}",
                    f'"{pair[0]}" with "{pair[1]}" is graded twice, first at {first}',
                ),
                Text("请删去其中一个", "Delete one of them."),
            )
        seen.setdefault(pair, grading)
    pairs = [(o, d) for o in known["object"] for d in known["degree"]]
    missing = [pair for pair in pairs if pair not in seen]
    if missing and not misnamed and (found.matrix or found.objects):
        (o, d), more = missing[0], len(missing) - 1
        ledger.add(
            found.matrix[0].mark if found.matrix else found.head.mark,
            Text(
                f"matrix 缺少“{o}”和“{d}”" + (f"等 {more + 1} 对" if more else ""),
                f'the matrix lacks "{o}" with "{d}"' + (f" and {more} more" if more else ""),
            ),
            Text(f"请补上 {{object: {o}, degree: {d}, level: …}}", f"Add {{object: {o}, degree: {d}, level: …}}."),
        )


def _named(ledger: Ledger, tree: Tree, key: str, names: Collection[str]) -> bool:
    """Note a name of an object, degree, level or category that the classification does not have."""
    name = text_of(tree, key)
    if name is None or name in names:
        return name is not None
    word = _WORDS[key]
    ledger.add(
        mark_of(tree, key),
        Text(f"没有{word.zh}“{shown(name)}”", f'there is no {word.en} "{shown(name)}"'),
        did_you_mean(name, names, Text(f"已有：{'、'.join(names)}", f"Known: {', '.join(names)}.")),
    )
    return False


def _sensitive(ledger: Ledger, tree: Tree, source: Source) -> SensitiveList:
    check_unique(ledger, trees_of(tree, "categories"))
    categories = _levels(tree, "categories")
    ids = [category.id for category in categories]
    if not {"elements", "identifiers"} & tree.entries.keys():
        ledger.add(
            tree.mark,
            Text("清单没有 elements 也没有 identifiers", "the list has neither elements nor identifiers"),
            Text("请补上 elements: {数据项: 类别}", "Add elements: {element: category}."),
        )
    starts, ends = text_of(tree, "valid_from") or "", text_of(tree, "valid_to")
    if ends is not None and ends <= starts:
        ledger.add(
            mark_of(tree, "valid_to"),
            Text(
                f"valid_to（{ends}）不晚于 valid_from（{starts}）", f"valid_to ({ends}) is not after valid_from ({starts})"
            ),
            Text("请改正其中一个", "Correct one of them."),
        )
    return SensitiveList(
        id=text_of(tree, "id") or "",
        title=bilingual_of(tree, "title") or _NO_TEXT,
        source=_own_source(tree, source),
        valid_from=starts,
        valid_to=ends,
        categories=categories,
        elements=_assigned(ledger, tree, "element", ids),
        identifiers=_assigned(ledger, tree, "identifier", ids),
        mark=tree.mark,
    )


def _assigned(
    ledger: Ledger, tree: Tree, kind: Literal["element", "identifier"], categories: Collection[str]
) -> dict[str, str]:
    """Return the names of a `kind` and the category each is assigned to."""
    names = tree_of(tree, f"{kind}s")
    for name, category in names.entries.items():
        ledger.refer_name(kind, name, names.keys[name])
        _named(ledger, Tree({"category": category}, {}, names.mark), "category", categories)
    return {name: text_of(names, name) or "" for name in names.entries}


def _release(ledger: Ledger, tree: Tree, source: Source, owner: str) -> ReleaseRule:
    when = tree_of(tree, "when")
    for name in when.entries:
        ledger.refer_name("field", name, when.keys[name])
    if boolean_of(tree, "no_sensitive") is False:
        ledger.add(
            mark_of(tree, "no_sensitive"),
            Text("no_sensitive 只能是 true", "no_sensitive can only be true"),
            Text("请写 true，或删去这条规则", "Write true, or delete the rule."),
        )
    return ReleaseRule(
        id=text_of(tree, "id") or "",
        title=bilingual_of(tree, "title"),
        when={name: texts_of(when, name) for name in when.entries},
        max_level=ledger.refer("level", tree.entries.get("max_level"), owner),
        facet=facet_of(ledger, text_of(tree, "max_level"), tree, tree.mark, source),
    )


def check_impacts(ledger: Ledger, standard: Standard, own: Collection[str], broken: Collection[tuple[str, str]]) -> None:
    """Check the levels of the standard's own elements by the matrix of the classification that applies.

    The level of an element is what its impact means there. One that overrides another may raise the
    level and keep the impact; to lower it is a loosening.
    """
    applied = standard.classifications.get(standard.classification or "")
    if applied is None or ("classification", applied.head.id) in broken:
        return
    for name in own:
        if ("element", name) not in broken:
            _check_impact(ledger, standard.elements[name], applied)


def _check_impact(ledger: Ledger, element: Element, applied: Classification) -> None:
    impact, base, order = element.impact, element.base, [level.id for level in applied.levels]
    if base is not None and {element.level, base.level} <= {*order} and element.level != base.level:
        if order.index(element.level or "") > order.index(base.level or ""):
            return  # raised: who knows more about the data may grade it higher
        if not any(entry.target == "level" for entry in element.relax):
            why = Text(
                f"级别由 {base.level} 降为 {element.level}", f"the level is lowered from {base.level} to {element.level}"
            )
            remedy = "relax: [{facet: level, reason: …}]"
            undeclared(ledger, element.head.mark, why, base.head.mark, remedy)
        return
    if impact is None or not applied.matrix or (base is not None and base.impact == impact):
        return
    if not (_known(ledger, impact, "object", applied) and _known(ledger, impact, "degree", applied)):
        return
    found = next((g for g in applied.matrix if (g.object, g.degree) == (impact.object, impact.degree)), None)
    if found is None or found.level == element.level:
        return
    written = element.level or "—"
    ledger.add(
        impact.mark,
        Text(
            f"“{impact.object}”受“{impact.degree}”影响按矩阵（{found.mark}）是“{found.level}”，写的是“{written}”",
            f'harm "{impact.degree}" to "{impact.object}" means "{found.level}" by the matrix at {found.mark}, '
            f'but the level is "{written}"',
        ),
        Text(f"请写 level: {found.level}，或改正 impact", f"Write level: {found.level}, or correct impact."),
    )


def _known(ledger: Ledger, impact: Impact, key: str, applied: Classification) -> bool:
    name = impact.object if key == "object" else impact.degree
    ids = [each.id for each in (applied.objects if key == "object" else applied.degrees)]
    if name in ids:
        return True
    word = _WORDS[key]
    ledger.add(
        impact.mark,
        Text(f"没有{word.zh}“{shown(name)}”", f'there is no {word.en} "{shown(name)}"'),
        did_you_mean(name, ids, Text(f"已有：{'、'.join(ids)}", f"Known: {', '.join(ids)}.")),
    )
    return False
