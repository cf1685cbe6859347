"""The slow, obviously right twin of every keyword that judges one value.

Each function takes the keyword's value, the cell's text and the setting, and says whether the
cell passes. Nothing is shared with `dgov_std.checks`: the tests compare the two.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from dgov_std.reference import ecma, fields, numbers
from dgov_std.reference.formats import FORMATS
from dgov_std.reference.setting import Setting
from dgov_std.reference.xsd_pattern import xsd_pattern

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_UPPER = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def pattern(value: str, cell: str, setting: Setting) -> bool:
    """Return whether the pattern is found in the cell."""
    return ecma.found(value, cell)


def parse_date(form: str, cell: str) -> datetime.date | None:
    """Read a cell written in `form`; None when it is not, or is no calendar date. M, D and h are one or two digits."""
    parts = {"Y": "", "M": "", "D": "", "h": "", "m": "", "s": ""}
    for letters in re.findall("Y+|M+|D+|h+|m+|s+|[^YMDhms]", form):
        token = letters[0] in parts
        size = len(letters)
        if token and size == 1 and cell[1:2] in set("0123456789"):
            size = 2
        found, cell = cell[:size], cell[size:]
        if token and len(found) == size and set(found) <= set("0123456789"):
            parts[letters[0]] = found
        elif token or found != letters:
            return None
    if cell:
        return None
    if int(parts["h"] or 0) > 23 or int(parts["m"] or 0) > 59 or int(parts["s"] or 0) > 59:
        return None
    year = int(parts["Y"]) + (1900 if len(parts["Y"]) == 2 else 0)
    try:
        return datetime.date(year, int(parts["M"] or 1), int(parts["D"] or 1))
    except ValueError:
        return None


def first_date(forms: Sequence[str], cell: str) -> datetime.date | None:
    """Read a cell in the first of the forms that fits."""
    return next((day for form in forms if (day := parse_date(form, cell))), None)


def date_forms(value: Sequence[str], cell: str, setting: Setting) -> bool:
    """Return whether the cell is a date in one of the forms."""
    return first_date(value, cell) is not None


def date_not_after(value: Mapping[str, Any], cell: str, setting: Setting) -> bool:
    """Return whether a date lies on or before the reference date; without one nothing is said."""
    day = first_date(value["forms"], cell)
    return day is None or setting.as_of is None or day.isoformat() <= setting.as_of


def format_(value: str, cell: str, setting: Setting) -> bool:
    """Return whether the cell has the format; a name nobody defines says nothing."""
    judge = FORMATS.get(value)
    return judge is None or judge(cell)


def decimal(value: bool, cell: str, setting: Setting) -> bool:  # noqa: FBT001 - the keyword's value
    """Return whether the cell is written as a decimal number."""
    return not value or _NUMBER.fullmatch(cell) is not None


def decimal_digits(value: Mapping[str, int], cell: str, setting: Setting) -> bool:
    """Return whether a number keeps within its digits."""
    if not _NUMBER.fullmatch(cell):
        return True
    whole, _, fraction = cell.lstrip("-").partition(".")
    whole = whole.lstrip("0")
    return len(fraction) <= value.get("fraction", len(fraction)) and len(whole + fraction) <= value.get("total", 10**9)


def decimal_range(value: Mapping[str, str], cell: str, setting: Setting) -> bool:
    """Return whether a number lies within its bounds."""
    if not _NUMBER.fullmatch(cell):
        return True
    number = Decimal(cell)
    low, high = value.get("minimum"), value.get("maximum")
    return (low is None or number >= Decimal(low)) and (high is None or number <= Decimal(high))


def min_length(value: int, cell: str, setting: Setting) -> bool:
    """Return whether the cell has at least `value` characters."""
    return len(cell) >= value


def max_length(value: int, cell: str, setting: Setting) -> bool:
    """Return whether the cell has at most `value` characters."""
    return len(cell) <= value


def byte_length(value: Mapping[str, Any], cell: str, setting: Setting) -> bool:
    """Return whether the cell takes few enough bytes."""
    if value["unit"] == "utf8":
        return len(cell.encode()) <= int(value["maximum"])
    return sum(1 if character < "\x80" else 2 for character in cell) <= int(value["maximum"])


def enum(value: Sequence[Any], cell: str, setting: Setting) -> bool:
    """Return whether the cell is listed."""
    return cell in value


def const(value: Any, cell: str, setting: Setting) -> bool:  # noqa: ANN401 - any JSON value
    """Return whether the cell is the value."""
    return bool(cell == value)


def code_list(value: Mapping[str, Any], cell: str, setting: Setting) -> bool:
    """Return whether the list holds the code, or each of several (at the reference date, as a leaf, as asked)."""
    return all(_listed(value, code, setting) for code in codes_in(value, cell))


def codes_in(value: Mapping[str, Any], cell: str) -> list[str]:
    """Return the codes of a cell, without the explanations behind them."""
    codes = cell.split(value["separator"]) if "separator" in value else [cell]
    return [_without_explanation(value.get("explained", {}), code) for code in codes]


def _without_explanation(explained: Mapping[str, str], code: str) -> str:
    for beginning, meant in explained.items():
        if code.startswith(beginning) and len(code) > len(beginning):
            return meant
    return code


def _listed(value: Mapping[str, Any], cell: str, setting: Setting) -> bool:
    if setting.table(value["list"]).missing:
        return True
    entries = [entry for entry in setting.table(value["list"]).entries if entry.code == cell]
    table = setting.table(value["list"])
    if value.get("at") == "asOf":
        return setting.as_of is None or not entries or any(entry.covers(setting.as_of) for entry in entries)
    if value.get("leafOnly"):
        return all(entry.parent != cell for entry in table.entries)
    late = table.known_until and setting.as_of and setting.as_of > table.known_until
    lacking = table.missing_where and ecma.found(table.missing_where, cell)
    newer = late and (not table.shape or ecma.found(table.shape, cell))
    if not value.get("strict") and (table.open or newer or lacking):
        return True
    return bool(entries)


def code_list_since(value: Mapping[str, Any], cell: str, setting: Setting) -> bool:
    """Return whether the code in the cell lived on into the year in the cell."""
    code = cell[value["code"]["start"] : value["code"]["end"]]
    year = cell[value["year"]["start"] : value["year"]["end"]]
    if len(cell) < max(value["code"]["end"], value["year"]["end"]) or not re.fullmatch("[0-9]+", year):
        return True
    number = int(year) + (1900 if len(year) == 2 else 0)
    entries = [entry for entry in setting.table(value["list"]).entries if entry.code == code]
    return not entries or any(entry.until is None or entry.until > f"{number:04d}-01-01" for entry in entries)


def check_digit(value: Mapping[str, Any], cell: str, setting: Setting) -> bool:
    """Return whether the check character is right, or the scheme does not apply."""
    cell = cell[value.get("start", 0) :]
    if value.get("ignore"):
        cell = cell.replace(value["ignore"], "")
    if not cell.isascii():
        return True
    turn = value.get("rotate", 0) % max(len(cell), 1)
    cell = cell[turn:] + cell[:turn]
    match value["method"]:
        case "luhn":
            return _luhn(cell)
        case "iso7064":
            return _iso7064(value["variant"], cell)
        case _:
            return _weighted_sum(value, cell)


def _weighted_sum(value: Mapping[str, Any], cell: str) -> bool:
    weights = list(value["weights"])
    position = value.get("position", len(weights) + 1) - 1
    if position >= len(weights):
        weights.append(0)
    numbers = value.get("values") or {character: i for i, character in enumerate(value["alphabet"])}
    others = [(character, weight) for i, (character, weight) in enumerate(zip(cell, weights, strict=False)) if i != position]
    if len(cell) != len(weights) or any(character not in numbers for character, _ in others):
        return True
    total = sum(numbers[character] * weight for character, weight in others)
    return bool(cell[position] == value["map"][total % value["modulus"]])


def _luhn(cell: str) -> bool:
    if len(cell) < 2 or not re.fullmatch("[0-9]+", cell):
        return True
    total = 0
    for i, character in enumerate(reversed(cell)):
        number = int(character) * (2 if i % 2 else 1)
        total += number - 9 if number > 9 else number
    return total % 10 == 0


def _iso7064(variant: str, cell: str) -> bool:
    body, last = ("[0-9]", "[0-9X]") if variant == "11-2" else ("[0-9A-Z]", "[0-9A-Z*]" if variant == "37-2" else "[0-9A-Z]")
    if variant == "11-10":
        body = last = "[0-9]"
    if not re.fullmatch(f"{body}+{last}", cell):
        return True
    if variant == "97-10":
        return len(cell) < 3 or int("".join(str(_UPPER.index(c)) for c in cell)) % 97 == 1
    if variant in {"11-10", "37-36"}:
        modulus = int(variant.partition("-")[2])
        product = modulus
        for character in cell[:-1]:
            total = (product + _UPPER.index(character)) % modulus or modulus
            product = total * 2 % (modulus + 1)
        return (product + _UPPER.index(cell[-1])) % modulus == 1
    modulus = int(variant.partition("-")[0])
    values = [10 if variant == "11-2" and c == "X" else 36 if c == "*" else _UPPER.index(c) for c in cell]
    weighted: int = sum(number * 2**k for k, number in enumerate(reversed(values)))
    return weighted % modulus == 1


Cell = Callable[[Any, str, Setting], bool]

CELL_KEYWORDS: Mapping[str, Cell] = {
    "pattern": pattern,
    "format": format_,
    "dateForms": date_forms,
    "dateNotAfter": date_not_after,
    "decimal": decimal,
    "decimalDigits": decimal_digits,
    "decimalRange": decimal_range,
    "minLength": min_length,
    "maxLength": max_length,
    "byteLength": byte_length,
    "enum": enum,
    "const": const,
    "codeList": code_list,
    "codeListSince": code_list_since,
    "checkDigit": check_digit,
    "fieldType": fields.field_type,
    "fieldRange": fields.field_range,
    "fieldEnum": fields.field_enum,
    "fieldLength": fields.field_length,
    "xsdPattern": xsd_pattern,
    "minimum": numbers.minimum,
    "maximum": numbers.maximum,
    "exclusiveMinimum": numbers.exclusive_minimum,
    "exclusiveMaximum": numbers.exclusive_maximum,
    "multipleOf": numbers.multiple_of,
    "numberIn": numbers.number_in,
    "jsonType": numbers.json_type,
}
