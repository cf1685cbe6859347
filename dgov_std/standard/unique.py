"""Ids that must be unique within one list of a document."""

from __future__ import annotations

from collections.abc import Iterable

from dgov_std.standard.ledger import Ledger
from dgov_std.standard.problems import shown
from dgov_std.standard.reading import mark_of, text_of
from dgov_std.standard.yaml_tree import Tree
from dgov_std.text import Text


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
