"""The slow, obviously right twin of every keyword that judges the rows of a table together.

Each returns which rows fail; the keyword is satisfied when none does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dgov_std.reference.setting import Setting

Row = Mapping[str, Any]
TableKeyword = Callable[[Mapping[str, Any], Sequence[Row], Setting], list[int]]


def repeated(value: Mapping[str, Any], rows: Sequence[Row], setting: Setting) -> list[int]:
    """Return the rows that agree with another in all columns of a key."""
    keys = [_cells(row, value["columns"]) for row in rows]
    times = Counter(keys)
    equal = value.get("missing") == "equal"
    return [i for i, key in enumerate(keys) if times[key] > 1 and (equal or None not in key)]


def unfound(value: Mapping[str, Any], rows: Sequence[Row], setting: Setting) -> list[int]:
    """Return the rows whose cells stand together in no row of the other table. Raises LookupError without it."""
    to = value["to"]
    table = setting.tables[to["table"]] if "table" in to else rows
    targets = {_cells(row, to["columns"]) for row in table}
    keys = [_cells(row, value["columns"]) for row in rows]
    return [i for i, key in enumerate(keys) if None not in key and key not in targets]


def crowded(value: Mapping[str, Any], rows: Sequence[Row], setting: Setting) -> list[int]:
    """Return the rows whose key too many rows have, or goes with too many values of another column."""
    counted = [value["distinct"]] if "distinct" in value else []
    cells = [_cells(row, [*value["by"], *counted]) for row in rows]
    members: dict[tuple[Any, ...], list[tuple[Any, ...]]] = {}
    for each in cells:
        if None not in each:
            members.setdefault(each[: len(value["by"])], []).append(each)
    sizes = {key: len(set(group) if counted else group) for key, group in members.items()}
    return [i for i, each in enumerate(cells) if None not in each and sizes[each[: len(value["by"])]] > value["atMost"]]


def _cells(row: Row, columns: Sequence[str]) -> tuple[Any, ...]:
    return tuple(row.get(column) for column in columns)


TABLE_KEYWORDS: Mapping[str, TableKeyword] = {"uniqueKeys": repeated, "references": unfound, "groups": crowded}
