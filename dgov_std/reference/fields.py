"""The slow, obviously right twins of the Table Schema keywords: one cell read by hand, compared as Python values."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from dgov_std.reference.geography import is_geojson, is_topology
from dgov_std.reference.setting import Setting

Field = Mapping[str, Any]
_DIGITS = frozenset("0123456789")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_LONG_MONTHS = "January February March April May June July August September October November December".split()
_LONG_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def _number(text: str, field: Field) -> Decimal | None:
    """Read a number without anything around it."""
    body = text[1:] if text[:1] in {"+", "-"} else text
    mantissa, power = body, "0"
    if field["type"] == "number" and re.search(r"[eE][+-]?[0-9]{1,6}\Z", body):
        mantissa, _, power = body.replace("E", "e").rpartition("e")
    whole, point, fraction = mantissa, "", ""
    if field["type"] == "number":
        whole, point, fraction = mantissa.partition(field.get("decimalChar", "."))
    group = field.get("groupChar", "")
    pieces = whole.split(group) if group else [whole]
    if not all(set(piece) <= _DIGITS for piece in [*pieces, fraction]) or (len(pieces) > 1 and "" in pieces):
        return None
    if not (whole or (point and fraction)):
        return None
    return Decimal(f"{'-' if text[0] == '-' else ''}{''.join(pieces) or '0'}.{fraction or '0'}E{power}")


def _read_number(cell: str, field: Field) -> Any:  # noqa: ANN401
    if field["type"] == "number" and cell.lower() in {"nan", "inf", "-inf"} and cell.isascii():
        return cell.upper()
    if field.get("bareNumber", True):
        return _number(cell, field)
    for start in range(len(cell)):
        if set(cell[:start]) & _DIGITS:
            return None
        for end in range(len(cell), start, -1):
            if set(cell[end:]) & _DIGITS:
                break
            found = _number(cell[start:end], field)
            if found is not None:
                return found
    return None


_ZONE = r"(?P<zone>[+-](?:[01]\d|2[0-3]):?[0-5]\d|Z)"
_XSD_ZONE = r"(?P<zone>[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00|Z)"
_PIECES = {
    "Y": r"(?P<Y>\d\d\d\d)",
    "y": r"(?P<y>\d\d)",
    "m": r"(?P<m>1[012]|0?[1-9])",
    "d": r"(?P<d>3[01]|[12]\d|0[1-9]|[1-9]|\ [1-9])",
    "j": r"(?P<j>36[0-6]|3[0-5]\d|[12]\d\d|0[1-9]\d|00[1-9]|[1-9]\d|0[1-9]|[1-9])",
    "H": r"(?P<H>2[0-3]|[01]\d|\d)",
    "I": r"(?P<I>1[0-2]|0[1-9]|[1-9])",
    "M": r"(?P<M>[0-5]\d|\d)",
    "S": r"(?P<S>[0-5]\d|\d)",
    "f": r"(?P<f>\d{1,6})",
    "p": r"(?P<p>am|pm)",
    "b": f"(?P<b>{'|'.join(_MONTHS)})",
    "B": f"(?P<B>{'|'.join(_LONG_MONTHS)})",
    "a": f"(?:{'|'.join(day[:3] for day in _LONG_DAYS)})",
    "A": f"(?:{'|'.join(_LONG_DAYS)})",
    "z": f"(?-i:{_ZONE})",
    "Z": "(?:utc|gmt)",
    "%": "%",
}
_XSD_TIME = r"(?P<H>[01]\d|2[0-3]):(?P<M>[0-5]\d):(?P<S>[0-5]\d)"
_MIDNIGHT = r"(?P<midnight>24:00:00(?:\.0+)?)"
_FRACTION = r"(?:\.(?P<f>\d+))?"
_DAY = r"(?P<Y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)"
_DAYS = "%Y-%m-%d|%Y/%m/%d|%Y.%m.%d|%Y%m%d|%d/%m/%Y|%m/%d/%Y|%d.%m.%Y|%d-%m-%Y|%d %b %Y|%d %B %Y|%b %d, %Y|%B %d, %Y|%Y年%m月%d日"
_TIMES = "%H:%M:%S|%H:%M|%H:%M:%S.%f|%I:%M %p|%I:%M:%S %p"


def _strptime(pattern: str) -> str:
    out, i = [], 0
    while i < len(pattern):
        if pattern[i] == "%":
            out.append(_PIECES[pattern[i + 1]])
            i += 2
            continue
        if pattern[i].isspace():
            if not out or out[-1] != r"[ \t\n\r\f\v]+":
                out.append(r"[ \t\n\r\f\v]+")
        else:
            out.append(re.escape(pattern[i]))
        i += 1
    return "".join(out)


@cache
def _expressions(kind: str, written: str) -> tuple[re.Pattern[str], ...]:
    """Return the expressions of a written form; ASCII, so that letters fold as ASCII letters only."""
    exact = {
        ("date", "default"): _DAY,
        ("time", "default"): _XSD_TIME,
        ("time", "iso8601"): f"{_XSD_TIME}{_FRACTION}{_XSD_ZONE}?",
        ("datetime", "default"): f"{_DAY}T(?:{_XSD_TIME}{_FRACTION}|{_MIDNIGHT}){_XSD_ZONE}?",
    }
    if (kind, written) in exact:
        return (re.compile(exact[kind, written], re.ASCII),)
    patterns = [written]
    if written == "any" and kind == "date":
        patterns = _DAYS.split("|")
    elif written == "any" and kind == "time":
        patterns = [*_TIMES.split("|"), "%H:%M:%S%z", "%H:%M:%S.%f%z"]
    elif written == "any":
        patterns = [f"{day}{gap}{time}" for day in _DAYS.split("|") for gap in " T" for time in _TIMES.split("|")]
        patterns += [f"%Y-%m-%d{gap}{time}" for gap in " T" for time in ("%H:%M:%S%z", "%H:%M:%S.%f%z")]
        patterns += _DAYS.split("|")
    return tuple(re.compile(_strptime(pattern), re.ASCII | re.IGNORECASE) for pattern in patterns)


def _read_time(cell: str, field: Field) -> int | None:
    for expression in _expressions(field["type"], field.get("format", "default")):
        match = expression.match(cell)
        if match and match.end() == len(cell):
            found = _moment(match.groupdict(), field["type"])
            if found is not None:
                return found
    return None


def _moment(parts: Mapping[str, str | None], kind: str) -> int | None:
    """Return microseconds from the parts of a date and time; None for a day that no calendar has."""
    year = int(parts.get("Y") or 1900)
    if parts.get("Y") is None and parts.get("y"):
        year = int(parts["y"] or 0)
        year += 1900 if year > 68 else 2000
    month = int(parts.get("m") or 1)
    if parts.get("b") or parts.get("B"):
        month = _MONTHS.index((parts.get("b") or parts.get("B") or "")[:3].lower()) + 1
    try:
        if parts.get("j") and not {"m", "b", "B", "d"} & set(parts):
            day = datetime.date(year, 1, 1) + datetime.timedelta(int(parts["j"] or 1) - 1)
            if day.year != year:
                return None
        else:
            day = datetime.date(year, month, int(parts.get("d") or 1))
    except (ValueError, OverflowError):
        return None
    days = (day - datetime.date(1970, 1, 1)).days if kind != "time" else 0
    if kind == "date":
        return days * 86_400_000_000
    hour = int(parts.get("H") or 0)
    if parts.get("I") and "H" not in parts:
        hour = int(parts["I"] or 0) % 12 + (12 if (parts.get("p") or "").lower() == "pm" else 0)
    if parts.get("midnight"):
        hour = 24
    seconds = hour * 3600 + int(parts.get("M") or 0) * 60 + int(parts.get("S") or 0)
    zone = (parts.get("zone") or "Z").replace(":", "")
    if zone != "Z":
        seconds -= (int(zone[1:3]) * 60 + int(zone[3:5])) * (60 if zone[0] == "+" else -60)
    return (days * 86_400 + seconds) * 1_000_000 + int(((parts.get("f") or "") + "000000")[:6])


def _read_year(cell: str, field: Field) -> int | None:
    month = "(-(?:0[1-9]|1[0-2]))" if field["type"] == "yearmonth" else "()"
    match = re.fullmatch(rf"(-?)(\d{{4,9}}){month}{_XSD_ZONE}?", cell, re.ASCII)
    if not match or int(match[2]) == 0 or (len(match[2]) > 4 and match[2][0] == "0"):
        return None
    return int(match[1] + match[2]) * 12 + int((match[3] or "-0")[1:])


def _read_duration(cell: str) -> tuple[int, Fraction] | None:
    sign, rest = (-1, cell[1:]) if cell[:1] == "-" else (1, cell)
    day, at, clock = rest[1:].partition("T")
    if rest[:1] != "P" or (at and not clock) or not (day or clock):
        return None
    found = {}
    for text, letters in ((day, "YMD"), (clock, "hms")):
        left = text
        for letter in letters:
            match = re.match(r"(\d+(?:\.\d+)?)" + letter.upper(), left, re.ASCII)
            if match and ("." not in match[1] or letter == "s"):
                found[letter] = Fraction(match[1])
                left = left[match.end() :]
        if left:
            return None
    seconds = found.get("D", 0) * 86400 + found.get("h", 0) * 3600 + found.get("m", 0) * 60 + found.get("s", 0)
    return sign * int(found.get("Y", 0) * 12 + found.get("M", 0)), sign * Fraction(seconds)


def _later(start: datetime.date, duration: tuple[int, Fraction]) -> Fraction:
    """Return the seconds at the end of a duration that begins on the first of a month."""
    months = start.year * 12 + start.month - 1 + duration[0]
    cycles, of_cycle = divmod(months - 12, 4800)  # 400 years have 146,097 days
    return (datetime.date(of_cycle // 12 + 1, of_cycle % 12 + 1, 1).toordinal() + cycles * 146_097) * 86_400 + duration[1]


def _strict_json(cell: str) -> Any:  # noqa: ANN401 - any JSON value; () when there is none
    def constant(text: str) -> None:
        raise ValueError(text)

    try:
        found = _tagged(json.loads(cell, parse_int=Decimal, parse_float=Decimal, parse_constant=constant), 64)
    except (ValueError, ArithmeticError, RecursionError):
        return ()
    return found


class _Truth(int):
    """A JSON truth value, which unlike Python's is no number."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Truth) and int(self) == int(other)

    def __hash__(self) -> int:
        return hash(("truth", int(self)))


def _tagged(value: Any, depth: int) -> Any:  # noqa: ANN401
    if isinstance(value, bool):
        return _Truth(value)
    if isinstance(value, list | dict) and depth == 0:
        raise ValueError(depth)
    if isinstance(value, list):
        return [_tagged(item, depth - 1) for item in value]
    return {key: _tagged(item, depth - 1) for key, item in value.items()} if isinstance(value, dict) else value


def _read_json(cell: str, field: Field) -> Any:  # noqa: ANN401
    found = _strict_json(cell)
    if field["type"] == "geojson":
        fits = is_topology if field.get("format") == "topojson" else is_geojson
        return found if fits(found) else None
    return found if isinstance(found, dict if field["type"] == "object" else list) else None


def _read_point(cell: str, field: Field) -> Any:  # noqa: ANN401
    match field.get("format", "default"):
        case "default":
            parts = [_number(part, {"type": "number"}) if part else None for part in re.split(", ?", cell)]
            if cell.count(",") != 1:
                return None
        case "array":
            found = _strict_json(cell)
            parts = found if isinstance(found, list) else []
        case _:
            found = _strict_json(cell)
            parts = [found["lon"], found["lat"]] if isinstance(found, dict) and set(found) == {"lon", "lat"} else []
    numbers = [part for part in parts if isinstance(part, Decimal)]
    if len(parts) != 2 or len(numbers) != 2:
        return None
    return tuple(numbers) if abs(numbers[0]) <= 180 and abs(numbers[1]) <= 90 else None


def read(field: Field, cell: str) -> Any:  # noqa: ANN401 - any value; None when the cell cannot be read
    """Return the value of a cell, one that Python compares as Table Schema means it."""
    match field["type"]:
        case "number" | "integer":
            return _read_number(cell, field)
        case "boolean":
            if cell in field.get("trueValues", ["true", "True", "TRUE", "1"]):
                return _Truth(1)
            return _Truth(0) if cell in field.get("falseValues", ["false", "False", "FALSE", "0"]) else None
        case "date" | "time" | "datetime":
            return _read_time(cell, field)
        case "year" | "yearmonth":
            return _read_year(cell, field)
        case "duration":
            return _read_duration(cell)
        case "geopoint":
            return _read_point(cell, field)
        case "list":
            items = [
                read({"type": field.get("itemType", "string")}, item) for item in cell.split(field.get("delimiter", ","))
            ]
            return None if any(item is None for item in items) else items
        case "object" | "array" | "geojson":
            return _read_json(cell, field)
        case _:
            if field.get("format") != "binary":
                return cell
            body = cell.rstrip("=")
            right = re.fullmatch("[A-Za-z0-9+/]*", body) and len(cell) % 4 == 0 and len(cell) - len(body) <= 2
            return cell if right else None


def field_type(value: Field, cell: str, setting: Setting) -> bool:
    """Return whether the cell is written as the type wants."""
    return read(value, cell) is not None


def _compared(field: Field, left: Any, right: Any) -> int | None:  # noqa: ANN401
    if field["type"] == "duration":
        starts = [datetime.date(y, m, 1) for y, m in ((1696, 9), (1697, 2), (1903, 3), (1903, 7))]
        pairs = [(_later(start, left), _later(start, right)) for start in starts]
        found = {(a > b) - (a < b) for a, b in pairs}
        return found.pop() if len(found) == 1 else None
    if isinstance(left, str):
        return {"INF": 1, "-INF": -1}.get(left)
    return int((left > right) - (left < right))


def field_range(value: Mapping[str, Any], cell: str, setting: Setting) -> bool:
    """Return whether a value that can be read stands to each bound as it should."""
    field = value["field"]
    found = read(field, cell)
    if found is None:
        return True
    plain = {"type": field["type"]} if field["type"] in {"number", "integer"} else field
    allowed = {"minimum": (0, 1), "maximum": (-1, 0), "exclusiveMinimum": (1,), "exclusiveMaximum": (-1,)}
    return all(
        _compared(field, found, read(plain, value[name])) in signs for name, signs in allowed.items() if name in value
    )


def field_enum(value: Mapping[str, Any], cell: str, setting: Setting) -> bool:
    """Return whether a value that can be read equals one of those listed."""
    field = value["field"]
    found = read(field, cell)
    plain = {"type": field["type"]} if field["type"] in {"number", "integer"} else field
    if field["type"] == "boolean":
        plain = {"type": "boolean", "trueValues": ["true"], "falseValues": ["false"]}
    return found is None or any(found == read(plain, item) for item in value["values"])


def field_length(value: Mapping[str, Any], cell: str, setting: Setting) -> bool:
    """Return whether a value that can be read holds as many items as it should."""
    found = read(value["field"], cell)
    return found is None or value.get("minimum", 0) <= len(found) <= value.get("maximum", len(found))
