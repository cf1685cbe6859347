"""Which column holds which data element: by name, by alias, by normalised form, never by position."""

from __future__ import annotations

import difflib
import functools
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

MatchedBy = Literal["name", "alias", "normalised"]
_NEAR = 0.75
# What forms put at a label to say that it must be filled in, or need not: *名称, 名称（必填）
_MARK = re.compile(r"^\*+(?=.)|(?<=.)(?:\*|\((?:必填|选填|必填项|选填项|required|optional)\))+$")
_BRACKETS = str.maketrans({"【": "(", "】": ")", "〔": "(", "〕": ")", "[": "(", "]": ")"})


@dataclass(frozen=True, slots=True)
class BoundColumn:
    """A column of the file; `element` None when the standard does not know it."""

    index: int
    label: str
    element: str | None = None
    matched_by: MatchedBy | None = None


@dataclass(frozen=True, slots=True)
class Flaw:
    """A defect of the header. `index` None when it is about a column the file lacks."""

    code: str
    severity: str
    index: int | None
    found: str
    expected: str | None = None
    element: str | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """The header as bound: every column of the file in order, and what is wrong with it."""

    columns: tuple[BoundColumn, ...]
    flaws: tuple[Flaw, ...]

    @property
    def places(self) -> dict[str, int]:
        """Element id -> column index."""
        return {column.element: column.index for column in self.columns if column.element is not None}


@functools.lru_cache(maxsize=16_384)
def normalise(label: str) -> str:
    """Return a label without what people vary: case, width, white space, kinds of brackets, the mark of required ones."""
    folded = unicodedata.normalize("NFKC", label).casefold().translate(_BRACKETS)
    return _MARK.sub("", "".join(c for c in folded if not c.isspace() and unicodedata.category(c) not in {"Cf", "Cc"}))


def bind_header(labels: Sequence[str], binding: Mapping[str, Any]) -> Header:
    """Bind the labels of a file to the elements of a dataset, and tell what is wrong with them.

    Each element takes the first column that names it best; a further one is a doubled column.
    """
    found = bound(labels, binding)
    columns = tuple(BoundColumn(i, label, *found.get(i, (None, None))) for i, label in enumerate(labels))
    taken = {element: index for index, (element, _) in found.items()}
    return Header(columns, tuple(_flaws(columns, binding, taken)))


def bound(labels: Sequence[str], binding: Mapping[str, Any]) -> dict[int, tuple[str, MatchedBy]]:
    """Return (element id, how it was matched) by the index of the label that names it."""
    wanted = binding["columns"]
    found: dict[int, tuple[str, MatchedBy]] = {}
    taken: set[str] = set()
    # The closest spelling first: blanks around a label are forgiven before its case is.
    rules: tuple[tuple[MatchedBy, Any, Callable[[str], str]], ...] = (
        ("name", lambda c: [c["name"]], str),
        ("alias", lambda c: c["names"], str),
        ("normalised", lambda c: c["names"], str.strip),
        ("normalised", lambda c: c["names"], normalise),
    )
    for matched_by, names, form in rules:
        by_name = _by_name(wanted, names, form)
        for index, label in enumerate(labels):
            element = by_name.get(form(label))
            if index not in found and label and element is not None and element not in taken:
                found[index] = (element, matched_by)
                taken.add(element)
    if binding.get("undeclared") == "property":
        # The schema speaks of every property of a record: a column it does not name is one under its own label.
        for index, label in enumerate(labels):
            if index not in found and label and label not in taken:
                found[index] = (label, "name")
                taken.add(label)
    return found


def _by_name(wanted: Iterable[Mapping[str, Any]], names: Any, form: Any) -> dict[str, str]:  # noqa: ANN401
    found: dict[str, str] = {}
    for column in wanted:
        for name in names(column):
            found.setdefault(form(name), column["id"])
    return found


def _flaws(columns: Sequence[BoundColumn], binding: Mapping[str, Any], taken: Mapping[str, int]) -> Iterable[Flaw]:
    wanted = binding["columns"]
    known = _by_name(wanted, lambda c: c["names"], normalise)
    titles = {column["id"]: column["name"] for column in wanted}
    free = [c for c in wanted if c["id"] not in taken]
    seen: dict[str, int] = {}
    for column in columns:
        label, element = column.label, column.element
        if not label.strip():
            yield Flaw("STR105", "warning", column.index, label)
        elif element is None and normalise(label) in known:
            yield Flaw("STR104", "error", column.index, label, letter(taken[known[normalise(label)]]))
        elif label in seen:
            yield Flaw("STR104", "warning", column.index, label, letter(seen[label]))
        elif element is None:
            yield Flaw("STR103", binding["extra_columns"], column.index, label, _nearest(label, free))
        elif column.matched_by == "normalised":
            yield Flaw("STR106", "info", column.index, label, titles[element], element)
        seen.setdefault(label, column.index)
    for missing in free:
        if missing["required"] is None and missing.get("absent") != "ignore":
            absent = binding.get("absent_columns", "info")
            yield Flaw("STR102", absent, None, "", missing["name"], missing["id"])


def without_margin(header: Header, filled: Iterable[int] | None) -> Header:
    """Return the header without remarks on the blank columns left of the table; `filled` counts each column's cells."""
    margin = next((column.index for column in header.columns if column.label.strip()), 0)
    counts = list(filled) if filled is not None else []
    blank = {index for index in range(min(margin, len(counts))) if not counts[index]}
    flaws = tuple(flaw for flaw in header.flaws if flaw.code != "STR105" or flaw.index not in blank)
    return header if len(flaws) == len(header.flaws) else Header(header.columns, flaws)


def letter(index: int) -> str:
    """Return the spreadsheet's letter of a 0-based column."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def _nearest(label: str, free: Sequence[Mapping[str, Any]]) -> str | None:
    """Return the official name of the unbound element whose name is nearest, if any is near."""
    names = {normalise(name): column["name"] for column in free for name in column["names"]}
    near = difflib.get_close_matches(normalise(label), list(names), n=1, cutoff=_NEAR)
    return names[near[0]] if near else None
