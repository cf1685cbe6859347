"""What stands above a code: the parents that code lists name, in every period of the code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def named_rows(entry: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the rows of a code list of the bundle, by column name."""
    columns = entry["columns"]
    return (dict(zip(columns, row, strict=True)) for row in entry["rows"])


def parents_in(*entries: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Return code -> the codes directly above it; of several lists that name parents the first that has a code decides."""
    found: dict[str, tuple[str, ...]] = {}
    for entry in entries:
        own: dict[str, dict[str, None]] = {}
        for row in named_rows(entry):
            own.setdefault(row["code"], {}).update(dict.fromkeys([row["parent"]] if row.get("parent") else []))
        if any(own.values()):
            found = {code: tuple(parents) for code, parents in own.items()} | found
    return found


def above(parents: Mapping[str, tuple[str, ...]], code: str) -> list[str]:
    """Return the code itself and every code above it, nearest first, each once."""
    found = {code: None}
    waiting = [code]
    for each in waiting:  # grows while it is read
        for parent in parents.get(each, ()):
            if parent not in found:
                found[parent] = None
                waiting.append(parent)
    return list(found)
