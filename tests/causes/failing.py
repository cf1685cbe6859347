"""Cells of a column that fail, made up for the tests of causes."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from dgov_std.arrays import Mask, Strings, strings
from dgov_std.causes import Failing
from dgov_std.texts import Texts


def failing(
    values: Sequence[str],
    *,
    pattern: str = "",
    coded: bool = True,
    numeric: bool = False,
    wanted: str = "",
    repair: Mapping[str, Any] | None = None,
    check: str = "TYP205",
) -> Failing:
    """Return cells that fail a check which accepts what fully matches `pattern`."""

    def accepts(texts: Strings) -> Mask:
        found = [value is not None and re.fullmatch(pattern, value) is not None for value in texts.to_pylist()]
        return np.array(found, dtype=np.bool_)

    numbers = np.full(len(values), numeric)
    return Failing(Texts(strings(values)), numbers, coded, repair or {}, check, wanted, accepts)
