"""Tree -> the examples of a dataset: whole rows, and what becomes of them when cells change."""

from __future__ import annotations

from dgov_std.standard.ledger import Ledger
from dgov_std.standard.model import Cells, RowExample, RowExamples
from dgov_std.standard.reading import mark_of, text_of, tree_of, trees_of
from dgov_std.standard.yaml_tree import Scalar, Sequence, Tree

_ABSENT = frozenset({"null", "~"})  # what YAML calls nothing, when it stands without quotes


def build_examples(ledger: Ledger, document: Tree, owner: str) -> RowExamples | None:
    """Return the examples of a dataset's document, or None when it has none.

    Every column they name is noted as a reference: one that the dataset does not have is a mistake.
    """
    if "examples" not in document.entries:
        return None
    tree = tree_of(document, "examples")
    return RowExamples(
        valid=tuple(RowExample((_cells(ledger, row, owner),), row.mark) for row in trees_of(tree, "valid")),
        doubtful=tuple(_case(ledger, case, owner) for case in trees_of(tree, "doubtful")),
        invalid=tuple(_case(ledger, case, owner) for case in trees_of(tree, "invalid")),
        as_of=text_of(tree, "as_of"),
    )


def _case(ledger: Ledger, tree: Tree, owner: str) -> RowExample:
    rows = [tree_of(tree, "change")] if "change" in tree.entries else list(trees_of(tree, "rows"))
    without = tree.entries.get("without")
    items = [item for item in without.items if isinstance(item, Scalar)] if isinstance(without, Sequence) else []
    ledger.refer_all("column", without, owner)
    return RowExample(
        rows=tuple(_cells(ledger, row, owner) for row in rows),
        mark=mark_of(tree, "change") if "change" in tree.entries else tree.mark,
        because=text_of(tree, "because"),
        without=tuple((item.text, item.mark) for item in items),
    )


def _cells(ledger: Ledger, tree: Tree, owner: str) -> Cells:
    found: dict[str, str | None] = {}
    for name, node in tree.entries.items():
        ledger.refer_name("column", name, tree.keys[name], owner)
        if isinstance(node, Scalar):
            found[name] = None if node.plain and node.text in _ABSENT else node.text
    return found
