"""Tree -> Identifier: segments with their places, alphabets, the check digit."""

from __future__ import annotations

from typing import Any

from dgov_std.standard.dateform import date_form_problem
from dgov_std.standard.facets import build_facet, read_pattern, read_values
from dgov_std.standard.heads import build_head
from dgov_std.standard.ledger import Ledger
from dgov_std.standard.model import Facet, Identifier, Segment, Shape, Source
from dgov_std.standard.problems import shown
from dgov_std.standard.provenance import facet_of
from dgov_std.standard.reading import (
    bilingual_of,
    boolean_of,
    integer_of,
    mark_of,
    plain_value,
    text_of,
    tree_of,
    trees_of,
)
from dgov_std.standard.yaml_tree import Node, Scalar, Sequence, Tree
from dgov_std.text import Text

_CONSTRAINTS = ("codelist", "identifier", "date", "alphabet", "enum", "pattern")


def build_identifier(ledger: Ledger, document: Tree) -> Identifier:
    """Return the identifier of a document whose shape has been checked."""
    head = build_head(ledger, document)
    pattern, check = document.entries.get("pattern"), document.entries.get("check")
    _check_parts(ledger, document)
    identifier = Identifier(
        head=head,
        alphabet=_alphabet(ledger, document),
        segments=_segments(ledger, document, head.source),
        pattern=None if pattern is None else build_facet(ledger, pattern, head.source, read_pattern),
        strip=text_of(document, "strip"),
        check=_check(ledger, check, head.source) if isinstance(check, Tree) else None,
        forms=ledger.refer_all("identifier", document.entries.get("forms")),
        personal=boolean_of(document, "personal") or False,
        case=text_of(tree_of(document, "normal_form"), "case"),  # type: ignore[arg-type]
        prefix=text_of(document, "prefix"),
        separator=text_of(document, "separator"),
        shapes=tuple(_shape(ledger, tree, head.source) for tree in trees_of(document, "shapes")),
    )
    _check_separators(ledger, document, identifier)
    return identifier


def _check_separators(ledger: Ledger, document: Tree, identifier: Identifier) -> None:
    for key, character in (("strip", identifier.strip), ("separator", identifier.separator)):
        if character is not None and character in (identifier.alphabet or ""):
            ledger.add(
                mark_of(document, key),
                Text(f"分隔符“{character}”也在字符集里", f'the separator "{character}" is also in the alphabet'),
                Text("请从 alphabet 里删去它", "Delete it from alphabet."),
            )
    if identifier.separator and not (identifier.prefix or identifier.separator).endswith(identifier.separator):
        ledger.add(
            mark_of(document, "prefix"),
            Text("开头要以分隔符结束", "the prefix does not end with the separator"),
            Text(f"请在末尾写上“{identifier.separator}”", f'Write "{identifier.separator}" at its end.'),
        )


def _shape(ledger: Ledger, tree: Tree, source: Source) -> Shape:
    pattern = tree.entries["pattern"]
    facet = facet_of(ledger, read_pattern(ledger, pattern), tree, pattern.mark, source)
    return Shape(text_of(tree, "id") or "", bilingual_of(tree, "title") or Text("", ""), _where(ledger, tree), facet)


def _where(ledger: Ledger, tree: Tree) -> str | None:
    node = tree.entries.get("where")
    return None if node is None else read_pattern(ledger, node)


def _check_parts(ledger: Ledger, document: Tree) -> None:
    parts = [key for key in ("segments", "pattern", "forms") if key in document.keys]
    if not parts:
        ledger.add(
            document.mark,
            Text("标识没有说明构成", "the identifier does not say how it is built"),
            Text("请写 segments、pattern 或 forms", "Write segments, pattern or forms."),
        )
    if "forms" in document.keys:
        for other in ("segments", "pattern", "shapes", "check", "alphabet", "strip", "prefix", "separator"):
            if other in document.keys:
                ledger.add(
                    document.keys[other],
                    Text(f"有 forms 的标识不能再写“{other}”", f'an identifier with forms cannot have "{other}"'),
                    Text("请写到各形式自己的标识里", "Write it in the identifiers that forms names."),
                )


def _alphabet(ledger: Ledger, tree: Tree) -> str | None:
    node = tree.entries.get("alphabet")
    if not isinstance(node, Scalar):
        return None
    repeated = [c for position, c in enumerate(node.text) if c in node.text[:position]]
    if repeated:
        ledger.add(
            node.mark,
            Text(f"字符集里“{shown(repeated[0])}”出现了两次", f'the alphabet has "{shown(repeated[0])}" twice'),
            Text("请删去一个", "Delete one."),
        )
    return node.text


def _segments(ledger: Ledger, document: Tree, source: Source) -> tuple[Segment, ...]:
    segments: list[Segment] = []
    prefix, separator = text_of(document, "prefix") or "", text_of(document, "separator")
    start = prefix.count(separator) if separator else len(prefix)
    names: dict[str, Tree] = {}
    trees = trees_of(document, "segments")
    for tree in trees:
        name, length = text_of(tree, "name") or "", integer_of(tree, "length") or 0
        if name in names:
            first = mark_of(names[name], "name")
            ledger.add(
                mark_of(tree, "name"),
                Text(
                    f"段名“{name}”写了两次，第一次在 {first}",
                    f'the segment name "{name}" is written twice, first at {first}',
                ),
                Text("请换一个段名", "Choose another name."),
            )
        names.setdefault(name, tree)
        constraint = _constraint(ledger, tree, length, source)
        if not length and not separator:
            _check_open_end(ledger, document, tree, last=tree is trees[-1])
        segments.append(Segment(name, bilingual_of(tree, "title"), start, length, constraint, tree.mark))
        start += 1 if separator else length
    return tuple(segments)


def _check_open_end(ledger: Ledger, document: Tree, tree: Tree, *, last: bool) -> None:
    """Note a segment without a length where one is needed."""
    if not last or "pattern" not in document.entries:
        ledger.add(
            tree.mark,
            Text("段没有长度", "the segment has no length"),
            Text(
                "请写 length；只有最后一段，并且写了 pattern，才可以不写",
                "Write length; only the last segment may do without, beside a pattern.",
            ),
        )
    constraint = next((key for key in _CONSTRAINTS if key in tree.entries), None)
    if constraint is not None:
        ledger.add(
            tree.keys[constraint],
            Text(f"没有长度的段不能写“{constraint}”", f'a segment without a length cannot have "{constraint}"'),
            Text("请写到 pattern 里", "Say it in pattern."),
        )


def _constraint(ledger: Ledger, tree: Tree, length: int, source: Source) -> Facet | None:
    kind = next((key for key in _CONSTRAINTS if key in tree.entries), None)
    if kind is None:
        return None
    node = tree.entries[kind]
    options = {key: plain_value(tree.entries[key]) for key in ("at", "not_after") if key in tree.entries}
    value = (kind, _argument(ledger, kind, node, tree))
    _check_length(ledger, kind, node, length)
    return facet_of(ledger, value, tree, node.mark, source, **options)


def _argument(ledger: Ledger, kind: str, node: Node, tree: Tree) -> Any:
    if kind in {"codelist", "identifier"}:
        return ledger.refer(kind, node)  # type: ignore[arg-type]
    if kind == "pattern":
        return read_pattern(ledger, node)
    if kind == "enum":
        return read_values(ledger, node)
    if kind == "alphabet":
        return _alphabet(ledger, tree)
    return plain_value(node)


def _check_length(ledger: Ledger, kind: str, node: Node, length: int) -> None:
    """Note values of a segment that cannot fill its length."""
    todo = Text("请改正长度或值", "Correct the length or the value.")
    if kind == "date" and isinstance(node, Scalar):
        wrong = date_form_problem(node.text, short_year=True)
        if wrong is not None:
            ledger.add(node.mark, *wrong)
        elif length and len(node.text) != length:
            count = len(node.text)
            ledger.add(
                node.mark,
                Text(
                    f"日期写法“{node.text}”有 {count} 个字符，段长是 {length}",
                    f'the date form "{node.text}" has {count} characters, the segment {length}',
                ),
                todo,
            )
    if kind == "enum" and isinstance(node, Sequence):
        for item in node.items:
            if length and isinstance(item, Scalar) and len(item.text) != length:
                count = len(item.text)
                ledger.add(
                    item.mark,
                    Text(
                        f"值“{shown(item.text)}”有 {count} 个字符，段长是 {length}",
                        f'the value "{shown(item.text)}" has {count} characters, the segment {length}',
                    ),
                    todo,
                )


def _check(ledger: Ledger, tree: Tree, source: Source) -> Facet:
    value: dict[str, Any] = {}
    for key in ("method", "variant", "map", "elsewhere"):
        if key in tree.entries:
            value[key] = text_of(tree, key)
    for key in ("modulus", "position", "rotate"):
        if key in tree.entries:
            value[key] = integer_of(tree, key)
    where = _where(ledger, tree)
    if where is not None:
        value["where"] = where
    alphabet = _alphabet(ledger, tree)
    if alphabet is not None:
        value["alphabet"] = alphabet
    weights = tree.entries.get("weights")
    if isinstance(weights, Sequence):
        value["weights"] = tuple(int(plain_value(item)) for item in weights.items)
    if "values" in tree.entries:
        value["values"] = {key: int(plain_value(node)) for key, node in tree_of(tree, "values").entries.items()}
    return facet_of(ledger, value, tree, tree.mark, source)
