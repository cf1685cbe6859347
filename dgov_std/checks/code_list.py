"""`codeList`: membership of a code list, ever or at the reference date.

`{"list": id, "at": "ever" | "asOf", "leafOnly": bool, "strict": bool, "separator": ";"}`. Unless
`strict`, a code the list does not know passes when the list is declared open, when the code is of
the shape that the list may lack (`missing_where`), or when the reference date lies after
`known_until`: it may be newer than the list, if it has the `shape` of the codes where the list names one.
All this is the strict companion's warning.
With a `separator` the value is split at it and passes when every part does; nothing is trimmed.
`explained` maps the beginnings of codes with an explanation to the codes: `{"其他-": "其他"}`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow.compute as pc

from dgov_std.arrays import Ints, Mask, Strings, numbers_of, some, strings
from dgov_std.checks.code_set import CodeSet
from dgov_std.checks.date_forms import DateForm, days, read_forms
from dgov_std.checks.pattern import compile_pattern
from dgov_std.checks.setting import CodeTable, Setting
from dgov_std.texts import Texts


@dataclass(frozen=True, slots=True)
class Listed:
    """Passes where the value is in `accepted`, outside `known`, or of the shape that the list may lack."""

    accepted: CodeSet
    known: CodeSet | None
    lacking: Callable[[Strings], Mask] | None = None

    def __call__(self, values: Strings) -> Mask:
        """Return the mask of the values accepted."""
        return self.judge(Texts(values))

    def judge(self, texts: Texts) -> Mask:
        """Return the mask of the values accepted."""
        inside = self.accepted.holds(texts)
        if self.known is not None and not inside.all():
            inside |= ~self.known.holds(texts)
        if self.lacking is not None and not inside.all():
            inside |= self.lacking(texts.values)
        return inside


@dataclass(frozen=True, slots=True)
class Everything:
    """Passes always: the list cannot tell."""

    def __call__(self, values: Strings) -> Mask:
        """Return a mask of True."""
        return np.ones(len(values), dtype=np.bool_)

    def judge(self, texts: Texts) -> Mask:
        """Return a mask of True."""
        return np.ones(texts.size, dtype=np.bool_)


def split(values: Strings, separator: str) -> tuple[Strings, Ints]:
    """Return (every part of every value, one after the other; how many parts each value has, 0 for a null)."""
    lists = pc.split_pattern(values, separator)
    return lists.flatten(), np.asarray(numbers_of(pc.list_value_length(lists), 0), dtype=np.int64)


def every(parts: Mask, counts: Ints) -> Mask:
    """Return for each value whether all its parts hold."""
    ends = np.cumsum(counts)
    held = np.concatenate(([0], np.cumsum(parts)))
    found: Mask = held[ends] - held[ends - counts] == counts
    return found


def plain(values: Strings, explained: Mapping[str, str]) -> Strings:
    """Return the values, codes with an explanation behind them as the codes alone."""
    for beginning, code in explained.items():
        values = pc.replace_substring_regex(values, f"(?s)^{re.escape(beginning)}.+$", code.replace("\\", "\\\\"))
    return values


@dataclass(frozen=True, slots=True)
class EachListed:
    """Passes where every part of the value between separators does, or the whole without a separator."""

    separator: str | None
    part: Listed
    explained: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, values: Strings) -> Mask:
        """Return the mask of the values accepted."""
        if self.separator is None:
            return self.part(plain(values, self.explained))
        parts, counts = split(values, self.separator)
        return every(self.part(plain(parts, self.explained)), counts)


def allowed(table: CodeTable, setting: Setting) -> str | None:
    """Return the pattern of the codes that may exist though the list does not know them, None where there are none."""
    late = table.known_until is not None and setting.as_of is not None and setting.as_of > table.known_until
    if table.open or (late and table.shape is None):
        return ""
    shapes = [shape for shape in (table.missing_where, table.shape if late else None) if shape]
    return "|".join(shapes) or None


def compile_code_list(value: Mapping[str, Any], setting: Setting) -> EachListed | Listed | Everything:
    """Compile the keyword's value."""
    part = _compile_part(value, setting)
    if isinstance(part, Listed) and {"separator", "explained"} & set(value):
        return EachListed(value.get("separator"), part, value.get("explained", {}))
    return part


def _compile_part(value: Mapping[str, Any], setting: Setting) -> Listed | Everything:
    """Compile what is asked of one code.

    `at: asOf` and `leafOnly` ask only of codes the list knows; the plan leaves the check out where there is no
    reference date, saying so.
    """
    table = setting.table(value["list"])
    if table.unknown:
        return Everything()
    if value.get("at") == "asOf":
        if setting.as_of is None:
            return Everything()
        return Listed(CodeSet(table.valid_at(setting.as_of)), table.set)
    if value.get("leafOnly"):
        leaves = [code for code in dict.fromkeys(table.codes) if code not in table.parents]
        return Listed(CodeSet(strings(leaves)), table.set)
    if value.get("strict"):
        return Listed(table.set, None)
    lacking = allowed(table, setting)
    if lacking == "":
        return Everything()
    return Listed(table.set, None, compile_pattern(lacking, setting) if lacking else None)


@dataclass(frozen=True, slots=True)
class ListedOn:
    """Passes where the code was valid on the day in another column; nothing is said without a date."""

    columns: tuple[str, str]
    table: CodeTable
    forms: tuple[DateForm, ...]
    separator: str | None = None
    explained: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, codes: Strings, dates: Strings) -> Mask:
        """Return the mask of the rows; codes the list does not know pass, and with them the whole cell."""
        day = days(dates, self.forms)
        silent: Mask = day == 0
        if self.table.unknown:
            return np.ones(len(codes), dtype=np.bool_)
        if self.separator is None:
            inside, known = self._valid(plain(codes, self.explained), day)
            return inside | silent | ~known
        parts, counts = split(codes, self.separator)
        inside, known = self._valid(plain(parts, self.explained), np.repeat(day, counts))
        return every(inside, counts) | silent | ~every(known, counts)

    def _valid(self, codes: Strings, day: Ints) -> tuple[Mask, Mask]:
        """Return (which codes were valid on their day, which the list knows)."""
        place = self.table.set.places(Texts(codes))
        since, until = self.table.periods
        known: Mask = place >= 0
        return some((since[place] <= day[:, None]) & (day[:, None] < until[place])), known


def compile_code_list_on(value: Mapping[str, Any], setting: Setting) -> ListedOn:
    """Compile `codeListOn`: `{"list", "column", "date": column, "forms": [..], "separator", "explained"}`."""
    forms = read_forms(value["forms"])
    table, explained = setting.table(value["list"]), value.get("explained", {})
    return ListedOn((value["column"], value["date"]), table, forms, value.get("separator"), explained)
