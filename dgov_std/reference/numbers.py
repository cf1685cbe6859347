"""The twins of the keywords about numbers, and what JSON value a text stands for.

Nothing is shared with `dgov_std.checks` or `dgov_std.plan`: the tests compare.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from dgov_std.reference.setting import Setting

_LITERAL = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?", re.ASCII)
TRUTHS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_NUMERIC = {"number", "integer"}


def number(text: str) -> Decimal | None:
    """Return the exact number a JSON number literal stands for.

    An exponent beyond 5000 counts as 5000: to the numbers of a schema, which are doubles, it makes no difference.
    """
    if not _LITERAL.fullmatch(text):
        return None
    mantissa, _, power = text.lower().partition("e")
    if power and len(power.lstrip("+-0")) > 4:
        power = "-5000" if power.startswith("-") else "5000"
    return Decimal(f"{mantissa}e{power or 0}")


def in_schema(value: float) -> Decimal:
    """Return a number of a schema exactly as it was written."""
    return Decimal(repr(value))


def minimum(value: float, cell: str, setting: Setting) -> bool:
    """Return whether a number is at least `value`; a text that is none passes."""
    found = number(cell)
    return found is None or found >= in_schema(value)


def maximum(value: float, cell: str, setting: Setting) -> bool:
    """Return whether a number is at most `value`."""
    found = number(cell)
    return found is None or found <= in_schema(value)


def exclusive_minimum(value: float, cell: str, setting: Setting) -> bool:
    """Return whether a number is above `value`."""
    found = number(cell)
    return found is None or found > in_schema(value)


def exclusive_maximum(value: float, cell: str, setting: Setting) -> bool:
    """Return whether a number is below `value`."""
    found = number(cell)
    return found is None or found < in_schema(value)


def multiple_of(value: float, cell: str, setting: Setting) -> bool:
    """Return whether a number is `value` times an integer."""
    found = number(cell)
    return found is None or (Fraction(found) / Fraction(in_schema(value))).denominator == 1


def number_in(value: Sequence[float], cell: str, setting: Setting) -> bool:
    """Return whether the text is a number equal to one of those listed."""
    found = number(cell)
    return found is not None and any(found == in_schema(item) for item in value)


def json_type(value: Mapping[str, Any], cell: str, setting: Setting) -> bool:
    """Return whether what the text stands for is of one of the types."""
    types = set(value["types"])
    if cell in value["literals"]:
        return "boolean" in types
    found = number(cell) if value["number"] else None
    if found is None:
        return "string" in types
    return "number" in types or ("integer" in types and found == found.to_integral_value())


def instance(text: str | None, types: set[str] | None) -> Any:  # noqa: ANN401 - any JSON value
    """Return the JSON value of a cell whose schema names these types; `...` stands for no property.

    Numbers come as Decimal, so that none is rounded.
    """
    if text is None:
        return None if types and "null" in types else ...
    if types and "string" not in types:
        if "boolean" in types and text in TRUTHS:
            return TRUTHS[text]
        if types & _NUMERIC and number(text) is not None:
            return number(text)
    return text


def json_text(value: Any) -> str:  # noqa: ANN401 - any JSON value
    """Return an instance as JSON text, its numbers as exact as they are."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)}: {json_text(item)}" for key, item in value.items()) + "}"
    return json.dumps(value)
