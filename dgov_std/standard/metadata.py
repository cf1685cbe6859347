"""Trees -> Naming, Classification, Description, Quality."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, cast

from dgov_std.standard.elements import check_facets
from dgov_std.standard.facets import build_facets, build_required
from dgov_std.standard.heads import build_head
from dgov_std.standard.ledger import Ledger
from dgov_std.standard.model import (
    Classification,
    Description,
    Field,
    IndicatorDef,
    Level,
    Naming,
    Quality,
    ReleaseRule,
    Source,
)
from dgov_std.standard.problems import shown
from dgov_std.standard.provenance import facet_of
from dgov_std.standard.reading import bilingual_of, boolean_of, mark_of, text_of, texts_of, tree_of, trees_of
from dgov_std.standard.rules import build_rules
from dgov_std.standard.yaml_tree import Tree
from dgov_std.text import Text

_NO_TEXT = Text("", "")


def check_unique(ledger: Ledger, trees: Iterable[Tree], key: str = "id") -> None:
    """Note ids that stand twice in one list."""
    seen: dict[str, Tree] = {}
    for tree in trees:
        name = text_of(tree, key)
        if name is None:
            continue
        if name in seen:
            first = mark_of(seen[name], key)
            ledger.add(
                mark_of(tree, key),
                Text(
                    f"标识“{shown(name)}”用了两次，第一次在 {first}",
                    f'the id "{shown(name)}" is used twice, first at {first}',
                ),
                Text("请换一个标识", "Choose another id."),
            )
        seen.setdefault(name, tree)


def build_naming(ledger: Ledger, document: Tree) -> Naming:
    """Return the naming rules of a document whose shape has been checked."""
    head = build_head(ledger, document)
    columns = build_facets(ledger, tree_of(document, "columns"), head.source)
    files = build_facets(ledger, tree_of(document, "files"), head.source)
    check_facets(ledger, columns)
    check_facets(ledger, files)
    terms = tree_of(document, "terms")
    require = boolean_of(document, "require_term") or False
    found = texts_of(terms, "zh") + texts_of(terms, "en")
    if require and not found:
        ledger.add(
            mark_of(document, "require_term"),
            Text("require_term 需要 terms", "require_term needs terms"),
            Text("请补上 terms: {zh: […]}", "Add terms: {zh: […]}."),
        )
    return Naming(head, columns, files, found, require)


def build_classification(ledger: Ledger, document: Tree) -> Classification:
    """Return the classification of a document whose shape has been checked."""
    head = build_head(ledger, document)
    for key in ("levels", "categories", "release"):
        check_unique(ledger, trees_of(document, key))
    release = tuple(_release(ledger, tree, head.source) for tree in trees_of(document, "release"))
    return Classification(head, _levels(document, "levels"), _levels(document, "categories"), release)


def _levels(document: Tree, key: str) -> tuple[Level, ...]:
    return tuple(
        Level(text_of(tree, "id") or "", bilingual_of(tree, "title") or _NO_TEXT) for tree in trees_of(document, key)
    )


def _release(ledger: Ledger, tree: Tree, source: Source) -> ReleaseRule:
    when = tree_of(tree, "when")
    for name in when.entries:
        ledger.refer_name("field", name, when.keys[name])
    return ReleaseRule(
        id=text_of(tree, "id") or "",
        title=bilingual_of(tree, "title"),
        when={name: texts_of(when, name) for name in when.entries},
        max_level=ledger.refer("level", tree.entries.get("max_level")) or "",
        facet=facet_of(ledger, text_of(tree, "max_level"), tree, tree.mark, source),
    )


def build_description(ledger: Ledger, document: Tree) -> Description:
    """Return the metadata fields of a document whose shape has been checked."""
    head = build_head(ledger, document)
    trees = trees_of(document, "fields")
    check_unique(ledger, trees)
    check_unique(ledger, trees_of(document, "rules"))
    fields = tuple(_field(ledger, tree, head.source) for tree in trees)
    return Description(head, fields, build_rules(ledger, document, head.source, "field", head.id))


def _field(ledger: Ledger, tree: Tree, source: Source) -> Field:
    own = facet_of(ledger, None, tree, tree.mark, source).source
    facets = build_facets(ledger, tree, own)
    check_facets(ledger, facets)
    return Field(
        id=text_of(tree, "id") or "",
        title=bilingual_of(tree, "title") or _NO_TEXT,
        facets=facets,
        required=build_required(ledger, tree.entries.get("required"), own),
        mark=tree.mark,
    )


def build_quality(ledger: Ledger, document: Tree) -> Quality:
    """Return the indicators of a document whose shape has been checked."""
    head = build_head(ledger, document)
    trees = trees_of(document, "indicators")
    check_unique(ledger, trees)
    return Quality(head, tuple(_indicator(tree) for tree in trees))


def _indicator(tree: Tree) -> IndicatorDef:
    counts = tree_of(tree, "counts")
    what = next(iter(counts.entries), "passed")
    return IndicatorDef(
        id=text_of(tree, "id") or "",
        title=bilingual_of(tree, "title") or _NO_TEXT,
        dimension=text_of(tree, "dimension") or "",
        polarity=cast("Literal['higher', 'lower']", text_of(tree, "polarity")),
        unit=cast("Literal['cell', 'row', 'file']", text_of(tree, "unit")),
        counts=(what, texts_of(counts, what)),
    )
