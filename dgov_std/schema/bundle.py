"""A standard's dataset as one canonical JSON value: schema, checks, binding, code lists.

The bundle is the only contract between authoring and execution: the engine, other validators and
the reports join on it, and equal standards give equal bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dgov_std.schema.canonical import canonical_bytes
from dgov_std.schema.columns import all_facets, column_title
from dgov_std.schema.crossrow import tables
from dgov_std.schema.datasets import define_header, define_metadata, define_rows
from dgov_std.schema.draft import Draft, anchored, text_or_none
from dgov_std.schema.elements import open_words
from dgov_std.schema.quality import indicator_entries, scorings
from dgov_std.schema.release import level_of
from dgov_std.standard.model import Code, CodeList, Dataset, Element, Facet, Identifier, Standard, Use

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FORMAT = 1
_LABELS = 200

Bundle = dict[str, Any]


def compile_dataset(standard: Standard, dataset_id: str) -> Bundle:
    """Compile one dataset of a standard. Pure: the same standard gives the same bundle."""
    dataset = standard.datasets[dataset_id]
    draft = Draft()
    rows = define_rows(draft, standard, dataset)
    header = define_header(draft, standard.namings.get(standard.naming or ""))
    grades = standard.classifications.get(standard.classification or "")
    level = level_of(standard, dataset, grades)
    description = standard.descriptions.get(standard.description or "")
    metadata = define_metadata(draft, standard, dataset, description, grades)
    schema = {
        "$schema": DIALECT,
        "$id": f"urn:dgov-std:{standard.head.id}:{standard.head.edition or '0'}:{dataset_id}",
        "title": dataset.head.title.en,
        "type": "object",
        "properties": {"metadata": metadata, "header": header, "rows": rows},
        "$defs": draft.defs,
    }
    models = [standard.qualities[name] for name in standard.quality if name in standard.qualities]
    return {
        "format": FORMAT,
        "standard": _standard(standard),
        "dataset": {"id": dataset_id, "title": dataset.head.title.to_dict(), "level": level},
        "schema": schema,
        "checks": draft.checks,
        "binding": _binding(standard, dataset),
        "fields": [
            {"id": field.id, "title": field.title.to_dict(), **({"dcat": list(field.dcat)} if field.dcat else {})}
            for field in (description.fields if description else ())
        ],
        "codelists": {name: _codelist(standard.codelists[name]) for name in sorted(set(lists_in(schema)))},
        "quality": [entry for model in models for entry in indicator_entries(model)],
        **({"scoring": found} if (found := scorings(models)) else {}),
    }


def header_of(standard: Standard, dataset_id: str) -> dict[str, Any]:
    """Return what a file's header is recognised by: columns with their names, and which are required.

    Also how such files are read, and which columns are personal or coded: a file of no standard is masked, and
    looked through for damaged codes.
    """
    binding = _binding(standard, standard.datasets[dataset_id])
    kept = ("id", "name", "names", "required", "personal", "coded")
    columns = [{key: column[key] for key in kept} for column in binding["columns"]]
    reading = {"reading": binding["reading"]} if "reading" in binding else {}
    return {"columns": columns, "extra_columns": binding["extra_columns"], **reading}


def _standard(standard: Standard) -> dict[str, Any]:
    head = standard.head
    return {
        "id": head.id,
        "edition": head.edition,
        "title": head.title.to_dict(),
        "authority": text_or_none(standard.authority),
        "valid_from": head.valid_from,
        "valid_to": head.valid_to,
        "status": head.status,
        "source": head.source.standard,
    }


def _binding(standard: Standard, dataset: Dataset) -> dict[str, Any]:
    return {
        "columns": [_column(standard, dataset, use) for use in dataset.uses],
        "missing_values": list(dataset.missing_values),
        "extra_columns": dataset.extra_columns,
        **({"references": others} if (others := tables(standard, dataset)) else {}),
        **({"reading": dict(dataset.reading)} if dataset.reading else {}),
    }


def _column(standard: Standard, dataset: Dataset, use: Use) -> dict[str, Any]:
    element = standard.elements[use.element]
    names = [use.column, *use.aliases, *_names(element), use.id]
    facets = all_facets(element)
    schemes = _schemes(standard, dataset, use, facets)
    repair: dict[str, Any] = {}
    case = next((scheme.case for scheme in schemes if scheme.case), None)
    if case:
        repair["case"] = case
    if "date" in facets:
        repair["dates"] = list(facets["date"].value)
        words = open_words(element)
        if words and element.open_end[0] not in words:  # a word for "no end" stands for the date that means it
            repair["labels"] = dict.fromkeys(words, element.open_end[0])
    if "codelist" in facets:
        repair["labels"] = _labels(standard.codelists[facets["codelist"].value])
        if facets["codelist"].options.get("separator"):
            repair["separator"] = facets["codelist"].options["separator"]
    return {
        "id": use.id,
        "element": use.element,
        "title": column_title(standard, use).to_dict(),
        "name": use.column,
        "names": list(dict.fromkeys(name for name in names if name)),
        "personal": element.personal or any(scheme.personal for scheme in schemes),
        "level": element.level,
        "level_title": _level_title(standard, element.level),
        "required": use.required.severity if use.required is not None and use.required.value else None,
        **({} if use.noted else {"absent": "ignore"}),
        "coded": bool(schemes or {"codelist", "enum"} & set(facets)),
        "repair": repair,
        "recognise": {"headers": list(element.recognise_headers), "shape": element.recognise_shape},
    }


def _level_title(standard: Standard, level: str | None) -> dict[str, str] | None:
    grades = standard.classifications.get(standard.classification or "")
    return next((grade.title.to_dict() for grade in (grades.levels if grades else ()) if grade.id == level), None)


def _schemes(standard: Standard, dataset: Dataset, use: Use, facets: Mapping[str, Facet]) -> list[Identifier]:
    """Return the identifier schemes a column may hold, those that a rule chooses by type included."""
    names = [facets["identifier"].value] if "identifier" in facets else []
    names += list(facets["any_of"].value) if "any_of" in facets else []
    for rule in dataset.rules:
        test = rule.body.get("tests", {}).get(use.id, {})
        names += [test["identifier"]] if "identifier" in test else []
    return [standard.identifiers[name] for name in dict.fromkeys(names)]


def _names(element: Element) -> list[str]:
    inherited = _names(element.base) if element.base else []
    own = [element.short_name, *element.aliases, element.head.title.zh, element.head.title.en]
    return [name for name in own if name] + inherited


def _labels(codelist: CodeList) -> dict[str, str]:
    """Return what people write instead of a code, for lists short enough that a label means one code.

    A code that has ended suggests nothing: its digits may mean something else today.
    """
    if len(codelist.codes) > _LABELS:
        return {}
    found: dict[str, str] = {}
    for code in (code for code in codelist.codes if code.valid_to is None):
        for label in (code.name.zh, code.name.en, *code.aliases):
            if label and label != code.code:
                found.setdefault(label, code.code)
    return found


def _codelist(codelist: CodeList) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "title": codelist.head.title.to_dict(),
        "edition": codelist.head.edition or codelist.head.source.standard,
        "known_until": codelist.known_until,
        "open": codelist.open,
        **code_rows(codelist.codes),
    }
    if codelist.known_from:
        entry["known_from"] = codelist.known_from
    if codelist.missing_where:
        entry["missing_where"] = anchored(codelist.missing_where)
    shapes = [level.pattern for level in codelist.levels]
    if all(shapes) and shapes:
        entry["shape"] = anchored("|".join(shape for shape in shapes if shape))
    if codelist.external:
        entry["external"] = True
    return entry


def code_rows(codes: Sequence[Code]) -> dict[str, Any]:
    """Return the `columns` and `rows` of a code list as a bundle holds them; kinds only where there are any."""
    columns = ["code", "name", "parent", "valid_from", "valid_to", "replaced_by"]
    rows = [[c.code, c.name.zh, c.parent, c.valid_from, c.valid_to, c.replaced_by] for c in codes]
    if any(code.kind for code in codes):
        columns.append("kind")
        for row, code in zip(rows, codes, strict=True):
            row.append(code.kind)
    return {"columns": columns, "rows": rows}


def lists_in(schema: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON value
    """Yield the ids of the code lists a schema looks up (an `enum` carries its own values)."""
    yield from _looked_up(schema, ("codeList", "codeListSince", "codeListOn", "workingDays", "codeWithin", "codeNamed"))


def calendars_in(schema: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON value
    """Yield the ids of the code lists a schema counts working days by."""
    yield from _looked_up(schema, ("workingDays",))


def _looked_up(schema: Any, keywords: Sequence[str]) -> Iterator[str]:  # noqa: ANN401 - any JSON value
    if isinstance(schema, Mapping):
        for keyword in keywords:
            if isinstance(schema.get(keyword), Mapping):
                yield from (schema[keyword][key] for key in ("list", "aboveList") if key in schema[keyword])
    inside = schema.values() if isinstance(schema, Mapping) else schema if isinstance(schema, list) else ()
    for value in inside:
        yield from _looked_up(value, keywords)


def bundle_sha256(bundle: Bundle) -> str:
    """Return the hash a report names as the bundle it was made with."""
    return hashlib.sha256(canonical_bytes(bundle)).hexdigest()


def plain_schemas(bundle: Bundle) -> dict[str, dict[str, Any]]:
    """Return the schemas of rows, header and metadata, each standing alone, for any validator."""
    schema = bundle["schema"]
    found: dict[str, dict[str, Any]] = {}
    for part, root in (("rows", "rows"), ("header", None), ("metadata", "metadata")):
        body = dict(schema["$defs"][root]) if root else dict(schema["properties"][part])
        defs = _reachable(body, schema["$defs"])
        found[part] = {"$schema": DIALECT, "$id": f"{schema['$id']}:{part}", **body, "$defs": defs}
    return found


def _reachable(body: Any, defs: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ANN401 - any JSON value
    wanted, open_refs = set[str](), list(_refs(body))
    while open_refs:
        name = open_refs.pop()
        if name not in wanted:
            wanted.add(name)
            open_refs += _refs(defs[name])
    return {name: defs[name] for name in sorted(wanted)}


def _refs(value: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON value
    if isinstance(value, Mapping):
        ref = value.get("$ref")
        if isinstance(ref, str):
            yield ref.removeprefix("#/$defs/")
        for item in value.values():
            yield from _refs(item)
    elif isinstance(value, list):
        for item in value:
            yield from _refs(item)
