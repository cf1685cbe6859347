"""Causes of damage, one file each: what failing cells show explains many findings as one."""

from __future__ import annotations

from collections.abc import Mapping

from dgov_std.causes import (
    apostrophe,
    date_form,
    date_serial,
    excel_number,
    fill_series,
    full_width,
    invisible,
    label,
    leading_zeros,
    letter_case,
    look_alike,
    missing_word,
    mojibake,
    number_cell,
    number_unit,
)
from dgov_std.causes.cause import Cause, Failing

__all__ = ["CAUSES", "Cause", "Failing"]

# In the order in which they claim a cell: proof before likeness, what can be mended before what cannot.
CAUSES: Mapping[str, Cause] = {
    "excel-number": excel_number.CAUSE,
    "fill-series": fill_series.CAUSE,
    "mojibake": mojibake.CAUSE,
    "invisible": invisible.CAUSE,
    "full-width": full_width.CAUSE,
    "apostrophe": apostrophe.CAUSE,
    "label": label.CAUSE,
    "letter-case": letter_case.CAUSE,
    "missing-word": missing_word.CAUSE,
    "date-form": date_form.CAUSE,
    "date-serial": date_serial.CAUSE,
    "number-unit": number_unit.CAUSE,
    "leading-zeros": leading_zeros.CAUSE,
    "look-alike": look_alike.CAUSE,
    "number-cell": number_cell.CAUSE,
}
