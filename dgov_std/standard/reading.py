"""Read texts, numbers and lists out of a tree whose shape has been checked."""

from __future__ import annotations

from typing import Any

from dgov_std.standard.model import Mark
from dgov_std.standard.yaml_tree import Node, Scalar, Sequence, Tree
from dgov_std.text import Text


def text_of(tree: Tree, key: str) -> str | None:
    """Return the text under `key`, or None."""
    node = tree.entries.get(key)
    return node.text if isinstance(node, Scalar) else None


def texts_of(tree: Tree, key: str) -> tuple[str, ...]:
    """Return the texts of the list under `key`; a single text counts as a list of one."""
    node = tree.entries.get(key)
    if isinstance(node, Scalar):
        return (node.text,)
    items = node.items if isinstance(node, Sequence) else ()
    return tuple(item.text for item in items if isinstance(item, Scalar))


def integer_of(tree: Tree, key: str) -> int | None:
    """Return the whole number under `key`, or None; its shape has been checked."""
    text = text_of(tree, key)
    return None if text is None else int(text)


def boolean_of(tree: Tree, key: str) -> bool | None:
    """Return the truth value under `key`, or None when it is not written."""
    text = text_of(tree, key)
    return None if text is None else text == "true"


def bilingual_of(tree: Tree, key: str) -> Text | None:
    """Return the `{zh: …, en: …}` under `key`, or None."""
    node = tree.entries.get(key)
    if not isinstance(node, Tree):
        return None
    return Text(text_of(node, "zh") or "", text_of(node, "en") or "")


def trees_of(tree: Tree, key: str) -> tuple[Tree, ...]:
    """Return the mappings in the list under `key`."""
    node = tree.entries.get(key)
    items = node.items if isinstance(node, Sequence) else ()
    return tuple(item for item in items if isinstance(item, Tree))


def tree_of(tree: Tree, key: str) -> Tree:
    """Return the mapping under `key`, or an empty one."""
    node = tree.entries.get(key)
    return node if isinstance(node, Tree) else Tree({}, {}, tree.mark)


def plain_value(node: Node) -> Any:
    """Return a node as texts, tuples and dicts."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return tuple(plain_value(item) for item in node.items)
    return {key: plain_value(value) for key, value in node.entries.items()}


def mark_of(tree: Tree, key: str) -> Mark:
    """Return where the value of `key` stands, else the mapping itself."""
    node = tree.entries.get(key)
    return node.mark if node is not None else tree.mark
