"""A dataset becomes the schema of a row, of the rows together, of the header and of the metadata."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from dgov_std.schema.columns import Columns, column_title, columns_of
from dgov_std.schema.crossrow import add_cross_row
from dgov_std.schema.draft import Draft, Fragment, Meta, anchored, single
from dgov_std.schema.elements import define_cell, define_element, own_facets
from dgov_std.schema.facets import explained, facet_fragments
from dgov_std.schema.identifiers import define_identifier
from dgov_std.schema.release import add_release
from dgov_std.schema.rules import add_rule
from dgov_std.standard.model import (
    Classification,
    Dataset,
    Description,
    Element,
    Facet,
    Field,
    Naming,
    Severity,
    Source,
    Standard,
)


def define_rows(draft: Draft, standard: Standard, dataset: Dataset) -> dict[str, Any]:
    """Write the definition `row` and return the schema of the array of rows."""
    define_cell(draft, dataset.head)
    draft.define("row", type="object")
    uses = {use.id: standard.elements[use.element] for use in dataset.uses}
    titles = {use.id: column_title(standard, use) for use in dataset.uses}
    properties = {use.id: {"$ref": define_element(draft, standard, uses[use.id])} for use in dataset.uses}
    draft.defs["row"]["properties"] = properties
    _add_required(draft, dataset)
    columns = columns_of(standard, uses, titles)
    _add_listed_on(draft, standard, uses, columns)
    for rule in dataset.rules:
        add_rule(draft, standard, "row", rule, columns)
    draft.define("rows", type="array", items={"$ref": "#/$defs/row"})
    add_cross_row(draft, dataset, columns)
    return {"$ref": "#/$defs/rows"}


def _add_required(draft: Draft, dataset: Dataset) -> None:
    """Group the required columns by severity and source so that the schema lists each group once."""
    groups: dict[tuple[Severity, Source], list[str]] = {}
    for use in dataset.uses:
        if use.required is not None and use.required.value:
            groups.setdefault((use.required.severity, use.required.source), []).append(use.id)
    for (severity, source), names in groups.items():
        facet = Facet(True, severity, source, dataset.head.mark)
        draft.add("row", single("required", names, Meta("TYP101")), facet, "required")


def _add_listed_on(draft: Draft, standard: Standard, uses: Mapping[str, Element], columns: Columns) -> None:
    """A code list read at the date of another column of the row."""
    known: list[dict[str, Any]] = []
    for name, facet in ((name, facet) for name, element in uses.items() for facet in _dated(element)):
        at = facet.options["at"]
        value = {"list": facet.value, "column": name, "date": at["column"], "forms": columns.forms([at["column"]])}
        if facet.options.get("separator"):
            value["separator"] = facet.options["separator"]
        if explained(standard.codelists[facet.value]):
            value["explained"] = explained(standard.codelists[facet.value])
        if value in known:
            continue  # said again by who extends the element: one cell is not blamed twice
        known.append(value)
        title = standard.codelists[facet.value].head.title.to_dict()
        facts = {"kind": "listed", "title": title, "values": [], "size": 0}
        meta = Meta("COD102", facts, (name, name, at["column"]))
        draft.add("row", single("codeListOn", value, meta), facet, f"{name}.codelist-on-date")


def _dated(element: Element) -> Iterator[Facet]:
    """Yield the code list facets of an element and its bases that are judged at the date of another column."""
    at: Element | None = element
    while at is not None:
        facet = own_facets(at).get("codelist")
        if facet is not None and isinstance(facet.options.get("at"), Mapping):
            yield facet
        at = at.base


def define_header(draft: Draft, naming: Naming | None) -> dict[str, Any]:
    """Write the definition `label` from a naming convention and return the schema of the header."""
    draft.define("label", type="string")
    codes = {"pattern": "NAM101", "max_length": "NAM102"}
    for name, facet in naming.columns.items() if naming else ():
        _add_naming(draft, "label", name, facet, codes[name], f"{naming.head.id if naming else ''}.columns")
    if naming and naming.require_term and naming.terms:
        ends = "|".join(sorted(naming.terms, key=len, reverse=True))
        facet = Facet(ends, "warning", naming.head.source, naming.head.mark)
        meta = Meta("NAM101", {"kind": "forms", "forms": list(naming.terms)})
        draft.add("label", single("pattern", f"^(?:[^\\n\\r]*(?:{ends}))$", meta), facet, f"{naming.head.id}.terms")
    draft.define("file-name", type="string")
    for name, facet in naming.files.items() if naming else ():
        _add_naming(draft, "file-name", name, facet, "NAM201", f"{naming.head.id if naming else ''}.files")
    return {"type": "array", "items": {"$ref": "#/$defs/label"}}


def _add_naming(draft: Draft, key: str, name: str, facet: Facet, code: str, label: str) -> None:
    if name == "pattern":
        fragment = single("pattern", anchored(facet.value), Meta(code))
    else:
        limit = {"kind": "limit", "limit": str(facet.value), "unit": "char"}
        fragment = single("maxLength", int(facet.value), Meta(code, limit))
    draft.add(key, fragment, facet, label)


def define_metadata(
    draft: Draft,
    standard: Standard,
    dataset: Dataset,
    description: Description | None,
    classification: Classification | None,
) -> dict[str, Any]:
    """Write the definition `metadata` from a description and the rules of release, and return its `$ref`."""
    draft.define("metadata", type="object")
    fields = description.fields if description else ()
    properties = draft.defs["metadata"].setdefault("properties", {})
    for field in fields:
        key = f"field.{field.id}"
        draft.define(key, title=field.title.en, type="string")
        properties[field.id] = {"$ref": f"#/$defs/{key}"}
        for name, facet in field.facets.items():
            schemes = (facet.value,) if name == "identifier" else facet.value if name == "any_of" else ()
            for identifier in schemes:
                define_identifier(draft, standard, identifier)
            for fragment, at_most in facet_fragments(name, facet, standard):
                kept = replace(facet, severity="warning") if at_most and facet.severity == "error" else facet
                metas = {at: replace(meta, code="DES102") for at, meta in fragment.metas.items()}
                draft.add(key, Fragment(fragment.schema, metas), kept, f"{field.id}.{name.replace('_', '-')}")
        if field.required is not None and field.required.value and _is_asked(field, dataset):
            draft.add("metadata", single("required", [field.id], Meta("DES101")), field.required, f"{field.id}.required")
    titles = {field.id: field.title for field in fields}
    columns = Columns(titles, {field.id: field.facets for field in fields}, {})
    for rule in description.rules if description else ():
        add_rule(draft, standard, "metadata", rule, columns)
    if classification:
        add_release(draft, standard, dataset, classification, titles)
    return {"$ref": "#/$defs/metadata"}


def _is_asked(field: Field, dataset: Dataset) -> bool:
    """Whether a field that some elements make necessary is, in a dataset of these columns."""
    return not field.only_with or any(use.element in field.only_with for use in dataset.uses)
