"""A label where its code belongs (填了名称, 应填代码): 男 for 1."""

from __future__ import annotations

import numpy as np
import pyarrow.compute as pc

from dgov_std.arrays import Mask, Strings, numbers_of, positions, strings
from dgov_std.causes.cause import Cause, Failing


def seen(failing: Failing) -> Mask:
    """Return which values are labels of the column's code list."""
    labels = failing.repair.get("labels")
    # A column of dates has words too, such as 长期 for a last day: these are no labels of codes.
    if not labels or failing.wanted == "date":
        return np.zeros(failing.texts.size, dtype=np.bool_)
    return np.asarray(numbers_of(pc.index_in(failing.values, value_set=strings(labels)), -1) >= 0)


def mended(failing: Failing) -> Strings:
    """Return the codes of the labels."""
    labels = failing.repair["labels"]
    places = numbers_of(pc.index_in(failing.values, value_set=strings(labels)), 0)
    return strings(labels.values()).take(positions(places))


CAUSE = Cause("label", "TYP908", seen, mended)
