"""The examples of identifiers, code lists and elements: one column each of one made-up table.

All examples of a standard are judged in one go: the n-th row holds the n-th example of every
document, and a cell is only asked about by the checks of its own column.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from dgov_std.plan import build_plan
from dgov_std.report.trials import Expected, Miss
from dgov_std.schema.bundle import compile_dataset
from dgov_std.standard.model import (
    CodeList,
    Confidence,
    Dataset,
    Element,
    Example,
    Facet,
    Head,
    Identifier,
    Source,
    Standard,
    Use,
)
from dgov_std.text import Text
from dgov_std.trial.verdicts import Verdict, holds, judged, numbered

_TABLE = "examples"
_SURE = Source(confidence=Confidence.HIGH)


@dataclass(frozen=True, slots=True)
class _Column:
    """A document with examples, the element its examples are cells of, and what is expected of each."""

    head: Head
    element: Element
    examples: tuple[tuple[Expected, Example], ...]
    warns: bool = False  # of low confidence, or an open list: no value is ever more than doubtful

    @property
    def id(self) -> str:
        return f"{self.head.kind}:{self.head.id}"

    def at(self, as_of: str | None) -> _Column:
        """Return the column with the examples of one reference date."""
        kept = tuple(each for each in self.examples if (each[1].as_of or self.head.as_of) == as_of)
        return dataclasses.replace(self, examples=kept)


def cell_misses(standard: Standard, documents: Sequence[Identifier | CodeList | Element]) -> Iterator[Miss]:
    """Yield the examples of the documents that are not judged as they say, in the order of the documents."""
    columns = [column for column in map(_column, documents) if column.examples]
    if not columns:
        return
    bundle = compile_dataset(_made_up(standard, columns), _TABLE)
    for as_of in dict.fromkeys(example.as_of or column.head.as_of for column in columns for _, example in column.examples):
        chosen = [at_date for column in columns if (at_date := column.at(as_of)).examples]
        found = _said(bundle, chosen, as_of)
        for column in chosen:
            yield from _misses(standard, column, found.get(column.id, {}))


def _column(document: Identifier | CodeList | Element) -> _Column:
    head = document.head
    if isinstance(document, Element):
        element = _alone(document)
    elif isinstance(document, Identifier):
        element = Element(head, {"identifier": Facet(head.id, "error", _SURE, head.mark)})
    else:
        facet = Facet(head.id, "error", head.source, head.mark, {"at": "as-of"})
        element = Element(head, {"codelist": facet})
    kinds: tuple[tuple[Expected, tuple[Example, ...]], ...] = (
        ("valid", head.valid),
        ("doubtful", head.doubtful),
        ("invalid", head.invalid),
    )
    warns = head.source.confidence is Confidence.LOW or (isinstance(document, CodeList) and document.open)
    return _Column(head, element, tuple((kind, example) for kind, found in kinds for example in found), warns)


def _alone(element: Element) -> Element:
    """Return an element without what needs other columns: its rules, a list at the date of one of them."""
    facets = dict(element.facets)
    codelist = facets.get("codelist")
    if codelist is not None and isinstance(codelist.options.get("at"), Mapping):
        options = {key: value for key, value in codelist.options.items() if key != "at"}
        facets["codelist"] = dataclasses.replace(codelist, options=options)
    base = None if element.base is None else _alone(element.base)
    return dataclasses.replace(element, facets=facets, base=base, rules=())


def _made_up(standard: Standard, columns: Sequence[_Column]) -> Standard:
    """Return the standard with one dataset only, that has a column for each document."""
    elements = {}
    for column in columns:
        head = dataclasses.replace(column.head, id=column.id)
        elements[column.id] = dataclasses.replace(column.element, head=head)
    head = dataclasses.replace(standard.head, kind="dataset", id=_TABLE, title=Text("示例", "examples"))
    uses = tuple(Use(column.id, column.id, column.id, (), None, column.head.mark) for column in columns)
    return dataclasses.replace(
        standard,
        elements=elements,
        datasets={_TABLE: Dataset(head, uses)},
        dataset_order=(_TABLE,),
        naming=None,
        description=None,
        classification=None,
        quality=(),
    )


def _said(bundle: dict[str, Any], columns: Sequence[_Column], as_of: str | None) -> dict[str, dict[int, list[Verdict]]]:
    """Return what the checks say, by column and by the number of the example."""
    size = max(len(column.examples) for column in columns)
    plan = build_plan(bundle, {column.id: i for i, column in enumerate(columns)}, as_of=as_of)
    cells = []
    for column in columns:
        values = [example.value for _, example in column.examples]
        cells.append(pa.array(values + [None] * (size - len(values)), pa.string()))
    found: dict[str, dict[int, list[Verdict]]] = {}
    for row, verdict in judged(plan, numbered(cells, size)):
        found.setdefault(verdict.column or "", {}).setdefault(row, []).append(verdict)
    return found


def _misses(standard: Standard, column: _Column, found: Mapping[int, list[Verdict]]) -> Iterator[Miss]:
    for row, (expected, example) in enumerate(column.examples):
        verdicts = found.get(row, [])
        if holds(expected, example.because, verdicts, warns=column.warns):
            continue
        yield Miss(
            file=example.mark.file,
            line=example.mark.line,
            column=example.mark.column,
            standard=standard.head.id,
            kind=column.head.kind,
            document=column.head.id,
            value=example.value,
            expected=expected,
            because=example.because,
            found=tuple(verdict.said for verdict in verdicts),
        )
