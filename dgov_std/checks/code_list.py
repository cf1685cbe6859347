"""`codeList`: membership of a code list, ever or at the reference date.

`{"list": id, "at": "ever" | "asOf", "leafOnly": bool, "strict": bool}`. Unless `strict`, a code
the list does not know passes when the list is declared open or the reference date lies after
`known_until`: it may be newer than the list, which is the strict companion's warning.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from dgov_std.arrays import Mask, Strings, some, strings
from dgov_std.checks.code_set import CodeSet
from dgov_std.checks.date_forms import DateForm, days, read_form
from dgov_std.checks.setting import CodeTable, Setting
from dgov_std.texts import Texts


@dataclass(frozen=True, slots=True)
class Listed:
    """Passes where the value is in `accepted`; values outside `known` pass when `lenient`."""

    accepted: CodeSet
    known: CodeSet | None

    def __call__(self, values: Strings) -> Mask:
        """Return the mask of the values accepted."""
        return self.judge(Texts(values))

    def judge(self, texts: Texts) -> Mask:
        """Return the mask of the values accepted."""
        inside = self.accepted.holds(texts)
        if self.known is not None and not inside.all():
            inside |= ~self.known.holds(texts)
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


def may_be_newer(table: CodeTable, setting: Setting) -> bool:
    """Whether a code the list does not know may exist all the same."""
    late = table.known_until is not None and setting.as_of is not None and setting.as_of > table.known_until
    return table.open or late


def compile_code_list(value: Mapping[str, Any], setting: Setting) -> Listed | Everything:
    """Compile the keyword's value.

    `at: asOf` and `leafOnly` ask only of codes the list knows; the plan leaves the check out where there is no
    reference date, saying so.
    """
    table = setting.table(value["list"])
    if value.get("at") == "asOf":
        if setting.as_of is None:
            return Everything()
        return Listed(CodeSet(table.valid_at(setting.as_of)), table.set)
    if value.get("leafOnly"):
        leaves = [code for code in dict.fromkeys(table.codes) if code not in table.parents]
        return Listed(CodeSet(strings(leaves)), table.set)
    if not value.get("strict") and may_be_newer(table, setting):
        return Everything()
    return Listed(table.set, None)


@dataclass(frozen=True, slots=True)
class ListedOn:
    """Passes where the code was valid on the day in another column; nothing is said without a date."""

    columns: tuple[str, str]
    table: CodeTable
    forms: tuple[DateForm, ...]

    def __call__(self, codes: Strings, dates: Strings) -> Mask:
        """Return the mask of the rows; codes the list does not know pass."""
        day = days(dates, self.forms)
        place = self.table.set.places(Texts(codes))
        since, until = self.table.periods
        inside = some((since[place] <= day[:, None]) & (day[:, None] < until[place]))
        silent: Mask = (day == 0) | (place < 0)
        return inside | silent


def compile_code_list_on(value: Mapping[str, Any], setting: Setting) -> ListedOn:
    """Compile `codeListOn`: `{"list", "column", "date": column, "forms": [..]}`."""
    forms = tuple(read_form(form) for form in value["forms"])
    return ListedOn((value["column"], value["date"]), setting.table(value["list"]), forms)
