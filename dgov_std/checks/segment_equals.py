"""`segmentEquals`: a column equals a piece of an identifier in another column.

`{"column", "of", "start", "end", "ignore", "map", "forms"}`: the piece is characters start..end
(0-based, end exclusive) of `of`; `map` translates it first (a piece it does not hold says
nothing); `forms` compares days instead of texts. Nothing is said where either side is missing,
too short, or (without map and forms) of another length than the piece.

An identifier of several forms has `"pieces": [{"length", "start", "end"}]` instead: where the piece lies follows
from how many characters the identifier has, and of other lengths nothing is said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dgov_std.arrays import Mask, Strings, mask_of, missing_in, numbers_of, positions, strings
from dgov_std.checks.date_forms import DateForm, days, read_form, read_forms
from dgov_std.checks.setting import Setting


@dataclass(frozen=True, slots=True)
class SegmentEquals:
    """Passes where the column says the same as the piece of the identifier."""

    columns: tuple[str, str]
    start: int
    end: int
    ignore: str | None
    pieces: pa.Array[Any] | None
    meanings: pa.Array[Any] | None
    forms: tuple[DateForm, ...]

    def __call__(self, column: Strings, of: Strings) -> Mask:
        """Return the mask of the rows."""
        piece = pc.utf8_slice_codeunits(of, self.start, self.end)
        silent: Mask = _characters(of) < self.end
        if self.forms:
            whole = read_form("YYYYMMDD" if self.end - self.start == 8 else "YYMMDD")
            written, meant = days(column, self.forms), days(piece, [whole])
            agree: Mask = (written == meant) | (written == 0) | (meant == 0)
            return agree | silent
        if self.ignore:
            column = pc.replace_substring(column, self.ignore, "")
        if self.pieces is not None and self.meanings is not None:
            place = pc.index_in(piece, value_set=self.pieces)
            silent |= missing_in(place)
            piece = self.meanings.take(place)
        else:
            silent |= _characters(column) != self.end - self.start
        return mask_of(pc.equal(column, piece)) | silent


def _characters(values: Strings) -> Any:  # noqa: ANN401 - numpy integers, one per value
    return numbers_of(pc.utf8_length(values))


@dataclass(frozen=True, slots=True)
class OfSeveralForms:
    """Passes where the form of the identifier with that many characters does."""

    columns: tuple[str, str]
    forms: tuple[tuple[int, SegmentEquals], ...]

    def __call__(self, column: Strings, of: Strings) -> Mask:
        """Return the mask of the rows."""
        passes = np.ones(len(of), dtype=np.bool_)
        lengths = _characters(of)
        for length, form in self.forms:
            rows = np.flatnonzero(lengths == length)
            if len(rows):
                passes[rows] = form(column.take(positions(rows)), of.take(positions(rows)))
        return passes


def compile_segment_equals(value: Mapping[str, Any], setting: Setting) -> SegmentEquals | OfSeveralForms:
    """Compile the keyword's value."""
    if "pieces" in value:
        pieces = value["pieces"]
        forms = tuple((piece["length"], _compile_piece(value, piece)) for piece in pieces)
        return OfSeveralForms((value["column"], value["of"]), forms)
    return _compile_piece(value, value)


def _compile_piece(value: Mapping[str, Any], piece: Mapping[str, int]) -> SegmentEquals:
    table = value.get("map")
    return SegmentEquals(
        columns=(value["column"], value["of"]),
        start=piece["start"],
        end=piece["end"],
        ignore=value.get("ignore"),
        pieces=strings(list(table)) if table else None,
        meanings=strings(list(table.values())) if table else None,
        forms=read_forms(value.get("forms", [])),
    )
