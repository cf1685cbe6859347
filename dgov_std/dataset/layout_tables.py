"""What no header can be found for: several tables in one sheet, a turned one, one without a header; refused with advice."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from dgov_std.dataset.aside import LABELLED
from dgov_std.dataset.cell_range import column_letters
from dgov_std.dataset.layout_fit import ENOUGH, Fits, matched
from dgov_std.dataset.layout_header import HeaderRows
from dgov_std.dataset.layout_shapes import (
    Column,
    Row,
    can_be_labels,
    columns_of,
    contrast,
    extent,
    filled,
    is_surely_data,
    repeats,
)
from dgov_std.dataset.refusal import refuse
from dgov_std.text import Text

_SECTION = re.compile(r"[（(]?[一二三四五六七八九十百0-9]{1,4}[)）、.．]|第")
_LABELLED = re.compile(LABELLED)
_TALLER = 3  # rows by which one table is longer than the other beside it
_KEYS = 5  # rows of a list beside the table
_TURNED = 3  # labels that run down a column


def refuse_headless(path: Path, first: int, rows: Sequence[Row], top: int, fits: Fits | None) -> None:
    """Raise InputError where the first row is surely a record: there is no header."""
    row = rows[top]
    if fits is not None and fits(row) > 0:
        return
    body = [one for one in rows[top + 1 :] if filled(one)]
    if len(body) < 2 or not is_surely_data(row, columns_of(body, extent(row))):
        return
    number = first + top
    raise refuse(
        path,
        Text(f"没有表头: 第 {number} 行已经是数据", f"there is no header: row {number} is data already"),
        Text(
            "请在第一行补上列名; 各列与标准的顺序完全相同时, 也可以用 --no-header",
            "add a row with the column names; if the columns stand in the very order of the standard, --no-header will do",
        ),
    )


def refuse_records_above(path: Path, first: int, rows: Sequence[Row], header: HeaderRows) -> None:
    """Raise InputError where a record stands above the header: sorted, the header sank among the records."""
    labelled = [place for place, label in enumerate(header.labels) if label.strip()]
    below = [row for row in rows[header.bottom + 1 :] if filled(row)]
    above = [place for place in range(header.top) if 5 * len(filled(rows[place])) >= 3 * len(labelled)]
    columns = columns_of(below or [rows[place] for place in above[1:]], len(header.labels))
    found = next((place for place in above if len(labelled) > 1 and _is_record(rows[place], columns)), None)
    if found is None:
        return
    number, row = first + header.bottom, first + found
    raise refuse(
        path,
        Text(
            f"表头在第 {number} 行, 它上面的第 {row} 行已经是数据",
            f"the header is row {number}, and row {row} above it is data",
        ),
        Text(
            f"请把表头移到所有数据的上面; 上面的行不是数据时用 --header-row {number}",
            f"move the header above all data; if the rows above it are no data, use --header-row {number}",
        ),
    )


def _is_record(row: Row, columns: Sequence[Column]) -> bool:
    """Return whether a row as wide as the table is like the columns below: in its values, or in texts that come again."""
    places = [place for place in filled(row) if place < len(columns)]
    cells = [row[place].strip() for place in places]
    if any(map(_LABELLED.match, cells)) or cells in ([str(i + k) for i in range(len(cells))] for k in (0, 1)):
        return False  # 填表单位：某局; or the columns are numbered
    unlike, alike = contrast(row, columns)
    again = sum(cell in columns[place].seen for place, cell in zip(places, cells, strict=True))
    return alike > unlike or (alike == unlike and 2 * again >= len(places))


def refuse_turned(path: Path, first: int, rows: Sequence[Row], places: Sequence[int], fits: Fits) -> None:
    """Raise InputError where the labels of the standard run down one of the first columns, from its first row on.

    Below a label of its own such a column is one of records: a list of what the columns of a table are.
    """
    start = next((place for place in places if len(filled(rows[place])) > 1), places[0])
    for column in range(min(3, max(len(rows[place]) for place in places))):
        labels = [rows[place][column] for place in places if column < len(rows[place]) and rows[place][column].strip()]
        if column >= len(rows[start]) or fits([rows[start][column]]) == 0:
            continue
        share, count = matched(labels, fits)
        if share >= ENOUGH and count >= _TURNED and len(set(labels)) == len(labels):
            letter = column_letters(column)
            raise refuse(
                path,
                Text(
                    f"表格是横过来的: 列名在 {letter} 列从上往下排",
                    f"the table is turned: the labels run down column {letter}",
                ),
                Text(
                    "请在 Excel 或 WPS 里复制整张表, 用“选择性粘贴-转置”转成列名在第一行",
                    "copy the table in Excel or WPS and use Paste Special, Transpose, so that the labels form the first row",
                ),
            )


def refuse_side_by_side(
    path: Path, first: int, rows: Sequence[Row], header: HeaderRows, fits: Fits | None, *, complete: bool
) -> None:
    """Raise InputError where a blank column parts two tables: labels come again, both fit, or one is clearly longer."""
    body = rows[header.bottom + 1 :]
    groups = _groups(header.labels, body)
    for left, right in itertools.pairwise(groups):
        if min(len(left), len(right)) < 2:
            continue
        mine, others = ([header.labels[place] for place in group] for group in (left, right))
        same = len({label.strip() for label in mine} & {label.strip() for label in others})
        both = fits is not None and (_are_of_two(mine, others, fits) or _is_list_beside(body, left, right, header, fits))
        longer = complete and _is_longer(body, left, right) and (fits is None or not _are_of_one(mine, others, fits))
        if both or longer or (same > 1 and 5 * same >= 3 * min(len(left), len(right))):
            top, last = first + header.top, first + len(rows) - 1
            one, two = (
                f"{column_letters(group[0])}{top}:{column_letters(group[-1])}{last if complete else ''}"
                for group in (left, right)
            )
            raise refuse(
                path,
                Text(f"并排有几张表: {one} 和 {two}", f"two tables stand side by side: {one} and {two}"),
                _apart(one),
            )


def _are_of_two(mine: Sequence[str], others: Sequence[str], fits: Fits) -> bool:
    """Return whether each half fits a dataset, but none fits both: `fits` tells of the best of several."""
    (one, left), (two, right) = matched(mine, fits), matched(others, fits)
    return min(one, two) >= ENOUGH and min(left, right) > 1 and matched([*mine, *others], fits)[1] < left + right


def _are_of_one(mine: Sequence[str], others: Sequence[str], fits: Fits) -> bool:
    """Return whether both halves name columns of one dataset: a blank column only stands between them."""
    left, right = matched(mine, fits)[1], matched(others, fits)[1]
    return min(left, right) > 0 and matched([*mine, *others], fits)[1] == left + right


def _is_list_beside(body: Sequence[Row], left: Sequence[int], right: Sequence[int], header: HeaderRows, fits: Fits) -> bool:
    """Return whether the left half fits, and the right one, of which nothing is known, is a list with keys of its own."""
    known, unknown = (fits([header.labels[place] for place in group]) for group in (left, right))
    if known < ENOUGH or unknown > 0:
        return False
    keys = [row[right[0]].strip() if right[0] < len(row) else "" for row in body if filled(row)]
    return len(keys) >= _KEYS and all(keys) and len(set(keys)) == len(keys)


def _groups(labels: Sequence[str], body: Sequence[Row]) -> list[list[int]]:
    """Return the places of the labels, parted where a column has neither a label nor a cell."""
    used = {place for row in body for place in filled(row)}
    groups: list[list[int]] = [[]]
    for place, label in enumerate(labels):
        if label.strip():
            groups[-1].append(place)
        elif place not in used and groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def _is_longer(body: Sequence[Row], left: Sequence[int], right: Sequence[int]) -> bool:
    """Return whether one group goes on for some rows, two cells each, where the other has ended."""
    ends = [_last(body, group, 1) for group in (left, right)]
    full = [_last(body, group, 2) for group in (left, right)]
    short, long = (0, 1) if ends[0] < ends[1] else (1, 0)
    group = (left, right)[long]
    rest = body[ends[short] + 1 : full[long] + 1]
    return ends[short] >= 0 and len(rest) >= _TALLER and all(len(_within(row, group)) > 1 for row in rest)


def _last(body: Sequence[Row], group: Sequence[int], count: int) -> int:
    return max((place for place, row in enumerate(body) if len(_within(row, group)) >= count), default=-1)


def _within(row: Row, group: Sequence[int]) -> list[int]:
    return [place for place in filled(row) if group[0] <= place <= group[-1]]


def refuse_more_below(path: Path, first: int, rows: Sequence[Row], header: HeaderRows) -> None:
    """Raise InputError where another header, not the same one again, stands below the table's first rows."""
    for place in _candidates(rows, header):
        if _is_again(rows, header, place) or _is_variant(rows, header, place) or _is_other(rows, header, place):
            last = max(i for i in range(header.top, _before(rows, place) + 1) if filled(rows[i]))
            letter = column_letters(max(extent(row) for row in rows[header.top : last + 1]) - 1)
            left = column_letters(min(filled(header.labels)))
            one = f"{left}{first + header.top}:{letter}{first + last}"
            raise refuse(
                path,
                Text(
                    f"上下有几张表: 一张是 {one}, 下一张从第 {first + place} 行开始",
                    f"there are several tables, one below the other: {one}, and the next from row {first + place}",
                ),
                _apart(one),
            )


def _apart(one: str) -> Text:
    return Text(
        f"请每张表单独存一个文件或工作表; 只检查其中一张时用 --range {one}",
        f"put each table into a file or sheet of its own; to check one of them, use --range {one}",
    )


def _candidates(rows: Sequence[Row], header: HeaderRows) -> Iterator[int]:
    """Yield the rows that could be the header of another table: some way below, and of labels."""
    for place in range(header.bottom + 2, len(rows)):
        if len(filled(rows[place])) > 1 and can_be_labels(rows[place]):
            yield place


def _is_again(rows: Sequence[Row], header: HeaderRows, place: int) -> bool:
    """Return whether a row is the header once more, behind a blank row and a title that is not that of a section."""
    if [cell.strip() for cell in rows[place]] != [cell.strip() for cell in rows[header.bottom]]:
        return False
    if _before(rows, place) != place - 2:
        return False
    title = "".join(rows[place - 1]).strip()
    titles = {"".join(row).strip() for row in rows[: header.top]}
    return title not in titles and _SECTION.match(title) is None


def _is_variant(rows: Sequence[Row], header: HeaderRows, place: int) -> bool:
    """Return whether a row holds most labels of the header once more, and others or fewer than it."""
    row = rows[place]
    cells = [row[i].strip() for i in filled(row)]
    labels = [label.strip() for label in header.labels]
    if any(
        [cell for cell in map(str.strip, known) if cell] == cells
        for known in (labels, *rows[header.top : header.bottom + 1])
    ):
        return False
    known = set(labels)
    common = sum(cell in known for cell in cells)
    there = sum(i < len(labels) and row[i].strip() == labels[i] for i in filled(row))
    if common < 2 or 5 * common < 3 * len(cells) or len(set(cells)) < len(cells):
        return False
    above = [one for one in rows[header.bottom + 1 : place] if filled(one)]
    unlike, alike = contrast(row, columns_of(above, len(row)))
    return not alike and (unlike > 0 or there > 2)


def _is_other(rows: Sequence[Row], header: HeaderRows, place: int) -> bool:
    """Return whether a row behind a blank one is a header of its own: unlike the rows above it and those below."""
    row = rows[place]
    start = _before(rows, place)
    if start <= header.bottom + 1 or filled(rows[start]):
        return False
    above = [one for one in rows[header.bottom + 1 : start] if filled(one)]
    below: list[Row] = []
    for one in rows[place + 1 :]:
        if not filled(one):
            break
        below.append(one)
    if not above or len(below) < 2:
        return False
    cells = [row[i].strip() for i in filled(row)]
    if cells == [rows[header.bottom][i].strip() for i in filled(rows[header.bottom])]:
        return False  # the header once more
    before, behind = columns_of(above, len(row)), columns_of(below, len(row))
    widest = max(len(filled(one)) for one in below)
    if len(set(cells)) < len(cells) or 5 * len(cells) < 3 * widest or repeats(row, before) or repeats(row, behind):
        return False
    if filled(row)[0] > min(filled(one)[0] for one in below):
        return False  # the first column has no label
    unlike, alike = contrast(row, behind)
    if not unlike or alike or contrast(row, before)[1]:
        return False
    return unlike > 1 or not _continues(above, below)


def _before(rows: Sequence[Row], place: int) -> int:
    """Return the row before another table: before its title, if it has one behind a blank row."""
    titled = len(filled(rows[place - 1])) == 1 and place > 1 and not filled(rows[place - 2])
    return place - 2 if titled else place - 1


def _continues(above: Sequence[Row], below: Sequence[Row]) -> bool:
    """Return whether the rows below go on with the columns of the rows above: the row between is only dirt."""
    width = max(extent(row) for row in (*above, *below))
    one, two = columns_of(above, width), columns_of(below, width)
    return all(a.shape is b.shape for a, b in zip(one, two, strict=True))
