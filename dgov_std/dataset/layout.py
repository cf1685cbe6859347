"""Where in a sheet the table stands: what is above it, the rows of its header, its labels.

Only the first rows are looked at. The first row that is not blank is the header wherever nothing speaks clearly against
it: another row names the columns of the standard, or it is a title far narrower than a row of labels below it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dgov_std.dataset.cell_range import CellRange
from dgov_std.dataset.layout_fit import Fits, best_fit, by_joint, telling
from dgov_std.dataset.layout_header import HeaderRows, reaching_down, topmost
from dgov_std.dataset.layout_shapes import (
    Row,
    Shape,
    can_be_labels,
    columns_of,
    contrast,
    extent,
    filled,
    repeats,
    years_in_a_row,
)
from dgov_std.dataset.layout_tables import (
    refuse_headless,
    refuse_more_below,
    refuse_records_above,
    refuse_side_by_side,
    refuse_turned,
)
from dgov_std.dataset.refusal import empty, nothing_there, refuse
from dgov_std.dataset.table import Remark
from dgov_std.errors import InputError
from dgov_std.text import Text

HEAD_ROWS = 200  # rows looked at, from the first that is not blank
HEAD_CELLS = 100_000  # and cells, whatever the number of rows
_UNLABELLED = 3  # rows that fill a column behind the labels
_REMARKED = 10  # notes whose text is kept
_TITLE_MARKS = ("：", ":", "《", "附件", "附表", "统计", "汇总", "名单")
_TITLE_ENDS = ("表", "册", "单")
_TITLE = 8  # characters from which a cell alone in its row reads as a title


@dataclass(frozen=True, slots=True)
class Wanted:
    """How the table is to be found: what was asked for, and which labels fit.

    `header_row` is the last row of the header as the sheet numbers it, `header_rows` how many rows it takes (0: there
    is none, and the data begin behind `header_row`), `skip_rows` how many rows to pass over first, `cells` the range
    to read. `fits` tells for labels which share of them names a column of the standards that may apply.
    """

    header_row: int | None = None
    header_rows: int | None = None
    skip_rows: int = 0
    cells: CellRange | None = None
    fits: Fits | None = None

    def nothing(self, path: Path, sheet: str | None = None) -> InputError:
        """Return the error for a place without any cell: the file's, or that of the option which led there."""
        asked = {"--range": self.cells, "--skip-rows": self.skip_rows, "--sheet": sheet}
        option = next((name for name, value in asked.items() if value), None)
        return empty(path) if option is None else nothing_there(path, option)

    @property
    def automatic(self) -> bool:
        """Whether the header is to be found out."""
        return self.header_row is None and self.header_rows is None


PLAIN = Wanted()


@dataclass(frozen=True, slots=True)
class Head:
    """The first rows of a sheet as text: `rows[i]` is row `first + i`; `complete`: the sheet ends with them.

    `even`: a row has as many cells as were written (CSV); otherwise it ends with its last filled one.
    """

    rows: Sequence[Row]
    first: int = 1
    complete: bool = True
    even: bool = True
    merged: Sequence[CellRange] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the table stands. `header` are the labels from column A on, blank where the table has none.

    `header_row` is the last row of the header, or the row before the data where there is none (`header_rows` 0; the
    labels are then the numbers of the columns). `fit`: the share of the labels the standard knows, if that was asked.
    """

    header: tuple[str, ...]
    header_row: int
    header_rows: int
    remarks: tuple[Remark, ...] = ()
    fit: float = 0.0


def find_layout(path: Path, head: Head, wanted: Wanted = PLAIN) -> Layout | None:
    """Return where the table stands, None where all rows are blank.

    Args:
        path: the file, for messages.
        head: its first rows; they reach beyond the header row asked for, if any.
        wanted: what was asked for.

    Raises:
        InputError: the row asked for is blank; several tables, one that is turned, or one without a header.
    """
    cells = wanted.cells or CellRange()
    rows = [_cut(row, head.first + place, cells, wanted.skip_rows) for place, row in enumerate(head.rows)]
    places = [place for place, row in enumerate(rows) if filled(row)]
    merged = [replace(one, top=one.top - head.first, bottom=(one.bottom or one.top) - head.first) for one in head.merged]
    if wanted.header_rows == 0:
        return _without(head, rows, places, wanted)
    if not places and wanted.header_row is None:
        return None
    inner = Head(rows, head.first, head.complete, head.even, merged)
    header = _asked(path, inner, wanted) if wanted.header_row is not None else _found(path, inner, places, wanted)
    labels = header.labels if head.even else _to_the_data(header, rows)
    labels = labels if cells.right is None else labels[: cells.right + 1]
    remarks = _notes(head, header.top, cells.top)
    if header.depth > 1:
        numbers = tuple(range(head.first + header.top, head.first + header.bottom + 1))
        remarks += (Remark("STR406", numbers, count=header.depth, texts=tuple(filter(str.strip, labels))),)
    fit = wanted.fits(labels) if wanted.fits is not None else 0.0
    return Layout(labels, head.first + header.bottom, header.depth, remarks, fit)


def _to_the_data(header: HeaderRows, rows: Sequence[Row]) -> tuple[str, ...]:
    """Return the labels with blank ones for the columns behind them that half of the rows fill: these lack a label."""
    body = [row for row in rows[header.bottom + 1 :] if filled(row)]
    counts = Counter(place for row in body for place in filled(row) if place >= len(header.labels))
    width = max((place + 1 for place, count in counts.items() if 2 * count >= len(body) and count >= _UNLABELLED), default=0)
    return (*header.labels, *[""] * (width - len(header.labels)))


def _cut(row: Row, number: int, cells: CellRange, skip: int) -> Row:
    """Return the row without what lies outside the range: blank at the left, ended at the right."""
    if number <= skip or number < cells.top or (cells.bottom is not None and number > cells.bottom):
        return ()
    if not cells.left and cells.right is None:
        return row
    right = len(row) if cells.right is None else cells.right + 1
    return (*[""] * min(cells.left, len(row)), *row[cells.left : right])


def _without(head: Head, rows: Sequence[Row], places: Sequence[int], wanted: Wanted) -> Layout | None:
    """Return the layout of a table without a header: its columns are numbered."""
    before = wanted.header_row
    body = [row for place, row in enumerate(rows) if filled(row) and (before is None or head.first + place > before)]
    if before is None:
        if not places:
            return None
        before = head.first + places[0] - 1
    sizes = [len(row) for row in body]
    width = max(sizes, key=lambda size: (sizes.count(size), size), default=1) if head.even else max(sizes, default=1)
    left = wanted.cells.left if wanted.cells is not None else 0
    labels = tuple("" if place < left else str(place - left + 1) for place in range(width))
    return Layout(labels, before, 0, _notes(head, before - head.first + 1, wanted.cells.top if wanted.cells else 1))


def _asked(path: Path, head: Head, wanted: Wanted) -> HeaderRows:
    """Return the header in the row asked for."""
    depth = wanted.header_rows or 1
    bottom = (wanted.header_row or 0) - head.first
    top = bottom - depth + 1
    if not 0 <= top <= bottom < len(head.rows) or not any(filled(row) for row in head.rows[top : bottom + 1]):
        raise refuse(
            path,
            Text(f"第 {wanted.header_row} 行没有列名", f"row {wanted.header_row} holds no column names"),
            Text("请检查指定的表头行号", "check the header row that was asked for"),
        )
    return by_joint(head.rows, top, bottom, telling(wanted.fits), head.merged)


def _found(path: Path, head: Head, places: Sequence[int], wanted: Wanted) -> HeaderRows:
    rows, merged = head.rows, head.merged
    fits = telling(wanted.fits)
    header = best_fit(rows, places, fits, wanted.header_rows, merged) if fits is not None else None
    if header is not None:
        refuse_records_above(path, head.first, rows, header)
    else:
        if fits is not None:
            refuse_turned(path, head.first, rows, places, fits)
        top = _top(rows, places)
        if wanted.header_rows is not None:
            bottom = min(top + wanted.header_rows, len(rows)) - 1
            header = by_joint(rows, top, bottom, fits, merged)
        else:
            refuse_headless(path, head.first, rows, _widest_above(rows, places, top), fits)
            header = topmost(rows, top, merged)
    header = reaching_down(rows, header, merged)
    refuse_side_by_side(path, head.first, rows, header, fits, complete=head.complete)
    refuse_more_below(path, head.first, rows, header)
    return header


def _typical(rows: Sequence[Row], places: Sequence[int]) -> int:
    """Return how many cells three quarters of the rows have at most filled."""
    counts = sorted(len(filled(rows[place])) for place in places[1:])
    return counts[(len(counts) - 1) * 3 // 4] if counts else 0


def _is_narrow(row: Row, typical: int) -> bool:
    count = len(filled(row))
    return count < typical and (count == 1 or 2 * count < typical)


def _widest_above(rows: Sequence[Row], places: Sequence[int], top: int) -> int:
    """Return the row to judge whether the table has a header: `top`, or the first wide one below a lonely title."""
    typical = _typical(rows, places)
    if typical < 3 and not _is_title(rows[top]):
        return top  # one label of two may be missing
    for place in places:
        if place >= top and (not _is_narrow(rows[place], typical) or len(filled(rows[place])) > 1):
            return place
    return top


def _top(rows: Sequence[Row], places: Sequence[int]) -> int:
    """Return the first row of the header by structure alone: the first row, unless that is a title above labels."""
    typical = _typical(rows, places)
    first = places[0]
    for index, place in enumerate(places):
        if _is_narrow(rows[place], typical):
            continue
        if index and _is_labels(rows, places, index, typical):
            return place
        return first
    return first


def _is_labels(rows: Sequence[Row], places: Sequence[int], index: int, typical: int) -> bool:
    """Return whether the first wide row, the `index`-th that is filled, is surely one of labels below titles."""
    row, above = rows[places[index]], [rows[place] for place in places[:index]]
    count = len(filled(row))
    if len({row[i].strip() for i in filled(row)}) < 2 or 5 * count < 3 * typical or not can_be_labels(row):
        return False
    columns = columns_of([rows[place] for place in places[index + 1 :] if rows[place] != row], extent(row))
    unlike, alike = contrast(row, columns)
    unlike += years_in_a_row(row, columns)
    first = contrast(above[0], columns)[0]
    if typical == 2 and not (places[index] > places[0] + index or all(_is_title(one) for one in above)):
        return False
    if alike or repeats(row, columns):
        return False
    if unlike:
        return unlike > first or len(filled(above[0])) == 1
    plain = all(column.shape in (Shape.TEXT, Shape.EMPTY) for column in columns)
    return plain and typical >= 3 and index + 1 < len(places) and all(len(filled(one)) == 1 for one in above)


def _is_title(row: Row) -> bool:
    text = "".join(row).strip()
    return len(text) >= _TITLE or text.endswith(_TITLE_ENDS) or any(mark in text for mark in _TITLE_MARKS)


def _notes(head: Head, top: int, first: int) -> tuple[Remark, ...]:
    """Return what is to be said of the rows above the header, which are titles and notes."""
    rows = [place for place in range(min(top, len(head.rows))) if head.first + place >= first and filled(head.rows[place])]
    if not rows:
        return ()
    texts = tuple(" ".join(cell.strip() for cell in head.rows[place] if cell.strip()) for place in rows[:_REMARKED])
    return (Remark("STR401", tuple(head.first + place for place in rows[:_REMARKED]), count=len(rows), texts=texts),)
