"""A quality model becomes the indicators and the scoring of a bundle."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dgov_std.standard.quality_model import IndicatorDef, Quality


def _name(model: Quality) -> str:
    """Return the name a report says the indicators are of: the standard they come from."""
    return model.head.source.standard or model.head.id


def indicator_entries(model: Quality) -> list[dict[str, Any]]:
    """Return the entries of the bundle's `quality`; what a plain ratio does not need is left out."""
    return [_indicator(_name(model), each) for each in model.indicators]


def _indicator(standard: str, item: IndicatorDef) -> dict[str, Any]:
    which, codes = item.counts
    entry: dict[str, Any] = {
        "id": item.id,
        "standard": standard,
        "title": item.title.to_dict(),
        "dimension": item.dimension,
        "polarity": item.polarity,
        "unit": item.units[0] if len(item.units) == 1 else list(item.units),
        "counts": [which, list(codes)],
    }
    if item.formula != "ratio":
        entry["formula"] = item.formula
    if item.reason is not None:
        entry["reason"] = item.reason.to_dict()
    if item.weight is not None:
        entry["weight"] = str(item.weight)
    return entry


def scorings(models: Sequence[Quality]) -> list[dict[str, Any]]:
    """Return the entries of the bundle's `scoring`: one for each model that weighs its indicators."""
    return [
        {
            "standard": _name(model),
            "title": model.head.title.to_dict(),
            "grades": [{"title": grade.title.to_dict(), "at_least": str(grade.at_least)} for grade in model.grades],
        }
        for model in models
        if any(each.weight is not None for each in model.indicators)
    ]
