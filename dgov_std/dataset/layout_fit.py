"""Which rows name columns of the standard: the header by what its labels say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import TypeAlias

from dgov_std.dataset.cell_range import CellRange
from dgov_std.dataset.layout_header import JOINTS, HeaderRows, several, single, windows, with_banners
from dgov_std.dataset.layout_shapes import Row, can_be_labels, filled

ENOUGH = 0.6  # of the filled labels must name columns of the standard
_LONG = 30  # characters by which labels are told apart
_ROWS = 60  # rows whose labels are asked about
_WINDOW = 6  # among the first of which headers of several rows are looked for

Fits: TypeAlias = Callable[[Sequence[str]], float]


def telling(fits: Fits | None) -> Fits | None:
    """Return `fits`, each header asked about once; None where it knows any label whatever."""
    if fits is None or fits(("\x00",)) > 0:
        return None
    asked = cache(lambda labels: fits(labels) if any(label.strip() for label in labels) else 0.0)
    return lambda labels: asked(tuple(labels))


def matched(labels: Sequence[str], fits: Fits) -> tuple[float, int]:
    """Return the share of the labels that the standard knows, and how many these are."""
    share = fits(labels)
    return share, round(share * len(filled(labels)))


def best_fit(
    rows: Sequence[Row], places: Sequence[int], fits: Fits, depth: int | None, merged: Sequence[CellRange]
) -> HeaderRows | None:
    """Return the header of which most labels name columns of the standard, None without 60 % of them.

    Args:
        rows: the first rows.
        places: which of them are not blank.
        fits: the share of labels that are known.
        depth: how many rows the header takes, if that is known.
        merged: merged cells, in places of the rows.
    """
    if depth is not None and depth > 1:
        found = [by_joint(rows, top, top + depth - 1, fits, merged) for top in places[:_ROWS] if top + depth <= len(rows)]
        return _best([one for one in found if _enough(one, fits, lonely=False)], fits)
    first = single(rows, places[0])
    lonely = _enough(first, fits, lonely=True)
    if lonely and matched(first.labels, fits) == (1.0, len(first.labels)) and len(first.labels) > 1:
        return first
    # A label may hold a whole instruction; what the others say decides.
    ones = [single(rows, place) for place in places[1:_ROWS] if can_be_labels([cell[:_LONG] for cell in rows[place]])]
    good = [one for one in ones if _enough(one, fits, lonely=False)]
    best = first if lonely and len(filled(first.labels)) > 1 else _best([*([first] if lonely else []), *good], fits)
    if depth == 1:
        return best
    last = min(best.bottom + 3 if best is not None else places[:_WINDOW][-1], len(rows) - 1)
    top = max(places[0], best.top - 3) if best is not None else places[0]
    deep = [one for one in windows(rows, top, last, merged) if _plausible(rows, one) and _enough(one, fits, lonely=False)]
    deeper = _best([one for one in deep if best is None or one.top <= best.bottom], fits)
    if best is None or deeper is None:
        return deeper if best is None else with_banners(rows, best)
    (share, count), (known, most) = matched(best.labels, fits), matched(deeper.labels, fits)
    return deeper if most > count and known >= share else with_banners(rows, best)


def by_joint(rows: Sequence[Row], top: int, bottom: int, fits: Fits | None, merged: Sequence[CellRange]) -> HeaderRows:
    """Return the header of the rows `top` to `bottom`, its labels as the standard has them, or joined by `/`."""
    if top == bottom:
        return single(rows, top)
    found = {joint: several(rows, top, bottom, joint, merged) for joint in JOINTS}
    best = _best([one for one in found.values() if _enough(one, fits, lonely=False)], fits) if fits is not None else None
    return best or found["/"]


def _best(found: Sequence[HeaderRows], fits: Fits) -> HeaderRows | None:
    def merit(one: HeaderRows) -> tuple[int, float, int, int]:
        share, count = matched(one.labels, fits)
        return count, share, -one.depth, -one.top

    return max(found, key=merit, default=None)


def _enough(one: HeaderRows, fits: Fits, *, lonely: bool) -> bool:
    """Return whether enough labels are known; a single one is enough in the first row only (`lonely`)."""
    share, count = matched(one.labels, fits)
    return share >= ENOUGH and (lonely or count > 1)


def _plausible(rows: Sequence[Row], one: HeaderRows) -> bool:
    """Return whether the upper rows leave labels to the lowest, which itself could be one of labels."""
    count = len(filled(one.labels))
    upper = rows[one.top : one.bottom]
    return can_be_labels(rows[one.bottom]) and all(len(filled(row)) < count for row in upper)
