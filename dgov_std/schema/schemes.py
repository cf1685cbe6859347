"""Identifier schemes as one small bundle: what a file without a standard is looked through for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dgov_std.schema.draft import Draft, Meta, single
from dgov_std.schema.elements import define_cell
from dgov_std.schema.identifiers import define_identifier
from dgov_std.standard.model import Confidence, Facet, Head, Source, Standard
from dgov_std.text import Text

FORMAT = 1
SCIENTIFIC = r"^(?:[0-9](\.[0-9]+)?[eE]\+?[0-9]{2,3})$"
WIDE = "[\uff01-\uff5e]"
_LISTS = frozenset({"codeList", "codeListSince", "codeListOn"})


def shelved_schemes(standards: Iterable[Standard]) -> dict[str, Any]:
    """Return the schemes of the standards that extend no other: their schemas, check table, names and examples.

    Beside them stand `cell` and `coded`, what is asked of any cell and of any code.

    Their code lists are left out, large as they are: whether a value follows a scheme is told by its
    shape, its dates and its check digit. Pure: the same standards give the same value.
    """
    draft = Draft()
    entries: dict[str, Any] = {}
    for standard in standards:
        if standard.extends:
            continue
        _define_cells(draft, standard.head)
        for name, identifier in standard.identifiers.items():
            define_identifier(draft, standard, name)
            head = identifier.head
            entries[name] = {
                "title": head.title.to_dict(),
                "names": [head.title.zh, head.title.en, *head.aliases],
                "personal": identifier.personal or any(standard.identifiers[form].personal for form in identifier.forms),
                "forms": list(identifier.forms),
                "examples": [example.value for example in head.valid],
            }
    defs = {name: _without_lists(schema) for name, schema in draft.defs.items()}
    return {"format": FORMAT, "schema": {"$defs": defs}, "checks": draft.checks, "codelists": {}, "schemes": entries}


def _define_cells(draft: Draft, head: Head) -> None:
    """Write the definitions `cell` and `coded`: without a standard, damage is all that can be told of a value."""
    if "cell" in draft.defs:
        return
    define_cell(draft, head)
    draft.define("coded", allOf=[{"$ref": "#/$defs/cell"}])
    source = Source(confidence=Confidence.HIGH)
    no_power = Meta("TYP205", title=Text("编码不是科学计数法", "the code is not in scientific notation"))
    draft.add(
        "coded", single("not", {"pattern": SCIENTIFIC}, no_power), Facet(None, "error", source, head.mark), "coded.power"
    )
    no_wide = Meta("TYP205", title=Text("编码里没有全角字符", "the code has no full-width characters"))
    draft.add("coded", single("not", {"pattern": WIDE}, no_wide), Facet(None, "warning", source, head.mark), "coded.wide")


def _without_lists(schema: Any) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(schema, dict):
        return {key: _without_lists(value) for key, value in schema.items() if key not in _LISTS}
    return [_without_lists(each) for each in schema] if isinstance(schema, list) else schema
