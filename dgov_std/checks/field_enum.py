"""`fieldEnum`: the value of a Table Schema field equals one of the listed ones, as values of its type.

`{"field": reading, "values": [text, …]}`: `1.0` equals `1` in a number field. Numbers are listed plain
(a point, no groups), truth values as `true` and `false`, others as the field's own cells. What cannot
be read says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from dgov_std.arrays import Mask, Strings, mask_of, missing_in, strings
from dgov_std.checks.field_reading import Reader, reader_of
from dgov_std.checks.setting import Setting

PLAIN = frozenset({"number", "integer", "boolean"})


@dataclass(frozen=True, slots=True)
class Among:
    """Passes where the value's canonical text is one of `allowed`."""

    reader: Reader
    allowed: pa.Array[Any]

    def __call__(self, values: Strings) -> Mask:
        """Return the mask; what cannot be read passes."""
        found = self.reader.canonical(values)
        return mask_of(pc.is_in(found, value_set=self.allowed, skip_nulls=True), missing=False) | missing_in(found)


def plain_reading(field: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return how listed values are read: numbers and truth values plainly, others as the field's cells."""
    if field["type"] == "boolean":
        return {"type": "boolean", "trueValues": ["true"], "falseValues": ["false"]}
    return {"type": field["type"]} if field["type"] in PLAIN else field


def compile_field_enum(value: Mapping[str, Any], setting: Setting) -> Among:
    """Compile the keyword's value."""
    listed = reader_of(plain_reading(value["field"])).canonical(strings(list(value["values"])))
    return Among(reader_of(value["field"]), listed)
