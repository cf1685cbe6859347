"""How the cells of a Table Schema field are read: one reader per type, shared by the `field…` keywords.

A reading is `{"type": …}` with the properties Table Schema gives that type: decimalChar, groupChar,
bareNumber, trueValues, falseValues, format, delimiter, itemType.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.compute as pc

from dgov_std.arrays import Ints, Mask, Strings, mask_of, strings, where
from dgov_std.checks.field_json import ListReader, json_reader, point_reader
from dgov_std.checks.field_number import UNORDERED, by_distinct, number_reader, signs
from dgov_std.checks.field_time import YearReader, time_reader

TRUE, FALSE = ("true", "True", "TRUE", "1"), ("false", "False", "FALSE", "0")
ORDERED = frozenset("integer number date time datetime duration year yearmonth".split())
COUNTED = frozenset("array object list".split())
_BASE64 = "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"
_DURATION = re.compile(
    r"(-?)P(?:([0-9]+)Y)?(?:([0-9]+)M)?(?:([0-9]+)D)?(T(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+(?:\.[0-9]+)?)S)?)?"
)
_DURATION_RE2 = "^-?P(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+D)?(?:T(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+(?:\\.[0-9]+)?S)?)?$"


class Reader(Protocol):
    """Reads the cells of a field."""

    def good(self, values: Strings) -> Mask:
        """Return which values are written as the type wants; a null's answer is never looked at."""

    def canonical(self, values: Strings) -> Strings:
        """Return texts that are equal where the values are; null where a value cannot be read."""


@dataclass(frozen=True, slots=True)
class TextReader:
    """Reads strings: every text, or those that match `shape`."""

    shape: str | None = None

    def good(self, values: Strings) -> Mask:
        """Return which values match."""
        return mask_of(pc.match_substring_regex(values, self.shape or ""), missing=False)

    def canonical(self, values: Strings) -> Strings:
        """Return the values themselves."""
        return where(self.good(values), values)


@dataclass(frozen=True, slots=True)
class TruthReader:
    """Reads truth values by their declared spellings."""

    true: pa.Array[Any]
    false: pa.Array[Any]

    def good(self, values: Strings) -> Mask:
        """Return which values are declared."""
        return self._is(values, self.true) | self._is(values, self.false)

    def canonical(self, values: Strings) -> Strings:
        """Return true or false, null for anything else."""
        truth = where(self._is(values, self.true), strings(["true"] * len(values)), "false")
        return where(self.good(values), truth)

    def _is(self, values: Strings, declared: Strings) -> Mask:
        return mask_of(pc.is_in(values, value_set=declared, skip_nulls=True), missing=False)


@dataclass(frozen=True, slots=True)
class DurationReader:
    """Reads durations of XML Schema: months and seconds, compared by adding them to four days."""

    def good(self, values: Strings) -> Mask:
        """Return which values are durations: `P`, at least one part, and one after a `T`."""
        shaped = mask_of(pc.match_substring_regex(values, _DURATION_RE2), missing=False)
        return shaped & ~mask_of(pc.match_substring_regex(values, "[PT]$"))

    def canonical(self, values: Strings) -> Strings:
        """Return months and seconds, null where there is none."""
        return by_distinct(where(self.good(values), values), lambda cell: "{} {}".format(*months_and_seconds(cell)))

    def order(self, values: Strings, bound: str) -> Ints:
        """Return -1, 0 or 1 as each duration is below, at or above the bound; UNORDERED where neither holds."""
        limit = months_and_seconds(bound)
        known = pc.fill_null(where(self.good(values), values), "P0D")
        found = signs(known, lambda cell: compared(months_and_seconds(cell), limit))
        found[~self.good(values)] = UNORDERED
        return found


def months_and_seconds(text: str) -> tuple[int, Fraction]:
    """Return a duration as whole months and exact seconds. The text is a duration."""
    match = _DURATION.fullmatch(text)
    if match is None:
        raise ValueError(text)
    sign, years, months, days, _, hours, minutes, seconds = match.groups(default="0")
    factor = -1 if sign == "-" else 1
    whole = ((int(days) * 24 + int(hours)) * 60 + int(minutes)) * 60
    return factor * (int(years) * 12 + int(months)), factor * (whole + Fraction(seconds))


_REFERENCES = ((1696, 9), (1697, 2), (1903, 3), (1903, 7))  # XML Schema part 2, section 3.2.6.2: the first of the month


def compared(left: tuple[int, Fraction], right: tuple[int, Fraction]) -> int:
    """Return -1, 0 or 1, or UNORDERED where the answer depends on the months meant (P30D and P1M)."""
    found = {_sign(_after(reference, left) - _after(reference, right)) for reference in _REFERENCES}
    return found.pop() if len(found) == 1 else UNORDERED


def _sign(value: Fraction) -> int:
    return (value > 0) - (value < 0)


def _after(start: tuple[int, int], duration: tuple[int, Fraction]) -> Fraction:
    months, seconds = duration
    count = start[0] * 12 + start[1] - 1 + months
    year, month = count // 12, count % 12 + 1
    shifted = year - (month <= 2)
    days = 365 * shifted + shifted // 4 - shifted // 100 + shifted // 400 + (153 * ((month + 9) % 12) + 2) // 5
    return days * 86_400 + seconds


def reader_of(field: Mapping[str, Any]) -> Any:  # noqa: ANN401 - a Reader; ordered ones have `order`, counted ones `lengths`
    """Return the reader of a reading. Raises StandardError for a date format that cannot be executed."""
    match field["type"]:
        case "number" | "integer":
            return number_reader(field)
        case "boolean":
            true, false = field.get("trueValues", TRUE), field.get("falseValues", FALSE)
            return TruthReader(strings(list(true)), strings(list(false)))
        case "date" | "time" | "datetime":
            return time_reader(field)
        case "year" | "yearmonth":
            return YearReader(month=field["type"] == "yearmonth")
        case "duration":
            return DurationReader()
        case "geopoint":
            return point_reader(field.get("format", "default"))
        case "list":
            return ListReader(field.get("delimiter", ","), reader_of({"type": field.get("itemType", "string")}))
        case "object" | "array" | "geojson":
            return json_reader(field)
        case _:
            return TextReader(_BASE64 if field.get("format") == "binary" else None)
