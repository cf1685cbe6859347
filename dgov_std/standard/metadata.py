"""Trees -> Naming, Description."""

from __future__ import annotations

from dgov_std.standard.dictionary import read_dictionary
from dgov_std.standard.elements import check_facets
from dgov_std.standard.facets import build_facets, build_required
from dgov_std.standard.heads import build_head
from dgov_std.standard.ledger import Ledger
from dgov_std.standard.model import Description, Field, Naming, Source
from dgov_std.standard.provenance import facet_of
from dgov_std.standard.reading import bilingual_of, boolean_of, mark_of, text_of, texts_of, tree_of, trees_of
from dgov_std.standard.rules import build_rules
from dgov_std.standard.unique import check_unique
from dgov_std.standard.yaml_tree import Tree
from dgov_std.text import Text

_NO_TEXT = Text("", "")


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
    return Naming(head, columns, files, found, require, read_dictionary(ledger, document))


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
        definition=bilingual_of(tree, "definition"),
        dcat=texts_of(tree, "dcat"),
        only_with=ledger.refer_all("element", tree.entries.get("only_with")),
    )
