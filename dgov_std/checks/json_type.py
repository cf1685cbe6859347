"""`type` over texts that may stand for JSON numbers and truth values: see `dgov_std.plan.reading`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dgov_std.arrays import Mask, Strings, mask_of, strings
from dgov_std.checks.numbers import is_literal, is_whole
from dgov_std.checks.setting import Setting


@dataclass(frozen=True, slots=True)
class JsonType:
    """Passes where the value a text stands for is of one of the types."""

    types: frozenset[str]
    number: bool
    literals: pa.Array[Any]

    def __call__(self, values: Strings) -> Mask:
        """Return the mask."""
        size = len(values)
        truths = np.zeros(size, dtype=np.bool_)
        if len(self.literals):
            truths = mask_of(pc.is_in(values, value_set=self.literals), missing=False)
        numbers = is_literal(values) & ~truths if self.number else np.zeros(size, dtype=np.bool_)
        found = np.zeros(size, dtype=np.bool_)
        if "boolean" in self.types:
            found |= truths
        if "number" in self.types:
            found |= numbers
        elif "integer" in self.types and self.number:
            found |= numbers & is_whole(values)
        if "string" in self.types:
            found |= ~numbers & ~truths
        return found


def compile_json_type(value: Mapping[str, Any], setting: Setting) -> JsonType:
    """Compile `{"types": [...], "number": bool, "literals": [texts that are truth values]}`."""
    return JsonType(frozenset(value["types"]), value["number"], strings(value["literals"]))
