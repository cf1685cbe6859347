"""The sheets of a workbook beside the one that is read: whether they hold data, told from their first rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

import numpy as np

from dgov_std.dataset.excel_cells import Cells
from dgov_std.dataset.excel_head import filled_cells
from dgov_std.dataset.table import Remark
from dgov_std.errors import InputError

MOST = 100  # sheets looked into
_ROWS, _CELLS = 2, 2  # so many rows of so many cells are more than notes
_PIECES = 4  # read of a sheet before it is taken for empty


class _Named(Protocol):
    @property
    def name(self) -> str: ...


_Sheet = TypeVar("_Sheet", bound=_Named)


def other_sheets(
    sheets: Sequence[_Sheet], taken: str, glance: Callable[[_Sheet], Iterator[Cells]], own: tuple[str, ...]
) -> tuple[Remark, ...]:
    """Return the remark that other sheets hold data, if there are any; sheets we added ourselves are none.

    Args:
        sheets: all sheets.
        taken: the name of the one that is read.
        glance: yields the first cells of a sheet in small pieces.
        own: how the names of our own sheets begin.
    """
    others = [one for one in sheets if one.name != taken and not one.name.startswith(own)][:MOST]
    names = tuple(one.name for one in others if _holds_data(glance(one)))
    return (Remark("STR409", count=len(names), texts=names),) if names else ()


def _holds_data(cells: Iterator[Cells]) -> bool:
    """Whether a table stands among the first rows: several rows, each of several cells. What is damaged holds none."""
    rows = 0
    try:
        for _, part in zip(range(_PIECES), cells, strict=False):
            _, counts = np.unique(part.row[filled_cells(part)], return_counts=True)
            rows += int(np.count_nonzero(counts >= _CELLS))
            if rows >= _ROWS:
                return True
    except InputError:
        return False
    return False
