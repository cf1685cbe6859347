"""What a cause is given, and what it is: cells that fail, and what tells why."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dgov_std.arrays import Mask, Strings
from dgov_std.report.facts import Facts
from dgov_std.texts import Texts


@dataclass(frozen=True, slots=True)
class Failing:
    """Cells of one column that failed one check, each distinct one perhaps only once, in no certain order.

    texts: the cells, shape (n,), their shared forms kept; none is null.
    numeric: which of them a workbook stores as numbers, shape (n,).
    coded: the column holds codes or identifiers, or the check that failed is one of codes, or of a written form.
    repair: what the bundle knows of right values: `labels` (label -> code), `dates` (accepted forms), `case`, `separator`.
    check: the code of the finding that the check would make.
    wanted: `date` or `number` when that is what the check asks for, `pattern` when it is a written form, else nothing.
    accepts: tells which of some texts pass that check; dear, so it is asked about texts that look right already.
    longest: the most bytes a value may have to pass that check, None where that is not known.
    """

    texts: Texts
    numeric: Mask
    coded: bool
    repair: Mapping[str, Any]
    check: str
    wanted: str
    accepts: Callable[[Strings], Mask]
    longest: int | None = None

    @property
    def values(self) -> Strings:
        """The cells as an Arrow array."""
        return self.texts.values

    @property
    def fitting(self) -> Mask:
        """Which values are short enough: of the others none is right with as many characters, if these are ASCII."""
        if self.longest is None:
            return np.ones(self.texts.size, dtype=np.bool_)
        return np.asarray(self.texts.lengths <= self.longest)


@dataclass(frozen=True, slots=True)
class Cause:
    """One kind of damage, and how to recognise it among cells that fail.

    seen: which of the failing cells show it, shape (n,).
    mended: those cells as they should be; a null where nobody can tell. The cause explains what was seen and is
        mended to something that passes, or to a null. Without `mended` it explains all that was seen.
    guessed: what is mended must pass all checks of its column, not only the one that failed: for damage that
        sound-looking values may show by accident.
    told: the facts of the finding, of its first distinct values and the facts of the check that failed first.
    """

    id: str
    code: str
    seen: Callable[[Failing], Mask]
    mended: Callable[[Failing], Strings] | None = None
    guessed: bool = False
    told: Callable[[Sequence[str], Facts], Facts] | None = None
