"""The compiled standards of a wheel: what each dataset's header is known by, and its bundle when it is wanted."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from dgov_std.api.codelists import Bundle
from dgov_std.text import Text

INDEX = "index.json"


class Shelf(Mapping[str, Bundle]):
    """Bundles by dataset id. A bundle is read when it is asked for: one of many is, in most runs."""

    def __init__(self, entries: Mapping[str, Mapping[str, Any]], read: Callable[[str], Bundle]) -> None:
        """`entries` are those of the index, `read` gets the bundle of a file named there."""
        self._entries = entries
        self._read = read
        self._known: dict[str, Bundle] = {}

    def __getitem__(self, dataset: str) -> Bundle:
        """Return the bundle of a dataset. Raises KeyError."""
        if dataset not in self._known:
            self._known[dataset] = self._read(self._entries[dataset]["file"])
        return self._known[dataset]

    def __iter__(self) -> Iterator[str]:
        """Yield the ids of the datasets, in the order of preference."""
        return iter(self._entries)

    def __len__(self) -> int:
        """Return how many datasets there are."""
        return len(self._entries)

    def standard(self, dataset: str) -> str:
        """Return the standard of a dataset, without reading its bundle."""
        return str(self._entries[dataset]["standard"])

    def title(self, dataset: str) -> Text:
        """Return the title of a dataset, without reading its bundle."""
        return Text(**self._entries[dataset]["title"])

    def headers(self) -> dict[str, Mapping[str, Any]]:
        """Return by dataset what a header is recognised by: the part of the binding that the index repeats."""
        return {dataset: entry["header"] for dataset, entry in self._entries.items()}


def headers(bundles: Mapping[str, Bundle]) -> dict[str, Mapping[str, Any]]:
    """Return by dataset what a header is recognised by, without reading the bundles of a shelf."""
    if isinstance(bundles, Shelf):
        return bundles.headers()
    return {dataset: bundle["binding"] for dataset, bundle in bundles.items()}


def index_of(folder: Path) -> dict[str, Mapping[str, Any]]:
    """Return the index of compiled standards: dataset id -> {standard, file, title, header}. Empty where there is none."""
    index = folder / INDEX
    found: dict[str, Mapping[str, Any]] = json.loads(index.read_bytes()) if index.is_file() else {}
    return found
