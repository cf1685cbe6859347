"""Which number formats show a cell otherwise than it reads as text, so that a CSV file made of the sheet differs.

A date of 2024-01-05 may be shown as 2024/1/5, one half as 50 %, 123 as 000123. What is read is the stored value
in one form (see `excel_number`); that a sheet shows another one is told once, by format.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from dgov_std.arrays import Mask
from dgov_std.dataset.excel_number import LONGEST, Shape, shape_of
from dgov_std.dataset.table import Remark

_MOST = 20
# ECMA-376 part 1, 18.8.30, those that show a number or a moment otherwise; 27 and above depend on the language.
_BUILT_IN = {
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    22: "yyyy/m/d h:mm",
    27: "yyyy年m月",
    28: "m月d日",
    29: "m月d日",
    30: "m/d/yy",
    31: "yyyy年m月d日",
    32: "h时mm分",
    33: "h时mm分ss秒",
    36: "yyyy年m月",
    37: "#,##0",
    38: "#,##0",
    39: "#,##0.00",
    40: "#,##0.00",
    45: "mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    50: "yyyy年m月",
    51: "m月d日",
    52: "yyyy年m月",
    53: "m月d日",
    54: "m月d日",
    57: "yyyy年m月",
    58: "m月d日",
}
_STAMP = "yyyy-mm-ddhh:mm:ss"  # of midnight only the day is read
_MOMENTS = {"yyyy-mm-dd", "hh:mm:ss", "[h]:mm:ss", "[hh]:mm:ss"}
_NOISE = re.compile(r"\[(?!h)[^\]]*\]|_.|\*.|[\s\\\"@]")
_PLAIN = re.compile(r"[+-]?[#?]*0?(?:\.[0#?]*)?")


def shown_otherwise(number: int, code: str | None) -> str:
    """Return a number format, as a person writes it, where it shows something else than is read; "" otherwise."""
    if code is None:
        return _BUILT_IN.get(number, "")
    first = code[:LONGEST].split(";")[0]
    bare = _bare(first)
    if bare in ("general", "g/通用格式"):
        return ""
    same = _PLAIN.fullmatch(bare) if shape_of(number, code) is Shape.NUMBER else bare in _MOMENTS
    return "" if same else first


def _bare(code: str) -> str:
    return _NOISE.sub("", code).lower()


def count_shown(
    found: Counter[tuple[str, int]],
    style: np.ndarray[Any, Any],
    column: np.ndarray[Any, Any],
    shown: Sequence[str],
    whole: Callable[[], Mask],
) -> None:
    """Count the cells, numbers all of them, that are shown otherwise, by format and column; `whole` tells whole numbers."""
    kind = np.array([0 if not text else 2 if _bare(text) == _STAMP else 1 for text in shown])[
        np.where(style < len(shown), style, 0)
    ]
    differs = kind == 1
    if (kind == 2).any():
        differs |= (kind == 2) & whole()
    chosen = np.flatnonzero(differs)
    if not len(chosen):
        return
    # np.unique imports numpy.ma (0.2 s).
    used = style[chosen].astype(np.int64)
    for one in np.flatnonzero(np.bincount(used)).tolist():
        columns = np.bincount(column[chosen][used == one].astype(np.int64))
        for place in np.flatnonzero(columns).tolist():
            found[shown[one if one < len(shown) else 0], place] += int(columns[place])


def shown_remarks(found: Counter[tuple[str, int]], width: int) -> tuple[Remark, ...]:
    """Return what is to be told of the columns of the table, nothing where all is shown as it is read."""
    inside = {key: count for key, count in found.items() if key[1] < width}
    if not inside:
        return ()
    formats = tuple(dict.fromkeys(name for name, _ in inside))[:_MOST]
    return (Remark("STR410", (), tuple(sorted({column for _, column in inside})), sum(inside.values()), formats),)
