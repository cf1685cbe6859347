"""What holds over the rows of a dataset together: keys, references, groups, the number of rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dgov_std.schema.columns import Columns
from dgov_std.schema.draft import Draft, Fragment, Meta, single
from dgov_std.standard.model import Count, Dataset, Element, Group, Key, Reference, Standard, Use


def add_cross_row(draft: Draft, dataset: Dataset, columns: Columns) -> None:
    """Assert in the definition `rows` what all rows together must be."""
    everything = tuple(use.id for use in dataset.uses)
    if dataset.identical_rows is not None:
        value = {"columns": list(everything), "missing": "equal"}
        meta = Meta("KEY102", {"kind": "keyed", "columns": []})
        fragment = Fragment({"uniqueKeys": [value]}, {"/uniqueKeys/0": meta})
        draft.add("rows", fragment, dataset.identical_rows, "identical-rows")
    for key in dataset.keys:
        draft.add("rows", _key(key, columns), key.facet, key.id)
    for reference in dataset.references:
        draft.add("rows", _reference(reference, columns), reference.facet, reference.id)
    for group in dataset.groups:
        for label, fragment in _groups(group, columns):
            draft.add("rows", fragment, group.facet, label)
    if dataset.rows is not None:
        for label, fragment in _counts(dataset.rows):
            draft.add("rows", fragment, dataset.rows.facet, label)


def _key(key: Key, columns: Columns) -> Fragment:
    facts = {"kind": "keyed", "columns": [columns.titles[name].to_dict() for name in key.columns]}
    meta = Meta("KEY101", facts, key.columns, key.title)
    return Fragment({"uniqueKeys": [{"columns": list(key.columns)}]}, {"/uniqueKeys/0": meta})


def _reference(reference: Reference, columns: Columns) -> Fragment:
    table = reference.dataset or reference.file
    to = {"columns": list(reference.to)} if table is None else {"table": table, "columns": list(reference.to)}
    facts = {"kind": "referred", "columns": [columns.titles[name].to_dict() for name in reference.columns], "table": table}
    meta = Meta("KEY201", facts, reference.columns, reference.title)
    return Fragment({"references": [{"columns": list(reference.columns), "to": to}]}, {"/references/0": meta})


def _groups(group: Group, columns: Columns) -> Iterator[tuple[str, Fragment]]:
    """Yield a condition per column that has one value, or the one on how many rows or values there are."""
    counted = group.one or (group.distinct,)
    for distinct in counted:
        value: dict[str, Any] = {"by": list(group.by), "atMost": group.at_most or 1}
        facts = {
            "kind": "grouped",
            "columns": [columns.titles[name].to_dict() for name in group.by],
            "at_most": value["atMost"],
            "distinct": columns.titles[distinct].to_dict() if distinct else None,
        }
        if distinct:
            value["distinct"] = distinct
        blamed = (*group.by, *((distinct,) if distinct else ()))
        meta = Meta("KEY202", facts, blamed, group.title)
        label = group.id if len(counted) == 1 else f"{group.id}.{distinct}"
        yield label, Fragment({"groups": [value]}, {"/groups/0": meta})


def _counts(count: Count) -> Iterator[tuple[str, Fragment]]:
    if count.minimum is not None:
        meta = Meta("KEY203", {"kind": "counted", "rows": 0, "minimum": count.minimum})
        yield "rows.min", single("minItems", count.minimum, meta)
    if count.maximum is not None:
        meta = Meta("KEY203", {"kind": "counted", "rows": 0, "maximum": count.maximum})
        yield "rows.max", single("maxItems", count.maximum, meta)


def tables(standard: Standard, dataset: Dataset) -> list[dict[str, Any]]:
    """Return the other tables that references lead to, by name: how their columns may be called, what is missing there."""
    wanted: dict[str, dict[str, None]] = {}
    missing: dict[str, tuple[str, ...]] = {}
    names: dict[tuple[str, str], list[str]] = {}
    for reference in dataset.references:
        table = reference.dataset or reference.file
        if table is None:
            continue
        wanted.setdefault(table, {}).update(dict.fromkeys(reference.to))
        missing[table] = dataset.missing_values
        other = standard.datasets.get(reference.dataset or "")
        if other is not None:
            missing[table] = other.missing_values
            names |= {(table, use.id): _names(standard, use) for use in other.uses}
    return [
        {
            "name": table,
            "columns": [_column(name, names.get((table, name), [name])) for name in columns],
            "missing_values": list(missing[table]),
        }
        for table, columns in sorted(wanted.items())
    ]


def _column(name: str, names: list[str]) -> dict[str, Any]:
    return {"id": name, "name": names[0], "names": list(dict.fromkeys(names)), "required": "error"}


def _names(standard: Standard, use: Use) -> list[str]:
    found = [use.column, *use.aliases]
    element: Element | None = standard.elements[use.element]
    while element is not None:
        found += [element.short_name or "", *element.aliases, element.head.title.zh, element.head.title.en]
        element = element.base
    return [name for name in (*found, use.id) if name]
