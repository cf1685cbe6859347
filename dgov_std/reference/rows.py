"""The slow, obviously right twin of every keyword that judges a whole row (a dict of texts)."""

from __future__ import annotations

import datetime
import operator
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from dgov_std.reference.cells import codes_in, first_date
from dgov_std.reference.hierarchies import code_named, code_within
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
    if "pieces" in value:
        pieces = [piece for piece in value["pieces"] if len(whole or "") == piece["length"]]
        single = {key: told for key, told in value.items() if key != "pieces"}
        return all(segment_equals({**single, **piece}, row, setting) for piece in pieces)
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


def not_during(value: Mapping[str, Any], row: Row, setting: Setting) -> bool:
    """Return whether the reference date lies outside the period, or there is none, or the column is empty."""
    if row.get(value["column"]) is None or setting.as_of is None:
        return True
    first, until = _first_day(value["from"]), value.get("until")
    today = datetime.date.fromisoformat(setting.as_of)
    return today < first or (until is not None and today >= _first_day(until))


def _first_day(text: str) -> datetime.date:
    return datetime.date(int(text), 1, 1) if len(text) == 4 else datetime.date.fromisoformat(text)


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


def axes(value: Mapping[str, Any], row: Row, setting: Setting) -> bool:
    """Return whether longitude and latitude are not swapped: wrong as they stand, right the other way round."""
    longitude, latitude = _number(row.get(value["longitude"])), _number(row.get(value["latitude"]))
    if longitude is None or latitude is None:
        return True

    def fit(east: Decimal, north: Decimal) -> bool:
        (west, east_end), (south, north_end) = (map(Decimal, value[key]) for key in ("longitudeRange", "latitudeRange"))
        return west <= east <= east_end and south <= north <= north_end

    return fit(longitude, latitude) or not fit(latitude, longitude)


def freshness(value: Mapping[str, Any], row: Row, setting: Setting) -> bool:
    """Return whether no more days have gone by since the last update than the cycle and its tolerance allow."""
    cell, cycle = row.get(value["updated"]), row.get(value["cycle"])
    updated = first_date(value["forms"], cell) if cell is not None else None
    if updated is None or cycle not in value["days"] or setting.as_of is None:
        return True
    gone = (datetime.date.fromisoformat(setting.as_of) - updated).days
    return gone <= int(value["days"][cycle]) + int(value.get("tolerance", {}).get(cycle, 0))


RowKeyword = Callable[[Any, Row, Setting], bool]

ROW_KEYWORDS: Mapping[str, RowKeyword] = {
    "compareColumns": compare_columns,
    "segmentEquals": segment_equals,
    "sumColumns": sum_columns,
    "codeListOn": code_list_on,
    "workingDays": working_days,
    "codeWithin": code_within,
    "codeNamed": code_named,
    "axes": axes,
    "freshness": freshness,
    "notDuring": not_during,
}
