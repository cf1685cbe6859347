"""What a file may be checked against, known before it is opened, and what its header then decides."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from dgov_std.api.codelists import Bundle, refuse_external
from dgov_std.api.library import SURE, bundles_of, named_bundle, no_dataset, schema_of, shipped_bundles, without_datasets
from dgov_std.api.options import Options
from dgov_std.api.shelf import Shelf, headers
from dgov_std.bind import choose, match
from dgov_std.bind.choice import ENOUGH
from dgov_std.bind.header import normalise
from dgov_std.report.values import Near
from dgov_std.text import Text

Standard = str | os.PathLike[str] | Bundle | None
_MOST_NEAR = 3
_LEAST_NEAR, _LEAST_SHARE = 2, 0.2


@dataclass(frozen=True, slots=True)
class Other:
    """The dataset that a file is surely of, although another was asked for."""

    standard: str
    dataset: str
    title: Text


@dataclass(frozen=True, slots=True)
class Choice:
    """What the header decided: the bundle to check by, None for none at all.

    `other` is the standard that the file seems to be of instead, `near` those that it resembles a little.
    """

    bundle: Bundle | None
    other: Other | None = None
    near: tuple[Near, ...] = ()


@dataclass(frozen=True)
class Candidates:
    """The bundles that may apply, by dataset. `named`: by a standard asked for; `foreign`: by another maker's schema."""

    bundles: Mapping[str, Bundle]
    named: bool
    foreign: bool = False

    @cached_property
    def headers(self) -> dict[str, Mapping[str, Any]]:
        """What the header of each is recognised by; no bundle of a shelf is read for that."""
        return headers(self.bundles)

    def hints(self, dataset: str | None = None) -> Mapping[str, Any]:
        """Return how files of a dataset are read, of the only one without a name; empty where nothing is said."""
        found = self.headers
        if dataset is None and len(found) == 1:
            dataset = next(iter(found))
        return found[dataset].get("reading", {}) if dataset is not None else {}

    def fits(self, labels: Sequence[str]) -> float:
        """Return which share of some labels, 0 to 1, names columns of one of the datasets: of the best one."""
        filled = [normalise(label) for label in labels if label.strip()]
        if not filled:
            return 0.0
        return max((sum(label in known for label in filled) for known in self._names), default=0) / len(filled)

    @cached_property
    def _names(self) -> list[Collection[str]]:
        names = ([name for column in header["columns"] for name in column["names"]] for header in self.headers.values())
        return [frozenset(map(normalise, each)) for each in names]


def candidates(standard: Standard, options: Options, source: Path | None) -> Candidates:
    """Return what may apply to an input: the dataset, the standard or the schema asked for, else all that is shipped.

    Raises UsageError and StandardError: there is no such standard, or it has mistakes.
    """
    if options.schema is not None:
        resource = source.name if source is not None else None
        bundle = schema_of(options.schema, standard=standard, dataset=options.dataset, resource=resource)
        return Candidates({bundle["dataset"]["id"]: bundle}, named=True, foreign=True)
    if isinstance(standard, dict):
        refuse_external(standard)
        return Candidates({standard["dataset"]["id"]: standard}, named=True)
    if standard is None and options.dataset is None:
        return Candidates(shipped_bundles(), named=False)
    bundles = bundles_of(standard if standard is not None else options.dataset or "")
    if not bundles:
        raise without_datasets()
    if options.dataset is not None:
        return Candidates({options.dataset: named_bundle(options.dataset, bundles)}, named=True)
    return Candidates(bundles, named=True)


def decide(labels: Sequence[str], may: Candidates, where: str) -> Choice:
    """Return which dataset a header is of.

    Raises UsageError: it is of none of the several datasets of the standard asked for, nor surely of any shipped one.
    """
    if may.foreign:
        return Choice(next(iter(may.bundles.values())))
    if not may.named:
        found = choose(labels, may.headers)
        if found is not None and found.required >= SURE:
            return Choice(may.bundles[found.dataset])
        return Choice(None, near=_near(labels, may))
    only = next(iter(may.bundles)) if len(may.bundles) == 1 else None
    found = match(labels, only, may.headers[only]) if only is not None else choose(labels, may.headers)
    if found is not None and found.required >= ENOUGH:
        return Choice(may.bundles[found.dataset])
    other = _other(labels, found.own if found is not None else 0.0)
    if only is None and other is None:
        raise no_dataset(labels, list(may.bundles), where)
    return Choice(may.bundles[only if only is not None else next(iter(may.bundles))], other)


def _other(labels: Sequence[str], own: float) -> Other | None:
    """Return the shipped dataset that the header is surely of, if it knows more of the labels than the one asked for."""
    shelf = shipped_bundles()
    found = choose(labels, headers(shelf))
    if found is None or found.required < SURE or found.own <= own:
        return None
    return Other(_standard_of(shelf, found.dataset), found.dataset, _title_of(shelf, found.dataset))


def _near(labels: Sequence[str], may: Candidates) -> tuple[Near, ...]:
    """Return the datasets that know most of the labels, the best first."""
    columns = sum(bool(label.strip()) for label in labels)
    matched = {name: round(match(labels, name, header).own * columns) for name, header in may.headers.items()}
    likely = [name for name, count in matched.items() if count >= max(_LEAST_NEAR, _LEAST_SHARE * columns)]
    return tuple(
        Near(_standard_of(may.bundles, name), name, _title_of(may.bundles, name), matched[name], columns)
        for name in sorted(likely, key=lambda name: -matched[name])[:_MOST_NEAR]
    )


def _standard_of(bundles: Mapping[str, Bundle], dataset: str) -> str:
    return bundles.standard(dataset) if isinstance(bundles, Shelf) else str(bundles[dataset]["standard"]["id"])


def _title_of(bundles: Mapping[str, Bundle], dataset: str) -> Text:
    return bundles.title(dataset) if isinstance(bundles, Shelf) else Text(**bundles[dataset]["dataset"]["title"])
