"""Documents that are there twice under different ids: the same name, definition, concept or content."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator

from dgov_std.lint.library import Document, Shelf
from dgov_std.report.lints import Remark
from dgov_std.standard.formats import facets_of
from dgov_std.standard.model import CodeList, Element, Identifier
from dgov_std.text import Text


def duplicate_remarks(shelf: Shelf) -> Iterator[Remark]:
    """Yield what a standard has twice; what it has in common with a parent is only noted."""
    yield from _alike(shelf, "LNT301", lambda d: d.head.title, Text("名称", "name"))
    yield from _alike(shelf, "LNT302", lambda d: d.head.definition and d.head.definition.zh, Text("定义", "definition"))
    yield from _alike(shelf, "LNT303", _content, Text("内容", "content"))


def _alike(shelf: Shelf, code: str, of: Callable[[Document], Hashable | None], said: Text) -> Iterator[Remark]:
    first: dict[tuple[str, Hashable], Document] = {}
    # the inherited ones first: what is repeated is the own one
    for document in sorted(shelf.visible(), key=lambda document: shelf.owns(document.head)):
        key = of(document)
        if key is None:
            continue
        other = first.setdefault((document.head.kind, key), document)
        if other is document or not shelf.owns(document.head):
            continue
        what = Text(
            f"{said.zh}与“{other.head.id}”（{other.head.mark}）相同",
            f'the {said.en} is that of "{other.head.id}" ({other.head.mark}), too',
        )
        yield shelf.remark(code if shelf.owns(other.head) else "LNT304", document.head, what)


def _content(document: Document) -> Hashable | None:
    """Return what two documents should not both be; None where being alike means nothing."""
    if isinstance(document, Element):
        words = (document.object_class, document.property, document.representation)
        if None in words:
            return None
        facets = ((name, str(facet.value), str(facet.options)) for name, facet in facets_of(document).items())
        return (*(word.zh for word in words if word), *sorted(facets))
    if isinstance(document, CodeList):
        codes = tuple((code.code, code.name.zh, code.valid_from, code.valid_to) for code in document.codes)
        return codes or None
    if isinstance(document, Identifier):
        if document.forms:
            return document.forms
        segments = tuple((s.length, str(s.constraint.value) if s.constraint else "") for s in document.segments)
        pattern = document.pattern.value if document.pattern else None
        check = str(document.check.value) if document.check else None
        return (document.alphabet, segments, pattern, check)
    return None
