"""Who uses what: documents nobody uses, superseded ones still used, replacements that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dgov_std.lint.library import Document, Shelf, references
from dgov_std.report.lints import Remark
from dgov_std.standard.model import CodeMapping, Element
from dgov_std.text import Text

_WORDS = {
    "identifier": Text("标识", "identifier"),
    "codelist": Text("代码表", "code list"),
    "element": Text("数据项", "element"),
}


def orphan_remarks(shelves: Sequence[Shelf]) -> Iterator[Remark]:
    """Yield the identifiers, lists and elements that no document of any of the standards uses."""
    used = {(each.kind, each.id) for shelf in shelves for d in shelf.visible() for each in references(d)}
    used |= {
        ("element", name) for shelf in shelves for d in shelf.visible() if isinstance(d, Element) for name in _related(d)
    }
    for shelf in shelves:
        for document in shelf.own():
            kind, name = document.head.kind, document.head.id
            if kind in _WORDS and (kind, name) not in used:
                word = _WORDS[kind]
                yield shelf.remark("LNT401", document.head, Text(f"没有谁使用这个{word.zh}", f"nobody uses this {word.en}"))


def _related(element: Element) -> Iterator[str]:
    yield from (relation.element for relation in element.relations)
    if element.base is not None:
        yield element.base.head.id


def use_remarks(shelf: Shelf) -> Iterator[Remark]:
    """Yield the superseded documents that current ones still use, and what is wrong with replacements and relations."""
    known = {(d.head.kind, d.head.id): d for d in shelf.visible()}
    for document in shelf.own():
        if document.head.status == "current" and not isinstance(document, CodeMapping):
            yield from _superseded(shelf, document, known)
        yield from _replacement(shelf, document, known)
        for relation in document.relations if isinstance(document, Element) else ():
            if relation.element == document.head.id:
                what = Text("关系指向自己", "the relation leads to the element itself")
                yield shelf.remark("LNT404", document.head, what, relation.mark)


def _superseded(shelf: Shelf, document: Document, known: dict[tuple[str, str], Document]) -> Iterator[Remark]:
    named = list(references(document))
    beside = {(each.kind, each.id) for each in named}
    for each in named:
        other = known.get((each.kind, each.id))
        if other is None or other.head.status == "current":
            continue
        # the old form is accepted beside the new one
        if other.head.replaced_by is not None and (each.kind, other.head.replaced_by) in beside:
            continue
        instead = Text("", "")
        if other.head.replaced_by is not None:
            instead = Text(f"，请改用“{other.head.replaced_by}”", f': use "{other.head.replaced_by}"')
        what = Text(f"“{each.id}”已被代替或废止{instead.zh}", f'"{each.id}" is superseded or retired{instead.en}')
        yield shelf.remark("LNT402", document.head, what, each.mark)


def _replacement(shelf: Shelf, document: Document, known: dict[tuple[str, str], Document]) -> Iterator[Remark]:
    seen, head = {document.head.id}, document.head
    if head.replaced_by is not None and head.status == "current":
        what = Text("写了 replaced_by，状态却是现行", "there is a replaced_by, but the status is current")
        yield shelf.remark("LNT403", document.head, what)
    while head.replaced_by is not None:
        if head.replaced_by in seen:
            what = Text("replaced_by 又回到自己", "replaced_by leads back to the document itself")
            yield shelf.remark("LNT403", document.head, what)
            return
        seen.add(head.replaced_by)
        successor = known.get((head.kind, head.replaced_by))
        if successor is None:
            return
        head = successor.head
