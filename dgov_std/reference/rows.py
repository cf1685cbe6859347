"""The slow, obviously right twin of every keyword that judges a whole row (a dict of texts)."""

from __future__ import annotations

import datetime
import operator
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from dgov_std.reference.cells import codes_in, first_date
from dgov_std.reference.setting import Setting

Row = Mapping[str, str]
_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


def _number(cell: str | None) -> Decimal | None:
    """Read an exact number; one of over 40 digits before or 30 after the point says nothing."""
    return Decimal(cell) if cell is not None and re.fullmatch(r"-?(0|[1-9][0-9]{0,39})(\.[0-9]{1,30})?", cell) else None


def _side(value: Mapping[str, Any], column: Any, row: Row, setting: Setting) -> Any:  # noqa: ANN401
    if isinstance(column, Mapping):
        return datetime.date.fromisoformat(setting.as_of) if setting.as_of else None
    cell = row.get(column)
    if cell is None or cell in value.get("openEnd", []):
        return None
    if value["as"] == "date":
        return first_date(value["forms"], cell)
    return _number(cell) if value["as"] == "decimal" else cell


def compare_columns(value: Mapping[str, Any], row: Row, setting: Setting) -> bool:
    """Return whether the two sides stand in the relation, or a side says nothing."""
    left = _side(value, value["left"], row, setting)
    right = _side(value, value["right"], row, setting)
    return left is None or right is None or _OPERATORS[value["op"]](left, right)


def segment_equals(value: Mapping[str, Any], row: Row, setting: Setting) -> bool:
    """Return whether the column says the same as the piece of the identifier."""
    cell, whole = row.get(value["column"]), row.get(value["of"])
    if cell is None or whole is None or len(whole) < value["end"]:
        return True
    piece = whole[value["start"] : value["end"]]
    if value.get("forms"):
        written = first_date(value["forms"], cell)
        meant = first_date(["YYYYMMDD" if len(piece) == 8 else "YYMMDD"], piece)
        return written is None or meant is None or written == meant
    if value.get("ignore"):
        cell = cell.replace(value["ignore"], "")
    table = value.get("map")
    if table:
        return piece not in table or bool(cell == table[piece])
    return len(cell) != len(piece) or cell == piece


def sum_columns(value: Mapping[str, Any], row: Row, setting: Setting) -> bool:
    """Return whether the total is the exact sum of its parts."""
    parts = [row[column] for column in value["of"] if column in row]
    numbers = [_number(part) for part in parts]
    total = _number(row.get(value["total"]))
    if total is None or not numbers or None in numbers:
        return True
    return total == sum((number for number in numbers if number is not None), Decimal(0))


def code_list_on(value: Mapping[str, Any], row: Row, setting: Setting) -> bool:
    """Return whether the code was valid on the day in the other column."""
    code, cell = row.get(value["column"]), row.get(value["date"])
    day = first_date(value["forms"], cell) if cell is not None else None
    if code is None or day is None:
        return True
    codes = codes_in(value, code)
    known = {part: [entry for entry in setting.table(value["list"]).entries if entry.code == part] for part in codes}
    if not all(known.values()):
        return True
    return all(any(entry.covers(day.isoformat()) for entry in entries) for entries in known.values())


def working_days(value: Mapping[str, Any], row: Row, setting: Setting) -> bool:
    """Return whether few enough working days lie between the two dates, or none can be counted."""
    dates = [row.get(value["from"]), row.get(value["to"])]
    days = [
        first_date(value["forms"], cell) if cell is not None and cell not in value.get("openEnd", []) else None
        for cell in dates
    ]
    count, _ = counted_days(setting.codelists[value["list"]], *days)
    return count <= int(value["atMost"])


def counted_days(calendar: Mapping[str, Any], start: datetime.date | None, end: datetime.date | None) -> tuple[int, bool]:
    """Return how many working days come after `start` up to `end`, looked at one after the other.

    Those that the calendar does not cover are not counted; also returns whether there are none. -1 when there is nothing
    to count.
    """
    if start is None or end is None or end < start:
        return -1, False
    rows = [dict(zip(calendar["columns"], row, strict=True)) for row in calendar["rows"]]
    kinds = {row["code"]: row.get("kind") for row in rows}
    begin, until = calendar.get("known_from"), calendar.get("known_until")
    count, exact = 0, True
    while start < end:
        start += datetime.timedelta(days=1)
        day = start.isoformat()
        stated = begin and until and (begin <= day and day[: len(until)] <= until)
        if not stated and kinds.get(day[:4]) != "year":
            exact = False
            continue
        kind = kinds.get(day)
        count += kind == "workday" if kind in {"holiday", "workday"} else start.isoweekday() < 6
    return count, exact


RowKeyword = Callable[[Any, Row, Setting], bool]

ROW_KEYWORDS: Mapping[str, RowKeyword] = {
    "compareColumns": compare_columns,
    "segmentEquals": segment_equals,
    "sumColumns": sum_columns,
    "codeListOn": code_list_on,
    "workingDays": working_days,
}
