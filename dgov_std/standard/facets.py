"""Facets: the constraints of elements, metadata fields and names, short form or long."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from dgov_std.standard import iregexp
from dgov_std.standard.dateform import date_form_problem
from dgov_std.standard.ledger import Ledger
from dgov_std.standard.model import Facet, Source
from dgov_std.standard.problems import shown
from dgov_std.standard.provenance import facet_of
from dgov_std.standard.reading import integer_of, plain_value
from dgov_std.standard.yaml_tree import Node, Scalar, Sequence, Tree
from dgov_std.text import Text

_PROVENANCE = frozenset({"value", "severity", "confidence", "standard", "clause", "note"})


def build_facets(ledger: Ledger, tree: Tree, source: Source, names: Iterable[str] | None = None) -> dict[str, Facet]:
    """Return the facets among the keys of `tree` (those of `names`, if given), in the order written."""
    facets = {}
    for name, node in tree.entries.items():
        if name in _READERS and (names is None or name in names):
            facets[name] = build_facet(ledger, node, source, _READERS[name])
    return facets


def build_facet(ledger: Ledger, node: Node, source: Source, read: Callable[[Ledger, Node], Any]) -> Facet:
    """Return one facet written plainly or as `{value: …, severity: …}`."""
    if not (isinstance(node, Tree) and "value" in node.entries):
        return facet_of(ledger, read(ledger, node), None, node.mark, source)
    options = {key: _option(key, value) for key, value in node.entries.items() if key not in _PROVENANCE}
    return facet_of(ledger, read(ledger, node.entries["value"]), node, node.mark, source, **options)


def _option(key: str, node: Node) -> Any:
    value = plain_value(node)
    return value == "true" if key == "leaf_only" else value


def build_required(ledger: Ledger, node: Node | None, source: Source) -> Facet | None:
    """Return the facet of `required`, also when it says false, or None when it is not written."""
    return None if node is None else build_facet(ledger, node, source, read_boolean)


def read_boolean(_: Ledger, node: Node) -> bool:
    """Read `true` or `false`."""
    return isinstance(node, Scalar) and node.text == "true"


def read_pattern(ledger: Ledger, node: Node) -> str:
    """Read a pattern; it must be one that every engine reads alike."""
    text = _text(node)
    wrong = iregexp.problem(text)
    if wrong is not None:
        ledger.add(
            node.mark,
            wrong,
            Text("模式须符合 I-Regexp（RFC 9485）", "Patterns follow I-Regexp (RFC 9485)."),
        )
    return text


def read_dates(ledger: Ledger, node: Node) -> tuple[str, ...]:
    """Read one date form or a list of them."""
    items = node.items if isinstance(node, Sequence) else (node,)
    for item in items:
        wrong = date_form_problem(_text(item))
        if wrong is not None:
            ledger.add(item.mark, *wrong)
    return tuple(_text(item) for item in items)


def read_values(ledger: Ledger, node: Node) -> tuple[str, ...]:
    """Read a list of distinct values."""
    seen: dict[str, Node] = {}
    for item in node.items if isinstance(node, Sequence) else ():
        text = _text(item)
        if text in seen:
            ledger.add(
                item.mark,
                Text(
                    f"值“{shown(text)}”写了两次，第一次在 {seen[text].mark}",
                    f'the value "{shown(text)}" is written twice, first at {seen[text].mark}',
                ),
                Text("请删去其中一个", "Delete one of them."),
            )
        seen.setdefault(text, item)
    return tuple(seen)


def _text(node: Node) -> str:
    return node.text if isinstance(node, Scalar) else ""


def _integer(_: Ledger, node: Node) -> int:
    return int(_text(node))


def _decimal(_: Ledger, node: Node) -> dict[str, Any]:
    if not isinstance(node, Tree):
        return {}
    digits = {key: integer_of(node, key) for key in ("total_digits", "fraction_digits") if key in node.entries}
    return {
        **digits,
        **{key: _text(node.entries[key]) for key in ("minimum", "maximum") if key in node.entries},
    }


_READERS: dict[str, Callable[[Ledger, Node], Any]] = {
    "identifier": lambda ledger, node: ledger.refer("identifier", node),
    "any_of": lambda ledger, node: ledger.refer_all("identifier", node),
    "codelist": lambda ledger, node: ledger.refer("codelist", node),
    "enum": read_values,
    "pattern": read_pattern,
    "min_length": _integer,
    "max_length": _integer,
    "date": read_dates,
    "decimal": _decimal,
    "free_of": lambda ledger, node: ledger.refer("identifier", node),
}
