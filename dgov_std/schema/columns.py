"""The columns a rule may name, as the compiler asks about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dgov_std.standard.model import Element, Facet, Standard, Use
from dgov_std.text import Text


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns a rule may name: their titles and the facets of what they hold."""

    titles: Mapping[str, Text]
    facets: Mapping[str, Mapping[str, Facet]]
    open_ends: Mapping[str, tuple[str, ...]]
    explained: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # column -> code -> mark before explanations

    def separator(self, column: str) -> str | None:
        """Return the character that separates the codes of a cell, None where it holds one code."""
        listed = self.facets.get(column, {}).get("codelist")
        return listed.options.get("separator") if listed is not None else None

    def forms(self, names: Sequence[str]) -> list[str]:
        """Return the written forms of the dates in some columns, each once."""
        found = (form for name in names for form in getattr(self.facets[name].get("date"), "value", ()))
        return list(dict.fromkeys(found))

    def title(self, column: str) -> dict[str, str]:
        """Return a column's title as facts hold it."""
        return self.titles[column].to_dict()

    def codelist(self, column: str) -> str:
        """Return the code list of a column (the loader checked that there is one)."""
        return str(self.facets[column]["codelist"].value)

    def ends(self, names: Sequence[str]) -> list[str]:
        """Return the dates of some columns that mean "no end"."""
        return sorted({end for name in names for end in self.open_ends.get(name, ())})


def columns_of(standard: Standard, uses: Mapping[str, Element], titles: Mapping[str, Text]) -> Columns:
    """Return the columns of a dataset, by column id."""
    facets = {name: all_facets(element) for name, element in uses.items()}
    listed = {name: standard.codelists[known["codelist"].value] for name, known in facets.items() if "codelist" in known}
    marks = {name: {c.code: c.explained for c in codelist.codes if c.explained} for name, codelist in listed.items()}
    return Columns(titles, facets, {name: element.open_end for name, element in uses.items()}, marks)


def all_facets(element: Element) -> dict[str, Facet]:
    """Return an element's facets with those of its bases."""
    return {**(all_facets(element.base) if element.base else {}), **element.facets}


def column_title(standard: Standard, use: Use) -> Text:
    """Return what people call a column: its official header, and in English the element's name."""
    title = standard.elements[use.element].head.title
    return Text(use.column or title.zh, title.en)
