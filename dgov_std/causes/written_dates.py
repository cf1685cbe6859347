"""Days as numbers (YYYYMMDD) into the written forms that a column accepts."""

from __future__ import annotations

import re

import numpy as np
import pyarrow.compute as pc

from dgov_std.arrays import Ints, Strings, one, positions, strings, where
from dgov_std.causes.cause import Failing

_TOKEN = re.compile("YYYY|MM?|DD?")
_ISO = ("YYYY-MM-DD",)


def accepted_form(failing: Failing, days: Ints) -> Strings:
    """Return the days in the first of the column's forms that passes; a null for 0, and where none tells a whole day."""
    texts = strings([None] * len(days))
    for form in failing.repair.get("dates") or _ISO:
        if not {"Y", "M", "D"} <= {token[0] for token in _TOKEN.findall(form)} or "h" in form or "YYYY" not in form:
            continue
        written = where(days > 0, spelled(days, form))
        texts = pc.coalesce(texts, where(failing.accepts(pc.fill_null(written, one(""))), written))
        if texts.null_count == np.count_nonzero(days == 0):
            break
    return texts


def spelled(days: Ints, form: str) -> Strings:
    """Return days in a written form such as `YYYY-MM-DD` or `YYYY年M月D日`."""
    numbers = {"Y": days // 10_000, "M": days // 100 % 100, "D": days % 100}
    parts = []
    place = 0
    for token in _TOKEN.finditer(form):
        parts += [one(form[place : token.start()])] if token.start() > place else []
        digits = positions(numbers[token[0][0]]).cast("string")
        parts.append(pc.utf8_lpad(digits, len(token[0]), "0"))
        place = token.end()
    parts += [one(form[place:])] if place < len(form) else []
    return pc.binary_join_element_wise(*parts, one(""))
