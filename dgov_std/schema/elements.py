"""A data element becomes a definition; an overriding element stands on its base with `allOf`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dgov_std.schema.draft import Draft, Meta, single
from dgov_std.schema.facets import facet_fragments
from dgov_std.schema.identifiers import define_identifier
from dgov_std.standard.model import Confidence, Element, Facet, Head, Source, Standard
from dgov_std.text import Text

ERROR_VALUES = ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!", "#GETTING_DATA"]


def define_cell(draft: Draft, head: Head) -> None:
    """Write the definition every column stands on: a text that is no spreadsheet error value."""
    draft.define("cell", type="string")
    source = Source(confidence=Confidence.HIGH)
    meta = Meta("STR206", title=Text("单元格不是表格软件的错误值", "the cell is no spreadsheet error value"))
    facet = Facet(None, "error", source, head.mark)
    draft.add("cell", single("not", {"enum": ERROR_VALUES}, meta), facet, "cell.error-value")


def define_element(draft: Draft, standard: Standard, element: Element, suffix: str = "") -> str:
    """Write the definition of an element (its base first) and return its `$ref`."""
    key = f"element.{element.head.id}{suffix}"
    if key in draft.defs:
        return f"#/$defs/{key}"
    annotations: dict[str, Any] = {"title": element.head.title.en, "type": "string"}
    if element.level:
        annotations["classification"] = {"category": element.category, "level": element.level}
    draft.define(key, **annotations)
    if element.base is None:
        draft.defs[key]["allOf"] = [{"$ref": "#/$defs/cell"}]
    else:
        dropped = {relaxation.target for relaxation in element.relax}
        kept = {name: facet for name, facet in element.base.facets.items() if name not in dropped}
        base = replace(element.base, facets=kept)
        draft.defs[key]["allOf"] = [{"$ref": define_element(draft, standard, base, suffix + ".base")}]
    add_facets(draft, standard, key, element, suffix)
    return f"#/$defs/{key}"


def add_facets(draft: Draft, standard: Standard, key: str, element: Element, suffix: str = "") -> None:
    """Assert the element's own facets in its definition."""
    for name, facet in own_facets(element).items():
        for identifier in (facet.value,) if name == "identifier" else facet.value if name == "any_of" else ():
            define_identifier(draft, standard, identifier)
        for fragment, at_most in facet_fragments(name, facet, standard, open_words(element)):
            kept = replace(facet, severity="warning") if at_most and facet.severity == "error" else facet
            draft.add(key, fragment, kept, f"{element.head.id}{suffix}.{name.replace('_', '-')}")


def open_words(element: Element) -> list[str]:
    """Return the words for "no end" that are no dates, such as 长期: without a figure."""
    return [text for text in element.open_end if not any(character.isdigit() for character in text)]


def own_facets(element: Element) -> dict[str, Facet]:
    """Return the facets an element states itself, the inherited ones left to its base."""
    inherited = element.base.facets if element.base else {}
    return {name: facet for name, facet in element.facets.items() if inherited.get(name) is not facet}
