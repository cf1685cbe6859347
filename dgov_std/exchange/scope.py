"""Which documents of a standard a dictionary holds: all, or those that some datasets use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dgov_std.standard.model import Element, Head, Identifier, Source, Standard


@dataclass(frozen=True, slots=True)
class Scope:
    """Ids of the documents held, in the standard's order."""

    datasets: tuple[str, ...]
    elements: tuple[str, ...]
    identifiers: tuple[str, ...]
    codelists: tuple[str, ...]


def whole(standard: Standard) -> Scope:
    """Return the standard's datasets, its own documents, and whatever these use."""
    datasets = tuple(dict.fromkeys([*standard.dataset_order, *standard.datasets]))
    kinds = ("elements", "identifiers", "codelists")
    own = {kind: {name for name, each in getattr(standard, kind).items() if _is_own(standard, each.head)} for kind in kinds}
    waiting = [("identifier", name) for name in own["identifiers"]] + [("codelist", name) for name in own["codelists"]]
    return _scope(standard, datasets, own["elements"], waiting)


def _is_own(standard: Standard, head: Head) -> bool:
    return Path(head.mark.file).is_relative_to(Path(standard.head.mark.file).parent)


def used_by(standard: Standard, dataset: str) -> Scope:
    """Return one dataset with its elements, the identifiers and code lists they lead to, and those of the metadata."""
    return _scope(standard, (dataset,), set(), [])


def _scope(standard: Standard, datasets: tuple[str, ...], elements: set[str], waiting: list[tuple[str, str]]) -> Scope:
    """Return datasets, the elements named and used, and every identifier and code list all these lead to."""
    waiting = list(waiting)
    for one in (standard.datasets[name] for name in datasets):
        elements = elements | {use.element for use in one.uses}
        waiting += _named(standard, (one.rules, one.rows, one.groups))
    for name in elements:
        waiting += _of_element(standard, standard.elements[name])
    for description in standard.descriptions.values():
        waiting += _named(standard, [field.facets for field in description.fields])
    found: set[tuple[str, str]] = set()
    while waiting:
        kind, name = waiting.pop()
        if (kind, name) not in found:
            found.add((kind, name))
            if kind == "identifier":
                waiting += _of_identifier(standard, standard.identifiers[name])
    return Scope(
        datasets,
        tuple(name for name in standard.elements if name in elements),
        tuple(name for name in standard.identifiers if ("identifier", name) in found),
        tuple(name for name in standard.codelists if ("codelist", name) in found),
    )


def _of_element(standard: Standard, element: Element | None) -> Iterator[tuple[str, str]]:
    while element is not None:
        yield from _named(standard, element.facets)
        element = element.base


def _of_identifier(standard: Standard, identifier: Identifier) -> Iterator[tuple[str, str]]:
    yield from (("identifier", name) for name in identifier.forms if name in standard.identifiers)
    yield from _named(standard, [segment.constraint for segment in identifier.segments])


def _named(standard: Standard, value: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - any part of a standard
    """Give every identifier and code list whose id stands anywhere within: rather one too many than one missing."""
    for text in _texts(value):
        if text in standard.identifiers:
            yield "identifier", text
        if text in standard.codelists:
            yield "codelist", text


def _texts(value: Any) -> Iterator[str]:  # noqa: ANN401 - as above
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from _texts(tuple(value.values()))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _texts(item)
    else:
        yield from _texts([getattr(value, name) for name in ("value", "options", "body", "facet") if hasattr(value, name)])


def sources_of(standard: Standard, scope: Scope, kinds: Iterable[str]) -> Iterator[tuple[str, Source]]:
    """Give (kind of part, source) of every document in the scope and of everything in it that has a source of its own."""
    held = {name: set(getattr(scope, name)) for name in ("datasets", "elements", "identifiers", "codelists")}
    for kind in kinds:
        for name, document in getattr(standard, kind).items():
            if name in held.get(kind, {name}):
                for source in _sources(document):
                    yield kind, source


def _sources(value: Any) -> Iterator[Source]:  # noqa: ANN401 - as above
    """Give the source of a document, then those of its parts that say something else."""
    head: Head = value.head
    yield head.source
    seen = [head.source]
    for source in _within(value):
        if source not in seen:
            seen.append(source)
            yield source


def _within(value: Any) -> Iterator[Source]:  # noqa: ANN401 - as above
    if isinstance(value, Source):
        yield value
    elif isinstance(value, Mapping):
        yield from _within(tuple(value.values()))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _within(item)
    else:
        for name in ("source", "facet", "required", "constraint", *_PARTS):
            yield from _within(getattr(value, name, None) or ())


_PARTS = (
    "facets uses rules keys references groups rows identical_rows segments check pattern columns files release fields base"
).split()
