"""The documents a linter looks at: whose they are, what they use, what they inherit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dgov_std.report.lints import LINT_RULES, Remark
from dgov_std.standard.model import (
    CodeList,
    CodeMapping,
    Dataset,
    Element,
    Head,
    Identifier,
    Mark,
    Standard,
)
from dgov_std.text import Text

Document = Identifier | CodeList | CodeMapping | Element | Dataset


@dataclass(frozen=True, slots=True)
class Reference:
    """A document named by another one."""

    kind: str
    id: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Shelf:
    """One standard under the linter: everything visible in it, and which of that is its own."""

    standard: Standard
    root: Path

    def owns(self, head: Head) -> bool:
        """Whether a document lies in the standard's own folder or file."""
        return Path(head.mark.file).resolve().is_relative_to(self.root)

    def visible(self) -> Iterator[Document]:
        """Yield every identifier, list, mapping, element and dataset, inherited ones included."""
        s = self.standard
        for found in (s.identifiers, s.codelists, s.mappings, s.elements, s.datasets):
            yield from found.values()

    def own(self) -> Iterator[Document]:
        """Yield the standard's own documents."""
        yield from (document for document in self.visible() if self.owns(document.head))

    def elements(self) -> Iterator[Element]:
        """Yield the standard's own elements."""
        yield from (element for element in self.standard.elements.values() if self.owns(element.head))

    def remark(self, code: str, head: Head, what: Text, mark: Mark | None = None) -> Remark:
        """Return what the rule `code` says of a document, at its head unless a place is given."""
        place = mark or head.mark
        rule = LINT_RULES[code]
        return Remark(rule, place.file, place.line, place.column, self.standard.head.id, head.kind, head.id, what)


def references(document: Document) -> Iterator[Reference]:
    """Yield the identifiers, lists and elements a document names."""
    if isinstance(document, Element):
        yield from _of_element(document)
    elif isinstance(document, Identifier):
        for form in document.forms:
            yield Reference("identifier", form, document.head.mark)
        for segment in document.segments:
            if segment.constraint is not None and segment.constraint.value[0] in {"codelist", "identifier"}:
                kind, name = segment.constraint.value
                yield Reference(kind, name, segment.mark)
    elif isinstance(document, CodeMapping):
        yield Reference("codelist", document.of, document.head.mark)
        yield Reference("codelist", document.to, document.head.mark)
    elif isinstance(document, Dataset):
        yield from (Reference("element", use.element, use.mark) for use in document.uses)
        for rule in document.rules:
            yield from _of_rule(rule.body, rule.facet.mark)


def _of_element(element: Element) -> Iterator[Reference]:
    for name, facet in element.facets.items():
        if name in {"identifier", "free_of"}:
            yield Reference("identifier", facet.value, facet.mark)
        elif name == "any_of":
            yield from (Reference("identifier", each, facet.mark) for each in facet.value)
        elif name == "codelist":
            yield Reference("codelist", facet.value, facet.mark)
    for rule in element.rules:
        yield from _of_rule(rule.body, rule.facet.mark)


def _of_rule(body: Any, mark: Mark) -> Iterator[Reference]:  # noqa: ANN401 - the body of any form of rule
    if isinstance(body, Mapping):
        for key, value in body.items():
            if key in {"identifier", "codelist", "calendar"} and isinstance(value, str):
                yield Reference("identifier" if key == "identifier" else "codelist", value, mark)
            else:
                yield from _of_rule(value, mark)
    elif isinstance(body, Iterable) and not isinstance(body, str):
        for value in body:
            yield from _of_rule(value, mark)
