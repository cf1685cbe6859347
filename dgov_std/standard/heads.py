"""The part every document has: id, title, source, edition, validity, examples."""

from __future__ import annotations

import datetime as dt
from typing import cast

from dgov_std.standard.ledger import Ledger, Target
from dgov_std.standard.model import Example, Head
from dgov_std.standard.provenance import source_of
from dgov_std.standard.reading import bilingual_of, mark_of, text_of, texts_of, tree_of
from dgov_std.standard.yaml_tree import Scalar, Sequence, Tree
from dgov_std.text import Text


def first_day(date: str) -> dt.date:
    """Return the day a date or a year begins."""
    return dt.date(int(date), 1, 1) if len(date) == 4 else dt.date.fromisoformat(date)


def last_day(date: str) -> dt.date:
    """Return the day a date or a year ends."""
    return dt.date(int(date), 12, 31) if len(date) == 4 else dt.date.fromisoformat(date)


def build_head(ledger: Ledger, document: Tree) -> Head:
    """Return the head of a document whose shape has been checked."""
    kind = text_of(document, "kind") or ""
    valid_from, valid_to = text_of(document, "valid_from"), text_of(document, "valid_to")
    if valid_from and valid_to and last_day(valid_to) < first_day(valid_from):
        ledger.add(
            mark_of(document, "valid_to"),
            Text(
                f"valid_to（{valid_to}）早于 valid_from（{valid_from}）",
                f"valid_to ({valid_to}) is before valid_from ({valid_from})",
            ),
            Text("请改正其中一个", "Correct one of them."),
        )
    replaced_by = None
    if kind != "standard":
        replaced_by = ledger.refer(cast("Target", kind), document.entries.get("replaced_by"))
    else:
        replaced_by = text_of(document, "replaced_by")
    examples = tree_of(document, "examples") if kind != "dataset" else Tree({}, {}, document.mark)
    title = bilingual_of(document, "title") or Text("", "")
    return Head(
        kind=kind,
        id=text_of(document, "id") or "",
        title=title,
        mark=document.mark,
        source=source_of(document),
        definition=bilingual_of(document, "definition"),
        edition=text_of(document, "edition"),
        valid_from=valid_from,
        valid_to=valid_to,
        status=text_of(document, "status") or "current",  # type: ignore[arg-type]
        replaced_by=replaced_by,
        valid=_examples(examples, "valid"),
        invalid=_examples(examples, "invalid"),
        # those of an element are header labels
        aliases=() if kind == "element" else texts_of(document, "aliases"),
        doubtful=_examples(examples, "doubtful"),
        as_of=text_of(examples, "as_of"),
    )


def _examples(tree: Tree, key: str) -> tuple[Example, ...]:
    node = tree.entries.get(key)
    found = []
    for item in node.items if isinstance(node, Sequence) else ():
        if isinstance(item, Scalar):
            found.append(Example(item.text, item.mark))
        elif isinstance(item, Tree):
            because, as_of = text_of(item, "because"), text_of(item, "as_of")
            found.append(Example(text_of(item, "value") or "", mark_of(item, "value"), because, as_of))
    return tuple(found)
