"""Tree -> how the files of a dataset are read: what `reading:` says, as a reader takes it."""

from __future__ import annotations

from collections.abc import Mapping

from dgov_std.standard.ledger import Ledger
from dgov_std.standard.problems import shown
from dgov_std.standard.reading import mark_of, text_of, tree_of
from dgov_std.standard.yaml_tree import Tree
from dgov_std.text import Text

_NUMBERS = ("header_row", "header_rows", "skip_rows")
_TEXTS = ("encoding", "delimiter", "sheet", "range")


def build_hints(ledger: Ledger, document: Tree) -> Mapping[str, str | int]:
    """Return what a dataset whose shape has been checked says of its files; empty where it says nothing."""
    tree = tree_of(document, "reading")
    found: dict[str, str | int] = {}
    for name in _TEXTS:
        text = text_of(tree, name)
        if text is not None:
            found[name] = text
    for name in _NUMBERS:
        text = text_of(tree, name)
        if text is not None:
            found[name] = int(text)
    if found.get("delimiter") == "tab":
        found["delimiter"] = "\t"
    _check_encoding(ledger, tree)
    return found


def _check_encoding(ledger: Ledger, tree: Tree) -> None:
    name = text_of(tree, "encoding")
    if name is None:
        return
    try:
        "".encode(name)  # a codec that is no encoding of text, such as base64, is refused as well
    except (LookupError, ValueError):
        ledger.add(
            mark_of(tree, "encoding"),
            Text(f"没有“{shown(name)}”这种编码", f'there is no encoding "{shown(name)}"'),
            Text("请写 utf-8、gb18030 等编码名", "Write the name of one, such as utf-8 or gb18030."),
        )
