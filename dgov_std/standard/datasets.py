"""Tree -> Dataset and the manifest: columns, keys, row rules; what applies to all datasets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from dgov_std.standard.crossrow import build_count, build_groups, build_references
from dgov_std.standard.examples import build_examples
from dgov_std.standard.facets import build_required
from dgov_std.standard.heads import build_head
from dgov_std.standard.hints import build_hints
from dgov_std.standard.ledger import Ledger
from dgov_std.standard.model import Dataset, Head, Key, Mark, Relaxation, Source, Use
from dgov_std.standard.provenance import facet_of
from dgov_std.standard.reading import bilingual_of, mark_of, text_of, texts_of, trees_of
from dgov_std.standard.rules import build_rules
from dgov_std.standard.unique import check_unique
from dgov_std.standard.yaml_tree import Scalar, Sequence, Tree
from dgov_std.text import Text


def build_dataset(ledger: Ledger, document: Tree) -> Dataset:
    """Return the dataset of a document whose shape has been checked.

    A use without `column` gets an empty one here; composition fills in the element's title.
    """
    head = build_head(ledger, document)
    uses, keys = trees_of(document, "elements"), trees_of(document, "keys")
    _check_uses(ledger, uses)
    across = trees_of(document, "references") + trees_of(document, "groups")
    check_unique(ledger, keys + across + trees_of(document, "rules"))
    identical = document.entries.get("identical_rows")
    return Dataset(
        head=head,
        uses=tuple(_use(ledger, tree, head.source, head.id) for tree in uses),
        rules=build_rules(ledger, document, head.source, "column", head.id),
        keys=tuple(_key(ledger, tree, head.source, head.id) for tree in keys),
        identical_rows=facet_of(ledger, None, identical, identical.mark, head.source)
        if isinstance(identical, Tree)
        else None,
        missing_values=texts_of(document, "missing_values"),
        extra_columns=text_of(document, "extra_columns") or "info",  # type: ignore[arg-type]
        relax=tuple(_relaxation(ledger, tree) for tree in trees_of(document, "relax")),
        references=build_references(ledger, document, head.source, head.id),
        groups=build_groups(ledger, document, head.source, head.id),
        rows=build_count(ledger, document, head.source),
        examples=build_examples(ledger, document, head.id),
        reading=build_hints(ledger, document),
    )


def _use(ledger: Ledger, tree: Tree, source: Source, owner: str) -> Use:
    element = ledger.refer("element", tree.entries.get("use"), owner) or ""
    return Use(
        element=element,
        id=text_of(tree, "as") or element,
        column=text_of(tree, "column") or "",
        aliases=texts_of(tree, "aliases"),
        required=build_required(ledger, tree.entries.get("required"), source),
        mark=tree.mark,
        noted=text_of(tree, "absent") != "ignore",
        about=text_of(tree, "about"),
    )


def _check_uses(ledger: Ledger, trees: tuple[Tree, ...]) -> None:
    seen: dict[str, Mark] = {}
    for tree in trees:
        place = "as" if "as" in tree.entries else "use"
        name, mark = text_of(tree, place) or "", mark_of(tree, place)
        if name in seen:
            ledger.add(
                mark,
                Text(
                    f"列“{name}”用了两次，第一次在 {seen[name]}",
                    f'the column "{name}" is used twice, first at {seen[name]}',
                ),
                Text(
                    "第二次请用 as: 另起列标识，并写 column:",
                    "Give the second one an id of its own with as: and a column:.",
                ),
            )
        seen.setdefault(name, mark)


def _key(ledger: Ledger, tree: Tree, source: Source, owner: str) -> Key:
    columns = ledger.refer_all("column", tree.entries.get("columns"), owner)
    facet = facet_of(ledger, columns, tree, tree.mark, source)
    return Key(text_of(tree, "id") or "", bilingual_of(tree, "title"), columns, facet)


def _relaxation(ledger: Ledger, tree: Tree) -> Relaxation:
    facet, use, rule = text_of(tree, "facet"), text_of(tree, "use"), text_of(tree, "rule")
    if facet == "required" and use is None:
        ledger.add(
            tree.mark,
            Text("放宽 required 要写明哪一列", "relaxing required needs its column"),
            Text("请补上 use: 列", "Add use: with the column."),
        )
    elif facet != "required" and use is not None:
        ledger.add(
            tree.keys["use"],
            Text("use 只与 facet: required 一起用", "use belongs to facet: required only"),
            Text("请删去 use，或写 facet: required", "Delete use, or write facet: required."),
        )
    return Relaxation(
        target=facet or rule or "",
        reason=bilingual_of(tree, "reason") or Text("", ""),
        mark=mark_of(tree, "facet" if facet else "rule"),
        use=use,
    )


@dataclass(frozen=True, slots=True)
class Manifest:
    """The `standard` document. `extends` keeps the place of each parent's name."""

    head: Head
    authority: Text | None
    extends: tuple[tuple[str, Mark], ...]
    datasets: tuple[str, ...]
    naming: str | None
    description: str | None
    classification: str | None
    quality: tuple[str, ...]


def build_manifest(ledger: Ledger, document: Tree) -> Manifest:
    """Return the manifest of a document whose shape has been checked."""
    extends = document.entries.get("extends")
    items = extends.items if isinstance(extends, Sequence) else ()
    parts: Any = {kind: ledger.refer(kind, document.entries.get(kind)) for kind in _APPLIED}  # type: ignore[arg-type]
    return Manifest(
        head=build_head(ledger, document),
        authority=bilingual_of(document, "authority"),
        extends=tuple((item.text, item.mark) for item in items if isinstance(item, Scalar)),
        datasets=ledger.refer_all("dataset", document.entries.get("datasets")),
        quality=_several(ledger, document, "quality"),
        **parts,
    )


def _several(ledger: Ledger, document: Tree, kind: Literal["quality"]) -> tuple[str, ...]:
    """Return the one name, or the names, under `kind`."""
    one = ledger.refer(kind, document.entries.get(kind))
    return (one,) if one is not None else tuple(dict.fromkeys(ledger.refer_all(kind, document.entries.get(kind))))


_APPLIED = ("naming", "description", "classification")
