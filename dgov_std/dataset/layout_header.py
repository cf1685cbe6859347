"""The rows of a header and the labels they make: single rows, banners above labels, headers written twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dgov_std.dataset.cell_range import CellRange
from dgov_std.dataset.layout_shapes import (
    Row,
    Shape,
    can_be_labels,
    columns_of,
    contrast,
    extent,
    filled,
    repeats,
    shape_of,
    years_in_a_row,
)

DEEPEST = 4  # rows a header may take without being told
_LONGEST_BANNER = 30
_NOTE = re.compile("[:：]")  # 单位：万元
JOINTS = (None, "/", "")  # the lowest labels alone, joined to the banners, written as one word with them


@dataclass(frozen=True, slots=True)
class HeaderRows:
    """Rows `top` to `bottom` (places in the head, both included) and the labels they make."""

    top: int
    bottom: int
    labels: tuple[str, ...]

    @property
    def depth(self) -> int:
        """How many rows the header takes."""
        return self.bottom - self.top + 1


def single(rows: Sequence[Row], place: int) -> HeaderRows:
    """Return one row as the header, its labels as they are written."""
    return HeaderRows(place, place, tuple(rows[place]))


def several(rows: Sequence[Row], top: int, bottom: int, joint: str | None, merged: Sequence[CellRange] = ()) -> HeaderRows:
    """Return the header of the rows `top` to `bottom`.

    A banner counts for the columns to its right that it leaves blank, up to the next banner; in its last column a
    label stands below it. `joint` None takes the lowest filled cell of each column. `merged` are in places of the head.
    """
    window = rows[top : bottom + 1]
    width = max(len(row) for row in window)
    if len(set(map(tuple, window))) == 1:
        return HeaderRows(top, bottom, tuple(window[0]))
    labels: list[str] = []
    spread = [_spread(window, i, width, [one for one in merged if one.top == top + i]) for i in range(len(window))]
    for column in range(width):
        parts = [row[column] for row in spread if row[column].strip()]
        own = [row[column] for row in window if column < len(row) and row[column].strip()]
        if joint is None:
            labels.append(own[-1] if own else "")
            continue
        distinct = [part for i, part in enumerate(parts) if i == 0 or part.strip() != parts[i - 1].strip()]
        labels.append(distinct[0] if len(distinct) == 1 else joint.join(part.strip() for part in distinct))
    return HeaderRows(top, bottom, tuple(labels))


def _spread(window: Sequence[Row], index: int, width: int, merged: Sequence[CellRange]) -> list[str]:
    """Return a row of banners with each written in every column it stands above."""
    cells = [*window[index], *[""] * (width - len(window[index]))]
    wide = [one for one in merged if one.right is not None and one.right > one.left]
    for one in wide:
        for column in range(one.left + 1, min((one.right or 0) + 1, width)):
            cells[column] = cells[column] or cells[one.left]
    if wide or index == len(window) - 1:
        return cells
    above = {place for row in window[:index] for place in filled(row)}
    below = {place for row in window[index + 1 :] for place in filled(row)}
    last = ""
    for column in range(width):
        if cells[column].strip():
            last = cells[column] if column in below else ""
        elif column in above:
            last = ""
        elif column in below:
            cells[column] = last
    return cells


def deepened(rows: Sequence[Row], top: int, merged: Sequence[CellRange] = ()) -> HeaderRows:
    """Return the header whose first row is `top`, by structure alone.

    It takes further rows where the row is written again at once, or where blank cells beside a banner are labelled
    below and the lower labels stand above numbers, days or codes that they are not (or the banner is a merged cell).
    """
    again = top
    while (
        again + 1 < len(rows)
        and again - top < DEEPEST - 1
        and len(filled(rows[top])) > 1
        and list(rows[again + 1]) == list(rows[top])
    ):
        again += 1
    if again > top:
        return several(rows, top, again, None)
    for bottom in range(top + 1, min(top + DEEPEST, len(rows))):
        if _is_banner_window(rows, top, bottom, merged):
            return several(rows, top, bottom, "/", merged)
    return single(rows, top)


def topmost(rows: Sequence[Row], top: int, merged: Sequence[CellRange] = ()) -> HeaderRows:
    """Return the header with a row `top`, which may be its first or one below banners, by structure alone."""
    found = deepened(rows, top, merged)
    for place in range(top - 1, max(top - DEEPEST, -1), -1):
        if not filled(rows[place]):
            break
        wider = deepened(rows, place, merged)
        if wider.depth > 1 and wider.bottom >= found.bottom:
            found = wider
    return found


def with_banners(rows: Sequence[Row], header: HeaderRows) -> HeaderRows:
    """Return a header whose labels stand in one row together with the banners right above that row."""
    top = header.top
    while top > 0 and header.bottom - top < DEEPEST - 1 and len(filled(rows[top - 1])) > 1:
        if not _only_banners(rows[top - 1], rows[top : header.bottom + 1]):
            break
        top -= 1
    return HeaderRows(top, header.bottom, header.labels)


def reaching_down(rows: Sequence[Row], header: HeaderRows, merged: Sequence[CellRange]) -> HeaderRows:
    """Return a header with the blank rows below it over which its labels are merged."""
    bottom = header.bottom
    for one in merged:
        last = one.top if one.bottom is None else one.bottom
        inside = header.top <= one.top <= header.bottom and last < min(header.top + DEEPEST, len(rows))
        if inside and not any(filled(row) for row in rows[header.bottom + 1 : last + 1]):
            bottom = max(bottom, last)
    return HeaderRows(header.top, bottom, header.labels)


def _is_banner_window(rows: Sequence[Row], top: int, bottom: int, merged: Sequence[CellRange]) -> bool:
    window = rows[top : bottom + 1]
    width = max(map(extent, window))
    lowest = rows[bottom]
    marks = [set(filled(row)) for row in window]
    covered = set.union(*marks)
    if len(marks[0]) < 2 or len(marks[-1]) < 2 or covered != set(range(min(covered), width)):
        return False
    banners = all(_only_banners(rows[place], rows[place + 1 : bottom + 1]) for place in range(top, bottom))
    if not banners or not can_be_labels(lowest) or any(shape_of(cell) is Shape.CODE for cell in lowest):
        return False
    columns = columns_of([row for row in rows[bottom + 1 :] if row != lowest], width)
    unlike, alike = contrast(lowest, columns)
    unlike += years_in_a_row(lowest, columns)
    if alike or repeats(lowest, columns):
        return False
    return unlike > 0 or any(
        top <= one.top < bottom and one.right is not None and one.right > one.left and (one.bottom or 0) < bottom
        for one in merged
    )


def _only_banners(row: Row, below: Sequence[Row]) -> bool:
    """Return whether the row has banners: every cell with a label below has a blank one beside it, labelled below, too."""
    marked = set(filled(row))
    labelled = {place for other in below for place in filled(other)}
    both = marked & labelled
    if any(_NOTE.search(row[place]) or len(row[place]) > _LONGEST_BANNER for place in both):
        return False
    return bool(both) and all(place + 1 in labelled and place + 1 not in marked for place in both)


def windows(rows: Sequence[Row], first: int, last: int, merged: Sequence[CellRange]) -> Iterator[HeaderRows]:
    """Yield every header of two and more rows that begins and ends in the rows `first` to `last`."""
    for top in range(first, last):
        for bottom in range(top + 1, min(top + DEEPEST, last + 1)):
            if all(filled(row) for row in rows[top : bottom + 1]):
                for joint in JOINTS:
                    yield several(rows, top, bottom, joint, merged)
